"""A terminal that is not fit to be built: the closed page with its reason, and the staff door behind it."""

from collections.abc import Callable

from kiosk.config import Settings
from kiosk.flow.conditions import Conditions, PrinterCondition, ReaderCondition
from kiosk.flow.effects import CancelTimer, DoStaffAct, Effect, SetTimer, TryDoor
from kiosk.flow.events import ClockTicked, DoorRefused, Event, StaffAsked
from kiosk.flow.pages import ClosedPage, Failsafe, Help, Page
from kiosk.flow.pages.maintenance import DoorTrouble
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk
from kiosk.terminal.loop import Loop
from kiosk.terminal.machine import Machine
from kiosk.terminal.not_fit import NotFit
from kiosk.terminal.panel import place_of, preferences_of
from kiosk.terminal.terminal import local_now
from kiosk.terminal.workshop import Workshop

_VISITORS = (ClosedPage, Help, Failsafe)
"""Pages that are shown while no staff are here."""


class ClosedTerminal:
    """Languages and aids work at once; staff get in as far as the store allows."""

    def __init__(
        self, settings: Settings, not_fit: NotFit, loop: Loop, show: Callable[[Kiosk], None]
    ) -> None:
        self.not_fit = not_fit
        self._settings, self._loop = settings, loop
        self._workshop: Workshop | None = None
        now = local_now(settings)
        kiosk, effects = start(
            place_of(settings),
            None,
            now,
            defaults=preferences_of(settings),
            conditions=Conditions(
                now=now,
                reader=ReaderCondition.NO_CARD,
                printer=PrinterCondition.UNREACHABLE,
                out_of_service=not_fit.reason,
            ),
        )
        self.machine = Machine(kiosk, _Hands(loop, self._for_staff), show)
        self.machine.begin(effects)

    @property
    def kiosk(self) -> Kiosk:
        """The present state."""
        return self.machine.kiosk

    @property
    def attended(self) -> bool:
        """Staff are here: nothing is built anew under their hands."""
        return self._workshop is not None

    def handle(self, event: Event) -> None:
        """One event; only from the loop's thread."""
        knocks = isinstance(event, StaffAsked) and _nobody(self.kiosk.page)
        if knocks and self._workshop is None:
            self._workshop = Workshop(self._settings, self._loop, lambda: self.kiosk)
        self.machine.handle(event)
        if knocks and self._workshop is not None and not self._workshop.may_sign_in:
            self.machine.handle(DoorRefused(trouble=DoorTrouble.STORE))
        if self._workshop is not None and _nobody(self.kiosk.page):
            self._close_workshop()

    def tick(self) -> None:
        """The clock on the closed page goes on."""
        self.machine.handle(ClockTicked(now=local_now(self._settings), trusted=True))

    def end(self) -> bool:
        """Give everything back; False when a device did not let go in time."""
        for token in (self.kiosk.idle_timer, self.kiosk.page_timer):
            self._loop.cancel_timer(token)
        return self._close_workshop()

    def _close_workshop(self) -> bool:
        workshop, self._workshop = self._workshop, None
        return workshop.close() if workshop is not None else True

    def _for_staff(self, effect: TryDoor | DoStaffAct) -> None:
        if self._workshop is not None:
            self._workshop.perform(effect)


def _nobody(page: Page) -> bool:
    """No staff stand before it."""
    return isinstance(page, _VISITORS)


class _Hands:
    """Timers, and what staff ask for: nothing else can be asked here."""

    def __init__(self, loop: Loop, for_staff: Callable[[TryDoor | DoStaffAct], None]) -> None:
        self._loop, self._for_staff = loop, for_staff

    def perform(self, effect: Effect) -> None:
        match effect:
            case SetTimer():
                self._loop.set_timer(effect.token, effect.seconds)
            case CancelTimer():
                self._loop.cancel_timer(effect.token)
            case TryDoor() | DoStaffAct():
                self._for_staff(effect)
            case _:
                pass

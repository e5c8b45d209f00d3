"""A terminal that is not fit to be built: the closed page with its reason, in every language."""

from collections.abc import Callable

from kiosk.config import Settings
from kiosk.flow.conditions import Conditions
from kiosk.flow.effects import CancelTimer, Effect, SetTimer
from kiosk.flow.events import ClockTicked
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk
from kiosk.terminal.loop import Loop
from kiosk.terminal.machine import Machine
from kiosk.terminal.panel import place_of, preferences_of
from kiosk.terminal.terminal import NotFit, local_now


class _OnlyTimers:
    """There is nothing else that could be asked of it."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def perform(self, effect: Effect) -> None:
        match effect:
            case SetTimer():
                self._loop.set_timer(effect.token, effect.seconds)
            case CancelTimer():
                self._loop.cancel_timer(effect.token)
            case _:
                pass


def closed_machine(settings: Settings, not_fit: NotFit, loop: Loop, show: Callable[[Kiosk], None]) -> Machine:
    """Shows why it is closed at once; languages and aids work."""
    now = local_now(settings)
    kiosk, effects = start(
        place_of(settings),
        None,
        now,
        defaults=preferences_of(settings),
        conditions=Conditions(now=now, out_of_service=not_fit.reason),
    )
    machine = Machine(kiosk, _OnlyTimers(loop), show)
    machine.begin(effects)
    return machine


def tick(settings: Settings) -> ClockTicked:
    """The clock on the closed page goes on."""
    return ClockTicked(now=local_now(settings), trusted=True)

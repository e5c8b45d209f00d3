"""A whole terminal: built from the settings, started in order, stopped in reverse."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog

from hardware.printer.address import PrinterUrlError
from hardware.printer.journal import FINISHED, JobState, JournalEntry
from kiosk.config import Settings
from kiosk.flow.conditions import Conditions, OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.events import ClockTicked, Event
from kiosk.flow.pages import ClosedPage
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk
from kiosk.rules.policy import Policy
from kiosk.staff.revoked_cards import RevokedCards
from kiosk.staff.shell_acts import ShellActs
from kiosk.store.clock import ClockQuality, SystemClock
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from kiosk.terminal.asking import Upstream
from kiosk.terminal.filing import FilingDesk
from kiosk.terminal.fitness import Fitness
from kiosk.terminal.health import heartbeat
from kiosk.terminal.kept_look import kept_look
from kiosk.terminal.keyring import Keyring, keys_of
from kiosk.terminal.loop import Loop
from kiosk.terminal.machine import Machine
from kiosk.terminal.not_fit import NotFit, not_built, of_another, unusable, without_store
from kiosk.terminal.notes import DeviceNotes
from kiosk.terminal.panel import place_of, preferences_of
from kiosk.terminal.paying import Cashier
from kiosk.terminal.performer import Hands
from kiosk.terminal.policies import bring_over, fetch_first, keep_keys, policy_in_force, understood
from kiosk.terminal.printing import ReceiptPrinter
from kiosk.terminal.reading import DocumentReader
from kiosk.terminal.renewal import Renewal
from kiosk.terminal.selfcheck import SelfCheck
from kiosk.terminal.slips import SlipDesk
from kiosk.terminal.staffing import Room, Staffing
from kiosk.terminal.upkeep import Upkeep
from kiosk.upstream.client import Client
from kiosk.upstream.contract import SignedPolicy
from kiosk.upstream.courier import Courier, CourierSettings
from kiosk.upstream.courier_reports import Alarm, AlarmCode, PolicyArrived, Report
from kiosk.upstream.keys import KeyTrouble, TerminalKeys
from kiosk.upstream.trouble import Trouble

_log = structlog.get_logger()
_STOP_SECONDS = 5.0
_FIRST_POLICY_SECONDS = 10.0


def build(
    settings: Settings,
    loop: Loop,
    show: Callable[[Kiosk], None],
    *,
    sounds: Callable[[], bool] = lambda: False,
) -> "Terminal | NotFit":
    """Open the store and the keys; nothing is started yet, and nothing stays open when it is not fit.

    `sounds` tells the heartbeat whether this terminal can be heard; one without a screen cannot.
    """
    keys = keys_of(settings)
    if isinstance(keys, KeyTrouble):
        return unusable(keys)
    if keys.terminal != settings.terminal.id:
        return of_another(keys.terminal)
    store = open_store(settings.store.path, terminal=settings.terminal.id, clock=SystemClock())
    if isinstance(store, StoreTrouble):
        return without_store(store)
    try:
        return Terminal(settings, keys, store, loop, show, sounds)
    except (OSError, PrinterUrlError) as wrong:
        store.close()
        return not_built(type(wrong).__name__)


def local_now(settings: Settings) -> datetime:
    """The wall clock in the terminal's zone."""
    return SystemClock()().wall.astimezone(ZoneInfo(settings.terminal.timezone))


class Terminal:
    """All rooms connected. Events go in by `handle`; pages come out by `show`."""

    def __init__(
        self,
        settings: Settings,
        keys: TerminalKeys,
        store: Store,
        loop: Loop,
        show: Callable[[Kiosk], None],
        sounds: Callable[[], bool],
    ) -> None:
        self._settings = settings
        self._sounds = sounds
        self._loop = loop
        self._clock = SystemClock()
        self._zone = ZoneInfo(settings.terminal.timezone)
        self.store = store
        self.client = Client(settings.upstream.url, keys)
        self._keyring = Keyring(settings, keys, self.client)
        bring_over(store, keys.upstream)
        renewal = Renewal(self._keyring, settings.upstream, lambda: self.courier)
        beside = settings.store.path.parent
        self._upstream = Upstream(
            loop,
            self._zone,
            self._keyring.present,
            self._accept_policy,
            renewal.due,
            RevokedCards(beside).replace,
        )
        self.courier = self._make_courier()
        self._upstream.connect(self.courier)
        self._reader = DocumentReader(settings, loop)
        self._printer = ReceiptPrinter(
            settings.printer,
            store.print_journal(state=JobState, entry=JournalEntry, finished=FINISHED),
            loop,
        )
        self.machine = self._make_machine(show)
        self._fitness = Fitness(store, loop)
        self._selfcheck = SelfCheck(loop, self._staffing.examine, self._found)
        self._shell = ShellActs(beside)
        self._notes = DeviceNotes(beside, sounds, self._now)
        self._upkeep = Upkeep(store, self._now().date(), self._fitness.damaged)

    @property
    def kiosk(self) -> Kiosk:
        """The present state."""
        return self.machine.kiosk

    @property
    def wants_new_store(self) -> bool:
        """Its store is damaged or gone; who stands before it is not sent away for that."""
        return self._fitness.wants_new_store and isinstance(self.kiosk.page, ClosedPage)

    def begin(self) -> None:
        """Start every thread; the first page is shown before any device has answered."""
        self.machine.begin(self._first_effects)
        self._printer.start()
        self._reader.start()
        self.courier.start()
        if self.kiosk.policy is None:
            self._fetch_first_policy()

    def handle(self, event: Event) -> None:
        """One event; only from the loop's thread."""
        if isinstance(event, ClockTicked) and self._shell.take_in(self.store):
            self.courier.send_all_now()
        self.machine.handle(event)
        self._fitness.notice(event, self.kiosk)
        self._selfcheck.notice(event, self.kiosk)
        self._upkeep.notice(event, self.kiosk)
        self._notes.notice(event, self.kiosk)

    def clock_tick(self) -> ClockTicked:
        """The event that the loop posts at start and every minute."""
        now = self._clock()
        return ClockTicked(
            now=now.wall.astimezone(self._zone), trusted=now.quality is not ClockQuality.UNKNOWN
        )

    def end(self) -> bool:
        """Stop in reverse order; False when a thread did not end in time."""
        ended = [self._staffing.end(_STOP_SECONDS)]
        ended += [self.courier.stop(_STOP_SECONDS), self._reader.stop(_STOP_SECONDS)]
        ended += [self._printer.stop(_STOP_SECONDS), self._selfcheck.end(_STOP_SECONDS)]
        self.client.close()
        self.store.close()
        self._notes.end()
        if not all(ended):
            _log.error("terminal.threads_left", ended=ended)
        return all(ended)

    def _make_courier(self) -> Courier:
        terminal = self._settings.terminal
        return Courier(
            self.store,
            self.client,
            self._report,
            CourierSettings(terminal=terminal.id, region=terminal.region),
            self._clock,
            health=lambda: heartbeat(self.kiosk, self.store, sounds=self._sounds()),
        )

    def _make_machine(self, show: Callable[[Kiosk], None]) -> Machine:
        keys = self._keyring.present
        desk = FilingDesk(self.store, keys, self._zone)
        slips = SlipDesk(self._printer, desk, keys, lambda: self.kiosk)
        cashier = Cashier(self._loop, self.courier)
        self._staffing = self._make_staffing()
        hands = Hands(self._loop, self._reader, desk, self._upstream, cashier, slips, self._staffing)
        kiosk, self._first_effects = start(
            place_of(self._settings),
            policy_in_force(self.store.policies),
            self._now(),
            defaults=kept_look(self.store.memos, preferences_of(self._settings)),
            conditions=Conditions(
                now=self._now(),
                reader=ReaderCondition.NO_CARD,
                printer=PrinterCondition.UNREACHABLE,
            ),
        )
        return Machine(kiosk, hands, show)

    def _make_staffing(self) -> Staffing:
        return Staffing(
            Room(
                settings=self._settings,
                store=self.store,
                loop=self._loop,
                printer=self._printer,
                courier=self.courier,
                clock=self._clock,
                kiosk=lambda: self.kiosk,
                ask_card=self._reader.ask_staff_card,
                policy_arrived=lambda signed: self._upstream.report(PolicyArrived(signed)),
                sounds=self._sounds,
            )
        )

    def _fetch_first_policy(self) -> None:
        region = self._settings.terminal.region

        def question(client: Client, seconds: float) -> SignedPolicy | Trouble:
            return fetch_first(client, self.store, region, seconds)

        def reply(answer: SignedPolicy | Trouble) -> None:
            if isinstance(answer, SignedPolicy):
                self._upstream.report(PolicyArrived(answer))

        self.courier.ask(question, _FIRST_POLICY_SECONDS, reply)

    def _report(self, report: Report) -> None:
        """On the courier's threads."""
        if report == Alarm(code=AlarmCode.STORE, detail=TroubleKind.DAMAGED.value):
            self._fitness.damaged()
        self._upstream.report(report)

    def _found(self, reason: OutOfService | None) -> None:
        """On the self-check's thread: what it blames on the store may be damage to the very file."""
        if reason is OutOfService.STORE and self.store.has_room() is True and self.store.check() != []:
            self._fitness.damaged()
        self._fitness.found(reason)

    def _now(self) -> datetime:
        return self._clock().wall.astimezone(self._zone)

    def _accept_policy(self, arrived: PolicyArrived) -> Policy | None:
        """On the courier's thread. New keys are used for what is filed, and believed, from now on."""
        policy = understood(arrived.signed)
        if policy is not None and keep_keys(arrived.signed, self._settings.upstream.keys):
            self._keyring.reload()
        return policy

"""What staff work with at a closed terminal: store, reader, printer. Opened at their knock, given back after.

In between nothing is held: a shell that mends the terminal needs the store, and so does the terminal itself.
"""

import threading
from collections.abc import Callable

import structlog

from hardware.printer.address import PrinterUrlError
from hardware.printer.journal import FINISHED, JobState, JournalEntry
from kiosk.config import Settings
from kiosk.flow.effects import DoStaffAct, TryDoor
from kiosk.flow.events import StaffLooked
from kiosk.flow.state import Kiosk
from kiosk.store.clock import SystemClock
from kiosk.store.store import Store, open_store
from kiosk.terminal.loop import Loop
from kiosk.terminal.printing import ReceiptPrinter
from kiosk.terminal.reading import DocumentReader
from kiosk.terminal.staff_look import Looking
from kiosk.terminal.staffing import Room, Staffing

_log = structlog.get_logger()
_STOP_SECONDS = 5.0


class Workshop:
    """Open from its making until `close`."""

    def __init__(self, settings: Settings, loop: Loop, kiosk: Callable[[], Kiosk]) -> None:
        self._settings, self._loop, self._kiosk = settings, loop, kiosk
        clock = SystemClock()
        self._looking = Looking(settings=settings, clock=clock, kiosk=kiosk)
        opened = open_store(settings.store.path, terminal=settings.terminal.id, clock=clock)
        self._store = opened if isinstance(opened, Store) else None
        self._reader = DocumentReader(settings, loop)
        self._printer = self._made_printer(self._store) if self._store else None
        self._staffing = self._made_staffing(self._store) if self._store else None
        self._reader.start()
        if self._printer is not None:
            self._printer.start()

    @property
    def may_sign_in(self) -> bool:
        """A failure must be on the disk before a PIN is looked at: without a store nobody is let in."""
        return self._store is not None

    def perform(self, effect: TryDoor | DoStaffAct) -> None:
        """Begin it; the answer comes over the loop. Without a store there is only looking."""
        if self._staffing is not None:
            self._staffing.perform(effect)
        elif isinstance(effect, DoStaffAct):
            threading.Thread(target=self._look, name="staff", daemon=True).start()

    def close(self) -> bool:
        """Give everything back; False when a device did not let go in time."""
        ended = [self._staffing.end(_STOP_SECONDS)] if self._staffing else []
        ended.append(self._reader.stop(_STOP_SECONDS))
        if self._printer is not None:
            ended.append(self._printer.stop(_STOP_SECONDS))
        if self._store is not None:
            self._store.close()
        return all(ended)

    def _look(self) -> None:
        try:
            self._loop.post(StaffLooked(look=self._looking.look(None)))
        except Exception:
            _log.error("staff.act_crashed", exc_info=True)

    def _made_printer(self, store: Store) -> ReceiptPrinter | None:
        journal = store.print_journal(state=JobState, entry=JournalEntry, finished=FINISHED)
        try:
            return ReceiptPrinter(self._settings.printer, journal, self._loop)
        except (OSError, PrinterUrlError):
            return None

    def _made_staffing(self, store: Store) -> Staffing:
        return Staffing(
            Room(
                settings=self._settings,
                store=store,
                loop=self._loop,
                printer=self._printer,
                courier=None,
                clock=SystemClock(),
                kiosk=self._kiosk,
                ask_card=self._reader.ask_staff_card,
                policy_arrived=lambda _signed: None,
            )
        )

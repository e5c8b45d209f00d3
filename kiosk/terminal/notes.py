"""Leaves word of the devices for a shell beside the running terminal."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from hardware.printer.status import PrinterState
from kiosk.flow.conditions import ReaderCondition
from kiosk.flow.events import ClockTicked, Event, PrinterChanged, ReaderChanged
from kiosk.flow.state import Kiosk
from kiosk.staff.last_seen import LastSeen, Seen, process


class DeviceNotes:
    """Writes when something is not as it was; on the loop's thread, a small file without a sync."""

    def __init__(self, folder: Path, sounds: Callable[[], bool], now: Callable[[], datetime]) -> None:
        self._file = LastSeen(folder)
        self._sounds, self._now = sounds, now
        self._by = process()
        self._last: tuple[PrinterState, bool, bool, bool] | None = None

    def end(self) -> None:
        """From now on the devices are nobody's."""
        self._file.forget()

    def notice(self, event: Event, kiosk: Kiosk) -> None:
        """After the flow has taken `event`."""
        if not isinstance(event, PrinterChanged | ReaderChanged | ClockTicked):
            return
        conditions = kiosk.conditions
        printer, low = PrinterState(conditions.printer.value), conditions.paper_low
        reader, sound = conditions.reader is not ReaderCondition.NO_READER, self._sounds()
        if (printer, low, reader, sound) == self._last:
            return
        self._last = (printer, low, reader, sound)
        self._file.write(
            Seen(by=self._by, at=self._now(), printer=printer, paper_low=low, reader=reader, sound=sound)
        )

"""The doctor's looks at the devices of a running terminal: what their threads say already."""

from collections.abc import Callable

from hardware.card.diagnosis import ReaderDiagnosis, diagnose
from hardware.card.failure import ReadFailure
from hardware.card.settings import ReaderKind
from hardware.printer.status import PrinterState, PrinterStatus
from kiosk.config import Settings
from kiosk.flow.conditions import Conditions, ReaderCondition
from kiosk.staff.doctor import Looks, ask_upstream
from kiosk.staff.sound import SoundState, sound_now
from kiosk.store.clock import Moment
from kiosk.terminal.reading import reader_settings
from kiosk.ui.tones import hush


def live_looks(
    conditions: Conditions, clock: Callable[[], Moment], sounds: Callable[[], bool] | None
) -> Looks:
    """The printer is never asked a second time over its one connection; PC/SC may be. `sounds` is the
    voice's own word, for a device that takes one player at a time; None: there is no voice to ask.
    """
    return Looks(
        reader=lambda settings: reader_now(settings, conditions),
        printer=lambda _settings: PrinterStatus(
            PrinterState(conditions.printer.value), paper_low=conditions.paper_low
        ),
        upstream=ask_upstream,
        sound=lambda: _sound(sounds),
        clock=clock,
    )


def _sound(sounds: Callable[[], bool] | None) -> SoundState:
    if sounds is None:
        return sound_now(hush())
    return SoundState.PLAYS if sounds() else SoundState.NO_DEVICE


def reader_now(settings: Settings, conditions: Conditions) -> ReaderDiagnosis:
    """A serial line belongs to the reader's thread: then its last word counts."""
    wanted = reader_settings(settings)
    if wanted.kind is ReaderKind.PCSC:
        return diagnose(wanted)
    gone = conditions.reader is ReaderCondition.NO_READER
    trouble = ReadFailure.NO_READER if gone else None
    name = "" if gone else settings.reader.name
    return ReaderDiagnosis(trouble=trouble, service=True, readers=(), reader=name)

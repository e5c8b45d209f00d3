"""Tests of the devices that staff start from the screen, and the slips that they print."""

from collections.abc import Callable

from hardware.printer.status import PrinterState, PrinterStatus
from kiosk.config import Settings
from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.roles import StaffAct
from kiosk.flow.state import Kiosk
from kiosk.receipt.content import Check as SlipCheck
from kiosk.receipt.content import Content, Head, PrinterTestPage, ReadinessSlip
from kiosk.rules.policy import Text
from kiosk.staff.check import NAMES, Check
from kiosk.staff.device_checks import check_printer, check_reader
from kiosk.staff.sound import PLAYER, SOUND_WORDS, SoundState, sound_now
from kiosk.terminal.live_looks import reader_now
from kiosk.terminal.printing import ReceiptPrinter
from kiosk.ui.tones import rising_tone

Outcome = tuple[bool, Text]
TOUCH_MISS_MM = 6.0
"""A third of our smallest target: beyond it the neighbour is hit."""
_SENT = Text(zh="已送去打印，请看出纸口", en="Sent to the printer: look at the slot")


class Devices:
    """Reader and printer, as staff try them."""

    def __init__(
        self, settings: Settings, printer: ReceiptPrinter | None, kiosk: Callable[[], Kiosk]
    ) -> None:
        self._settings = settings
        self._printer = printer
        self._kiosk = kiosk

    def test(
        self, act: StaffAct, examine: Callable[[], tuple[Check, ...]], argument: str = ""
    ) -> Outcome | None:
        """The outcome of a test in words; None when `act` is no test."""
        match act:
            case StaffAct.TEST_SOUND:
                return play_notes()
            case StaffAct.TEST_TOUCH:
                return touch_outcome(argument)
            case StaffAct.TEST_READER:
                return self._reader()
            case StaffAct.TEST_PRINTER:
                return self._print(lambda: PrinterTestPage(head=self._head(), settings=self._shown()))
            case StaffAct.PRINT_READINESS:
                return self._print(lambda: ReadinessSlip(head=self._head(), checks=_lines(examine())))
            case _:
                return None

    def _reader(self) -> Outcome:
        check = check_reader(reader_now(self._settings, self._kiosk().conditions))
        return check.ok, check.detail

    def _print(self, content: Callable[[], Content]) -> Outcome:
        """Nothing is queued at a printer that cannot print: the slip would come out for a visitor."""
        conditions = self._kiosk().conditions
        if self._printer is None or conditions.printer is not PrinterCondition.READY:
            return False, check_printer(PrinterStatus(PrinterState(conditions.printer.value))).detail
        self._printer.print(content(), "zh+en", visit=0, large=False)
        return True, _SENT

    def _head(self) -> Head:
        kiosk = self._kiosk()
        place = kiosk.place
        return Head(
            terminal=place.terminal,
            place=Text(zh=place.name, en=place.name_en),
            at=kiosk.conditions.now,
            clock_trusted=kiosk.conditions.clock_trusted,
        )

    def _shown(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, str(value)) for name, value in self._settings.printer.model_dump().items())


def play_notes(player: tuple[str, ...] = PLAYER) -> Outcome:
    """Plays three rising notes; whether the device took them. Whether they were heard, ears must say."""
    state = sound_now(rising_tone(), player)
    if state is not SoundState.PLAYS:
        wrong, remedy = SOUND_WORDS[state]
        return False, Text(zh=f"{wrong.zh}：{remedy.zh}", en=f"{wrong.en}. {remedy.en}")
    return True, Text(
        zh="放了三个音。没听到就检查喇叭的线和音量",
        en="Three notes played. Not heard? Check cable and volume",
    )


def touch_outcome(argument: str) -> Outcome:
    """`cells that never answered`, `crosses not hit`, `the farthest miss in mm`: as the flow counted."""
    dead, unhit, worst = argument.split()
    if int(dead):
        return False, Text(
            zh=f"有 {dead} 格没有反应：擦干净再试；还不行就换触摸屏",
            en=f"{dead} cells never answered: clean the glass, try again; if that fails, replace it",
        )
    if int(unhit) or float(worst) > TOUCH_MISS_MM:
        return False, Text(
            zh=f"点得不准（最多偏 {worst} 毫米）：按“校准触摸屏”",
            en=f"Touches land beside (up to {worst} mm): press Calibrate touch",
        )
    return True, Text(
        zh=f"整块屏都有反应，最多偏 {worst} 毫米", en=f"All of the glass answers, within {worst} mm"
    )


def _lines(checks: tuple[Check, ...]) -> tuple[SlipCheck, ...]:
    return tuple(
        SlipCheck(
            name=NAMES[check.subject],
            ok=check.ok,
            detail=_with_remedy(check),
            warning=not check.ok and not check.needed,
        )
        for check in checks
    )


def _with_remedy(check: Check) -> Text:
    """A slip that is carried to somebody says what to do too."""
    if check.remedy is None:
        return check.detail
    found, do = check.detail, check.remedy
    return Text(zh=f"{found.zh}。{do.zh}", en=f"{found.en}. {do.en}")

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
from kiosk.terminal.live_looks import reader_now
from kiosk.terminal.printing import ReceiptPrinter

Outcome = tuple[bool, Text]
_SENT = Text(zh="已送去打印，请看出纸口", en="Sent to the printer: look at the slot")


class Devices:
    """Reader and printer, as staff try them."""

    def __init__(self, settings: Settings, printer: ReceiptPrinter, kiosk: Callable[[], Kiosk]) -> None:
        self._settings = settings
        self._printer = printer
        self._kiosk = kiosk

    def test(self, act: StaffAct, examine: Callable[[], tuple[Check, ...]]) -> Outcome | None:
        """The outcome of a test in words; None when `act` is no test."""
        match act:
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
        if conditions.printer is not PrinterCondition.READY:
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


def _lines(checks: tuple[Check, ...]) -> tuple[SlipCheck, ...]:
    return tuple(SlipCheck(name=NAMES[check.subject], ok=check.ok, detail=check.detail) for check in checks)

"""Builds stands for the printer's tests."""

from collections.abc import Callable, Iterator
from typing import Final, Literal

import pytest

from hardware.printer.settings import Confirm, Deadlines, OnPaperOut, PrinterSettings
from hardware.printer.status import PrinterState
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_model import EPSON_LIKE, PrinterModel
from hardware.simulator.printer_ports import PtyPort, TcpPort
from tests.hardware.printer.stand import SHORT, Stand

_WIDTHS: Final[dict[int, Literal[576, 384]]] = {576: 576, 384: 384}


@pytest.fixture
def build() -> Iterator[Callable[..., Stand]]:
    """Build stands; everything that they started ends with the test."""
    stands: list[Stand] = []

    def make(
        model: PrinterModel = EPSON_LIKE, *, serial: bool = False, rows_per_s: float = 0.0,
        deadlines: Deadlines = SHORT, start: bool = True, confirm: Confirm = Confirm.PROCESS_ID,
        on_paper_out: OnPaperOut = OnPaperOut.RESUME, paper_end_bits: int = 0x60,
    ) -> Stand:  # fmt: skip
        sim = SimulatedPrinter(model, rows_per_s=rows_per_s)
        port = PtyPort(sim) if serial else TcpPort(sim)
        settings = PrinterSettings(
            url=port.url, dots=_WIDTHS[model.dots], deadlines=deadlines, confirm=confirm,
            on_paper_out=on_paper_out, paper_end_bits=paper_end_bits,
        )  # fmt: skip
        stand = Stand(sim, port, settings)
        stands.append(stand)
        if start:
            stand.start()
            stand.until_status(PrinterState.READY)
        return stand

    yield make
    for stand in stands:
        if hasattr(stand, "printer"):
            assert stand.printer.stop(4.0)
        stand.sim.close()
        stand.port.close()

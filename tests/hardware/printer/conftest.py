"""Builds stands for the printer's tests."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from hardware.printer.settings import Deadlines, PrinterSettings
from hardware.printer.status import PrinterState
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_model import EPSON_LIKE, PrinterModel
from hardware.simulator.printer_ports import PtyPort, TcpPort
from tests.hardware.printer.stand import SHORT, Stand


@pytest.fixture
def build() -> Iterator[Callable[..., Stand]]:
    """Build stands; everything that they started ends with the test."""
    stands: list[Stand] = []

    def make(
        model: PrinterModel = EPSON_LIKE, *, serial: bool = False, rows_per_s: float = 0.0,
        deadlines: Deadlines = SHORT, start: bool = True, **settings: object,
    ) -> Stand:  # fmt: skip
        sim = SimulatedPrinter(model, rows_per_s=rows_per_s)
        port = PtyPort(sim) if serial else TcpPort(sim)
        base = PrinterSettings(url=port.url, dots=model.dots, deadlines=deadlines)
        stand = Stand(sim, port, replace(base, **settings))
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

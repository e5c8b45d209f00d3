from collections.abc import Iterator
from dataclasses import replace

import pytest

from hardware.printer.probe import Commissioned, Echo, commission
from hardware.printer.settings import Confirm, OnPaperOut, PrinterSettings
from hardware.printer.status import UNREACHABLE, PrinterState
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_model import CLONE, EPSON_LIKE, OLDER, PrinterModel
from hardware.simulator.printer_ports import TcpPort
from tests.hardware.printer.stand import SHORT

DEADLINES = replace(SHORT, confirm=0.8)


@pytest.fixture
def ports() -> Iterator[list[tuple[SimulatedPrinter, TcpPort]]]:
    made: list[tuple[SimulatedPrinter, TcpPort]] = []
    yield made
    for sim, port in made:
        sim.close()
        port.close()


def put_up(ports: list[tuple[SimulatedPrinter, TcpPort]], model: PrinterModel) -> SimulatedPrinter:
    sim = SimulatedPrinter(model, rows_per_s=2000.0)
    ports.append((sim, TcpPort(sim)))
    return sim


@pytest.mark.parametrize(
    ("model", "echo", "confirm", "on_paper_out"),
    [
        (EPSON_LIKE, Echo.AFTER_MOTION, Confirm.PROCESS_ID, OnPaperOut.CLEAR_AND_REPRINT),
        (CLONE, Echo.WHEN_PARSED, Confirm.STATUS, OnPaperOut.RESUME),
        (OLDER, Echo.NEVER, Confirm.STATUS, OnPaperOut.RESUME),
    ],
    ids=["epson", "clone", "older"],
)
def test_the_check_measures_what_a_model_confirms_and_when(
    ports: list[tuple[SimulatedPrinter, TcpPort]],
    model: PrinterModel,
    echo: Echo,
    confirm: Confirm,
    on_paper_out: OnPaperOut,
) -> None:
    put_up(ports, model)
    found = commission(PrinterSettings(url=ports[0][1].url, deadlines=DEADLINES), rows=800)
    assert isinstance(found, Commissioned)
    assert (found.echo, found.confirm, found.on_paper_out) == (echo, confirm, on_paper_out)


def test_a_printer_that_cannot_print_is_not_measured(ports: list[tuple[SimulatedPrinter, TcpPort]]) -> None:
    sim = put_up(ports, EPSON_LIKE)
    sim.open_cover()
    found = commission(PrinterSettings(url=ports[0][1].url, deadlines=DEADLINES))
    assert found == replace(UNREACHABLE, state=PrinterState.COVER_OPEN)
    assert sim.rows_printed == 0


def test_a_printer_that_is_not_there_is_unreachable(ports: list[tuple[SimulatedPrinter, TcpPort]]) -> None:
    sim = put_up(ports, EPSON_LIKE)
    sim.switch_power(False)
    assert ports[0][1].wait_closed(5.0)
    assert commission(PrinterSettings(url=ports[0][1].url, deadlines=DEADLINES)) == UNREACHABLE

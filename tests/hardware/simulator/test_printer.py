"""The simulated printer against the documented tables, through its wires."""

import json
import os
import queue
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from PIL import Image

from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_control import ControlPort, PrinterControl
from hardware.simulator.printer_mechanism import Moment
from hardware.simulator.printer_model import CLONE, EPSON_LIKE, KIOSK, OLDER, PrinterModel
from hardware.simulator.printer_ports import PtyPort, TcpPort

ASK = bytes.fromhex("100401 100402 100403 100404")
FENCE = bytes.fromhex("1D28480600 3030 50303031")
ECHO = bytes.fromhex("3722 50303031 00")
CLEAR = bytes.fromhex("10140801031401060208")
WAIT = 5.0


class Wire:
    """Hands bytes to the printer without a port, and keeps what it answers."""

    def __init__(self, sim: SimulatedPrinter) -> None:
        self.sim = sim
        self._answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def send(self, data: bytes) -> None:
        self.sim.receive(data, self._answers.put)

    def answer(self, length: int) -> bytes:
        got = b""
        while len(got) < length:
            got += self._answers.get(timeout=WAIT)
        return got

    def silent(self) -> bool:
        return self._answers.empty()

    def settle(self) -> None:
        """Wait until everything queued has been done."""
        assert self.sim.wait_until(lambda sim: not sim._buffer, WAIT)


@pytest.fixture
def plug() -> Iterator[Callable[..., Wire]]:
    made: list[SimulatedPrinter] = []

    def make(
        model: PrinterModel = EPSON_LIKE, *, rows_per_s: float = 0.0, folder: Path | None = None
    ) -> Wire:
        made.append(SimulatedPrinter(model, rows_per_s=rows_per_s, folder=folder))
        return Wire(made[-1])

    yield make
    for sim in made:
        sim.close()


Plug = Callable[..., Wire]
Fault = Callable[[SimulatedPrinter], None]


def raster(rows: int, byte: int = 0xFF, width: int = 72) -> bytes:
    head = b"\x1dv0\x00" + width.to_bytes(2, "little") + rows.to_bytes(2, "little")
    return head + bytes([byte]) * width * rows


@pytest.mark.parametrize(
    ("model", "fault", "answers", "block"),
    [
        (EPSON_LIKE, None, "12 12 12 12", "10 00 00 00"),
        (EPSON_LIKE, lambda sim: sim.set_near_end(True), "12 12 12 1E", "10 00 03 00"),
        (EPSON_LIKE, lambda sim: sim.load_paper(0), "1A 32 12 7E", "18 00 0F 00"),
        (KIOSK, lambda sim: sim.load_paper(0), "1A 32 12 3E", "18 00 0F 00"),
        (EPSON_LIKE, lambda sim: sim.open_cover(), "1A 16 12 12", "38 00 00 00"),
        (EPSON_LIKE, lambda sim: sim.overheat(), "1A 52 52 12", "18 40 00 00"),
        (EPSON_LIKE, lambda sim: sim.break_mechanism(), "1A 52 32 12", "18 20 00 00"),
        (EPSON_LIKE, lambda sim: sim.take_offline(), "1A 12 12 12", "18 00 00 00"),
    ],
    ids=["healthy", "near_end", "paper_out", "kiosk_paper_out", "cover", "hot", "broken", "offline"],
)
def test_the_status_answers_are_those_of_the_tables(
    plug: Plug,
    model: PrinterModel,
    fault: Callable[[SimulatedPrinter], None] | None,
    answers: str,
    block: str,
) -> None:
    wire = plug(model)
    wire.send(b"\x1da\x0e")
    assert wire.answer(4) == bytes.fromhex("10 00 00 00")
    if fault is not None:
        fault(wire.sim)
        assert wire.answer(4) == bytes.fromhex(block)
    wire.send(ASK)
    assert wire.answer(4) == bytes.fromhex(answers)


def test_a_jam_shows_when_the_knife_is_to_cut_and_the_cut_is_made_when_it_is_free(plug: Plug) -> None:
    wire = plug()
    wire.sim.jam_cutter()
    wire.send(raster(8) + b"\x1dVB\x00")
    assert wire.sim.wait_until(lambda sim: sim.condition.cutter_error, WAIT)
    wire.send(ASK)
    assert wire.answer(4) == bytes.fromhex("1A 52 1A 12")
    wire.sim.jam_cutter(False)
    assert wire.sim.wait_until(lambda sim: len(sim.pieces) == 1, WAIT)


def test_reset_ends_automatic_status(plug: Plug) -> None:
    wire = plug()
    wire.send(b"\x1da\x0e")
    wire.answer(4)
    wire.send(b"\x1b@")
    wire.settle()
    wire.sim.open_cover()
    assert wire.silent()


def test_paper_ends_at_the_exact_row_and_the_rest_is_printed_after_the_refill(plug: Plug) -> None:
    wire = plug()
    wire.sim.end_paper_after(37)
    wire.send(raster(100) + FENCE)
    assert wire.sim.wait_until(lambda sim: sim.condition.paper_end, WAIT)
    assert wire.sim.rows_printed == 37
    assert wire.silent()
    wire.sim.load_paper()
    assert wire.answer(7) == ECHO
    assert wire.sim.strip.height == 100


def test_a_model_that_does_not_resume_repeats_the_interrupted_picture(plug: Plug) -> None:
    wire = plug(replace(EPSON_LIKE, resumes=False))
    wire.sim.end_paper_after(37)
    wire.send(raster(100) + FENCE)
    assert wire.sim.wait_until(lambda sim: sim.condition.paper_end, WAIT)
    wire.sim.load_paper()
    assert wire.answer(7) == ECHO
    assert wire.sim.strip.height == 137


def test_in_order_answers_are_held_back_while_paper_is_out(plug: Plug) -> None:
    wire = plug()
    wire.sim.load_paper(0)
    wire.send(b"\x1dr\x01")
    assert wire.silent()
    wire.sim.load_paper()
    assert wire.answer(1) == b"\x00"


def test_clearing_forgets_what_was_not_printed_and_the_id_is_never_sent(plug: Plug) -> None:
    wire = plug()
    wire.sim.end_paper_after(10)
    wire.send(raster(100) + FENCE)
    assert wire.sim.wait_until(lambda sim: sim.condition.paper_end, WAIT)
    wire.send(CLEAR)
    assert wire.answer(3) == bytes.fromhex("372500")
    wire.sim.load_paper()
    wire.send(b"\x1dr\x01")
    assert wire.answer(1) == b"\x00"
    assert wire.sim.rows_printed == 10


def test_a_clone_echoes_when_it_reads_and_does_not_clear(plug: Plug) -> None:
    wire = plug(CLONE)
    wire.sim.load_paper(0)
    wire.send(raster(100) + FENCE)
    assert wire.answer(7) == ECHO
    wire.send(CLEAR)
    assert wire.silent()


def test_an_older_model_has_no_process_id(plug: Plug) -> None:
    wire = plug(OLDER)
    wire.send(FENCE + b"\x1dr\x01")
    assert wire.answer(1) == b"\x00"
    assert wire.silent()


def test_the_offline_response_tells_the_cause(plug: Plug) -> None:
    wire = plug()
    wire.send(bytes.fromhex("1D28480300 3130 01"))
    assert wire.answer(4) == b"\x37\x230\x00"


def test_power_loss_forgets_the_buffer_and_keeps_the_strip(plug: Plug) -> None:
    wire = plug()
    wire.sim.at(Moment.ROW_PRINTED, lambda: wire.sim.switch_power(False), 20)
    wire.send(raster(100))
    assert wire.sim.wait_until(lambda sim: not sim.powered, WAIT)
    wire.sim.switch_power(True)
    wire.send(b"\x1dr\x01")
    assert wire.answer(1) == b"\x00"
    assert wire.sim.strip.height == 20


def test_every_form_of_picture_comes_out_as_sent(plug: Plug) -> None:
    wire = plug(replace(EPSON_LIKE, dots=16))
    graphics = bytes.fromhex("1D284C0E00 30 70 30 01 01 31 10 00 02 00 C0 03 30 0C 1D284C0200 30 32")
    wire.send(bytes.fromhex("1D763000 0200 0200 C003 300C") + graphics + b"\x1dV\x00")
    assert wire.sim.wait_until(lambda sim: len(sim.pieces) == 1, WAIT)
    black = bytes.fromhex("C003 300C C003 300C")
    assert wire.sim.pieces[0].image.tobytes() == bytes(byte ^ 0xFF for byte in black)


def test_a_native_qr_is_drawn_without_a_quiet_zone(plug: Plug) -> None:
    wire = plug(replace(EPSON_LIKE, dots=104))
    data = b"BUKA"
    store = b"\x1d(k" + (len(data) + 3).to_bytes(2, "little") + b"1P0" + data
    wire.send(bytes.fromhex("1D286B0300314304") + store + bytes.fromhex("1D286B0300315130") + b"\x1dV\x00")
    assert wire.sim.wait_until(lambda sim: len(sim.pieces) == 1, WAIT)
    image = wire.sim.pieces[0].image
    modules = segno.make_qr(data).matrix
    assert image.height == 4 * len(modules)
    assert all(
        (image.getpixel((4 * x + 1, 4 * y + 1)) == 0) == bool(dark)
        for y, line in enumerate(modules)
        for x, dark in enumerate(line)
    )


def test_a_piece_is_saved_as_a_picture(plug: Plug, tmp_path: Path) -> None:
    wire = plug(folder=tmp_path)
    wire.send(raster(8) + b"\x1dV\x00")
    assert wire.sim.wait_until(lambda sim: len(sim.pieces) == 1, WAIT)
    with Image.open(tmp_path / "receipt-001.png") as saved:
        assert saved.size == (576, 8)


def test_a_full_buffer_holds_the_wire_until_there_is_room(plug: Plug) -> None:
    wire = plug(replace(EPSON_LIKE, buffer_bytes=720), rows_per_s=20000.0)
    wire.send(raster(100))
    assert wire.sim.rows_printed > 80


def test_speed_can_be_changed_and_the_paper_takes_its_time(plug: Plug) -> None:
    wire = plug(rows_per_s=1.0)
    wire.send(raster(64))
    assert not wire.sim.wait_until(lambda sim: sim.rows_printed > 8, 0.05)


@pytest.fixture
def port(plug: Plug) -> Iterator[TcpPort]:
    made = TcpPort(plug().sim)
    yield made
    made.close()


def connected(port: TcpPort) -> socket.socket:
    host, number = port.url.removeprefix("tcp://").split(":")
    return socket.create_connection((host, int(number)), WAIT)


def read(link: socket.socket, length: int) -> bytes:
    with link.makefile("rb") as answers:
        return answers.read(length)


def test_a_second_connection_waits_until_the_first_has_gone(port: TcpPort) -> None:
    with connected(port) as first, connected(port) as second:
        first.sendall(ASK)
        assert len(read(first, 4)) == 4
        second.sendall(ASK)
        first.close()
        assert len(read(second, 4)) == 4


def test_a_dropped_connection_is_a_reset(port: TcpPort) -> None:
    with connected(port) as link:
        link.sendall(ASK)
        read(link, 4)
        port.drop()
        with pytest.raises(ConnectionResetError):
            link.recv(1)


def test_without_power_connections_are_refused_and_with_it_taken_again(port: TcpPort) -> None:
    port._printer.switch_power(False)
    assert port.wait_closed(WAIT)
    with pytest.raises(ConnectionRefusedError):
        connected(port)
    port._printer.switch_power(True)
    assert port.wait_open(WAIT)
    connected(port).close()


def test_it_answers_on_a_serial_line(plug: Plug) -> None:
    port = PtyPort(plug().sim)
    line = os.open(port.device, os.O_RDWR | os.O_NOCTTY)
    os.write(line, ASK)
    got = b""
    while len(got) < 4:
        got += os.read(line, 16)
    assert got == b"\x12\x12\x12\x12"
    os.close(line)
    port.close()


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("paper out", "paper_end", True),
        ("paper load 100", "near_end", True),
        ("near-end on", "near_end", True),
        ("cover open", "cover_open", True),
        ("head hot", "overheated", True),
        ("mechanism broken", "mechanical_error", True),
        ("offline on", "taken_offline", True),
        ("power off", "powered", False),
    ],
)
def test_a_line_of_text_steers_it(plug: Plug, line: str, field: str, value: bool) -> None:
    control = PrinterControl(plug().sim)
    assert json.loads(control.obey("status"))[field] is not value
    assert control.obey(line) == "ok"
    assert json.loads(control.obey("status"))[field] is value


@pytest.mark.parametrize("line", ["", "paper", "paper eat", "speed fast", "cover open wide", "link drop"])
def test_a_line_that_is_no_command_is_answered_with_what_is(plug: Plug, line: str) -> None:
    assert PrinterControl(plug().sim).obey(line).startswith("error: ")


def test_lines_come_over_tcp_too(port: TcpPort) -> None:
    control = ControlPort(PrinterControl(port._printer, port))
    with socket.create_connection(("127.0.0.1", control.port), WAIT) as link, link.makefile("rw") as lines:
        lines.write("cover open\nlink unplug\nstatus\n")
        lines.flush()
        assert [lines.readline().strip() for _ in range(2)] == ["ok", "ok"]
        assert json.loads(lines.readline())["cover_open"] is True
    control.close()

"""What is special about each wire."""

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.printer.address import FileAddress, Flow, SerialAddress, TcpAddress, UsbAddress
from hardware.printer.file import FileTransport
from hardware.printer.job import Cause, JobEnded, Printed, PrintJob, Unknown
from hardware.printer.printer import Printer
from hardware.printer.serial import SerialTransport
from hardware.printer.settings import Confirm, PrinterSettings
from hardware.printer.status import PrinterState
from hardware.printer.tcp import TcpTransport
from hardware.printer.transport import LinkLostError
from hardware.printer.usb import UsbTransport
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_mechanism import Moment
from hardware.simulator.printer_ports import PtyPort, TcpPort
from tests.hardware.printer.stand import RECEIPT, SHORT, MemoryJournal, Stand
from tests.hardware.printer.usb_printer import PRODUCT, SERIAL, VENDOR, UsbPrinter


@pytest.fixture
def sim() -> Iterator[SimulatedPrinter]:
    printer = SimulatedPrinter()
    yield printer
    printer.close()


def test_importing_the_connectors_leaves_no_directory_and_no_log_handler(tmp_path: Path) -> None:
    script = (
        "import logging, hardware.printer.connectors as c;"
        "assert not logging.getLogger().handlers; assert c.Network and c.Serial"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", script], check=True, env=environment)
    assert list(tmp_path.iterdir()) == []


def test_closing_tcp_with_unread_answers_does_not_lose_the_tail(sim: SimulatedPrinter) -> None:
    port = TcpPort(sim)
    host, number = port.url.removeprefix("tcp://").split(":")
    wire = TcpTransport(TcpAddress(host, int(number)), 1.0)
    wire.open()
    sent = memoryview(b"\x1da\xff" + b"\x10\x04\x01" * 50 + b"\x1bJ\xff" * 400)
    while sent:
        sent = sent[wire.write(sent, 1.0) :]
    wire.close(2.0)
    assert sim.wait_until(lambda printer: printer.rows_printed == 255 * 400, 5.0)
    port.close()


def test_a_wire_that_is_not_open_is_lost_and_not_a_crash() -> None:
    wire = TcpTransport(TcpAddress("127.0.0.1", 9), 0.2)
    with pytest.raises(LinkLostError):
        wire.read(0)
    wire.close(0)


def test_a_serial_line_that_is_pulled_is_unreachable(build: Callable[..., Stand]) -> None:
    stand = build(serial=True)
    port = stand.port
    stand.port = TcpPort(stand.sim)  # so that the stand still has one to close
    port.close()
    stand.until_status(PrinterState.UNREACHABLE)


def test_power_lost_on_a_serial_line_is_silence_and_the_outcome_unknown(build: Callable[..., Stand]) -> None:
    stand = build(serial=True)
    stand.sim.at(Moment.ROW_PRINTED, lambda: stand.sim.switch_power(False), 100)
    assert stand.print() == Unknown(Cause.SILENT)


def test_closing_a_serial_line_that_nobody_empties_returns_in_time(sim: SimulatedPrinter) -> None:
    ours, theirs = os.openpty()
    wire = SerialTransport(SerialAddress(os.ttyname(theirs), 115200, Flow.XONXOFF))
    wire.open()
    while wire.write(memoryview(bytes(4096)), 0.05):
        pass
    closed = threading.Thread(target=wire.close, args=(0.1,))
    closed.start()
    closed.join(5)
    assert not closed.is_alive()
    os.close(ours)
    os.close(theirs)


def test_a_missing_serial_port_is_lost() -> None:
    with pytest.raises(LinkLostError):
        SerialTransport(SerialAddress("/dev/does-not-exist", 9600, Flow.NONE)).open()


def test_a_missing_device_file_is_lost() -> None:
    wire = FileTransport(FileAddress("/dev/does-not-exist"))
    with pytest.raises(LinkLostError):
        wire.open()
    wire.close(0)


def test_a_device_file_prints(build: Callable[..., Stand]) -> None:
    stand = build(serial=True, start=False)
    assert isinstance(stand.port, PtyPort)
    stand.settings = PrinterSettings(url=f"file://{stand.port.device}", deadlines=SHORT)
    stand.start()
    stand.until_status(PrinterState.READY)
    assert stand.print() == Printed(Confirm.PROCESS_ID)
    assert stand.unmarked() == 1


class TestUsb:
    @pytest.fixture
    def device(self, sim: SimulatedPrinter) -> UsbPrinter:
        return UsbPrinter(sim)

    @pytest.mark.parametrize(
        "address", [UsbAddress(VENDOR, PRODUCT, None), UsbAddress(None, None, SERIAL)], ids=["ids", "serial"]
    )
    def test_a_receipt_is_printed_without_a_reset(
        self, sim: SimulatedPrinter, device: UsbPrinter, address: UsbAddress
    ) -> None:
        reports: queue.SimpleQueue[object] = queue.SimpleQueue()
        settings = PrinterSettings(url="usb://04b8:0e15", deadlines=SHORT)
        printer = Printer(
            settings, reports.put, MemoryJournal(), transport=lambda _a, _t: UsbTransport(address, device)
        )
        printer.start()
        printer.submit(PrintJob(key="R1", image=RECEIPT))
        while not isinstance(report := reports.get(timeout=5), JobEnded):
            pass
        assert report.end == Printed(Confirm.PROCESS_ID)
        assert printer.stop()
        assert [piece.image.tobytes() for piece in sim.pieces] == [RECEIPT.tobytes()]
        assert (device.kernel_driver, device.claimed, device.resets) == (False, False, 0)

    def test_a_device_that_is_not_there_is_lost(self, device: UsbPrinter) -> None:
        device.plugged = False
        with pytest.raises(LinkLostError, match="plugged in"):
            UsbTransport(UsbAddress(VENDOR, PRODUCT, None), device).open()

    def test_another_serial_number_is_not_our_printer(self, device: UsbPrinter) -> None:
        with pytest.raises(LinkLostError, match="plugged in"):
            UsbTransport(UsbAddress(VENDOR, PRODUCT, "other"), device).open()

    def test_a_device_that_is_no_printer_is_lost(self, sim: SimulatedPrinter) -> None:
        with pytest.raises(LinkLostError, match="printer interface"):
            UsbTransport(UsbAddress(VENDOR, PRODUCT, None), UsbPrinter(sim, interface_class=3)).open()

    def test_a_cable_pulled_is_lost_in_both_directions(self, device: UsbPrinter) -> None:
        wire = UsbTransport(UsbAddress(VENDOR, PRODUCT, None), device)
        wire.open()
        assert wire.read(0.01) == b""
        device.plugged = False
        with pytest.raises(LinkLostError):
            wire.read(0.01)
        with pytest.raises(LinkLostError):
            wire.write(memoryview(b"x"), 0.01)
        wire.close(0)

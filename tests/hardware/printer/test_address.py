import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printer.address import (
    FileAddress,
    Flow,
    PrinterUrlError,
    SerialAddress,
    TcpAddress,
    UsbAddress,
    parse_printer_url,
)


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("", "scheme"),
        ("http://printer", "scheme"),
        ("tcp://", "host"),
        ("tcp://printer:0", "port"),
        ("tcp://printer:99999", "port"),
        ("tcp://printer:port", "port"),
        ("tcp://printer?baud=9600", "baud"),
        ("serial://dev/ttyS0", "three slashes"),
        ("serial:///", "path"),
        ("serial:///dev/ttyS0?baud=1", "baud"),
        ("serial:///dev/ttyS0?flow=dtr", "flow"),
        ("serial:///dev/ttyS0?parity=even", "parity"),
        ("usb://", "lsusb"),
        ("usb://?serial=", "lsusb"),
        ("usb://4b8:e15", "VID:PID"),
        ("usb://04b8:zzzz", "VID:PID"),
        ("file://lp0", "three slashes"),
        ("file:///dev/usb/lp0?x=1", "no options"),
    ],
)
def test_a_wrong_url_is_refused_with_the_part_named(url: str, part: str) -> None:
    with pytest.raises(PrinterUrlError, match=part):
        parse_printer_url(url)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("tcp://10.0.0.5", TcpAddress("10.0.0.5", 9100)),
        ("tcp://[::1]:9101", TcpAddress("::1", 9101)),
        ("serial:///dev/ttyS0", SerialAddress("/dev/ttyS0", 115200, Flow.RTSCTS)),
        ("serial:///dev/ttyUSB0?baud=9600&flow=xonxoff", SerialAddress("/dev/ttyUSB0", 9600, Flow.XONXOFF)),
        ("usb://04b8:0e15", UsbAddress(0x04B8, 0x0E15, None)),
        ("usb://04B8:0E15?serial=X1", UsbAddress(0x04B8, 0x0E15, "X1")),
        ("usb://?serial=X1", UsbAddress(None, None, "X1")),
        ("file:///dev/usb/lp0", FileAddress("/dev/usb/lp0")),
    ],
)
def test_each_kind_of_url_is_understood(url: str, address: object) -> None:
    assert parse_printer_url(url) == address


@given(st.sampled_from(["", "tcp://", "serial://", "usb://", "file://"]), st.text(max_size=40))
def test_any_text_is_understood_or_refused(prefix: str, text: str) -> None:
    with contextlib.suppress(PrinterUrlError):
        assert parse_printer_url(prefix + text)

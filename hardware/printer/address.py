"""Where the printer is: one URL, understood once, with errors that name the part and the remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from urllib.parse import SplitResult, parse_qs, urlsplit

RAW_PORT = 9100  # the port that network printers print from raw bytes ("JetDirect", IANA pdl-datastream)
BAUD_RATES = (9600, 19200, 38400, 57600, 115200, 230400)


class PrinterUrlError(ValueError):
    """The printer's URL cannot be used; the text names the part and what to write instead."""


class Flow(StrEnum):
    """Flow control of a serial line."""

    RTSCTS = "rtscts"
    XONXOFF = "xonxoff"
    NONE = "none"


@dataclass(frozen=True)
class TcpAddress:
    """A printer on the network."""

    host: str
    port: int


@dataclass(frozen=True)
class SerialAddress:
    """A printer on a serial line, 8 data bits, no parity, 1 stop bit."""

    device: str
    baud: int
    flow: Flow


@dataclass(frozen=True)
class UsbAddress:
    """A USB printer, by vendor and product, by serial number, or by all three."""

    vendor: int | None
    product: int | None
    serial: str | None


@dataclass(frozen=True)
class FileAddress:
    """A printer behind a character device of the kernel, such as /dev/usb/lp0."""

    path: str


PrinterAddress: TypeAlias = TcpAddress | SerialAddress | UsbAddress | FileAddress


def parse_printer_url(url: str) -> PrinterAddress:
    """Understand `tcp://host:port`, `serial:///dev/ttyS0?baud=115200&flow=rtscts`,
    `usb://04b8:0e15?serial=X` (or `usb://?serial=X`) and `file:///dev/usb/lp0`.

    Raises PrinterUrlError.
    """
    try:
        parts = urlsplit(url)
    except ValueError as error:  # an IPv6 address without its brackets closed
        raise PrinterUrlError(f"host: {error}; write tcp://192.168.1.50:9100") from error
    match parts.scheme:
        case "tcp":
            return _tcp(parts)
        case "serial":
            return _serial(parts)
        case "usb":
            return _usb(parts)
        case "file":
            _options(parts)
            return FileAddress(_device_path(parts))
        case other:
            raise PrinterUrlError(
                f"scheme {other!r}: write tcp://HOST:PORT, serial:///dev/ttyS0, usb://VID:PID or file:///dev/usb/lp0"
            )


def _options(parts: SplitResult, *known: str) -> dict[str, str]:
    given = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    for name in given:
        if name not in known:
            allowed = f"only {', '.join(known)}" if known else "no options"
            raise PrinterUrlError(f"option {name!r}: {parts.scheme}:// takes {allowed}; remove it")
    return given


def _tcp(parts: SplitResult) -> TcpAddress:
    _options(parts)
    if not parts.hostname:
        raise PrinterUrlError("host is missing: write tcp://192.168.1.50:9100")
    try:
        port = parts.port if parts.port is not None else RAW_PORT
    except ValueError as error:
        raise PrinterUrlError(
            "port is not a number from 1 to 65535: printers usually listen on 9100"
        ) from error
    if port == 0:
        raise PrinterUrlError("port is 0: printers usually listen on 9100")
    return TcpAddress(parts.hostname, port)


def _device_path(parts: SplitResult) -> str:
    if parts.netloc or not parts.path.startswith("/"):
        raise PrinterUrlError(
            f"path: write three slashes before an absolute path, like {parts.scheme}:///dev/…"
        )
    if parts.path == "/":
        raise PrinterUrlError(f"path is missing: write {parts.scheme}:///dev/… with the device's name")
    return parts.path


def _serial(parts: SplitResult) -> SerialAddress:
    options = _options(parts, "baud", "flow")
    baud, flow = options.get("baud", "115200"), options.get("flow", "rtscts")
    if baud not in {str(rate) for rate in BAUD_RATES}:
        raise PrinterUrlError(f"baud {baud!r}: write one of {', '.join(map(str, BAUD_RATES))}")
    if flow not in {kind.value for kind in Flow}:
        raise PrinterUrlError(f"flow {flow!r}: write rtscts, xonxoff or none, as the printer's switches say")
    return SerialAddress(_device_path(parts), int(baud), Flow(flow))


def _usb(parts: SplitResult) -> UsbAddress:
    serial = _options(parts, "serial").get("serial") or None
    if not parts.netloc:
        if serial is None:
            raise PrinterUrlError(
                "device is missing: write usb://VID:PID as lsusb shows it, or usb://?serial=NUMBER"
            )
        return UsbAddress(None, None, serial)
    ids = re.fullmatch(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})", parts.netloc)
    if ids is None:
        raise PrinterUrlError(
            f"device {parts.netloc!r}: write VID:PID as lsusb shows it, like usb://04b8:0e15"
        )
    return UsbAddress(int(ids[1], 16), int(ids[2], 16), serial)

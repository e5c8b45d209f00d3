"""Which wire a printer's address names."""

from __future__ import annotations

from typing import assert_never

from hardware.printer.address import FileAddress, PrinterAddress, SerialAddress, TcpAddress, UsbAddress
from hardware.printer.file import FileTransport
from hardware.printer.serial import SerialTransport
from hardware.printer.tcp import TcpTransport
from hardware.printer.transport import Transport
from hardware.printer.usb import UsbTransport


def transport_for(address: PrinterAddress, connect_timeout: float) -> Transport:
    """Build the wire that the address names; nothing is opened yet."""
    match address:
        case TcpAddress():
            return TcpTransport(address, connect_timeout)
        case SerialAddress():
            return SerialTransport(address)
        case UsbAddress():
            return UsbTransport(address)
        case FileAddress():
            return FileTransport(address)
        case other:
            assert_never(other)

"""The device that the settings ask for."""

from typing import assert_never

from hardware.card.device import Device
from hardware.card.failure import ReadFailure
from hardware.card.pcsc_device import PcscDevice
from hardware.card.pcsc_escape import open_escape
from hardware.card.sam_device import SamDevice
from hardware.card.sam_escape import EscapePort
from hardware.card.sam_module import SamPort
from hardware.card.sam_serial import open_serial
from hardware.card.settings import ReaderKind, ReaderSettings
from hardware.card.simulated import is_pseudo_terminal
from hardware.card.trace import Trace, TracedPort


def open_device(settings: ReaderSettings, trace: Trace | None = None) -> Device:
    """Build the device; nothing is opened before its first `watch`."""
    match settings.kind:
        case ReaderKind.PCSC:
            return PcscDevice(settings.name, trace, accept_simulated=settings.accept_simulated)
        case ReaderKind.SAMV_SERIAL | ReaderKind.SAMV_ESCAPE:
            return SamDevice(lambda: open_port(settings, trace), newest_address=settings.newest_address)
        case _:
            assert_never(settings.kind)


def open_port(settings: ReaderSettings, trace: Trace | None = None) -> SamPort | ReadFailure:
    """Open the way to a SAM_V module."""
    port = _serial(settings) if settings.kind is ReaderKind.SAMV_SERIAL else _escape(settings)
    return port if trace is None or isinstance(port, ReadFailure) else TracedPort(port, trace)


def _serial(settings: ReaderSettings) -> SamPort | ReadFailure:
    if not settings.accept_simulated and is_pseudo_terminal(settings.name):
        return ReadFailure.NO_READER
    return open_serial(settings.name, settings.baud)


def _escape(settings: ReaderSettings) -> SamPort | ReadFailure:
    escape = open_escape(settings.name, settings.escape_code, accept_simulated=settings.accept_simulated)
    return escape if isinstance(escape, ReadFailure) else EscapePort(escape.control, escape.close)

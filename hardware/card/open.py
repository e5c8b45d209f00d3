"""The device that the settings ask for."""

from hardware.card.device import Device
from hardware.card.pcsc_device import PcscDevice
from hardware.card.settings import ReaderSettings
from hardware.card.trace import Trace


def open_device(settings: ReaderSettings, trace: Trace | None = None) -> Device:
    """Build the device; nothing is opened before its first `watch`."""
    return PcscDevice(settings.name, trace)

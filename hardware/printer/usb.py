"""A printer on USB, through pyusb.

python-escpos's Usb connector resets the device when it opens it, which can throw away a queued receipt,
and guesses the endpoints; so we find them in the printer interface's descriptor.
"""

from __future__ import annotations

import contextlib
from typing import Any

from usb import core, util

from hardware.printer.address import UsbAddress
from hardware.printer.job import Cause
from hardware.printer.transport import LinkLostError

PRINTER_CLASS = 0x07  # USB Device Class Definition for Printing Devices 1.1, 4.2
PACKET = 64  # a multiple of it never overflows a full-speed bulk endpoint (USB 2.0, 5.8.3)
usb_util: Any = util  # pyusb is untyped
usb_find: Any = core.find
LEAST_MS = 1  # libusb takes 0 ms as "without end"


class UsbTransport:
    """Bulk transfers with a deadline each. `backend` is pyusb's own choice unless a test brings one."""

    def __init__(self, address: UsbAddress, backend: Any = None) -> None:  # noqa: ANN401 - pyusb is untyped
        self._address = address
        self._backend = backend
        self._device: Any = None
        self._interface = 0
        self._out: Any = None
        self._in: Any = None

    def open(self) -> None:
        """Find the device, take it from the kernel's driver, claim its printer interface.

        Raises LinkLostError.
        """
        try:
            device = self._found()
            if device is None:
                raise LinkLostError(Cause.LINK_LOST, "no such USB printer is plugged in")
            interface = self._printer_interface(device)
            self._interface = interface.bInterfaceNumber
            with contextlib.suppress(NotImplementedError):
                if device.is_kernel_driver_active(self._interface):
                    device.detach_kernel_driver(self._interface)
            usb_util.claim_interface(device, self._interface)
        except (core.USBError, core.NoBackendError, ValueError) as error:
            raise LinkLostError(Cause.LINK_LOST, str(error)) from error
        self._device = device
        self._out = _endpoint(interface, usb_util.ENDPOINT_OUT)
        self._in = _endpoint(interface, usb_util.ENDPOINT_IN)

    def write(self, data: memoryview, timeout: float) -> int:
        """Write within `timeout`; pyusb returns the part that went out when time is up."""
        try:
            return int(self._opened().write(self._out, bytes(data[: PACKET * 64]), _ms(timeout)))
        except core.USBTimeoutError:
            return 0
        except core.USBError as error:
            raise LinkLostError(Cause.LINK_LOST, str(error)) from error

    def read(self, timeout: float) -> bytes:
        """Read within `timeout`."""
        try:
            return bytes(self._opened().read(self._in, PACKET, _ms(timeout)))
        except core.USBTimeoutError:
            return b""
        except core.USBError as error:
            raise LinkLostError(Cause.LINK_LOST, str(error)) from error

    def unsent(self) -> int:
        """Return 0: what pyusb took has left the host."""
        return 0

    def close(self, timeout: float) -> None:  # noqa: ARG002 - a bulk transfer that returned was delivered
        """Release the interface, without a reset."""
        if self._device is not None:
            with contextlib.suppress(core.USBError):
                usb_util.release_interface(self._device, self._interface)
                usb_util.dispose_resources(self._device)
            self._device = None

    def _found(self) -> Any:  # noqa: ANN401 - pyusb is untyped
        wanted: dict[str, Any] = {"backend": self._backend} if self._backend is not None else {}
        if self._address.vendor is not None:
            wanted |= {"idVendor": self._address.vendor, "idProduct": self._address.product}
        if self._address.serial is not None:
            wanted["custom_match"] = lambda device: _serial_of(device) == self._address.serial
        return usb_find(**wanted)

    def _printer_interface(self, device: Any) -> Any:  # noqa: ANN401 - pyusb is untyped
        for configuration in device:
            found = usb_util.find_descriptor(configuration, bInterfaceClass=PRINTER_CLASS)
            if found is not None and _endpoint(found, usb_util.ENDPOINT_OUT) is not None:
                return found
        raise LinkLostError(Cause.LINK_LOST, "the USB device has no printer interface")

    def _opened(self) -> Any:  # noqa: ANN401 - pyusb is untyped
        if self._device is None:
            raise LinkLostError(Cause.LINK_LOST, "not open")
        return self._device


def _serial_of(device: Any) -> str | None:  # noqa: ANN401 - pyusb is untyped
    """Return the serial number, or None where the device has none or may not be asked."""
    with contextlib.suppress(core.USBError, ValueError):
        return str(device.serial_number)
    return None


def _endpoint(interface: Any, direction: int) -> Any:  # noqa: ANN401 - pyusb is untyped
    return usb_util.find_descriptor(
        interface, custom_match=lambda e: usb_util.endpoint_direction(e.bEndpointAddress) == direction
    )


def _ms(seconds: float) -> int:
    return max(LEAST_MS, int(seconds * 1000))

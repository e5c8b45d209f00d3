"""A USB printer for pyusb: descriptors and bulk pipes, with the simulated printer behind them.

pyusb talks to libusb through such a backend; no machine without the device can have the real one.
"""

import threading
from array import array
from types import SimpleNamespace

import usb.backend
import usb.core

from hardware.simulator.printer import SimulatedPrinter

VENDOR, PRODUCT, SERIAL = 0x04B8, 0x0E15, "X1"


def _descriptor(**fields: object) -> SimpleNamespace:
    return SimpleNamespace(extra_descriptors=b"", **fields)


class UsbPrinter(usb.backend.IBackend):
    def __init__(self, sim: SimulatedPrinter, interface_class: int = 7) -> None:
        self._sim = sim
        self._class = interface_class
        self._answers = bytearray()
        self._came = threading.Condition()
        self.plugged = True
        self.kernel_driver = True
        self.claimed = False
        self.resets = 0

    def enumerate_devices(self) -> list[str]:
        return ["printer"] if self.plugged else []

    def get_device_descriptor(self, dev: str) -> SimpleNamespace:
        return _descriptor(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0, bDeviceProtocol=0,
            bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT, bcdDevice=0x100, iManufacturer=0,
            iProduct=0, iSerialNumber=3, bNumConfigurations=1, address=5, bus=1, port_number=1,
            port_numbers=(1,), speed=3,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: str, config: int) -> SimpleNamespace:
        if config:
            raise IndexError
        return _descriptor(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0xC0, bMaxPower=1,
        )  # fmt: skip

    def get_interface_descriptor(self, dev: str, intf: int, alt: int, config: int) -> SimpleNamespace:
        if intf or alt:
            raise IndexError
        return _descriptor(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0, bNumEndpoints=2,
            bInterfaceClass=self._class, bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0,
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: str, ep: int, intf: int, alt: int, config: int) -> SimpleNamespace:
        return _descriptor(
            bLength=7, bDescriptorType=5, bEndpointAddress=(0x03, 0x84)[ep], bmAttributes=2,
            wMaxPacketSize=64, bInterval=0, bRefresh=0, bSynchAddress=0,
        )  # fmt: skip

    def open_device(self, dev: str) -> str:
        return dev

    def close_device(self, handle: str) -> None:
        pass

    def get_configuration(self, handle: str) -> int:
        return 1

    def is_kernel_driver_active(self, handle: str, intf: int) -> bool:
        return self.kernel_driver

    def detach_kernel_driver(self, handle: str, intf: int) -> None:
        self.kernel_driver = False

    def claim_interface(self, handle: str, intf: int) -> None:
        self.claimed = True

    def release_interface(self, handle: str, intf: int) -> None:
        self.claimed = False

    def reset_device(self, handle: str) -> None:
        self.resets += 1

    def ctrl_transfer(
        self, handle: str, kind: int, request: int, value: int, index: int, data: "array[int]", timeout: int
    ) -> int:
        text = b"\x09\x04" if value & 0xFF == 0 else SERIAL.encode("utf-16-le")
        answer = bytes([len(text) + 2, 3]) + text
        for at, byte in enumerate(answer[: len(data)]):
            data[at] = byte
        return min(len(answer), len(data))

    def bulk_write(self, handle: str, ep: int, intf: int, data: "array[int]", timeout: int) -> int:
        assert ep == 0x03
        self._require()
        self._sim.receive(bytes(data), self._answer)
        return len(data)

    def bulk_read(self, handle: str, ep: int, intf: int, buff: "array[int]", timeout: int) -> int:
        assert ep == 0x84
        self._require()
        with self._came:
            if not self._came.wait_for(lambda: self._answers, timeout / 1000):
                raise usb.core.USBTimeoutError("timed out", errno=110)  # type: ignore[no-untyped-call]  # pyusb's own
            taken = bytes(self._answers[: len(buff)])
            del self._answers[: len(taken)]
        for at, byte in enumerate(taken):
            buff[at] = byte
        return len(taken)

    def _require(self) -> None:
        if not self.plugged:
            raise usb.core.USBError("no such device", errno=19)  # type: ignore[no-untyped-call]  # pyusb's own

    def _answer(self, data: bytes) -> None:
        with self._came:
            self._answers += data
            self._came.notify_all()

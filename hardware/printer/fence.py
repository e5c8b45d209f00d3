"""A fence: how one knows that everything sent before it has been done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import assert_never

from hardware.printer.commands import ASK_IN_ORDER, process_id
from hardware.printer.link import Link
from hardware.printer.pump import Pump
from hardware.printer.settings import Confirm


@dataclass(frozen=True)
class Fence:
    """The bytes to send, and the question whether they were answered."""

    request: bytes
    passed: Callable[[], bool]


def fence(kind: Confirm, link: Link, pump: Pump, ident: bytes, seconds: float) -> Fence:
    """Build the fence that the model offers; `seconds` is what the work before it takes at most."""
    match kind:
        case Confirm.PROCESS_ID:
            return Fence(process_id(ident), lambda: link.echoed == ident)
        case Confirm.STATUS:
            answered = link.in_order
            return Fence(ASK_IN_ORDER, lambda: link.in_order > answered)
        case Confirm.TIMED:
            return Fence(b"", lambda: pump.calm_for >= seconds)
        case other:
            assert_never(other)


def idents() -> Iterator[bytes]:
    """Yield ascending process ids, as the printer wants them: a letter and three digits."""
    while True:
        for letter in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            for number in range(1000):
                yield bytes([letter]) + b"%03d" % number

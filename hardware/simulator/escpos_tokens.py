"""What an ESC/POS byte stream asks for, one token per thing to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Row:
    """One row of dots, most significant bit left; `first` on the first row of a picture."""

    bits: bytes
    first: bool = False


@dataclass(frozen=True)
class Feed:
    """Blank paper, in rows."""

    rows: int


@dataclass(frozen=True)
class Text:
    """Characters as they came, in whatever encoding."""

    data: bytes


@dataclass(frozen=True)
class Cut:
    """Feed some rows, then cut."""

    feed: int
    partial: bool


@dataclass(frozen=True)
class Reset:
    """ESC @."""


@dataclass(frozen=True)
class SetAutoStatus:
    """GS a."""

    mask: int


@dataclass(frozen=True)
class AskInOrder:
    """GS r 1."""


@dataclass(frozen=True)
class AskProcessId:
    """GS ( H function 48."""

    ident: bytes


@dataclass(frozen=True)
class AskOffline:
    """GS ( H function 49; `with_cause` for its second form."""

    with_cause: bool


@dataclass(frozen=True)
class QrSize:
    """GS ( k function 167: dots per module."""

    dots: int


@dataclass(frozen=True)
class QrStore:
    """GS ( k function 180."""

    data: bytes


@dataclass(frozen=True)
class QrPrint:
    """GS ( k function 181."""


@dataclass(frozen=True)
class GraphicsStore:
    """GS ( L function 112: rows held until they are printed."""

    rows: tuple[bytes, ...]


@dataclass(frozen=True)
class GraphicsPrint:
    """GS ( L function 50."""


@dataclass(frozen=True)
class Ignored:
    """A command of known length without effect here."""

    command: bytes


Queued: TypeAlias = (
    Row
    | Feed
    | Text
    | Cut
    | Reset
    | SetAutoStatus
    | AskInOrder
    | AskProcessId
    | AskOffline
    | QrSize
    | QrStore
    | QrPrint
    | GraphicsStore
    | GraphicsPrint
    | Ignored
)
"""Done in order, when their turn comes."""


@dataclass(frozen=True)
class AskStatus:
    """DLE EOT 1..4."""

    topic: int


@dataclass(frozen=True)
class ClearBuffers:
    """DLE DC4 8."""


@dataclass(frozen=True)
class Recover:
    """DLE ENQ 1 (go on) or 2 (clear, then go on)."""

    clear: bool


@dataclass(frozen=True)
class RealTimeIgnored:
    """A real-time command without effect here."""

    command: bytes


RealTime: TypeAlias = AskStatus | ClearBuffers | Recover | RealTimeIgnored
"""Done at once, as the bytes arrive."""

Token: TypeAlias = Queued | RealTime

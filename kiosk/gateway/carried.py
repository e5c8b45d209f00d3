"""What came on a stick: an export of a terminal's outbox, taken in as if the terminal had sent it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from kiosk.gateway.parts import Parts, build
from kiosk.gateway.reception import AT_ONCE
from kiosk.gateway.registry import NoRegistry
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.terminals import Known
from kiosk.upstream.contract import MAX_SEALED_BYTES, Batch, Digest, Item, Message, TerminalId, Whole

_LONGEST_LINE = 2 * MAX_SEALED_BYTES
"""Base64 makes four bytes of three; the rest is room for the header."""


class Heading(Message):
    """The first line of an export. Nobody signed it: it says where to look, and is believed in nothing else,
    so its audit head anchors nothing.
    """

    format: Literal["buka-outbox/1"]
    terminal: TerminalId
    count: Whole
    audit_seq: Whole
    audit_head: Digest


class NotAnExportError(ValueError):
    """The file holds something else, or its terminal is not known here."""


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What became of an export."""

    terminal: str
    acknowledged: int
    """Vouched for now, the ones that were known before too."""
    refused: tuple[tuple[str, str], ...]
    """Receipt number and type of the problem."""
    missing: int
    """Cut off or damaged on the stick, of as many as the heading counts."""


def take_in(settings: GatewaySettings, file: Path) -> Carried:
    """Keep every record that is whole and signed by its terminal; a running gateway acts on it soon.

    Raises NotAnExportError, OSError, and as `kiosk.gateway.parts.build`.
    """
    lines = _lines(file)
    heading = _heading(next(lines, b""))
    parts = build(settings, base_url="", registry=NoRegistry())
    try:
        items = [item for line in lines if (item := _item(line))]
        return _taken(parts, heading, list({item.id: item for item in items}.values()))
    finally:
        parts.database.close()


def _taken(parts: Parts, heading: Heading, items: Sequence[Item]) -> Carried:
    keys = parts.terminals.keys_at(heading.terminal, parts.now())
    if not keys:
        raise NotAnExportError(
            f"terminal {heading.terminal} has no valid key here: it was never online, or was revoked before"
        )
    terminal = Known(heading.terminal, "", keys)
    reception = replace(parts.reception, applier=replace(parts.applier, keys={}))
    numbers = {item.id: item.number for item in items}
    verdicts = [
        verdict
        for first in range(0, len(items), AT_ONCE)  # in so small a batch every signature is checked at once
        for verdict in reception.take(terminal, Batch(items=tuple(items[first : first + AT_ONCE])))
    ]
    refused = [(numbers[one.id], one.problem.type) for one in verdicts if one.problem is not None]
    return Carried(
        terminal=heading.terminal,
        acknowledged=len(verdicts) - len(refused),
        refused=tuple(refused),
        missing=max(0, heading.count - len(items)),
    )


def _lines(file: Path) -> Iterator[bytes]:
    with file.open("rb") as text:
        while line := text.readline(_LONGEST_LINE):
            yield line


def _heading(line: bytes) -> Heading:
    try:
        return Heading.model_validate_json(line)
    except ValidationError:
        raise NotAnExportError("its first line is not that of a `kiosk queue export`") from None


def _item(line: bytes) -> Item | None:
    try:
        return Item.model_validate_json(line)
    except ValidationError:
        return None

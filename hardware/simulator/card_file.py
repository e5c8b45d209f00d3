"""Card files: a card, its fields and its faults, in TOML that a person can read.

kind = "resident_id"
[fields]
name = "王桂兰"
birth = 1949-12-31
valid_until = "长期"
[faults]
removed_after = 1
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Final

from hardware.simulator import document_text, ssse_card
from hardware.simulator.document_text import Field
from hardware.simulator.faults import Faults, FaultyCard
from hardware.simulator.identity_card import IdentityCard
from hardware.simulator.piv_card import PIV, PivCard, PivToken, load_token
from hardware.simulator.ssse_card import SsseCard
from hardware.simulator.vpcd import SimulatedCard

SOCIAL_SECURITY_CARD: Final = "social_security_card"
_TABLES: Final = {"kind", "fields", "faults", "chip", "newest_address", "type_flag", "piv"}


class CardFileError(ValueError):
    """A card file that cannot be used; the message names the key."""


@dataclass(frozen=True, kw_only=True, repr=False)
class CardFile:
    """A card as described, before it is put on any wire."""

    kind: str
    fields: Mapping[str, Field]
    faults: Faults
    chip: Mapping[str, Any]
    """Social security card: its protocol and peculiarities, see `ssse_card.Chip`."""
    newest_address: str = ""
    type_flag: str | None = None
    token: PivToken | None = None
    """Staff card: what is inside it."""

    def text(self) -> bytes:
        """Return the 256-byte text block of an identity document."""
        return document_text.text_block(self.kind, self.fields, self.type_flag)

    def card(self) -> FaultyCard:
        """Return the card as a PC/SC reader presents it."""
        return FaultyCard(self._sound_card(), self.faults)

    def _sound_card(self) -> SimulatedCard:
        if self.token is not None:
            return PivCard(self.token)
        if self.kind == SOCIAL_SECURITY_CARD:
            return SsseCard(ssse_card.records(self.fields), ssse_card.Chip(**self.chip))
        return IdentityCard(self.text())


def load_card_file(path: Path) -> CardFile:
    """Read and check a card file.

    Raises:
        CardFileError: not TOML, or a key or value that no card has.
        OSError: the file cannot be read.
    """
    try:
        return card_file(tomllib.loads(path.read_text(encoding="utf-8")), path.parent)
    except tomllib.TOMLDecodeError as error:
        raise CardFileError(f"{path.name} is not TOML: {error}") from None


def card_file(content: Mapping[str, Any], folder: Path = Path()) -> CardFile:
    """Check the content of a card file; the files that a staff card names lie in `folder`.

    Raises:
        CardFileError: a key or value that no card has.
    """
    _known("", content, _TABLES)
    kind = content.get("kind")
    if kind == PIV:
        return _staff_card(content, folder)
    if kind not in document_text.KINDS | {SOCIAL_SECURITY_CARD}:
        known = f"{sorted(document_text.KINDS)}, {SOCIAL_SECURITY_CARD} or {PIV}"
        raise CardFileError(f"kind must be one of {known}")
    chip = content.get("chip", {})
    _known("chip.", chip, {field.name for field in fields(ssse_card.Chip)})
    loaded = CardFile(
        kind=kind,
        fields=_fields(kind, content.get("fields", {})),
        faults=_faults(content.get("faults", {})),
        chip=chip,
        newest_address=content.get("newest_address", ""),
        type_flag=content.get("type_flag"),
    )
    try:
        loaded.card()
    except (ValueError, TypeError) as error:
        raise CardFileError(f"fields: {error}") from None
    return loaded


def _staff_card(content: Mapping[str, Any], folder: Path) -> CardFile:
    _known("", content, {"kind", "piv", "faults"})
    try:
        token = load_token(dict(content.get("piv", {})), folder)
    except (ValueError, TypeError, OSError) as error:
        raise CardFileError(f"piv: {error}") from None
    return CardFile(kind=PIV, fields={}, faults=_faults(content.get("faults", {})), chip={}, token=token)


def _fields(kind: str, table: Mapping[str, Any]) -> Mapping[str, Field]:
    allowed = ssse_card.FIELD_NAMES if kind == SOCIAL_SECURITY_CARD else document_text.field_names(kind)
    _known("fields.", table, allowed)
    for name, value in table.items():
        if not isinstance(value, str | date):
            raise CardFileError(f"fields.{name} must be a string or a date")
    return table


def _faults(table: Mapping[str, Any]) -> Faults:
    _known("faults.", table, {field.name for field in fields(Faults)})
    for name, value in table.items():
        if not isinstance(value, int | float) or value < 0:
            raise CardFileError(f"faults.{name} must be a number of 0 or more, or true")
    return Faults(**table)


def _known(prefix: str, table: Mapping[str, Any], allowed: frozenset[str] | set[str]) -> None:
    for name in table:
        if name not in allowed:
            raise CardFileError(f"{prefix}{name} is not known here; known are {', '.join(sorted(allowed))}")

"""A social security card: the SSSE application with its files EF05 and EF06, over T=0 or T=1."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import xor
from typing import Final, Literal

from hardware.simulator.document_text import Field

AID: Final = b"sx1.sh." + "社会保障".encode("gbk")
_FCI: Final = bytes((0x6F, 2 + len(AID), 0x84, len(AID))) + AID
_OK: Final = b"\x90\x00"
_HISTORICAL: Final = b"\x86\x38BUKA-SIM"

# field: (file, record identifier, bytes, coding)
_RECORDS: Final[Mapping[str, tuple[int, int, int, Literal["hex", "ascii", "gbk"]]]] = {
    "identification": (5, 0x01, 16, "hex"),
    "category": (5, 0x02, 1, "ascii"),
    "version": (5, 0x03, 4, "ascii"),
    "institution": (5, 0x04, 12, "hex"),
    "issued": (5, 0x05, 4, "hex"),
    "valid_until": (5, 0x06, 4, "hex"),
    "card_number": (5, 0x07, 9, "ascii"),
    "number": (6, 0x08, 18, "ascii"),
    "name": (6, 0x09, 30, "gbk"),
    "sex": (6, 0x0A, 1, "ascii"),
    "ethnic_code": (6, 0x0B, 1, "hex"),
    "birthplace": (6, 0x0C, 3, "hex"),
    "birth": (6, 0x0D, 4, "hex"),
    "name_extension": (6, 0x4E, 20, "gbk"),
}
FIELD_NAMES: Final = frozenset(_RECORDS)

Records = Mapping[int, Mapping[int, bytes]]


def records(fields: Mapping[str, Field]) -> Records:
    """Return file -> record identifier -> value; a field that is not stated is blank (zeros).

    Raises:
        ValueError: a value that does not fit its record; the message names the field.
    """
    files: dict[int, dict[int, bytes]] = {5: {}, 6: {}}
    for name, (file, identifier, size, coding) in _RECORDS.items():
        if name == "name_extension" and name not in fields:
            continue  # only third-generation cards have the record
        files[file][identifier] = _value(name, fields.get(name, ""), size, coding)
    return files


def _value(name: str, field: Field, size: int, coding: str) -> bytes:
    text = f"{field:%Y%m%d}" if isinstance(field, date) else {"male": "1", "female": "2"}.get(field, field)
    octets = (
        bytes.fromhex(text) if coding == "hex" else text.encode("gb18030" if coding == "gbk" else "ascii")
    )
    if len(octets) > size:
        raise ValueError(f"{name} is longer than {size} bytes")
    return octets.ljust(size, b"\0")


@dataclass(frozen=True, kw_only=True)
class Chip:
    """Peculiarities of a chip."""

    protocol: Literal["T=0", "T=1"] = "T=0"
    knows_aid: bool = True
    """False: answers 6A 82 to the application's name, as cards of Shanghai do."""
    record_forms: tuple[str, ...] = ("identifier", "number", "sfi_identifier", "sfi_number")
    """Forms of P2 that READ RECORD accepts."""


class SsseCard:
    """Answers SELECT, READ RECORD and GET RESPONSE. Counts VERIFY commands and never answers them well."""

    def __init__(self, files: Records, chip: Chip) -> None:
        self._files = files
        self._chip = chip
        self._current = 0
        self._waiting = b""
        self.verify_commands = 0
        self.atr = _atr(chip.protocol)

    def power(self, on: bool) -> None:  # noqa: ARG002 - power off and on both forget what was selected
        """Forget the selected file."""
        self._current = 0
        self._waiting = b""

    def answer(self, command: bytes) -> bytes:
        """Answer one APDU."""
        match command[1]:
            case 0xA4:
                return self._select(command)
            case 0xB2:
                return self._read_record(command)
            case 0xC0:
                return self._waiting[: command[4]] + _OK
            case 0x20:
                self.verify_commands += 1
                return b"\x63\xc2"
        return b"\x6d\x00"

    def _select(self, command: bytes) -> bytes:
        wanted = command[5 : 5 + command[4]]
        if command[2] == 0x04:
            return self._control_information() if wanted == AID and self._chip.knows_aid else b"\x6a\x82"
        if wanted not in {b"\xef\x05", b"\xef\x06"}:
            return b"\x6a\x82"
        self._current = wanted[1]
        return _OK

    def _control_information(self) -> bytes:
        self._waiting = _FCI
        return bytes((0x61, len(_FCI))) if self._chip.protocol == "T=0" else _OK

    def _read_record(self, command: bytes) -> bytes:
        p1, p2, le = command[2], command[3], command[4]
        by_number = bool(p2 & 0x04)
        form = ("sfi_" if p2 >> 3 else "") + ("number" if by_number else "identifier")
        if form not in self._chip.record_forms:
            return b"\x6a\x81"
        file = self._files.get(p2 >> 3 or self._current, {})
        identifier = dict(enumerate(file, start=1)).get(p1, -1) if by_number else p1
        if identifier not in file:
            return b"\x6a\x83"
        record = bytes((identifier, len(file[identifier]))) + file[identifier]
        return record + _OK if le == len(record) else bytes((0x6C, len(record)))


def _atr(protocol: str) -> bytes:
    if protocol == "T=0":
        return bytes((0x3B, len(_HISTORICAL))) + _HISTORICAL
    body = bytes((0x80 | len(_HISTORICAL), 0x01)) + _HISTORICAL
    return b"\x3b" + body + bytes((reduce(xor, body),))

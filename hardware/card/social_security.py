"""Reading a social security card: application SSSE, files EF05 and EF06, by SELECT and READ RECORD only.

No PIN is needed for these files and none is ever sent. Cards differ in the form of P2 they accept (ISO/IEC
7816-4, READ RECORD): the current file or a short file identifier, the record's identifier or its number. The
first record of a file decides the form for the rest of it.
"""

from dataclasses import dataclass
from typing import Final

from hardware.card.apdu import Channel, Command, Instruction, StatusWord, exchange
from hardware.card.documents import SocialSecurityCard
from hardware.card.failure import ReadFailure
from hardware.card.social_security_records import NAME_EXTENSION, VERSION, social_security_card

AID: Final = b"sx1.sh." + "社会保障".encode("gbk")
_SELECT_BY_NAME: Final = 0x04
_SELECT_EF_FORMS: Final = (0x02, 0x00)  # "EF under the current DF", and "by identifier" as some cards want it


@dataclass(frozen=True)
class _Form:
    """One way to write P2."""

    by_number: bool
    by_sfi: bool


_FORMS: Final = (
    _Form(by_number=False, by_sfi=False),
    _Form(by_number=True, by_sfi=False),
    _Form(by_number=False, by_sfi=True),
    _Form(by_number=True, by_sfi=True),
)
_FORMS_BY_IDENTIFIER: Final = tuple(form for form in _FORMS if not form.by_number)


@dataclass(frozen=True)
class _File:
    """An elementary file and its records: identifier -> length of the value in bytes, in record order."""

    identifier: bytes
    sfi: int
    records: dict[int, int]


_FILES: Final = (
    _File(b"\xef\x05", 5, {0x01: 16, 0x02: 1, 0x03: 4, 0x04: 12, 0x05: 4, 0x06: 4, 0x07: 9}),
    _File(b"\xef\x06", 6, {0x08: 18, 0x09: 30, 0x0A: 1, 0x0B: 1, 0x0C: 3, 0x0D: 4}),
)
_NAME_EXTENSION_SIZE: Final = 20
_WITHOUT_EXTENSION: Final = (b"1", b"2")  # versions 1.00 and 2.00 of the specification
_NOT_FOUND: Final = {StatusWord.FILE_NOT_FOUND, StatusWord.RECORD_NOT_FOUND}
_TRY_OTHER_FORM: Final = {
    ReadFailure.WRONG_STATUS,
    ReadFailure.WRONG_RECORD,
    ReadFailure.NO_SUCH_CONTENT,
}


def read_social_security(channel: Channel) -> SocialSecurityCard | ReadFailure:
    """Read the card. CARD_NOT_SERVED: it works, but has neither the application nor its files."""
    selected = exchange(channel, Command(0x00, Instruction.SELECT, _SELECT_BY_NAME, 0x00, AID))
    if isinstance(selected, ReadFailure):
        return selected
    records: dict[int, bytes] = {}  # a card that does not know the name (Shanghai) may have the files anyway
    for file in _FILES:
        values = _read_file(channel, file)
        if isinstance(values, ReadFailure):
            return values
        records |= values
    extension = _name_extension(channel, records.get(VERSION, b""))
    if isinstance(extension, ReadFailure):
        return extension
    return social_security_card(records | {NAME_EXTENSION: extension})


def _name_extension(channel: Channel, version: bytes) -> bytes | ReadFailure:
    """Read the rest of a long name. Its record number is not known, so it is asked for by identifier."""
    if version.startswith(_WITHOUT_EXTENSION):
        return b""
    for form in _FORMS_BY_IDENTIFIER:
        value = _record(channel, _FILES[1], form, NAME_EXTENSION)
        if isinstance(value, bytes) or value not in _TRY_OTHER_FORM:
            return value
    return b""


def _read_file(channel: Channel, file: _File) -> dict[int, bytes] | ReadFailure:
    first, *others = file.records
    failure = _select(channel, file)
    if failure is not None:
        return failure
    for form in _FORMS:
        value = _record(channel, file, form, first)
        if isinstance(value, bytes):
            return _read_others(channel, file, form, {first: value}, others)
        if value not in _TRY_OTHER_FORM:
            return value
    return ReadFailure.CARD_NOT_SERVED


def _read_others(
    channel: Channel, file: _File, form: _Form, values: dict[int, bytes], others: list[int]
) -> dict[int, bytes] | ReadFailure:
    for identifier in others:
        value = _record(channel, file, form, identifier)
        if isinstance(value, bytes):
            values[identifier] = value
        elif value is not ReadFailure.NO_SUCH_CONTENT:  # a record the card does not have is a blank one
            return value
    return values


def _select(channel: Channel, file: _File) -> ReadFailure | None:
    """Make the file the current one if the card can; with a short file identifier it need not be."""
    for p1 in _SELECT_EF_FORMS:
        selected = exchange(channel, Command(0x00, Instruction.SELECT, p1, 0x00, file.identifier))
        if isinstance(selected, ReadFailure):
            return selected
        if selected.ok:
            break
    return None


def _record(channel: Channel, file: _File, form: _Form, identifier: int) -> bytes | ReadFailure:
    """Read one record: identifier, length, value."""
    size = file.records.get(identifier, _NAME_EXTENSION_SIZE)
    p1 = list(file.records).index(identifier) + 1 if form.by_number else identifier
    p2 = (file.sfi << 3 if form.by_sfi else 0) | (0x04 if form.by_number else 0)
    response = exchange(channel, Command(0x00, Instruction.READ_RECORD, p1, p2, le=size + 2))
    if isinstance(response, ReadFailure):
        return response
    if not response.ok:
        return ReadFailure.NO_SUCH_CONTENT if response.status in _NOT_FOUND else ReadFailure.WRONG_STATUS
    return _value(response.data, identifier)


def _value(record: bytes, identifier: int) -> bytes | ReadFailure:
    if len(record) < 2 or len(record) - 2 < record[1]:
        return ReadFailure.WRONG_LENGTH
    if record[0] != identifier:
        return ReadFailure.WRONG_RECORD
    return record[2 : 2 + record[1]]

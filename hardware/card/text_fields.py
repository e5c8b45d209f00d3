"""Cutting fields out of the 256-byte text block: UTF-16LE, fixed places, padded with spaces."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from unicodedata import category

from hardware.card.codepoints import standardised
from hardware.card.documents import Sex
from hardware.card.failure import ReadFailure

TEXT_SIZE: Final = 256
UNLIMITED: Final = "长期"


class TextFieldError(Exception):
    """A field that cannot be; carries the named cause and nothing of the field."""

    def __init__(self, failure: ReadFailure) -> None:
        super().__init__(failure.value)
        self.failure = failure


@dataclass(frozen=True, repr=False)
class TextBlock:
    """The text block of an identity document. Offsets and sizes below are in bytes."""

    content: bytes

    def __repr__(self) -> str:
        return "<TextBlock>"

    def text(self, offset: int, size: int) -> str:
        """Return a field without its padding, rare characters on their standard code points."""
        return decoded(self.content[offset : offset + size])

    def required(self, offset: int, size: int) -> str:
        """Return a field that must not be blank."""
        field = self.text(offset, size)
        if not field.strip():
            raise TextFieldError(ReadFailure.BLANK_FIELD)
        return field

    def day(self, offset: int) -> date:
        """Return a date written as YYYYMMDD in 16 bytes."""
        return calendar_date(self.text(offset, 16))

    def end_day(self, offset: int) -> date | None:
        """Return the date, or None for 长期."""
        field = self.text(offset, 16)
        return None if field == UNLIMITED else calendar_date(field)

    def sex(self, offset: int) -> Sex:
        """Return the sex at `offset`."""
        return sex(self.text(offset, 2))


def decoded(field: bytes, encoding: str = "utf-16-le") -> str:
    """Decode a field, without its padding at the end.

    Raises:
        TextFieldError: TEXT_NOT_UNICODE, or UNEXPECTED_CHARACTER for control characters.
    """
    try:
        text = field.decode(encoding).rstrip(" \0")
    except UnicodeDecodeError:
        raise TextFieldError(ReadFailure.TEXT_NOT_UNICODE) from None
    if text.isprintable():  # no control character and no private-use code point: nearly every field
        return text
    if any(category(character) == "Cc" for character in text):
        raise TextFieldError(ReadFailure.UNEXPECTED_CHARACTER)
    return standardised(text)


def sex(code: str) -> Sex:
    """Name the sex; whatever GB/T 2261.1 does not list is not stated (never guessed as female)."""
    return Sex(code) if code in {"0", "1", "2", "9"} else Sex.NOT_STATED


def calendar_date(digits: str) -> date:
    """Parse YYYYMMDD.

    Raises:
        TextFieldError: BLANK_DATE for blanks or zeros (a bad read), IMPOSSIBLE_DATE for all else.
    """
    if not digits.strip(" 0"):
        raise TextFieldError(ReadFailure.BLANK_DATE)
    if len(digits) != 8 or not (digits.isascii() and digits.isdigit()):
        raise TextFieldError(ReadFailure.IMPOSSIBLE_DATE)
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise TextFieldError(ReadFailure.IMPOSSIBLE_DATE) from None

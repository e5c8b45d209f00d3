"""The receipt number: short enough to read aloud, with a check digit against slips of tongue and pen.

`terminal-sequence-check`, for example `HZ01-000042-7`. The check digit is ISO/IEC 7064 MOD 11,10 over the
digits of terminal and sequence; a letter counts as two digits, A = 10 to Z = 35, as in an IBAN
(ISO 13616-1, 5.3). The method finds every wrong single digit and nearly all swapped neighbours.
Hyphens, spaces, letter case and full-width forms do not matter when a person types it.
"""

import unicodedata
from string import ascii_uppercase

_LETTER_VALUES = {ord(letter): str(value) for value, letter in enumerate(ascii_uppercase, 10)}
_SEPARATORS = str.maketrans("", "", "-－–—‐ \t")


def receipt_number(terminal: str, seq: int) -> str:
    """The number of the submission `seq` (from 1) of a terminal whose id is letters, digits and hyphens."""
    if seq < 1:
        raise ValueError("sequence numbers start at 1")
    stem = f"{terminal.upper()}-{seq:06d}"
    return f"{stem}-{check_digit(_digits(stem))}"


def is_receipt_number(typed: str) -> bool:
    """Whether a typed number has the right check digit. Not whether such a receipt exists."""
    compact = unicodedata.normalize("NFKC", typed).translate(_SEPARATORS).upper()
    if len(compact) < 8 or not compact[-7:].isdecimal() or not _is_plain(compact):
        return False
    return compact[-1] == check_digit(_digits(compact[:-1]))


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isalnum()


def _digits(text: str) -> str:
    plain = text.replace("-", "")
    if not _is_plain(plain):
        raise ValueError("a terminal id is made of letters, digits and hyphens")
    return plain.translate(_LETTER_VALUES)


def check_digit(digits: str) -> str:
    """ISO/IEC 7064, hybrid system MOD 11,10, recursive method: 0794 gives 5."""
    product = 10
    for digit in map(int, digits):
        product = ((product + digit) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)

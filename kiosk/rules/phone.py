"""Phone numbers as people type them on our keypad."""

import re

_MAINLAND = re.compile(r"1[3-9]\d{9}", re.ASCII)
"""Eleven digits from 13 to 19: the mobile ranges of the Chinese numbering plan."""
_FOREIGN = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
"""ITU-T E.164: a country code and up to 15 digits in all."""


def typed(digits: str, key: str) -> str:
    """The number after one more key; a key that cannot follow changes nothing."""
    if key == "+":
        return digits or "+"
    if len(key) != 1 or key not in "0123456789":
        return digits
    longest = 16 if digits.startswith("+") else 11
    return digits + key if len(digits) < longest else digits


def phone(digits: str) -> str | None:
    """The number to file: a mainland mobile without +86, else + and country code; None if neither."""
    if digits.startswith("+86"):
        digits = digits.removeprefix("+86")
    elif _FOREIGN.fullmatch(digits):
        return digits
    return digits if _MAINLAND.fullmatch(digits) else None

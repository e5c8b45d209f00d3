"""Chinese characters by their code, for names that no list of readings holds: all that GB 18030 knows."""

_BLOCKS = (
    range(0x3007, 0x3008),  # 〇
    range(0x3400, 0x4DC0),  # extension A
    range(0x4E00, 0xA000),
    range(0xFA0E, 0xFA2A),  # twelve of these are no duplicates, and GB 18030 has them
    range(0x20000, 0x323B0),  # extensions B to H
)
"""Where Unicode 15 has Han characters; GB 18030-2022, level 3, takes 87,887 of them."""
_FOUR_BYTES = 8
"""Hexadecimal digits of a four-byte code of GB 18030."""
LONGEST_CODE = _FOUR_BYTES


def is_han(character: str) -> bool:
    """One Chinese character."""
    return len(character) == 1 and any(ord(character) in block for block in _BLOCKS)


def character_of(code: str) -> str:
    """Of four or five hexadecimal digits of Unicode, or eight of GB 18030; empty when that is no character.

    A two-byte code of GB 18030 looks like one of Unicode, and is taken for that.
    """
    try:
        found = bytes.fromhex(code).decode("gb18030") if len(code) == _FOUR_BYTES else chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return found if len(code) in {4, 5, _FOUR_BYTES} and is_han(found) else ""

"""Rare characters: private-use code points of old Chinese encodings, mapped to their standard ones.

Cards written on GBK or GB 18030-2000 systems carry some characters as code points of the private use area,
because Unicode had no place for them yet (䶮 as U+E863). GB 18030-2022 gives each of them a standard place.
"""

from typing import Final

# GB 18030 rows FE50-FEA0 fill U+E815-U+E864 in order. Python's codec already knows the standard code point of
# most; the fourteen below stand private in it and follow GB 18030-2022, table of changed mappings.
_CHANGED_IN_2022: Final = {
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
    # vertical punctuation (A6D9-A6DF, A6EC-A6ED, A6F3), ḿ (A8BC), ǹ (A8BF)
    **dict(zip(range(0xE78D, 0xE797), (0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A)), strict=True)),
    0xE7C7: 0x1E3F,
    0xE7C8: 0x01F9,
    # 〾 and the ideographic description characters (A989-A995)
    **dict(zip(range(0xE7E7, 0xE7F4), (0x303E, *range(0x2FF0, 0x2FFC)), strict=True)),
}
_TRAIL_BYTES: Final = [trail for trail in range(0x50, 0xA1) if trail != 0x7F]
_ROW_FE: Final = {
    0xE815 + index: ord(bytes((0xFE, trail)).decode("gb18030")) for index, trail in enumerate(_TRAIL_BYTES)
}
STANDARD: Final = _ROW_FE | _CHANGED_IN_2022
"""Private-use code point -> standard code point."""


def standardised(text: str) -> str:
    """Replace mapped private-use code points; others stay, for nobody knows what they were meant to be."""
    return text.translate(STANDARD)

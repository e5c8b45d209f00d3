"""Text from cards, upstreams and files, made fit to stand on paper.

A name is data: nothing in it may act as a command of the printer or reorder a line, and no
character of it may silently vanish or change its shape.
"""

import re
import unicodedata
from typing import Final

_COMPATIBILITY_HAN: Final = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
"""Kept as they are: canonical composition would replace them by another shape of the character."""

_SELECTORS: Final = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Variation selectors choose a shape of the character before them; they have none of their own."""
_SELECTOR: Final = re.compile(f"[{_SELECTORS}]")
_CLUSTER: Final = re.compile(f".[{_SELECTORS}]*", re.DOTALL)

_GBK_FIRST_PRIVATE: Final = 0xE815
_GBK_LAST_PRIVATE: Final = 0xE864
_GB18030_2005: Final = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE831: 0x215D7, 0xE83B: 0x2298F, 0xE855: 0x241FE,
}  # fmt: skip
"""GB 18030-2005 annex: still private use in the year-2000 mapping that Python's codec follows."""
_GB18030_2022: Final = {
    0xE81E: 0x9FB4, 0xE826: 0x9FB5, 0xE82B: 0x9FB6, 0xE82C: 0x9FB7,
    0xE832: 0x9FB8, 0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE864: 0x9FBB,
}  # fmt: skip
"""GB 18030-2022, clause 7 and its table of changed code points."""


def _gbk_private_use() -> dict[int, int]:
    """The 80 characters that GBK put at FE50 to FEA0 before Unicode had them (䶮 was U+E863)."""
    trails = [byte for byte in range(0x50, 0xA1) if byte != 0x7F]
    private = range(_GBK_FIRST_PRIVATE, _GBK_LAST_PRIVATE + 1)
    year_2000 = {
        code: ord(bytes([0xFE, trail]).decode("gb18030")) for code, trail in zip(private, trails, strict=True)
    }
    return year_2000 | _GB18030_2005 | _GB18030_2022


_PRIVATE_USE: Final = _gbk_private_use()


def is_private(char: str) -> bool:
    """Private use means something else in every font: never taken from one."""
    return unicodedata.category(char) == "Co"


def clusters(text: str) -> list[str]:
    """The text in characters, each with the variation selectors that belong to it."""
    return _CLUSTER.findall(text)


def clean(text: str) -> str:
    """One line of printable text: no controls, no format characters, one space where white space was.

    Private-use characters of old GBK data become the characters they stood for; others stay, and
    are drawn as their code point. Variation sequences stay whole.
    """
    text = text.translate(_PRIVATE_USE)
    parts = _COMPATIBILITY_HAN.split(text)
    text = "".join(part if i % 2 else unicodedata.normalize("NFC", part) for i, part in enumerate(parts))
    kept = "".join(_printable(char) for char in text)
    return re.sub(" {2,}", " ", kept).strip(" ")


def _printable(char: str) -> str:
    """The character, a space for white space and line ends, nothing for what only controls."""
    if char == "\u00a0" or _SELECTOR.match(char):
        return char
    match unicodedata.category(char):
        case "Zs" | "Zl" | "Zp":
            return " "
        case "Cc":
            return " " if char in "\t\n\r" else ""
        case "Cf" | "Cs":
            return ""
        case _:
            return char

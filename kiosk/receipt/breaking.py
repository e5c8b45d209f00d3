"""Where a line may end: GB/T 15834 punctuation rules and whole Latin words, in one greedy fill."""

import re
from collections.abc import Callable, Iterator
from typing import Final

from kiosk.receipt.clean import clusters

Length = Callable[[str], float]
"""The width of a piece of text in dots."""

_NOT_AT_START: Final = frozenset("、，。．・·：；？！…—～)]}>）】》〉」』〕〗｝］”’％%‰℃,.:;?!/")
"""GB/T 15834-2011, 5.1: these never begin a line."""
_NOT_AT_END: Final = frozenset("([{<（【《〈「『〔〖｛［“‘￥¥$#")
"""The same clause: these never end one."""
_UNIT: Final = "个工作日|个自然日|工作日|个小时|小时|号窗口|分钟|元|年|月|日|天|号|点|分|个|份|次|楼|室"
_TOGETHER: Final = re.compile(
    r"\d+ ?年 ?\d+ ?月 ?\d+ ?日"
    r"|\d+ ?月 ?\d+ ?日"
    r"|\d+ [A-Z][a-z]{2}(?: \d{4})?"  # 22 Nov 2025
    rf"|[\d.,:–-]+ ?(?:{_UNIT})"
    r"|第 ?\d+ ?(?:联|份|次|步)"
    r"|\d[\d.,]* [a-z]+"  # 5 working
    r"|[\dX*]{2,4}(?: [\d*X]{2,4})+"  # a masked number in its groups
    r"|〔U\+[0-9A-F]+〕"
)
"""What is read as one thing stays on one line."""


def break_lines(text: str, width: int, length: Length) -> list[str]:
    """The lines of `text`, each at most `width` dots; spaces at their ends are dropped.

    Only a single piece wider than the line (an endless word) is cut where it fills the line.
    """
    lines = _fill(text, width, length)
    if len(lines) > 1 and len(lines[-1]) == 1:  # one character alone looks like a mistake
        narrower = _fill(text, width - int(length("国")), length)
        if len(narrower) == len(lines):
            return narrower
    return lines


def balanced(text: str, width: int, length: Length) -> list[str]:
    """As `break_lines`, but the lines are about equally long: for centred text."""
    lines = _fill(text, width, length)
    narrowest, widest = width // 2, width
    while len(lines) > 1 and widest - narrowest > 4:
        middle = (narrowest + widest) // 2
        tried = _fill(text, middle, length)
        if len(tried) > len(lines):
            narrowest = middle
        else:
            widest, lines = middle, tried
    return lines


def _fill(text: str, width: int, length: Length) -> list[str]:
    lines, used = [""], 0.0
    for piece in _fitting(text, width, length):
        if lines[-1] and used + length(piece.rstrip(" ")) > width:
            lines.append("")
            used = 0.0
        lines[-1] += piece
        used += length(piece)
    return [line.strip(" ") for line in lines]


def _fitting(text: str, width: int, length: Length) -> Iterator[str]:
    """The pieces of the text, those that no line can hold cut into their characters."""
    for piece in _pieces(text):
        if length(piece.rstrip(" ")) <= width:
            yield piece
        else:
            yield from clusters(piece)


def _pieces(text: str) -> Iterator[str]:
    """The text in its unbreakable parts, a space at the end of the part before it."""
    joined = {i for match in _TOGETHER.finditer(text) for i in range(match.start() + 1, match.end())}
    start = end = 0
    before = ""
    for cluster in clusters(text):
        if before and end not in joined and _may_break(before, cluster[0]):
            yield text[start:end]
            start = end
        before, end = cluster[0], end + len(cluster)
    yield text[start:]


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_AT_START or before in _NOT_AT_END:
        return False
    return before == " " or not (_of_a_word(before) and _of_a_word(after))


def _of_a_word(char: str) -> bool:
    """Letters, digits and marks of the scripts that are written in words, and the no-break space."""
    return ord(char) < 0x2E80 and char not in " ·—…"

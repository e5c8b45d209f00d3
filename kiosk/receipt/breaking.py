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
_PARTS: Final = frozenset("，。；：？！")
_UNIT: Final = "个工作日|个自然日|工作日|个小时|小时|号窗口|分钟|元|年|月|日|天|号|点|分|个|份|次|楼|室"
_TOGETHER: Final = re.compile(
    r"\d+ ?年 ?\d+ ?月 ?\d+ ?日"
    r"|\d+ ?月 ?\d+ ?日"
    r"|\d+ [A-Z][a-z]{2}(?: \d{4})?"  # 22 Nov 2025
    rf"|[\d.,:–-]+ ?(?:{_UNIT})"
    r"|第 ?\d+ ?(?:联|份|次|步)"
    r"|\d[\d.,]* [a-z]+"  # 5 working
    r"|[\dX*]{2,6}(?: [\d*X]{2,4})+"  # a masked number in its groups
    r"|[（(][^（）()]{1,4}[）)]"
    r"|〔U\+[0-9A-F]+〕"
)
"""What is read as one thing stays on one line."""
_NOTHING: Final = re.compile(r"(?!)")


def break_lines(text: str, width: int, length: Length) -> list[str]:
    """The lines of `text`, each at most `width` dots; spaces at their ends are dropped.

    Only a single piece wider than the line (an endless word) is cut where it fills the line.
    """
    lines = _fill(text, width, length)
    em, longest = length("国"), _longest(text, length)
    for narrower in (width - em, width - 2 * em, width - 3 * em):
        if len(lines) == 1 or length(lines[-1]) > 2 * em or narrower < longest:
            break
        tried = _fill(text, narrower, length)  # one or two characters alone look like a mistake
        if len(tried) > len(lines):
            break
        lines = tried
    return lines


def balanced(text: str, width: int, length: Length) -> list[str]:
    """As `break_lines`, but two lines part at a comma if they can, and all are about equally long.

    For text that is seen as a whole: headlines and centred lines.
    """
    lines = _fill(text, width, length)
    if len(lines) == 2 and (parted := _parted(text, width, length)):
        return parted
    narrowest, widest = min(width, max(width // 2, int(_longest(text, length)))), width
    while len(lines) > 1 and widest - narrowest > 4:
        middle = (narrowest + widest) // 2
        tried = _fill(text, middle, length)
        if len(tried) > len(lines):
            narrowest = middle
        else:
            widest, lines = middle, tried
    return lines


def _longest(text: str, length: Length) -> float:
    return max(length(piece.rstrip(" ")) for piece in _pieces(text))


def _parted(text: str, width: int, length: Length) -> list[str]:
    """Two lines that part behind a punctuation mark, the best of all; empty when there is no such place."""
    marks = [i + 1 for i, char in enumerate(text[:-1]) if char in _PARTS]
    halves = [[text[:i], text[i:].lstrip(" ")] for i in marks]
    fitting = [lines for lines in halves if max(map(length, lines)) <= width]
    return min(fitting, key=lambda lines: max(map(length, lines)), default=[])


def _fill(text: str, width: float, length: Length) -> list[str]:
    lines, used = [""], 0.0
    for piece in _fitting(text, width, length):
        if lines[-1] and used + length(piece.rstrip(" ")) > width:
            lines.append("")
            used = 0.0
        lines[-1] += piece
        used += length(piece)
    return [line.strip(" ") for line in lines]


def _fitting(text: str, width: float, length: Length) -> Iterator[str]:
    """The pieces of the text; those that no line can hold are cut between words, at last anywhere."""
    for piece in _pieces(text):
        if length(piece.rstrip(" ")) <= width:
            yield piece
            continue
        for word in _pieces(piece, _NOTHING):
            yield from [word] if length(word.rstrip(" ")) <= width else clusters(word)


def _pieces(text: str, together: re.Pattern[str] = _TOGETHER) -> Iterator[str]:
    """The text in its unbreakable parts, a space at the end of the part before it."""
    joined = {i for match in together.finditer(text) for i in range(match.start() + 1, match.end())}
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

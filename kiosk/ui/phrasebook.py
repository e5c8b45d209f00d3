"""Which clips say a text: whole sentences if there are any, else their fixed parts and the digits."""

import re
from hashlib import sha256
from pathlib import Path
from string import Formatter

from kiosk.ui.translations import source_strings

LONGEST = 80
"""Characters of the longest phrase that is looked for at once."""
_EDGES = ' \u00a0\u2060\u3000，。；：？！、,.;:?!()（）“”"·—–-\n'
SPELLED = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def clip_name(phrase: str) -> str:
    """The file of a phrase; a recording under this name takes the place of the made one."""
    return sha256(phrase.encode()).hexdigest()[:20] + ".wav"


def fixed_phrases(language: str) -> list[str]:
    """Every sentence of a language, those with values in their fixed parts, and what is spelled."""
    phrases = {part for text in source_strings(language) for part in _parts(text)}
    return sorted(phrases | set(SPELLED))


def _parts(text: str) -> list[str]:
    literals = [literal for literal, _, _, _ in Formatter().parse(text)]
    return [part for literal in literals if (part := literal.strip(_EDGES))]


class Phrasebook:
    """The clips of one language: the first folder that has a phrase wins."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._clips: dict[str, Path] = {}
        for folder in reversed(folders):
            self._clips |= {path.name: path for path in folder.glob("*.wav")}

    def clips(self, text: str) -> list[Path]:
        """The longest known phrases from the front; what is unknown is passed over."""
        text = re.sub("[\u00a0\u2060]", lambda found: " " if found[0] == "\u00a0" else "", text)
        found, start = [], 0
        while start < len(text):
            length, clip = self._longest(text, start)
            if clip is not None:
                found.append(clip)
            start += length
        return found

    def _longest(self, text: str, start: int) -> tuple[int, Path | None]:
        for length in range(min(LONGEST, len(text) - start), 0, -1):
            phrase = text[start : start + length]
            if phrase != phrase.strip(_EDGES):
                continue
            clip = self._clips.get(clip_name(phrase if length > 1 else phrase.upper()))
            if clip is not None:
                return length, clip
        return 1, None

"""Chinese characters by their reading: how staff type a name without a keyboard that knows Chinese."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).parents[2] / "assets" / "names" / "pinyin.txt"
LONGEST_SYLLABLE = 6
"""zhuang, chuang, shuang."""


def characters(syllable: str) -> tuple[str, ...]:
    """What is read so, in any tone, likeliest in a name first; ü is typed v. Empty for no syllable."""
    return tuple(_table().get(syllable.lower(), ""))


def begins_syllable(letters: str) -> bool:
    """Whether some syllable begins with these letters."""
    return any(syllable.startswith(letters.lower()) for syllable in _table())


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    return dict((syllable, found) for syllable, found in pairs)

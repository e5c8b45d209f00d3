"""People whom nobody has served yet: one for every test, known to the gateway, each with a normal card."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from deploy.stand.stand import SAMPLES
from hardware.simulator.card_file import CardFile, load_card_file
from hardware.simulator.faults import Faults

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""GB 11643-1999, ISO 7064 MOD 11-2."""


def _number(index: int) -> str:
    stem = f"33010619491231{2 * index:03d}"
    return stem + "10X98765432"[sum(int(d) * w for d, w in zip(stem, _WEIGHTS, strict=True)) % 11]


def people_file(path: Path, count: int) -> Path:
    """Write the gateway's people."""
    path.write_text("".join(_person(index) for index in range(count)), encoding="utf-8")
    return path


def _person(index: int) -> str:
    return person_entry("resident_id", _number(index), "来人甲", f"N{index:08d}")


def person_entry(document: str, number: str, name: str, card: str, **said: str) -> str:
    """One person with one card, as the gateway's people file has them; by default in order and from here."""
    told = {"region": "330100", "outlet": "330100-001", "state": "normal"} | said
    lines = "\n".join(f'{key} = "{value}"' for key, value in told.items())
    return f"""
[[people]]
document = "{document}"
number = "{number}"
name = "{name}"
birth = 1949-12-31
insured = true
[[people.cards]]
scheme = "social_security"
number = "{card}"
{lines}
"""


def newcomers(count: int) -> Iterator[CardFile]:
    """Their ID cards, one after another."""
    sample = load_card_file(SAMPLES / "cards" / "wang-guilan.toml")
    for index in range(count):
        fields = dict(sample.fields) | {"name": "来人甲", "number": _number(index)}
        yield replace(sample, fields=fields)


def faulty(card: CardFile, *, removed_after: int) -> CardFile:
    return replace(card, faults=Faults(removed_after=removed_after))

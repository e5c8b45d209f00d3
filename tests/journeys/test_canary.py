"""Nobody's data stays behind: whole visits of a marked person, then every file that they could be in."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.stand.stand import SAMPLES, Stand, StandOptions
from hardware.simulator.card_file import load_card_file
from tests.journeys.visiting import Told

pytestmark = pytest.mark.real

NAME = "金丝雀"
NUMBER = "330106199103142716"
ADDRESS = "鸟笼街道九十九号"
PHONE = "13912345678"
CARD_NUMBER = "Q77777777"
PEOPLE = f"""
[[people]]
document = "resident_id"
number = "{NUMBER}"
name = "{NAME}"
insured = true
[[people.cards]]
scheme = "social_security"
number = "{CARD_NUMBER}"
region = "330100"
outlet = "330100-001"
state = "normal"
"""
MARKS = [
    text.encode(coding)
    for text in (NAME, NUMBER, ADDRESS, PHONE, CARD_NUMBER)
    for coding in ("utf-8", "utf-16-le", "gb18030")
]


@pytest.fixture(scope="module")
def whole_stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """A stand of its own, with the marked person."""
    out = tmp_path_factory.mktemp("canary")
    people = tmp_path_factory.mktemp("people") / "people.toml"
    people.write_text(PEOPLE, encoding="utf-8")
    with Stand(StandOptions(out=out, people=people, rows_per_s=0.0)) as stand:
        yield stand


def _leftovers(stand: Stand, began: float) -> list[Path]:
    """Every file of the terminal, the gateway's log, and what appeared in the temporary folders."""
    out = stand.options.out
    mine = [
        path for path in out.rglob("*") if path.is_file() and "gateway" not in path.parts[len(out.parts) :]
    ]
    temporary = [
        path
        for folder in (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
        for path in folder.glob("*")
        if path.is_file() and path.stat().st_mtime >= began
    ]
    return [*mine, out / "gateway.log", *temporary]


def _found(paths: list[Path]) -> list[str]:
    return [path.name for path in paths if any(mark in path.read_bytes() for mark in MARKS)]


def test_the_search_finds_a_mark_where_there_is_one(tmp_path: Path) -> None:
    planted = tmp_path / "planted"
    planted.write_bytes(b"..." + NUMBER.encode("utf-16-le"))
    assert _found([planted]) == ["planted"]


def test_no_file_holds_the_person_after_visits_online_and_offline(
    stand: Stand, visit: Callable[..., Told], kiosk: Callable[..., object]
) -> None:
    began = stand.config.stat().st_mtime
    marked = replace(
        load_card_file(SAMPLES / "cards" / "chen-wei.toml"),
        fields=dict(load_card_file(SAMPLES / "cards" / "chen-wei.toml").fields)
        | {"name": NAME, "number": NUMBER, "address": ADDRESS},
    )
    assert stand.relay is not None
    stand.slot.put(marked.card())
    stand.relay.cut()
    kept = visit("report-loss")
    assert [one["standing"] for one in kept.end["submissions"]] == ["kept"], kept
    assert _found(_leftovers(stand, began)) == []
    stand.relay.mend()
    assert visit("report-and-replace", "--phone", PHONE).end["submissions"]
    assert visit("progress").code == 0
    kiosk("queue", "export", str(stand.options.out / "sealed.jsonl"))
    kiosk("card", "trace")
    names = [name for _, _, files in os.walk(stand.options.out) for name in files]
    assert _found(_leftovers(stand, began)) == []
    assert not [name for name in names if NUMBER in name or NAME in name]

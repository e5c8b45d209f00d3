"""A stick carries the outbox of a terminal without a network: damaged, forged, foreign first."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk.cli import application
from kiosk.gateway.moments import utc_now
from kiosk.gateway.terminals import Terminals
from kiosk.upstream.parcels import parcel
from tests.commands.enrolled import Kiosk, file, name_of, rows
from tests.gateway.filing import loss, sealed
from tests.gateway.live import Stand


def brought(gateway: Stand, stick: Path) -> Result:
    """What the gateway's shell says to the file on the stick."""
    config = str(gateway.folder / "gateway.toml")
    return CliRunner().invoke(
        application("gateway"), ["gateway", "import", str(stick), "--config", config, "--json"]
    )


@pytest.fixture
def stick(kiosk: Kiosk, gateway: Stand, config: Path, tmp_path: Path) -> Path:
    """Three records of a terminal that was online once."""
    gateway.client(name_of(config)).verdicts({"0" * 32: "0" * 64})  # by any question its key is known
    file(gateway, config, 3)
    assert kiosk("queue", "export", tmp_path / "stick").exit_code == 0
    return tmp_path / "stick"


def lines(stick: Path) -> list[str]:
    return stick.read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": "buka-outbox/2"}\n', "\x00" * 500_000])
def test_what_is_no_export_is_refused_by_name(gateway: Stand, tmp_path: Path, content: str) -> None:
    (tmp_path / "stick").write_text(content)
    said = brought(gateway, tmp_path / "stick")
    assert (said.exit_code, "`kiosk queue export`" in said.stderr) == (64, True)
    said = brought(gateway, tmp_path / "nothing")
    assert (said.exit_code, "No such file" in said.stderr) == (66, True)


def test_a_terminal_that_was_revoked_brings_nothing_in(gateway: Stand, config: Path, stick: Path) -> None:
    Terminals(gateway.parts.database, utc_now).revoke(name_of(config))
    said = brought(gateway, stick)
    assert (said.exit_code, "was revoked before" in said.stderr) == (64, True)


def test_a_record_of_another_terminal_is_refused_and_the_others_are_taken_in(
    gateway: Stand, config: Path, stick: Path
) -> None:
    envelope = sealed(gateway.terminal("HZ9001"), loss(), terminal=name_of(config))
    stick.write_text("".join([*lines(stick), parcel(envelope).body.decode()]), encoding="utf-8")
    said = brought(gateway, stick)
    told = json.loads(said.stdout)
    assert (said.exit_code, told["acknowledged"], told["missing"]) == (1, 3, 0)
    assert told["refused"] == [[envelope.header.number, "urn:buka:problem:signature"]]


def test_a_file_that_was_cut_off_brings_what_is_whole_and_counts_the_rest(
    gateway: Stand, stick: Path
) -> None:
    stick.write_text("".join(lines(stick)[:3])[:-40], encoding="utf-8")
    said = brought(gateway, stick)
    told = json.loads(said.stdout)
    assert (said.exit_code, told["acknowledged"], told["refused"], told["missing"]) == (1, 1, [], 2)


def test_what_came_on_a_stick_is_counted_once_and_the_terminal_hears_of_it_when_it_is_online(
    gateway: Stand, kiosk: Kiosk, stick: Path
) -> None:
    for _ in range(2):
        said = brought(gateway, stick)
        assert said.exit_code == 0, said.stderr
        assert json.loads(said.stdout)["acknowledged"] == 3
    with gateway.parts.database.transaction() as transaction:
        ids = [row["id"] for row in rows(kiosk)]
        (count,) = transaction.rows("SELECT count(*) FROM submissions WHERE id IN (?, ?, ?)", *map(str, ids))[
            0
        ]
    assert count == 3
    assert kiosk("sync", "--once").exit_code == 0
    assert {row["state"] for row in rows(kiosk)} == {"acknowledged"}, "online again, it hears of them"

"""`kiosk queue`, `kiosk sync`: in trouble first, and every answer says what to do."""

import json
import socket
from pathlib import Path

import pytest

from kiosk.gateway.authority import issue_terminal
from kiosk.gateway.stand import make_stand
from kiosk.staff.shell_acts import FILE as LETTERS
from kiosk.staff.shell_acts import ShellActs
from kiosk.store import sqlite
from kiosk.store.filing import Filed
from kiosk.store.outbox import Outbox
from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.commands.enrolled import Kiosk, file, name_of, rows, settings, the_store
from tests.gateway.live import Stand


def test_a_gateway_that_is_away_is_named_with_what_to_check_and_charges_nothing(
    kiosk: Kiosk, config: Path, waiting: Filed, gateway: Stand
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings(config.parent, name_of(config), f"https://127.0.0.1:{free.getsockname()[1]}")
    said = kiosk("sync", "--once", "--json")
    assert said.exit_code == 69
    assert json.loads(said.stdout)["trouble"] == "unreachable"
    assert "Check the cable" in said.stderr
    assert [(row["state"], row["attempts"]) for row in rows(kiosk)] == [("ready", 0)]
    settings(config.parent, name_of(config), gateway.url)
    said = kiosk("sync", "--once", "--json")
    assert (said.exit_code, json.loads(said.stdout)["trouble"]) == (0, "")
    assert [row["state"] for row in rows(kiosk)] == ["acknowledged"]


def test_a_certificate_of_another_authority_points_to_the_doctor_and_charges_nothing(
    kiosk: Kiosk, config: Path, waiting: Filed, tmp_path: Path
) -> None:
    make_stand(tmp_path / "other")
    issue_terminal(tmp_path / "other", name_of(config), tmp_path / "foreign")
    (config.parent / "keys" / "ca.pem").write_bytes((tmp_path / "foreign" / "ca.pem").read_bytes())
    said = kiosk("sync", "--once")
    assert said.exit_code == 69
    assert "kiosk doctor" in said.stderr
    assert [(row["state"], row["attempts"]) for row in rows(kiosk)] == [("ready", 0)]


def test_a_full_disk_ends_a_sync_with_exit_6_and_nothing_is_lost(
    kiosk: Kiosk, waiting: Filed, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as full:
        full.setattr(Outbox, "acknowledge", lambda *_: StoreTrouble(kind=TroubleKind.FULL))
        said = kiosk("sync", "--once")
    assert said.exit_code == 6
    assert "Make room" in said.stderr
    assert [row["state"] for row in rows(kiosk)] == ["sending"]
    assert kiosk("sync", "--once").exit_code == 0
    assert [row["state"] for row in rows(kiosk)] == ["acknowledged"]


def test_a_terminal_that_runs_keeps_others_from_sending_but_not_from_looking(
    kiosk: Kiosk, config: Path, waiting: Filed
) -> None:
    store = the_store(config)
    for words in (("queue", "salvage"), ("sync", "--once")):
        said = kiosk(*words)
        assert (said.exit_code, "stop it first" in said.stderr) == (6, True), words
    assert len(rows(kiosk)) == 1
    assert kiosk("audit", "verify").exit_code == 0
    store.close()


def test_the_queue_is_cared_for_while_the_terminal_runs_and_its_audit_misses_nothing(
    kiosk: Kiosk, config: Path, waiting: Filed, tmp_path: Path
) -> None:
    store, number = the_store(config), waiting.header.number
    letters = ShellActs(config.parent / "store")
    for words, state in (
        (("queue", "park", number), "parked"),
        (("queue", "retry", number), "ready"),
        (("queue", "retry"), "ready"),
        (("queue", "export", tmp_path / "out"), "ready"),
    ):
        said = kiosk(*words)
        assert (said.exit_code, "within a minute" in said.stderr) == (0, True), words
        assert letters.take_in(store) == 1
        assert [row["state"] for row in rows(kiosk)] == [state]
    assert len((tmp_path / "out").read_text().splitlines()) == 2
    told = [json.loads(line) for line in kiosk("audit", "list", "--last", "4", "--json").stdout.splitlines()]
    assert [(one["event"], one.get("clerk", one.get("problem"))) for one in told] == [
        ("submission.parked", "staff shell"),
        ("submission.unparked", "shell"),
        ("queue.retried", "shell"),
        ("queue.exported", "shell"),
    ]
    store.close()


def test_what_is_parked_or_acknowledged_cannot_be_parked(kiosk: Kiosk, config: Path, waiting: Filed) -> None:
    number = waiting.header.number
    assert kiosk("queue", "park", number).exit_code == 0
    for state in ("parked", "acknowledged"):
        said = kiosk("queue", "park", number)
        assert (said.exit_code, f"is {state}, not ready or sending" in said.stderr) == (3, True)
        assert kiosk("queue", "retry").exit_code == 0
        assert kiosk("sync", "--once").exit_code == 0
        assert [row["state"] for row in rows(kiosk)] == [state], "sending leaves what is parked"
        kiosk("queue", "retry", number)
        kiosk("sync", "--once")


def test_a_letter_box_that_cannot_be_written_is_named(kiosk: Kiosk, config: Path, waiting: Filed) -> None:
    store = the_store(config)
    (config.parent / "store" / LETTERS).mkdir()
    said = kiosk("queue", "park", waiting.header.number)
    assert (said.exit_code, LETTERS in said.stderr) == (73, True)
    store.close()


def test_a_store_that_is_not_there_is_named(kiosk: Kiosk, config: Path) -> None:
    for words in (("queue", "list"), ("queue", "show", "x"), ("audit", "verify")):
        said = kiosk(*words)
        assert said.exit_code == 6
        assert "outbox.db does not exist" in said.stderr
    assert not (config.parent / "store").exists(), "a look makes nothing"


def test_without_keys_the_way_to_get_them_is_told(kiosk: Kiosk, config: Path, waiting: Filed) -> None:
    (config.parent / "keys" / "terminal.key").unlink()
    for words in (("sync", "--once"), ("queue", "salvage")):
        said = kiosk(*words)
        assert (said.exit_code, "kiosk enrol" in said.stderr) == (78, True)


@pytest.mark.parametrize("command", ["show", "retry"])
def test_an_unknown_id_says_where_the_ids_stand(kiosk: Kiosk, waiting: Filed, command: str) -> None:
    said = kiosk("queue", command, "nobody")
    assert said.exit_code == 3
    assert "kiosk queue list" in said.stderr


def test_a_parked_record_is_freed_by_its_number_and_one_that_is_not_parked_is_named(
    kiosk: Kiosk, config: Path, waiting: Filed
) -> None:
    number = waiting.header.number
    said = kiosk("queue", "retry", number)
    assert (said.exit_code, "is ready, not parked" in said.stderr) == (3, True)
    store = the_store(config)
    store.outbox.park(waiting.header.submission_id, "conflict")
    store.close()
    shown = json.loads(kiosk("queue", "show", number, "--json").stdout)
    assert (shown["state"], shown["last_problem"]) == ("parked", "conflict")
    assert json.loads(kiosk("queue", "retry", number, "--json").stdout) == {"due": 1}
    assert json.loads(kiosk("sync", "--once", "--json").stdout)["parked"] == 0


def test_an_export_that_cannot_be_written_says_so_of_the_file_and_not_of_the_store(
    kiosk: Kiosk, waiting: Filed, tmp_path: Path
) -> None:
    said = kiosk("queue", "export", tmp_path / "no" / "such" / "folder.jsonl")
    assert said.exit_code == 73
    assert "Name a file in a folder that is there" in said.stderr
    target = tmp_path / "out.jsonl"
    assert json.loads(kiosk("queue", "export", target, "--json").stdout) == {"exported": 1}
    assert kiosk("queue", "export", target).exit_code == 6
    assert len(target.read_text().splitlines()) == 2
    assert rows(kiosk)[0]["state"] == "ready"


def test_a_damaged_store_is_brought_over_once_and_what_is_missing_is_named(
    kiosk: Kiosk, config: Path, waiting: Filed, gateway: Stand
) -> None:
    lost, *others = file(gateway, config, 6)
    path = config.parent / "store" / "outbox.db"
    content = bytearray(path.read_bytes())
    content[:4096] = bytes(4096)
    at = content.find(f'"id":"{lost.header.submission_id}"'.encode())
    content[at : at + 40] = bytes(40)
    path.write_bytes(content)
    said = kiosk("queue", "salvage")
    assert said.exit_code == 0
    assert "brought=6" in said.stdout
    assert f"{lost.header.number}: filed, and neither found nor acknowledged" in said.stdout
    (again,) = json.loads(kiosk("queue", "salvage", "--json").stdout)
    assert (again["brought"], again["here_already"], again["missing"]) == (0, 6, [lost.header.number])
    (aside,) = path.parent.glob("*.damaged-*")
    assert aside.read_bytes() == content, "it is only read"
    assert {row["id"] for row in rows(kiosk)} == {one.header.submission_id for one in [waiting, *others]}
    assert kiosk("queue", "salvage", "nowhere.db").exit_code == 3


def test_a_changed_audit_ends_with_exit_1(kiosk: Kiosk, config: Path, waiting: Filed) -> None:
    assert kiosk("audit", "verify").exit_code == 0
    raw = sqlite.connect(str(config.parent / "store" / "outbox.db"), isolation_level=None)
    raw.execute("UPDATE audit SET entry = replace(entry, 'filed', 'foled') WHERE entry LIKE '%filed%'")
    raw.close()
    said = kiosk("audit", "verify")
    assert said.exit_code == 1
    assert "broken" in said.stderr

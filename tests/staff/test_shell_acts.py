"""What is done from the shell while the terminal runs: it obeys, and the audit misses nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.cli import application
from kiosk.config import Settings
from kiosk.staff.accounts import Accounts
from kiosk.staff.pins import PEPPER_FILE, make_pepper
from kiosk.staff.shell_acts import FILE, ShellActs
from kiosk.store.audit_events import AuditEvent
from kiosk.store.lockouts import LockedOut
from kiosk.store.store import Store, open_store
from tests.conftest import LogRecord
from tests.staff.conftest import Clock


@pytest.fixture
def running(settings: Settings, clock: Clock, authority: Path) -> Iterator[Store]:
    """The store of a terminal that runs."""
    store = open_store(settings.store.path, terminal="HZ07", clock=clock)
    assert isinstance(store, Store)
    make_pepper(settings.upstream.keys)
    yield store
    store.close()
    (authority / "keys" / PEPPER_FILE).unlink()


def audited(store: Store) -> list[dict[str, object]]:
    return [json.loads(entry) for entry in store.audit.entries()][1:]


def told(config: Path, *words: str) -> str:
    done = CliRunner().invoke(application(), ["staff", *words, "--config", str(config)])
    assert done.exit_code == 0, done.output
    return done.output


def test_somebody_is_admitted_and_removed_while_the_terminal_runs(
    running: Store, config: Path, settings: Settings
) -> None:
    folder = settings.store.path.parent
    assert "one-time code" in told(config, "add", "--name", "王姐")
    assert [one.number for one in Accounts(folder).all()] == ["01"]
    assert "01 removed" in told(config, "remove", "01")
    assert ShellActs(folder).take_in(running) == 2
    events = [(entry["event"], entry["clerk"], entry["by"]) for entry in audited(running)]
    assert events == [("staff.admitted", "01", "shell"), ("staff.removed", "01", "shell")]
    assert ShellActs(folder).take_in(running) == 0


def test_a_new_code_lifts_a_lock_out_once_the_terminal_has_heard_of_it(
    running: Store, config: Path, settings: Settings
) -> None:
    told(config, "add", "--name", "王姐")
    for _ in range(5):
        running.lockouts.begin_try("staff:01")
    assert isinstance(running.lockouts.begin_try("staff:01"), LockedOut)
    told(config, "reset-pin", "01")
    ShellActs(settings.store.path.parent).take_in(running)
    assert not isinstance(running.lockouts.begin_try("staff:01"), LockedOut)


def test_the_terminal_is_taken_out_of_service_and_put_back_from_the_shell(
    running: Store, config: Path, settings: Settings
) -> None:
    letters = ShellActs(settings.store.path.parent)
    assert "out of service: repair" in told(config, "out-of-service", "--reason", "repair")
    assert letters.take_in(running) == 1
    assert running.service.out_of_service() == "repair"
    assert "in service" in told(config, "in-service")
    assert letters.take_in(running) == 1
    assert running.service.out_of_service() == ""
    events = [(entry["event"], entry["clerk"]) for entry in audited(running)]
    assert events == [("service.stopped", "shell"), ("service.resumed", "shell")]


def test_a_terminal_that_does_not_run_is_out_of_service_at_its_next_start(
    config: Path, settings: Settings, clock: Clock
) -> None:
    told(config, "out-of-service")
    store = open_store(settings.store.path, terminal="HZ07", clock=clock)
    assert isinstance(store, Store)
    assert store.service.out_of_service() == "staff"
    store.close()


def test_a_power_cut_while_they_are_taken_in_loses_none(running: Store, settings: Settings) -> None:
    folder = settings.store.path.parent
    ShellActs(folder).leave(AuditEvent.STAFF_REMOVED, {"clerk": "01", "by": "shell"})
    (folder / FILE).rename(folder / "staff-shell-acts.taken")
    ShellActs(folder).leave(AuditEvent.STAFF_REMOVED, {"clerk": "02", "by": "shell"})
    assert [ShellActs(folder).take_in(running) for _ in range(3)] == [1, 1, 0]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"event": "store.created"}',
        '{"event": "staff.removed"}',
        '{"event": "staff.removed", "clerk": "01", "name": "x"}',
        '{"event": "service.stopped", "clerk": "shell", "reason": ""}',
    ],
)
def test_a_line_that_was_cut_off_is_said_and_the_others_count(
    line: str, running: Store, settings: Settings, log: LogRecord
) -> None:
    log.expected.add("staff.shell_act_damaged")
    folder = settings.store.path.parent
    (folder / FILE).write_text(f"{line}\n")
    ShellActs(folder).leave(AuditEvent.STAFF_REMOVED, {"clerk": "02", "by": "shell"})
    assert ShellActs(folder).take_in(running) == 1

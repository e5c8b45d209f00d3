"""`kiosk queue`: care of the outbox; nothing personal in sight."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, cast

import typer

from kiosk.commands.shared import (
    CANNOT_WRITE,
    ConfigOption,
    JsonOption,
    fail,
    say,
    say_json,
    settings_of,
    told,
)
from kiosk.commands.store import NOT_FOUND, STORE, asked, looked_into, opened, sound
from kiosk.config import Settings
from kiosk.staff.shell_acts import SHELL
from kiosk.store.audit_events import AuditEvent
from kiosk.store.outbox_records import OutboxRow, OutboxState
from kiosk.store.set_aside import kept_aside
from kiosk.store.trouble import StoreTrouble

Key = Annotated[str, typer.Argument(help="a submission's id or its receipt number")]

queue = typer.Typer(help="The outbox of sealed submissions.", no_args_is_help=True)


@queue.command("list")
def list_rows(
    config: ConfigOption,
    as_json: JsonOption = False,
    settled: Annotated[bool, typer.Option("--all", help="acknowledged ones too")] = False,
) -> None:
    """Every submission that the upstream has not acknowledged, oldest first."""
    with looked_into(settings_of(config)) as store:
        rows = sound(store.queue.rows(settled=settled))
    if as_json:
        say_json([_row(row) for row in rows])
        return
    for row in rows:
        say(f"{row.number}  {row.kind.value:12} {row.state.value:12} {row.attempts:3}  {row.last_problem}")
    say(f"{len(rows)} waiting" if not settled else f"{len(rows)} in all")


@queue.command("show")
def show(config: ConfigOption, key: Key, as_json: JsonOption = False) -> None:
    """One submission. Exit 3 when there is none of that id or number."""
    with looked_into(settings_of(config)) as store:
        row = sound(store.queue.row(key))
    if row is None:
        fail(f"no submission {key}: ids and receipt numbers stand in `kiosk queue list --all`", NOT_FOUND)
    if as_json:
        say_json(_row(row))
    else:
        for name, value in _row(row).items():
            say(f"{name}: {value}")


@queue.command("retry")
def retry(
    config: ConfigOption,
    key: Annotated[str, typer.Argument(help="a parked submission, by id or receipt number")] = "",
    as_json: JsonOption = False,
) -> None:
    """Make all that waits due at once, or free one parked submission. Works while the terminal runs."""
    settings = settings_of(config)
    freed = _in_state(settings, key, OutboxState.PARKED).id if key else ""
    due = 1 if freed else _waiting(settings)
    with asked(settings) as ask:
        if freed:
            ask(AuditEvent.SUBMISSION_UNPARKED, {"submission": freed, "clerk": SHELL})
        else:
            ask(AuditEvent.QUEUE_RETRIED, {"clerk": SHELL})
    if as_json:
        say_json({"due": due})
    else:
        say(f"{due} due now")


@queue.command("park")
def park(config: ConfigOption, key: Key) -> None:
    """Set one submission aside for staff; it is never deleted. Works while the terminal runs."""
    settings = settings_of(config)
    row = _in_state(settings, key, OutboxState.READY, OutboxState.SENDING)
    with asked(settings) as ask:
        ask(AuditEvent.SUBMISSION_PARKED, {"submission": row.id, "problem": f"staff {SHELL}"})
    say(f"{row.number} parked: kiosk queue retry {row.number} lets it be sent again")


@queue.command("export")
def export(
    config: ConfigOption,
    file: Annotated[Path, typer.Argument(help="where to write the sealed records, one JSON object a line")],
    as_json: JsonOption = False,
) -> None:
    """Write the sealed submissions to a file that the gateway imports. Nobody can read them on the way. Works
    while the terminal runs.
    """
    settings = settings_of(config)
    count = _exported(settings, file)
    with asked(settings) as ask:
        ask(AuditEvent.QUEUE_EXPORTED, {"count": str(count), "clerk": SHELL})
    if as_json:
        say_json({"exported": count})
    else:
        say(f"{count} sealed submissions in {file}")


@queue.command("salvage")
def salvage(
    config: ConfigOption,
    file: Annotated[
        Path | None, typer.Argument(help="a damaged store that was set aside; all of them when left out")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Bring over what a damaged store had not sent yet. Safe to repeat; the damaged file is only read."""
    from kiosk.commands.secrets import usable_keys  # not for a look at the queue: it loads the HTTP library
    from kiosk.upstream.parcels import judge

    settings = settings_of(config)
    keys = usable_keys(settings)
    done: list[dict[str, object]] = []
    with opened(settings) as store:
        for damaged in [file] if file else kept_aside(settings.store.path):
            if not damaged.is_file():
                fail(f"{damaged}: no such file", NOT_FOUND)
            found = sound(store.salvage.bring_over(damaged, judge(keys.terminal, keys.signer)))
            done.append({"file": damaged.name, **asdict(found)})
    if as_json:
        say_json(done)
        return
    for one in done:
        say("  ".join(f"{name}={value}" for name, value in one.items() if name != "missing"))
        for number in cast("tuple[str, ...]", one["missing"]):
            say(f"{number}: filed, and neither found nor acknowledged. Serve its holder at the desk.")
    if not done:
        say("no damaged store was set aside")


def _waiting(settings: Settings) -> int:
    with looked_into(settings) as store:
        return sum(row.state is OutboxState.READY for row in sound(store.queue.rows()))


def _in_state(settings: Settings, key: str, *states: OutboxState) -> OutboxRow:
    with looked_into(settings) as store:
        row = sound(store.queue.row(key))
    if row is None:
        fail(f"no submission {key}: ids and receipt numbers stand in `kiosk queue list`", NOT_FOUND)
    if row.state not in states:
        wanted = " or ".join(state.value for state in states)
        fail(f"{key} is {row.state.value}, not {wanted}: nothing was done", NOT_FOUND)
    return row


def _exported(settings: Settings, file: Path) -> int:
    try:
        with looked_into(settings) as store:
            count = store.export(file, settings.terminal.id)
    except FileExistsError:
        fail(f"{file} exists already: an export is never overwritten. Name another file.", STORE)
    except OSError as wrong:
        fail(f"not exported: {told(wrong)}", CANNOT_WRITE)
    if isinstance(count, StoreTrouble):
        what = f"{count.kind.value} {count.detail}".rstrip()
        fail(
            f"not exported to {file}: {what}. Name a file in a folder that is there, has room and may be "
            "written. The records stay in the queue.",
            CANNOT_WRITE,
        )
    return count


def _row(row: OutboxRow) -> dict[str, object]:
    return {**asdict(row), "kind": row.kind.value, "state": row.state.value}

"""`kiosk queue`, `kiosk audit`: care of the outbox and the audit chain; nothing personal in sight."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TypeVar

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
from kiosk.config import Settings
from kiosk.store.audit import ChainBroken
from kiosk.store.clock import SystemClock
from kiosk.store.outbox_records import OutboxRow
from kiosk.store.reading import Reading, open_for_reading
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind

STORE = 6
"""Exit code, as of `kiosk visit`: the store cannot be used."""
NOT_FOUND = 3

T = TypeVar("T")
Key = Annotated[str, typer.Argument(help="a submission's id or its receipt number")]

queue = typer.Typer(help="The outbox of sealed submissions.", no_args_is_help=True)
audit = typer.Typer(help="The audit chain.", no_args_is_help=True)


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store of a terminal that does not run now."""
    store = open_store(settings.store.path, terminal=settings.terminal.id, clock=SystemClock())
    if isinstance(store, StoreTrouble):
        fail(_told(store), STORE)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def looked_into(settings: Settings) -> Iterator[Reading]:
    """The store read-only, also while the terminal runs."""
    reading = open_for_reading(settings.store.path, SystemClock())
    if isinstance(reading, StoreTrouble):
        fail(_told(reading), STORE)
    try:
        yield reading
    finally:
        reading.close()


def sound(answer: T | StoreTrouble) -> T:
    """The answer, or the end of the command when the store cannot give one."""
    if isinstance(answer, StoreTrouble):
        fail(_told(answer), STORE)
    return answer


def _told(trouble: StoreTrouble) -> str:
    if trouble.kind is TroubleKind.IN_USE:
        return "the store is in use: the terminal runs. Use its staff pages, or stop it first."
    return f"the store cannot be used: {trouble.kind.value} {trouble.detail}".rstrip()


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
        fail(f"no submission {key}", NOT_FOUND)
    if as_json:
        say_json(_row(row))
    else:
        for name, value in _row(row).items():
            say(f"{name}: {value}")


@queue.command("retry")
def retry(
    config: ConfigOption, key: Annotated[str, typer.Argument()] = "", as_json: JsonOption = False
) -> None:
    """Make everything that waits due at once, or free one parked submission."""
    with opened(settings_of(config)) as store:
        count = int(sound(store.queue.unpark(key))) if key else sound(store.queue.retry_now())
    if as_json:
        say_json({"due": count})
    else:
        say(f"{count} due now")


@queue.command("export")
def export(
    config: ConfigOption,
    file: Annotated[Path, typer.Argument(help="where to write the sealed records, one JSON object a line")],
    as_json: JsonOption = False,
) -> None:
    """Write the sealed submissions to a file that the gateway imports. Nobody can read them on the way."""
    with opened(settings_of(config)) as store:
        count = sound(_exported(store, file))
    if as_json:
        say_json({"exported": count})
    else:
        say(f"{count} sealed submissions in {file}")


@audit.command("verify")
def verify(config: ConfigOption, as_json: JsonOption = False) -> None:
    """Check the whole chain. Exit 1 when an entry was changed, removed or added."""
    with looked_into(settings_of(config)) as store:
        head = store.audit.verify()
    if isinstance(head, StoreTrouble):
        fail(_told(head), STORE)
    if isinstance(head, ChainBroken):
        fail(f"the audit chain is broken: {head}", 1)
    if as_json:
        say_json({"ok": True, "entries": head.seq, "head": head.hex})
    else:
        say(f"{head.seq} entries, head {head.short}")


def _exported(store: Store, file: Path) -> int | StoreTrouble:
    try:
        return store.export.write(file)
    except FileExistsError:
        fail(f"{file} exists already: an export is never overwritten.", STORE)
    except OSError as wrong:
        fail(f"not exported: {told(wrong)}", CANNOT_WRITE)


def _row(row: OutboxRow) -> dict[str, object]:
    return {**asdict(row), "kind": row.kind.value, "state": row.state.value}

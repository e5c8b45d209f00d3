"""`kiosk queue`, `kiosk audit`: care of the outbox and the audit chain; nothing personal in sight."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, TypeVar, cast

import typer

from kiosk.commands.remedies import about_store
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
from kiosk.store.outbox_records import OutboxRow, OutboxState
from kiosk.store.reading import Reading, open_for_reading
from kiosk.store.set_aside import kept_aside
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble

STORE = 6
"""Exit code, as of `kiosk visit`: the store cannot be used."""
NOT_FOUND = 3
_NOT_BEGUN = "the terminal makes it at its first start. If it has served already, correct [store] path."

T = TypeVar("T")
Key = Annotated[str, typer.Argument(help="a submission's id or its receipt number")]

queue = typer.Typer(help="The outbox of sealed submissions.", no_args_is_help=True)
audit = typer.Typer(help="The audit chain.", no_args_is_help=True)


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store of a terminal that does not run now."""
    store = open_store(settings.store.path, terminal=settings.terminal.id, clock=SystemClock())
    if isinstance(store, StoreTrouble):
        fail(about_store(store), STORE)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def looked_into(settings: Settings) -> Iterator[Reading]:
    """The store read-only, also while the terminal runs."""
    if not settings.store.path.exists():
        fail(f"{settings.store.path} does not exist: {_NOT_BEGUN}", STORE)
    reading = open_for_reading(settings.store.path, SystemClock())
    if isinstance(reading, StoreTrouble):
        fail(about_store(reading), STORE)
    try:
        yield reading
    finally:
        reading.close()


def sound(answer: T | StoreTrouble) -> T:
    """The answer, or the end of the command when the store cannot give one."""
    if isinstance(answer, StoreTrouble):
        fail(about_store(answer), STORE)
    return answer


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
    config: ConfigOption, key: Annotated[str, typer.Argument()] = "", as_json: JsonOption = False
) -> None:
    """Make everything that waits due at once, or free one parked submission."""
    with opened(settings_of(config)) as store:
        count = _unparked(store, key) if key else sound(store.queue.retry_now())
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
        count = _exported(store, file)
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


@audit.command("verify")
def verify(config: ConfigOption, as_json: JsonOption = False) -> None:
    """Check the whole chain. Exit 1 when an entry was changed, removed or added."""
    with looked_into(settings_of(config)) as store:
        head = store.audit.verify()
    if isinstance(head, StoreTrouble):
        fail(about_store(head), STORE)
    if isinstance(head, ChainBroken):
        fail(f"the audit chain is broken: {head}", 1)
    if as_json:
        say_json({"ok": True, "entries": head.seq, "head": head.hex})
    else:
        say(f"{head.seq} entries, head {head.short}")


def _unparked(store: Store, key: str) -> int:
    row = sound(store.queue.row(key))
    if row is None:
        fail(f"no submission {key}: ids and receipt numbers stand in `kiosk queue list`", NOT_FOUND)
    if row.state is not OutboxState.PARKED:
        fail(f"{key} is {row.state.value}, not parked. Without an id, all that waits becomes due.", NOT_FOUND)
    return int(sound(store.queue.unpark(row.id)))


def _exported(store: Store, file: Path) -> int:
    try:
        count = store.export.write(file)
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

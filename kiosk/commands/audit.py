"""`kiosk audit`: the chain of everything that was done here; nothing personal in it."""

import json
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.remedies import about_store
from kiosk.commands.shared import ConfigOption, JsonOption, fail, in_words, say, say_json, settings_of
from kiosk.commands.store import STORE, asked, looked_into, sound
from kiosk.staff.shell_acts import SHELL
from kiosk.store.audit import ChainBroken, Head
from kiosk.store.audit_events import AuditEvent
from kiosk.store.reading import Reading
from kiosk.store.trouble import StoreTrouble, trouble_as_value

BROKEN = 1
_EVENTS = {event.code: event for event in AuditEvent}
_ALWAYS = ("seq", "event", "wall", "boot", "mono_ns", "clock")
"""Stand in every entry; the rest is what the event's own fields say."""

audit = typer.Typer(help="The audit chain.", no_args_is_help=True)


@audit.command("verify")
def verify(config: ConfigOption, as_json: JsonOption = False) -> None:
    """Check the whole chain. Exit 1 when an entry was changed, removed or added."""
    with looked_into(settings_of(config)) as store:
        head = _sound_chain(store)
    if as_json:
        say_json({"ok": True, "entries": head.seq, "head": head.hex})
    else:
        say(f"{head.seq} entries, head {head.short}")


@audit.command("list")
def list_entries(
    config: ConfigOption,
    last: Annotated[int, typer.Option("--last", min=1, help="how many of the newest entries")] = 50,
    event: Annotated[str, typer.Option("--event", help="only of this name, as staff.acted")] = "",
    as_json: JsonOption = False,
) -> None:
    """Show the newest entries: when, what, and by whom. Works while the terminal runs."""
    if event and event not in _EVENTS:
        fail(f"no event is called {event}. There are: {' '.join(sorted(_EVENTS))}", 64)
    with looked_into(settings_of(config)) as store:
        newest = sound(_newest(store, event, last))
    for entry in newest:
        say(json.dumps(entry, ensure_ascii=False) if as_json else _line(entry))


@audit.command("export")
def export(
    config: ConfigOption,
    file: Annotated[Path, typer.Argument(help="a new file, one JSON object a line")],
    as_json: JsonOption = False,
) -> None:
    """Copy the whole chain to a file, once it is verified. Works while the terminal runs.

    Each line is an entry as it was hashed: SHA-256 of the hash before (32 zero bytes at first) and the line's
    UTF-8 without its end. Whoever computes this to the last line gets the head that is told here.
    """
    settings = settings_of(config)
    with looked_into(settings) as store:
        head = _sound_chain(store)
        with in_words("not exported"), file.open("x", encoding="utf-8") as out:
            out.writelines(f"{entry}\n" for entry in _as_hashed(store, head))
    with asked(settings) as ask:
        ask(AuditEvent.AUDIT_EXPORTED, {"count": str(head.seq), "clerk": SHELL})
    if as_json:
        say_json({"exported": head.seq, "head": head.hex})
    else:
        say(f"{head.seq} entries in {file}, head {head.hex}")


def _sound_chain(store: Reading) -> Head:
    head = store.audit.verify()
    if isinstance(head, StoreTrouble):
        fail(about_store(head), STORE)
    if isinstance(head, ChainBroken):
        fail(f"the audit chain is broken: entry {head.seq} does not follow from the one before it.", BROKEN)
    return head


def _as_hashed(store: Reading, head: Head) -> Iterator[str]:
    """Not what a running terminal wrote since the chain was verified."""
    for _, entry in zip(range(head.seq), store.audit.entries(), strict=False):
        yield entry


@trouble_as_value
def _newest(store: Reading, event: str, last: int) -> list[dict[str, object]]:
    entries = (json.loads(text) for text in store.audit.entries())
    return list(deque((entry for entry in entries if not event or entry["event"] == event), maxlen=last))


def _line(entry: dict[str, object]) -> str:
    told = " ".join(f"{name}={value}" for name, value in entry.items() if name not in _ALWAYS)
    known = _EVENTS.get(str(entry["event"]))
    meaning = f"  # {known.meaning}" if known else ""
    return f"{entry['seq']} {str(entry['wall'])[:19]} {entry['event']} {told}".rstrip() + meaning

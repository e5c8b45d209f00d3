"""The store as a command meets it: looked into, opened, or asked through the terminal that holds it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from kiosk.commands.remedies import about_store
from kiosk.commands.shared import CANNOT_WRITE, fail, note, told
from kiosk.config import Settings
from kiosk.staff.shell_acts import ShellActs, carry_out
from kiosk.store.audit_events import AuditEvent
from kiosk.store.clock import SystemClock
from kiosk.store.reading import Reading, open_for_reading
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind

STORE = 6
"""Exit code, as of `kiosk visit`: the store cannot be used."""
NOT_FOUND = 3
_NOT_BEGUN = "the terminal makes it at its first start. If it has served already, correct [store] path."
_TAKEN_IN = "The terminal runs: it does this within a minute, and keeps it in its audit."

T = TypeVar("T")
Ask = Callable[[AuditEvent, dict[str, str]], None]
"""What shall be done, named by its entry in the audit."""


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store of a terminal that does not run now."""
    store = sound(open_store(settings.store.path, terminal=settings.terminal.id, clock=SystemClock()))
    try:
        yield store
    finally:
        store.close()


@contextmanager
def looked_into(settings: Settings) -> Iterator[Reading]:
    """The store read-only, also while the terminal runs."""
    if not settings.store.path.exists():
        fail(f"{settings.store.path} does not exist: {_NOT_BEGUN}", STORE)
    reading = sound(open_for_reading(settings.store.path, SystemClock()))
    try:
        yield reading
    finally:
        reading.close()


@contextmanager
def asked(settings: Settings) -> Iterator[Ask]:
    """Have the store do things: at once, or by the terminal that runs and holds it. Ends the command when the
    store cannot.
    """
    store = open_store(settings.store.path, terminal=settings.terminal.id, clock=SystemClock())
    if isinstance(store, StoreTrouble) and store.kind is TroubleKind.IN_USE:
        yield partial(_leave, ShellActs(settings.store.path.parent))
        note(_TAKEN_IN)
        return
    store = sound(store)
    try:
        yield lambda event, fields: sound(carry_out(store, event, fields))
    finally:
        store.close()


def _leave(letters: ShellActs, event: AuditEvent, fields: dict[str, str]) -> None:
    try:
        letters.leave(event, fields)
    except OSError as wrong:
        fail(f"not done: {told(wrong)}", CANNOT_WRITE)


def sound(answer: T | StoreTrouble) -> T:
    """The answer, or the end of the command when the store cannot give one."""
    if isinstance(answer, StoreTrouble):
        fail(about_store(answer), STORE)
    return answer

"""When the upstream may be spoken to again: one circuit breaker for the upstream, none for a record.

The wait is kept in the store, so that a restart does not begin to hammer. It runs on the boot's own clock and
is clamped when it is read back, so that a wall clock set wrong cannot silence the terminal.
"""

from collections.abc import Callable

from kiosk.store.clock import Moment
from kiosk.store.memos import Memo, Memos
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.backoff import CAP_SECONDS, FIRST_SYNC_SECONDS, Random, full_jitter, long_jitter
from kiosk.upstream.trouble import Trouble, TroubleKind

_NS = 1_000_000_000
ONLY_PEOPLE_HELP = frozenset({TroubleKind.TLS, TroubleKind.CAPTIVE, TroubleKind.UNAUTHORISED})
"""These pause the upstream at once; trying harder does not help."""


class Pacing:
    """Counts failures in a row and says how long to wait."""

    def __init__(self, memos: Memos, clock: Callable[[], Moment], random: Random) -> None:
        self._memos = memos
        self._clock = clock
        self._random = random
        self.failures = 0
        self._not_before_ns = 0
        self._asked_until_ns = 0

    def restore(self) -> None:
        """At start: go on waiting where the last run stopped; after a boot, wait a random time at least."""
        now = self._clock()
        self.failures = _number(self._memos.get(Memo.SYNC_FAILURES))
        kept = (_number(self._memos.get(Memo.SYNC_NOT_BEFORE)) - now.unix_ms) / 1000
        wait = min(max(kept, 0.0), CAP_SECONDS)
        if self._memos.get(Memo.LAST_BOOT) != now.boot_id:
            wait = max(wait, self._random() * FIRST_SYNC_SECONDS)
        self._not_before_ns = now.mono_ns + round(wait * _NS)

    def seconds_left(self) -> float:
        """How long the upstream is still left in peace; 0 when it may be spoken to."""
        until = max(self._not_before_ns, self._asked_until_ns)
        return max(until - self._clock().mono_ns, 0) / _NS

    def may_hurry(self) -> bool:
        """Whether a person's fresh submission may be sent now: yes, unless the upstream asked for peace."""
        return self._clock().mono_ns >= self._asked_until_ns

    def succeeded(self) -> None:
        """The upstream answered: all waits are over."""
        if self.failures:
            self._memos.put(Memo.SYNC_FAILURES, "")
            self._memos.put(Memo.SYNC_NOT_BEFORE, "")
            self._memos.put(Memo.UPSTREAM_PAUSED, "")
        self.failures = 0
        self._not_before_ns = self._asked_until_ns = 0
        self._note_boot()

    def failed(self, trouble: Trouble) -> None:
        """No answer that counts: wait longer, and remember it."""
        now = self._clock()
        wait = self._wait(trouble)
        self.failures += 1
        self._not_before_ns = now.mono_ns + round(wait * _NS)
        if trouble.retry_after is not None:
            self._asked_until_ns = now.mono_ns + round(trouble.retry_after * _NS)
        self._memos.put(Memo.SYNC_FAILURES, str(self.failures))
        self._memos.put(Memo.SYNC_NOT_BEFORE, str(now.unix_ms + round(wait * 1000)))
        if trouble.kind in ONLY_PEOPLE_HELP:
            self._memos.put(Memo.UPSTREAM_PAUSED, trouble.kind.value)

    def _wait(self, trouble: Trouble) -> float:
        if trouble.kind in ONLY_PEOPLE_HELP:
            return long_jitter(self._random)
        return max(full_jitter(self.failures, self._random), trouble.retry_after or 0.0)

    def _note_boot(self) -> None:
        boot_id = self._clock().boot_id
        if self._memos.get(Memo.LAST_BOOT) != boot_id:
            self._memos.put(Memo.LAST_BOOT, boot_id)


def _number(kept: str | StoreTrouble) -> int:
    return int(kept) if isinstance(kept, str) and kept.isdecimal() else 0

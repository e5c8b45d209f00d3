"""What a damaged file tells about its submissions beside their bodies: how far each had come."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.database import Row
from kiosk.store.outbox import ANSWER_LOST
from kiosk.store.outbox_records import OutboxState
from kiosk.store.page_rows import rows_of


@dataclass(frozen=True, kw_only=True)
class Proven:
    """What a body says about itself, digest and signature checked."""

    submission_id: str
    number: str
    seq: int
    kind: SubmissionKind
    depends_on: str
    digest: str
    key_id: str


Judge = Callable[[bytes], Proven | None]
"""None: not a body that this terminal has signed."""


@dataclass
class Traces:
    """Read from whatever pages are sound. What they are silent about is taken as not acknowledged."""

    states: dict[int, tuple[str, str]] = field(default_factory=dict)
    """State and last problem, by sequence number."""
    filed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Number and digest by id, as the audit has them."""
    acknowledged: set[str] = field(default_factory=set)
    """Ids, as the audit has them."""

    @classmethod
    def of(cls, damaged: Path) -> "Traces":
        """All that the file tells. Raises OSError."""
        traces = cls()
        for seq, row in rows_of(damaged):
            traces._read(seq, row)
        return traces

    def agree_with(self, found: Proven) -> bool:
        """Whether the audit, if it knows the submission, knows it with these bytes."""
        return self.filed.get(found.submission_id, ("", found.digest))[1] == found.digest

    def is_acknowledged(self, found: Proven) -> bool:
        """Whether the upstream is known to have it."""
        state, _ = self.states.get(found.seq, ("", ""))
        return found.submission_id in self.acknowledged or state == OutboxState.ACKNOWLEDGED

    def sendable_state(self, found: Proven) -> tuple[str, str]:
        """State and problem with which it goes on: parked if it was, else in doubt."""
        state, problem = self.states.get(found.seq, ("", ""))
        parked = state == OutboxState.PARKED
        return (state, problem) if parked else (OutboxState.READY.value, ANSWER_LOST)

    def missing(self, proven: Collection[str]) -> tuple[str, ...]:
        """Receipt numbers that were filed, and neither found nor acknowledged."""
        gone = self.filed.keys() - self.acknowledged - set(proven)
        return tuple(sorted(self.filed[key][0] for key in gone))

    def _read(self, seq: int, row: Row) -> None:
        match row:
            case (_, str(state), _, int(), int(), str(problem), _) if state in set(OutboxState):
                # Once acknowledged, always acknowledged: an older copy of the page says otherwise.
                if self.states.get(seq, ("", ""))[0] != OutboxState.ACKNOWLEDGED:
                    self.states[seq] = state, problem
            case (_, str(entry), bytes()):
                self._read_entry(entry)

    def _read_entry(self, entry: str) -> None:
        try:
            said = json.loads(entry)
        except (ValueError, RecursionError):
            return
        match said:
            case {
                "event": "submission.filed",
                "submission": str(key),
                "number": str(number),
                "digest": str(digest),
            }:
                self.filed[key] = number, digest
            case {"event": "submission.acknowledged", "submission": str(key)}:
                self.acknowledged.add(key)

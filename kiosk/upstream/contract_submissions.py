"""Messages about submissions: sealed items up, signed words down."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from pydantic import (
    AwareDatetime,
    Field,
    model_validator,
)

from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream.contract_words import (
    MAX_ITEMS,
    MAX_SEALED_BYTES,
    Code,
    Digest,
    KeyId,
    Line,
    Message,
    Number,
    Problem,
    Signature,
    SubmissionId,
    TerminalId,
    TreePath,
    Whole,
    _base64,
)
from kiosk.upstream.framing import framed
from kiosk.upstream.merkle import leaf_of, root_of, tree_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Item(Message):
    """One sealed submission. The header is in clear, bound into the seal and under the signature."""

    v: Literal[1] = 1
    alg: Line = Field(min_length=1, max_length=40)
    kid: KeyId
    """Of the sealing key."""
    id: SubmissionId
    kind: SubmissionKind
    seq: Whole
    number: Number
    depends_on: SubmissionId | Literal[""] = ""
    signer: KeyId
    """Of the terminal's key."""
    digest: Digest
    signature: Signature
    sealed: Annotated[bytes, *_base64(1, MAX_SEALED_BYTES)] = Field(repr=False)


class AuditHead(Message):
    """The newest entry of the terminal's audit chain: a fork or a gap shows tampering."""

    seq: Whole
    hash: Digest


class Batch(Message):
    """Submissions of one terminal. Every id at most once."""

    items: tuple[Item, ...] = Field(min_length=1, max_length=MAX_ITEMS)
    audit_head: AuditHead | None = None


class Standing(StrEnum):
    """How far the upstream has come with a submission."""

    RECEIVED = "received"
    """Kept for ever and vouched for, but the card system has not acted: NOT in force."""
    IN_FORCE = "in_force"
    REFUSED = "refused"


class Acknowledgement(Message):
    """The upstream's signed word for one submission. Only this counts as success."""

    terminal: TerminalId
    id: SubmissionId
    digest: Digest
    standing: Standing
    since: AwareDatetime | None = None
    """Of `in_force`: upstream's time from which it holds."""
    reason: Code | Literal[""] = ""
    """Of `refused`."""
    at: AwareDatetime
    """Server time of this word."""
    kid: KeyId
    path: TreePath = b""
    """Of words signed together: the hashes beside the way from this word to the root that is signed."""
    signature: Signature

    def signed_bytes(self) -> bytes:
        """What the signature covers: this word, or the root that it leads to."""
        return root_bytes(root_of(leaf_of(self._word), self.path)) if self.path else self._word

    def evidence(self) -> bytes:
        """What must be kept beside the signature to prove this word to anybody."""
        return framed("buka/evidence/1", self._word, self.path)

    @cached_property
    def _word(self) -> bytes:
        return acknowledgement_bytes(
            self.terminal, self.id, self.digest, self.standing, self.since, self.reason, self.at, self.kid
        )


def acknowledgement_bytes(
    terminal: str,
    submission: str,
    digest: str,
    standing: Standing,
    since: datetime | None,
    reason: str,
    at: datetime,
    kid: str,
) -> bytes:
    """Canonical bytes of an acknowledgement; times as microseconds since 1970."""
    return framed(
        "buka/acknowledgement/1", terminal, submission, digest, standing.value, _instant(since), reason,
        _instant(at), kid,
    )  # fmt: skip


def root_bytes(root: bytes) -> bytes:
    """What is signed for all words under a root."""
    return framed("buka/acknowledgement-root/1", root)


def signed_together(words: Sequence[bytes], sign: Callable[[bytes], bytes]) -> list[tuple[bytes, bytes]]:
    """Path and signature of each of `acknowledgement_bytes`: one signature for all, however many.

    A word alone is signed as it is and needs no path.
    """
    if len(words) == 1:
        return [(b"", sign(words[0]))]
    if not words:
        return []
    root, paths = tree_of([leaf_of(word) for word in words])
    signature = sign(root_bytes(root))
    return [(path, signature) for path in paths]


@lru_cache(maxsize=256)
def _instant(moment: datetime | None) -> str:
    """Microseconds since 1970, exact; empty for none. The same for all words of one answer."""
    return "" if moment is None else str((moment - _EPOCH) // timedelta(microseconds=1))


class Verdict(Message):
    """On one item: acknowledged, or a problem with that item alone."""

    id: SubmissionId
    acknowledgement: Acknowledgement | None = None
    problem: Problem | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Verdict":
        if (self.acknowledgement is None) == (self.problem is None):
            raise ValueError("a verdict is an acknowledgement or a problem")
        return self


class Verdicts(Message):
    """One for every item asked about, in the order of asking."""

    verdicts: tuple[Verdict, ...]
    policy_version: int = Field(default=0, ge=0)
    """The newest policy of the terminal's region; 0: none. A higher one is worth a look."""


class VerdictsAsked(Message):
    """Asks again about submissions sent before: an answer was lost, or was only `received`."""

    ids: tuple[SubmissionId, ...] = Field(
        min_length=1, max_length=MAX_ITEMS, json_schema_extra={"uniqueItems": True}
    )

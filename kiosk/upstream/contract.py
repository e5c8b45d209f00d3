"""The messages between terminal and gateway, version 1, all JSON over mutual TLS 1.3.

Personal data travels in bodies only, never in a URL. Times are ISO 8601 with zone. Money is integer fen.
"""

import base64
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)

from kiosk.rules.documents import DocumentKind
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream.framing import framed

CONTENT_TYPE = "application/vnd.buka.v1+json"
"""Of every good answer. A captive portal's page never has it."""
PROBLEM_TYPE = "application/problem+json"
"""RFC 9457."""
MAX_ITEMS = 100
MAX_BODY_BYTES = 256 * 1024
"""A batch: whichever of the two binds first."""
MAX_SEALED_BYTES = 128 * 1024
"""One sealed body: a signature of some thousand points fits ten times."""


def _number(value: object) -> object:
    """JSON's integers and no others: no booleans, no numerals in text."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise ValueError("must be an integer")  # noqa: TRY004  # pydantic reports a ValueError only
    return value


Whole = Annotated[int, Field(ge=0, lt=2**53), BeforeValidator(_number)]
"""Not negative, and exact in every JSON reader."""


def _from_base64(value: object) -> object:
    return base64.b64decode(value, validate=True) if isinstance(value, str) else value


def _to_base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _base64(least: int, most: int) -> tuple[Any, ...]:
    """Bytes as text: RFC 4648 section 4, strict; the length as the JSON Schema can say it."""
    signs = r"[A-Za-z0-9+/]"
    pattern = rf"^({signs}{{4}})*({signs}{{2}}==|{signs}{{3}}=)?$"
    if least == most:
        pattern = rf"^{signs}{{{-(-least * 4 // 3)}}}{'=' * (-least % 3)}$"
    text = {
        "type": "string",
        "contentEncoding": "base64",
        "pattern": pattern,
        "minLength": -(-least // 3) * 4,
        "maxLength": -(-most // 3) * 4,
    }
    return (
        BeforeValidator(_from_base64),
        PlainSerializer(_to_base64, return_type=str, when_used="json"),
        Field(min_length=least, max_length=most),
        WithJsonSchema(text),
    )


Base64 = Annotated[bytes, *_base64(0, 1_000_000)]
Line = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
"""Text that databases, logs and printers all take: no NUL, no line end."""
TerminalId = Annotated[str, Field(pattern=r"^[A-Z0-9]{4,12}$")]
SubmissionId = Annotated[
    str, Field(pattern=r"^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$")
]
"""UUID, lower case, with or without hyphens; made at filing, the idempotency key."""
KeyId = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 in lower-case hex."""
Region = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
"""GB/T 2260."""
Number = Annotated[str, Field(pattern=r"^[A-Z0-9-]{4,40}$")]
"""A receipt number."""
Signature = Annotated[bytes, *_base64(64, 64)]
"""Ed25519, 64 bytes."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
"""A stable word for a cause: translated by whoever shows it."""


class Message(BaseModel):
    """Closed and immutable: what is not in the contract is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


# --- Problems (RFC 9457) ---


class Problem(Message):
    """Why a request, or one item of it, was not taken."""

    type: str
    """`urn:buka:problem:…`, stable."""
    title: str
    status: int = Field(ge=400, le=599)
    retryable: bool
    """The same bytes may be taken later."""
    detail: str = ""
    errors: tuple[str, ...] = ()
    """Of a message that breaks the contract: where, never what stood there."""


# --- People ---


class Holder(Message):
    """The document that a person put on the reader: how the upstream knows a holder."""

    kind: DocumentKind
    number: Line = Field(min_length=1, max_length=40)
    name: Line = Field(min_length=1, max_length=120)


class LookUp(Message):
    """Asks for a holder's cards, or for what was filed for them."""

    holder: Holder


class CardMessage(Message):
    """One insured card; see `kiosk.rules.cards.InsuredCard`."""

    scheme: str
    number: str
    region: str
    outlet: str
    state: str
    reported_by: str | None = None
    reported_at: AwareDatetime | None = None


class Cards(Message):
    """A holder's cards. A person unknown to the card system is not insured and has none."""

    insured: bool
    phone: str = ""
    cards: tuple[CardMessage, ...] = ()


class Filings(Message):
    """What was filed for a holder, newest first: progress, and enough to print a receipt again."""

    items: tuple[ProgressItem, ...] = ()


# --- Submissions ---


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
    signature: Signature

    def signed_bytes(self) -> bytes:
        """What the signature covers."""
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


def _instant(moment: datetime | None) -> str:
    """Microseconds since 1970, exact; empty for none."""
    return (
        ""
        if moment is None
        else str((moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1))
    )


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


# --- Policy and keys ---


class SealingKeyMessage(Message):
    """A public key to seal to."""

    alg: str
    kid: KeyId
    key: Base64


class VerifyingKeyMessage(Message):
    """A public key of the upstream's signatures."""

    kid: KeyId
    key: Annotated[bytes, *_base64(32, 32)]


class KeySet(Message):
    """The upstream's public keys. The first sealing key is the one to use."""

    sealing: tuple[SealingKeyMessage, ...] = Field(min_length=1)
    verifying: tuple[VerifyingKeyMessage, ...] = Field(min_length=1)


class SignedPolicy(Message):
    """A region policy as its file's bytes, with the keys in use. A lower version is never taken."""

    region: Region
    version: int = Field(ge=1)
    document: Base64
    """TOML, UTF-8, for `kiosk.rules.policy_file`."""
    keys: KeySet
    kid: KeyId
    signature: Signature

    def signed_bytes(self) -> bytes:
        """What the signature covers."""
        return policy_bytes(self.region, self.version, self.document, self.keys, self.kid)


def policy_bytes(region: str, version: int, document: bytes, keys: KeySet, kid: str) -> bytes:
    """Canonical bytes of a signed policy: the key set is inside, so keys roll by policy."""
    parts: list[str | bytes] = [str(len(keys.sealing))]
    for sealing in keys.sealing:
        parts += [sealing.alg, sealing.kid, sealing.key]
    for verifying in keys.verifying:
        parts += [verifying.kid, verifying.key]
    return framed("buka/policy/1", region, str(version), document, kid, *parts)


# --- Payments ---


class OrderState(StrEnum):
    """Of a payment order."""

    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    FAILED = "failed"
    REFUNDED = "refunded"


class OrderAsked(Message):
    """Opens an order. The key makes a repeat harmless."""

    key: SubmissionId
    amount_fen: Whole = Field(gt=0, le=100_000)


OrderId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Order(Message):
    """A payment order as it is now."""

    order: OrderId
    amount_fen: int
    state: OrderState
    qr: str
    """What the QR code holds."""
    expires: AwareDatetime


# --- Terminals ---


class Enrolment(Message):
    """A new terminal: the one-time code, and a request for a certificate over its own key."""

    code: str = Field(min_length=8, max_length=64, pattern=r"^[A-Z0-9-]+$")
    csr: str = Field(min_length=100, max_length=8192)
    """PKCS#10 in PEM, signed with an Ed25519 key. Its subject is not used: the code names the terminal."""


class Renewal(Message):
    """A certificate before the old one runs out; the key may be new."""

    csr: str = Field(min_length=100, max_length=8192)


class Credentials(Message):
    """What a terminal needs to talk to us."""

    terminal: TerminalId
    certificate: str
    """PEM."""
    ca: str
    """PEM of the certificate authority."""
    keys: KeySet


class DeviceHealth(Message):
    """One device in the words of `kiosk.flow.conditions`."""

    name: Literal["reader", "printer", "screen", "store", "clock", "network"]
    state: Code


class Heartbeat(Message):
    """How the terminal is. No personal data, ever."""

    version: Line = Field(max_length=40)
    policy_version: Whole
    devices: tuple[DeviceHealth, ...] = Field(default=(), max_length=16)
    queue_depth: Whole
    parked: Whole = 0
    out_of_service: Code | Literal[""] = ""
    alerts: tuple[Code, ...] = Field(default=(), max_length=32)
    audit_head: AuditHead | None = None


class Pulse(Message):
    """The answer to a heartbeat."""

    at: AwareDatetime
    policy_version: int = Field(ge=0)
    certificate_renewal_due: bool = False

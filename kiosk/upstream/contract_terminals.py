"""Messages about the terminal itself: policy and keys, payments, enrolment, health."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import (
    AwareDatetime,
    Field,
)

from kiosk.upstream.contract_submissions import AuditHead
from kiosk.upstream.contract_words import (
    Base64,
    Code,
    KeyId,
    Line,
    Message,
    Region,
    Signature,
    SubmissionId,
    TerminalId,
    Whole,
    _base64,
)
from kiosk.upstream.framing import framed


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

    name: Literal["reader", "printer", "screen", "store", "clock", "network", "sound"]
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


CardSerial = Annotated[str, Field(pattern=r"^[0-9a-f]{1,40}$")]
"""Of a certificate: at most 20 octets (RFC 5280, 4.1.2.2)."""


class Pulse(Message):
    """The answer to a heartbeat."""

    at: AwareDatetime
    policy_version: int = Field(ge=0)
    certificate_renewal_due: bool = False
    revoked_staff_cards: tuple[CardSerial, ...] = Field(default=(), max_length=512)
    """Serials of staff cards that are refused although they have not expired."""

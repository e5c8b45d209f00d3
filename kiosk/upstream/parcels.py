"""Between envelopes and the messages in which they travel and are kept."""

from binascii import b2a_base64
from dataclasses import dataclass, field

from pydantic import ValidationError

from kiosk.store.traces import Judge, Proven
from kiosk.upstream.contract import Item
from kiosk.upstream.envelope import Envelope, Header
from kiosk.upstream.signatures import Signer, verifying_keys

_ITEM = (
    '{"v":1,"alg":"%s","kid":"%s","id":"%s","kind":"%s","seq":%d,"number":"%s","depends_on":"%s",'
    '"signer":"%s","digest":"%s","signature":"%s","sealed":"%s"}'
)
"""The message `contract.Item`."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One submission as it travels."""

    id: str
    digest: str
    body: bytes = field(repr=False)
    """The message `Item` as JSON, the same bytes at every resend."""


def parcel(envelope: Envelope) -> Parcel:
    """An envelope of ours made ready to travel.

    Written as pydantic would write it, and not by it: to make an `Item` first, of what was made a moment
    ago, costs as much as a signature. No field has a sign in it that JSON would escape.
    """
    header = envelope.header
    fields = (
        envelope.alg, envelope.kid, header.id, header.kind.value, header.seq, header.number,
        header.depends_on, envelope.signer, envelope.digest, _base64(envelope.signature),
        _base64(envelope.sealed),
    )  # fmt: skip
    return Parcel(id=header.id, digest=envelope.digest, body=(_ITEM % fields).encode())


def _base64(content: bytes) -> str:
    return b2a_base64(content, newline=False).decode()


def envelope_of(message: Item, terminal: str) -> Envelope:
    """The envelope of a message that this terminal sent or is to send."""
    header = Header(
        terminal=terminal,
        id=message.id,
        kind=message.kind,
        seq=message.seq,
        number=message.number,
        depends_on=message.depends_on,
    )
    return Envelope(
        header=header,
        alg=message.alg,
        kid=message.kid,
        signer=message.signer,
        sealed=message.sealed,
        signature=message.signature,
    )


def judge(terminal: str, signer: Signer) -> Judge:
    """For `kiosk.store.salvage.Salvage`: whether a body in a damaged file is one that we have signed."""
    keys = verifying_keys(signer.raw_public)

    def judged(body: bytes) -> Proven | None:
        try:
            message = Item.model_validate_json(body)
        except ValidationError:
            return None
        envelope = envelope_of(message, terminal)
        if envelope.digest != message.digest or not envelope.is_signed_by(keys):
            return None
        return Proven(
            submission_id=message.id,
            number=message.number,
            seq=message.seq,
            kind=message.kind,
            depends_on=message.depends_on,
            digest=message.digest,
            key_id=message.kid,
        )

    return judged

"""Between the store's records and the parcels that travel.

The body that the store keeps is the message `contract.Item` as JSON: what an export holds can be sent by
anybody who reaches the upstream.
"""

from collections.abc import Callable

from pydantic import ValidationError

from kiosk.store import filing, outbox_records
from kiosk.store.outbox_records import Outgoing
from kiosk.upstream.contract import Acknowledgement, Item
from kiosk.upstream.envelope import Header, SealingKey, seal
from kiosk.upstream.parcels import Parcel, parcel
from kiosk.upstream.signatures import Signer

Seal = Callable[[filing.Header], filing.Sealed]


def sealer(
    write: Callable[[filing.Header], bytes], *, terminal: str, key: SealingKey, signer: Signer
) -> Seal:
    """The seal for `kiosk.store.filing.Filing`. `write` gives the plaintext once the number is known."""

    def sealed(kept: filing.Header) -> filing.Sealed:
        header = Header(
            terminal=terminal,
            id=kept.submission_id,
            kind=kept.kind,
            seq=kept.seq,
            number=kept.number,
            depends_on=kept.depends_on,
        )
        envelope = seal(write(kept), header, key, signer)
        made = parcel(envelope)
        return filing.Sealed(body=made.body, digest=made.digest, key_id=envelope.kid)

    return sealed


def parcel_of(outgoing: Outgoing, *, closely: bool = True) -> Parcel | None:
    """What was made at filing, byte for byte; None when the stored body is spoilt.

    Reading every field `closely` takes a fifth of the time in which a backlog is drained; without it the body
    is only seen to begin, to end and to be named as it should. What is sealed is not hashed again here: the
    upstream does, and an item that it refuses is parked.
    """
    is_whole = _is_whole if closely else _looks_whole
    if not is_whole(outgoing):
        return None
    return Parcel(id=outgoing.submission_id, digest=outgoing.digest, body=outgoing.body)


def _is_whole(outgoing: Outgoing) -> bool:
    try:
        message = Item.model_validate_json(outgoing.body)
    except ValidationError:
        return False
    return (message.id, message.digest) == (outgoing.submission_id, outgoing.digest)


def _looks_whole(outgoing: Outgoing) -> bool:
    """As pydantic wrote it: no spaces."""
    body = outgoing.body
    names = (f'"id":"{outgoing.submission_id}"', f'"digest":"{outgoing.digest}"')
    return body[:1] == b"{" and body[-1:] == b"}" and all(name.encode() in body for name in names)


def evidence(word: Acknowledgement) -> outbox_records.Acknowledgement:
    """A verified acknowledgement as the store keeps it."""
    return outbox_records.Acknowledgement(
        submission_id=word.id,
        digest=word.digest,
        standing=word.standing.value,
        signed=word.evidence(),
        signature=word.signature,
        key_id=word.kid,
    )

"""The gateway as the terminal sees it: typed questions, typed answers, expected trouble as a value.

An answer counts only with our content type, in our contract's shape and, where signed, with a valid
signature over our own terminal, id and digest. Safe to use from several threads.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import ValidationError

from kiosk.rules.cards import CardState, Holder, InsuredCard, LossChannel, Scheme
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.progress import ProgressItem
from kiosk.store.traces import Proven
from kiosk.upstream import contract
from kiosk.upstream.contract import (
    Acknowledgement,
    AuditHead,
    Credentials,
    Heartbeat,
    LookUp,
    Message,
    Order,
    OrderAsked,
    Pulse,
    Renewal,
    SignedPolicy,
    Verdict,
    Verdicts,
    VerdictsAsked,
)
from kiosk.upstream.envelope import Envelope
from kiosk.upstream.exchange import Answer, Exchange, tls_context
from kiosk.upstream.keys import TerminalKeys
from kiosk.upstream.parcels import Parcel, judge, parcel
from kiosk.upstream.signatures import is_signed
from kiosk.upstream.trouble import Trouble, TroubleKind

SEND_SECONDS = 30.0
"""For a batch in the background. What a person waits for gets its own, shorter deadline."""

M = TypeVar("M", bound=Message)


@dataclass(frozen=True, kw_only=True)
class ItemProblem:
    """The upstream will not take this item as it is: poison for staff to look at (400, 409, 413, 415, 422),
    or unknown there (404, when asked about by id).
    """

    id: str
    status: int
    type: str
    retryable: bool


@dataclass(frozen=True)
class Unsound:
    """An acknowledgement that does not prove itself: it does not count, and staff are alarmed."""

    id: str


ItemAnswer = Acknowledgement | ItemProblem | Unsound


@dataclass(frozen=True, kw_only=True)
class Answers:
    """One answer for every item sent or asked about, in its order."""

    items: tuple[ItemAnswer, ...]
    policy_version: int
    """The newest of the region; 0 when there is none."""


Unread = Callable[[], Answers | Trouble]
"""The upstream's answer to a batch as it came; calling it reads it and checks its signatures."""


@dataclass(frozen=True, kw_only=True)
class NewPolicy:
    """A policy with a valid signature, not older than the one we have."""

    signed: SignedPolicy = field(repr=False)
    etag: str


@dataclass(frozen=True)
class NotModified:
    """What we have is still the newest."""


class Client:
    """Mutual TLS with the terminal's own certificate; `url` is `https://host:port`."""

    def __init__(self, url: str, keys: TerminalKeys) -> None:
        self._url = url
        self._keys = keys
        self._exchange = Exchange(url, tls_context(keys.ca, keys.cert, keys.key))
        self._retired: list[Exchange] = []

    def use(self, keys: TerminalKeys) -> None:
        """From now on ask with a renewed certificate, and believe the upstream's rolled keys.

        Requests that are on their way end on their old connections. Raises OSError (also ssl.SSLError)
        when the files cannot be used; then nothing has changed.
        """
        fresh = Exchange(self._url, tls_context(keys.ca, keys.cert, keys.key))
        self._retired.append(self._exchange)
        self._keys, self._exchange = keys, fresh

    def vouches_for(self, body: bytes) -> Proven | None:
        """Whether a body that was found in a damaged store is one that this terminal has signed."""
        return judge(self._keys.terminal, self._keys.signer)(body)

    def close(self) -> None:
        """Close all connections."""
        for exchange in (self._exchange, *self._retired):
            exchange.close()

    def look_up(self, document: IdentityDocument, *, seconds: float) -> Holder | Trouble:
        """The holder's cards; a person unknown there is a holder who is not insured."""
        cards = self._ask("/v1/cards/look-up", _look_up(document), contract.Cards, seconds)
        return cards if isinstance(cards, Trouble) else _holder(cards)

    def filings(self, document: IdentityDocument, *, seconds: float) -> tuple[ProgressItem, ...] | Trouble:
        """What was filed for the holder, newest first: progress, and receipts to print again."""
        filings = self._ask("/v1/filings/look-up", _look_up(document), contract.Filings, seconds)
        return filings if isinstance(filings, Trouble) else filings.items

    def submit(
        self,
        envelopes: Sequence[Envelope],
        audit_head: AuditHead | None = None,
        *,
        seconds: float = SEND_SECONDS,
    ) -> Answers | Trouble:
        """Send up to 100 envelopes; resending is harmless. The courier halves on `TOO_LARGE`."""
        return read(self.send([parcel(envelope) for envelope in envelopes], audit_head, seconds=seconds))

    def send(
        self, parcels: Sequence[Parcel], audit_head: AuditHead | None = None, *, seconds: float = SEND_SECONDS
    ) -> Unread | Trouble:
        """The same with what was written before: the message `Batch`, put together without reading it.

        The answer is not read yet, so that the next batch need not wait for that.
        """
        head = audit_head.model_dump_json().encode() if audit_head else b"null"
        items = b",".join(one.body for one in parcels)
        body = b'{"items":[%b],"audit_head":%b}' % (items, head)
        answer = self._exchange.post("/v1/submissions", body, seconds=seconds)
        if isinstance(answer, Trouble):
            return answer
        return functools.partial(self._checked, answer, {one.id: one.digest for one in parcels})

    def verdicts(self, digests: Mapping[str, str], *, seconds: float = SEND_SECONDS) -> Answers | Trouble:
        """Ask again about submissions sent before, by id and digest."""
        asked = VerdictsAsked(ids=tuple(digests)).model_dump_json().encode()
        return self._checked(self._exchange.post("/v1/submissions/verdicts", asked, seconds=seconds), digests)

    def _checked(self, answer: Answer | Trouble, digests: Mapping[str, str]) -> Answers | Trouble:
        verdicts = _read(answer, Verdicts)
        if isinstance(verdicts, Trouble):
            return verdicts
        if [verdict.id for verdict in verdicts.verdicts] != list(digests):
            return Trouble(TroubleKind.CONTRACT, "verdicts_do_not_match")
        # Words that were signed together have one signature between them: it is checked once.
        proves = functools.cache(functools.partial(is_signed, keys=self._keys.upstream.verifying))
        items = tuple(
            self._item_answer(verdict, digests[verdict.id], proves) for verdict in verdicts.verdicts
        )
        return Answers(items=items, policy_version=verdicts.policy_version)

    def _item_answer(
        self, verdict: Verdict, digest: str, proves: Callable[[bytes, bytes, str], bool]
    ) -> ItemAnswer:
        if verdict.problem is not None:
            problem = verdict.problem
            return ItemProblem(
                id=verdict.id, status=problem.status, type=problem.type, retryable=problem.retryable
            )
        word = verdict.acknowledgement
        if word is None or (word.terminal, word.id, word.digest) != (self._keys.terminal, verdict.id, digest):
            return Unsound(verdict.id)
        sound = proves(word.signed_bytes(), word.signature, word.kid)
        return word if sound else Unsound(verdict.id)

    def policy(
        self, region: str, *, known_version: int, etag: str = "", seconds: float = SEND_SECONDS
    ) -> NewPolicy | NotModified | Trouble:
        """The region's policy, if it is not the one we have. A roll-back is refused."""
        answer = self._exchange.get(f"/v1/policies/{region}", seconds=seconds, etag=etag)
        if isinstance(answer, Answer) and answer.status == 304:
            return NotModified()
        signed = _read(answer, SignedPolicy)
        if isinstance(signed, Trouble):
            return signed
        if not is_signed(signed.signed_bytes(), signed.signature, signed.kid, self._keys.upstream.verifying):
            return Trouble(TroubleKind.CONTRACT, "policy_signature")
        if signed.region != region or signed.version < known_version:
            return Trouble(TroubleKind.CONTRACT, "policy_rolled_back")
        return NewPolicy(signed=signed, etag=answer.etag if isinstance(answer, Answer) else "")

    def open_order(self, key: str, amount_fen: int, *, seconds: float) -> Order | Trouble:
        """A payment order; the same key (a UUID) gives the same order."""
        return self._ask("/v1/payments/orders", OrderAsked(key=key, amount_fen=amount_fen), Order, seconds)

    def order(self, order: str, *, seconds: float) -> Order | Trouble:
        """How the order stands."""
        return _read(self._exchange.get(f"/v1/payments/orders/{order}", seconds=seconds), Order)

    def cancel_order(self, order: str, *, seconds: float) -> Order | Trouble:
        """Cancel it, or refund it if it was paid meanwhile."""
        return _read(self._exchange.post(f"/v1/payments/orders/{order}/cancel", b"", seconds=seconds), Order)

    def heartbeat(self, heartbeat: Heartbeat, *, seconds: float = SEND_SECONDS) -> Pulse | Trouble:
        """Say how the terminal is."""
        return self._ask("/v1/heartbeat", heartbeat, Pulse, seconds)

    def renew(self, csr: str, *, seconds: float = SEND_SECONDS) -> Credentials | Trouble:
        """A new certificate before the old one runs out."""
        return self._ask("/v1/renewal", Renewal(csr=csr), Credentials, seconds)

    def _ask(self, path: str, message: Message, answer: type[M], seconds: float) -> M | Trouble:
        return _read(self._exchange.post(path, message.model_dump_json().encode(), seconds=seconds), answer)


def read(unread: Unread | Trouble) -> Answers | Trouble:
    """What `Client.send` brought."""
    return unread if isinstance(unread, Trouble) else unread()


def _read(answer: Answer | Trouble, message: type[M]) -> M | Trouble:
    if isinstance(answer, Trouble):
        return answer
    try:
        return message.model_validate_json(answer.body)
    except ValidationError:
        return Trouble(TroubleKind.CONTRACT, "answer_shape")


def _look_up(document: IdentityDocument) -> LookUp:
    return LookUp(holder=contract.Holder(kind=document.kind, number=document.number, name=document.name))


def _holder(cards: contract.Cards) -> Holder:
    """Cards of a scheme that this terminal does not know are not shown: it could not serve them."""
    known = (_card(card) for card in cards.cards if card.scheme in set(Scheme))
    return Holder(insured=cards.insured, phone=cards.phone, cards=tuple(known))


def _card(card: contract.CardMessage) -> InsuredCard:
    """A state that this terminal does not know yet is `unknown`, which offers nothing."""
    return InsuredCard(
        scheme=Scheme(card.scheme),
        number=card.number,
        region=card.region,
        outlet=card.outlet,
        state=CardState(card.state) if card.state in set(CardState) else CardState.UNKNOWN,
        reported_by=LossChannel(card.reported_by) if card.reported_by in set(LossChannel) else None,
        reported_at=card.reported_at,
    )

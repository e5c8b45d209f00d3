"""The body of the receipts of a loss report and of its release, and what all acts begin with."""

from kiosk.receipt.content import Act, Card, Head, LossReceipt, ReleaseReceipt
from kiosk.receipt.places import outlet_fields
from kiosk.receipt.slip import Band, Field, Heading, Line, Number, Paragraph, Rule, Title, Tone, Words
from kiosk.receipt.standing import Standing
from kiosk.receipt.wording import Wording, phrase
from kiosk.rules.terms import Lapse

_TONES = {
    Standing.KEPT: Tone.ALERT,
    Standing.RECEIVED: Tone.ALERT,
    Standing.IN_FORCE: Tone.DONE,
    Standing.REFUSED: Tone.REFUSED,
}


def loss(receipt: LossReceipt, say: Wording) -> list[Line]:
    """The loss receipt: is it in force, what does it cover, what about today."""
    lines = [*opening(receipt, "loss", say), *_form(receipt, say), *refusal(receipt, say), Rule()]
    if receipt.standing is not Standing.REFUSED:
        lines += _scope(receipt, say)
    lines.append(Paragraph(say("loss.today"), head=say("loss.today_head")))
    if receipt.standing is not Standing.REFUSED:
        found = "loss.found" if receipt.revocable else "loss.found_never"
        lines.append(Paragraph(say(found), head=say("loss.found_head")))
    return lines


def release(receipt: ReleaseReceipt, say: Wording) -> list[Line]:
    """The release's receipt: may the card be used."""
    usable = "usable" if receipt.standing is Standing.IN_FORCE else "wait"
    lines = [*opening(receipt, "release", say), *refusal(receipt, say)]
    if receipt.standing is Standing.REFUSED:
        return lines
    advice = say(f"release.{usable}", hotline=receipt.head.hotline)
    return [*lines, Rule(), Paragraph(advice, head=say(f"release.{usable}_head"))]


def opening(receipt: Act, act: str, say: Wording) -> list[Line]:
    """What it is, whether it is in force, its number, and whose it is."""
    return [
        Title(say(f"{act}.title")),
        _standing_band(receipt, act, say),
        Number(say("head.number"), receipt.head.number),
        Rule(),
        *_people(receipt, say),
        Field(say("head.card"), card_words(receipt.card, say)),
        time_field(receipt.head, "head.time", say),
    ]


def _people(receipt: Act, say: Wording) -> list[Line]:
    """The holder, and who stood there for them."""
    people: list[Line] = [
        Field(say("head.name"), say.value(receipt.person.name), strong=True),
        Field(say("head.document"), say.value(receipt.person.number)),
    ]
    if receipt.applicant:
        name, number = say.value(receipt.applicant.name), say.value(receipt.applicant.number)
        people.append(Field(say("head.applicant"), name, number))
    return people


def time_field(head: Head, label: str, say: Wording) -> Field:
    """When, under the label of that key, and whether that clock is to be believed."""
    return Field(say(label), say.value(head.at), () if head.clock_trusted else say("head.clock"))


def _standing_band(receipt: Act, act: str, say: Wording) -> Band:
    standing = f"{act}.{receipt.standing.value}"
    hotline = receipt.head.hotline
    return Band(
        _TONES[receipt.standing],
        say(f"{standing}.head"),
        action=say(f"{standing}.action", hotline=hotline, since=receipt.since or ""),
        detail=say(f"{standing}.detail", hotline=hotline),
    )


def card_words(card: Card, say: Wording) -> Words:
    """A card by its scheme and the end of its number."""
    scheme = phrase(f"scheme.{card.scheme.value}")
    return say("card.tail", scheme=scheme, tail=card.tail) if card.tail else say.value(scheme)


def _form(receipt: LossReceipt, say: Wording) -> list[Line]:
    form: list[Line] = [Field(say("loss.form"), say(f"loss.{receipt.form.value}"))]
    if receipt.standing is not Standing.IN_FORCE or receipt.valid_until is None:
        return form
    ends = {Lapse.RELEASE: "loss.until_release", Lapse.CANCEL: "loss.until_cancel"}
    note = say(ends[receipt.ends_in]) if receipt.ends_in else ()
    return [*form, Field(say("loss.until"), say.value(receipt.valid_until), note, strong=True)]


def _scope(receipt: LossReceipt, say: Wording) -> list[Line]:
    """What the report covers; the bank's own numbers when the account must be blocked there."""
    bank = receipt.bank
    head = say("loss.scope_both" if bank.covered else "loss.scope_head")
    numbers = () if bank.covered else bank.hotlines.items()
    return [
        Paragraph(say.value(bank.says), head=head),
        *(Field(say.value(name), say.value(number), strong=True) for name, number in numbers),
    ]


def refusal(receipt: Act, say: Wording) -> list[Line]:
    """Why it was refused and where to go; nothing when it was not."""
    lines: list[Line] = []
    if receipt.refusal:
        lines.append(Field(say("refused.why"), say.value(receipt.refusal), strong=True))
    if receipt.standing is Standing.REFUSED and receipt.outlet:
        lines += [Rule(), Heading(say("refused.where")), *outlet_fields(receipt.outlet, say)]
    return lines

"""The body of the slips that file nothing: progress, and what to bring without an ID card."""

from kiosk.receipt.acts import card_words
from kiosk.receipt.content import BringSlip, ProgressSlip
from kiosk.receipt.places import local, outlet_fields
from kiosk.receipt.slip import Band, Field, Heading, Line, Paragraph, Rule, Title, Tone
from kiosk.receipt.wording import Wording
from kiosk.rules.progress import ProgressItem

_USUAL = ("register", "temporary_id", "passport", "permit")


def progress(slip: ProgressSlip, say: Wording) -> list[Line]:
    """Each filing with its state, and the card's state now."""
    lines: list[Line] = [
        Title(say("progress.title")),
        Rule(),
        Field(say("head.name"), say.value(slip.person.name), strong=True),
        Field(say("head.document"), say.value(slip.person.number)),
    ]
    if slip.card:
        lines.append(Field(say("head.card"), card_words(slip.card, say)))
    if slip.state:
        lines.append(Field(say("progress.state"), say(f"progress.card.{slip.state.value}"), strong=True))
    if not slip.items:
        lines.append(Band(Tone.NOTICE, say("progress.none")))
    for item in slip.items:
        lines += [Rule(), *_filing(item, slip, say)]
    return lines


def _filing(item: ProgressItem, slip: ProgressSlip, say: Wording) -> list[Line]:
    lines: list[Line] = [
        Heading(say(f"progress.kind.{item.kind.value}")),
        Field(say("head.number"), say.value(item.number)),
        Field(say("progress.filed"), say.value(item.filed_at)),
        _stage(item, say),
    ]
    if item.refusal:
        lines.append(Field(say("refused.why"), say.value(item.refusal)))
    if item.ready_on:
        lines.append(Field(say("progress.ready"), say.value(item.ready_on), strong=True))
    for outlet in slip.outlets:
        if outlet.id == item.outlet:
            lines.append(Field(say("progress.at"), say.value(local(outlet.name, outlet.name_en))))
    return lines


def _stage(item: ProgressItem, say: Wording) -> Field:
    label = say("progress.stage")
    if item.refusal:
        return Field(label, say("progress.act.refused"), strong=True)
    if item.stage:
        return Field(label, say(f"progress.making.{item.stage.value}"), strong=True)
    if item.in_force_since:
        since = say("progress.since", since=item.in_force_since)
        return Field(label, say("progress.act.done"), since, strong=True)
    return Field(label, say("progress.act.waiting"), strong=True)


def bring(slip: BringSlip, say: Wording) -> list[Line]:
    """First block the card by telephone, then what to bring where."""
    usual = [say(f"bring.{key}") for key in _USUAL]
    needed = [say.value(text) for text in slip.bring] or usual
    lines: list[Line] = [
        Title(say("bring.title")),
        Band(Tone.ALERT, say("bring.call_head"), say("bring.call", hotline=slip.head.hotline)),
        Heading(say("bring.list")),
        *(Paragraph(words, lead="•") for words in needed),
    ]
    for outlet in slip.outlets:
        lines += [Rule(), *outlet_fields(outlet, say)]
    return lines

"""From what a slip says to its lines, in the words of one or two languages."""

from typing import assert_never

from kiosk.receipt.acts import loss, release, time_field
from kiosk.receipt.application import replacement
from kiosk.receipt.content import (
    Act,
    BringSlip,
    Content,
    Head,
    Headed,
    LossReceipt,
    PrinterTestPage,
    ProgressSlip,
    ReadinessSlip,
    ReleaseReceipt,
    ReplacementReceipt,
    VoidBanner,
)
from kiosk.receipt.notices import bring, progress
from kiosk.receipt.service import printer_test, readiness
from kiosk.receipt.slip import Feed, Field, Fineprint, Line, Marker, Masthead, Qr, Rule, Slip
from kiosk.receipt.wording import Wording, wording


def compose(content: Content, language: str, *, large: bool = False) -> Slip:
    """The lines of a slip in "zh", "en" or "zh+en" (the first language leads, the other stands under it).

    Raises wording.LanguageMissingError when a language has no file of words.
    """
    say = wording(language)
    if isinstance(content, VoidBanner):
        return Slip(tuple(_void(content, say)), large=large)
    marks = _copy_mark(content.head, say)
    lines = [*marks, *_masthead(content.head, say), *_body(content, say), *_foot(content.head, say), *marks]
    return Slip(tuple(lines), large=large)


def _body(content: Headed, say: Wording) -> list[Line]:
    match content:
        case LossReceipt() | ReplacementReceipt() | ReleaseReceipt():
            return _act(content, say)
        case ProgressSlip():
            return progress(content, say)
        case BringSlip():
            return bring(content, say)
        case ReadinessSlip():
            return readiness(content, say)
        case PrinterTestPage():
            return printer_test(content, say)
        case _:
            assert_never(content)


def _act(content: Act, say: Wording) -> list[Line]:
    match content:
        case LossReceipt():
            return loss(content, say)
        case ReplacementReceipt():
            return replacement(content, say)
        case ReleaseReceipt():
            return release(content, say)
        case _:
            assert_never(content)


def _copy_mark(head: Head, say: Wording) -> list[Line]:
    return [Marker(say("head.copy", n=head.copy))] if head.copy else []


def _masthead(head: Head, say: Wording) -> list[Line]:
    return [Masthead(say("head.product"), say.value(head.place))]


def _foot(head: Head, say: Wording) -> list[Line]:
    facts = [say("head.terminal", id=head.terminal)[:1]]
    if head.audit:
        facts.append(say("head.audit", hash=head.audit)[:1])
    lines: list[Line] = [Rule()]
    if not head.number:
        lines.append(time_field(head, "head.printed", say))
    if head.token:
        lines.append(Qr(head.token, say("qr.head"), say("qr.caption"), tuple(facts)))
    else:
        lines += [Fineprint(fact) for fact in facts]
    keep = [Fineprint(say("head.keep"))] if head.number else []
    return [*lines, Rule(), *keep, Fineprint(say("head.hotline", hotline=head.hotline), strong=True)]


def _void(banner: VoidBanner, say: Wording) -> list[Line]:
    return [
        Feed(4),  # away from the torn line above
        Marker(say("void.marker")),
        Fineprint(say("void.see"), strong=True),
        Field(say("head.number"), say.value(banner.number)),
        Field(say("head.time"), say.value(banner.at)),
        Fineprint(say("head.terminal", id=banner.terminal)),
        Marker(say("void.marker")),
    ]

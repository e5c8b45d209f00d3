"""The body of a replacement's receipt: accepted or not, the fee, the promised day, the outlet."""

from kiosk.receipt.acts import opening, refusal
from kiosk.receipt.content import Promised, ReplacementReceipt
from kiosk.receipt.places import outlet_fields
from kiosk.receipt.slip import Field, Heading, Line, Paragraph, Rule, Words
from kiosk.receipt.standing import Standing
from kiosk.receipt.wording import Wording, phrase
from kiosk.rules.submissions import Delivery, PaymentWay


def replacement(receipt: ReplacementReceipt, say: Wording) -> list[Line]:
    """The application's receipt: accepted or not, what it costs, when and where the card is."""
    lines = opening(receipt, "replacement", say)
    lines.append(Field(say("replacement.reason"), say(f"replacement.cause.{receipt.reason.value}")))
    if receipt.standing is Standing.REFUSED:
        return [*lines, *refusal(receipt, say)]
    lines += [_fee(receipt, say), _ready(receipt, say), Rule(), *_collect(receipt, say)]
    lines += [Rule(), Heading(say("replacement.next")), *_steps(receipt, say)]
    return [*lines, Rule(), Paragraph(say("replacement.today"), head=say("replacement.today_head"))]


def _fee(receipt: ReplacementReceipt, say: Wording) -> Field:
    label = say("replacement.fee")
    if receipt.payment is PaymentWay.WAIVED or not receipt.fee.amount_fen:
        if receipt.waiver:
            return Field(label, say("replacement.waived"), say.value(receipt.waiver), strong=True)
        return Field(label, say("replacement.free"), strong=True)
    note = "paid_note" if receipt.payment is PaymentWay.QR else "at_pick_up_note"
    amount = say("replacement.paid", yuan=yuan(receipt.fee.amount_fen))
    return Field(label, amount, say(f"replacement.{note}"), strong=True)


def yuan(fen: int) -> str:
    """Money as it is said: 2000 fen are 20, 2050 are 20.50."""
    whole, rest = divmod(fen, 100)
    return f"{whole}.{rest:02}" if rest else str(whole)


def _ready(receipt: ReplacementReceipt, say: Wording) -> Field:
    """The date once it is accepted and the clock can be trusted, else only the term."""
    promised = receipt.promised
    label = say("replacement.ready" if receipt.delivery is Delivery.PICK_UP else "replacement.ready_mail")
    term = _term(promised, say)
    counted = receipt.standing is Standing.IN_FORCE and receipt.head.clock_trusted
    if promised.on is None or not counted:
        return Field(label, term, strong=True)
    weekday = phrase(f"format.weekday.{promised.on.isoweekday()}")
    return Field(label, say("format.with_weekday", day=promised.on, weekday=weekday), term, strong=True)


def _term(promised: Promised, say: Wording) -> Words:
    if not promised.length:
        return say("replacement.on_the_spot")
    key = "replacement.ready_usual" if promised.usually else "replacement.ready_note"
    count = "one" if promised.length == 1 else "term"
    return say(key, term=phrase(f"replacement.{count}.{promised.unit.value}", n=promised.length))


def _collect(receipt: ReplacementReceipt, say: Wording) -> list[Line]:
    if receipt.outlet is None:
        return [Paragraph(say("replacement.mail"))]
    carry = say(f"replacement.carry_{receipt.relation.value}")
    return [
        Heading(say("replacement.collect")),
        *outlet_fields(receipt.outlet, say),
        Field(say("replacement.carry"), carry, strong=True),
    ]


def _steps(receipt: ReplacementReceipt, say: Wording) -> list[Line]:
    collect = "step_collect" if receipt.delivery is Delivery.PICK_UP else "step_collect_mail"
    steps = ("step_ask", collect, "step_bank")
    return [
        Paragraph(say(f"replacement.{step}", hotline=receipt.head.hotline), lead=f"{i}")
        for i, step in enumerate(steps, 1)
    ]

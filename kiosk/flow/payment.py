"""The fee: which way, and paying by QR before the application is filed.

An order that was paid but stands for no filing is never kept: it is cancelled, which refunds it.
"""

from dataclasses import replace

from kiosk.flow.confirming import ask_consent
from kiosk.flow.effects import CancelOrder, OpenOrder
from kiosk.flow.events import OrderChanged, OrderOpened, OrderState, Press, TimerFired
from kiosk.flow.filing import file
from kiosk.flow.pages import CheckAnswers, Paying, Refusal
from kiosk.flow.refusing import refuse
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.visit import Visit
from kiosk.rules.cards import Scheme
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.submissions import (
    Delivery,
    PaymentWay,
    Relation,
    ReplacementApplication,
    ReplacementReason,
)


def open_order(kiosk: Kiosk, visit: Visit) -> Transition:
    """Ask for an order; its QR comes with `OrderOpened`."""
    amount = visit.answers.fee.amount_fen if visit.answers.fee else 0
    page = Paying(visit=visit, order="", qr="", expires=kiosk.conditions.now)
    return enter(kiosk, page, OpenOrder(visit=visit.id, amount_fen=amount))


def _opened(kiosk: Kiosk, page: Paying, event: OrderOpened) -> Transition:
    if page.order:
        return stay(kiosk)
    if not event.order or event.expires is None:
        return _no_order(kiosk, page)
    return enter(kiosk, replace(page, order=event.order, qr=event.qr, expires=event.expires))


def _unwanted(kiosk: Kiosk, page: CheckAnswers, event: OrderOpened) -> Transition:
    """The QR came after the person had gone back: nobody is to pay it."""
    cancel = (CancelOrder(visit=page.visit.id, order=event.order),) if event.order else ()
    return kiosk, cancel


def _no_order(kiosk: Kiosk, page: Paying) -> Transition:
    """No QR today: pay at pick-up where that is a way, else at the outlet."""
    ways = page.visit.policy.fees.ways
    if PaymentWay.AT_PICK_UP not in ways:
        return refuse(kiosk, page.visit, Refusal.PAYMENT_NOT_POSSIBLE)
    answers = replace(page.visit.answers, payment=PaymentWay.AT_PICK_UP)
    return ask_consent(kiosk, replace(page.visit, answers=answers))


def _changed(kiosk: Kiosk, page: Paying, event: OrderChanged) -> Transition:
    if not page.order or page.order != event.order:
        return stay(kiosk)
    match event.state:
        case OrderState.OPEN:
            return stay(kiosk)
        case OrderState.PAID if not page.cancelling:
            paid = replace(page.visit.answers, payment_order=page.order)
            return file_application(kiosk, replace(page.visit, answers=paid))
        case OrderState.PAID:
            return stay(kiosk)
        case OrderState.EXPIRED | OrderState.CANCELLED | OrderState.FAILED:
            return ask_consent(kiosk, page.visit)


def _cancel(kiosk: Kiosk, page: Paying, _event: object) -> Transition:
    """Cancelling is asked for and waited for: money may be on its way."""
    if not page.order:
        return ask_consent(kiosk, page.visit)
    if page.cancelling:
        return stay(kiosk)
    return enter(kiosk, replace(page, cancelling=True), CancelOrder(visit=page.visit.id, order=page.order))


def _too_long(kiosk: Kiosk, page: Paying, event: TimerFired) -> Transition:
    """No QR came; or nobody paid; or the cancelling was not answered."""
    if not page.order:
        return _no_order(kiosk, page)
    if not page.cancelling:
        return _cancel(kiosk, page, event)
    return ask_consent(kiosk, page.visit)


def acting_for(visit: Visit) -> IdentityDocument | None:
    """Who stands there for the holder; None when it is the holder."""
    return None if visit.relation is Relation.SELF else visit.applicant


def file_application(kiosk: Kiosk, visit: Visit) -> Transition:
    """File what stood on the check page."""
    answers, card = visit.answers, visit.card
    if visit.holder is None or card is None or answers.fee is None or answers.payment is None:
        return stay(kiosk)
    form = visit.policy.forms.get(card.scheme) or visit.policy.forms[Scheme.SOCIAL_SECURITY]
    application = ReplacementApplication(
        holder=visit.holder,
        card=card,
        reason=answers.reason or ReplacementReason.LOST,
        phone=answers.phone,
        outlet=answers.outlet,
        delivery=answers.delivery or Delivery.PICK_UP,
        fee=answers.fee,
        payment=answers.payment,
        form=form.key,
        applicant=acting_for(visit),
        relation=visit.relation,
        signature=answers.signature,
        unsigned_reason="cannot_sign" if answers.unsigned else "",
        payment_order=answers.payment_order,
    )
    return file(kiosk, visit, application)


TABLE: Table = {
    (Paying, OrderOpened): _opened,
    (CheckAnswers, OrderOpened): _unwanted,
    (Paying, OrderChanged): _changed,
    (Paying, TimerFired): _too_long,
    (Paying, Press.BACK): _cancel,
    (Paying, Press.DECLINE): _cancel,
}

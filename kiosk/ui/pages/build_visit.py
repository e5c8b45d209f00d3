"""From a state within a visit to the content of its page."""

from typing import assert_never

from kiosk.flow import pages as p
from kiosk.ui.components.context import Context
from kiosk.ui.pages import (
    application,
    card,
    checking,
    consent,
    ending,
    finding,
    identity,
    passport,
    records,
    result,
    waiting,
)
from kiosk.ui.pages.content import Content


def content_of_visit(context: Context, page: p.VisitPage) -> Content:  # noqa: C901, PLR0911, PLR0912 - a line a state
    """The content of its page."""
    match page:
        case p.PlaceDocument():
            return identity.place_document(context, page)
        case p.TypePassport():
            return passport.type_passport(context, page)
        case p.ConfirmIdentity():
            return identity.confirm_identity(context, page)
        case p.LookingUp():
            return identity.looking_up(context, page)
        case p.ChooseCard():
            return card.choose_card(context, page)
        case p.CardStanding():
            return card.card_standing(context, page)
        case p.NotEligible():
            return card.not_eligible(context, page)
        case p.ChooseLossForm():
            return consent.choose_loss_form(context, page)
        case p.ConfirmLoss():
            return consent.confirm_loss(context, page)
        case p.ConfirmRelease():
            return consent.confirm_release(context, page)
        case p.OfferPaperless():
            return consent.offer_paperless(context, page)
        case p.ChooseReason():
            return application.choose_reason(context, page)
        case p.EnterPhone():
            return application.enter_phone(context, page)
        case p.ChooseDelivery():
            return application.choose_delivery(context, page)
        case p.ChooseOutlet():
            return finding.choose_outlet(context, page)
        case p.ChooseDistrict():
            return finding.choose_district(context, page)
        case p.FindOutlet():
            return finding.find_outlet(context, page)
        case p.Sign():
            return application.sign(context, page)
        case p.CheckAnswers():
            return checking.check_answers(context, page)
        case p.ChoosePayment():
            return checking.choose_payment(context, page)
        case p.Paying():
            return checking.paying(context, page)
        case _:
            return _of_an_act(context, page)


def _of_an_act(
    context: Context, page: p.Filing | p.AwaitingVerdict | p.Printing | p.Result | p.Refused | p.ShowProgress
) -> Content:
    match page:
        case p.Refused():
            return ending.refused(context, page)
        case p.ShowProgress():
            return records.show_progress(context, page)
        case p.Filing():
            return waiting.filing(context, page)
        case p.AwaitingVerdict():
            return waiting.awaiting_verdict(context, page)
        case p.Printing():
            return waiting.printing(context, page)
        case p.Result():
            return result.result(context, page)
        case _:
            assert_never(page)

"""From a state to the content of its page: exactly one function a state."""

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
    opening,
    overlays,
    passport,
    records,
    result,
    staff_door,
    staff_room,
    waiting,
)
from kiosk.ui.pages.content import Content


def content_of(context: Context) -> Content:  # noqa: PLR0911, PLR0912 - one line a state
    """The content of the state's page."""
    page = context.kiosk.page
    if isinstance(page, p.VisitPage):
        return _of_a_visit(context, page)
    if isinstance(page, p.MaintenancePage):
        return _of_staff(context, page)
    match page:
        case p.Welcome():
            return opening.welcome(context, page)
        case p.ChooseService():
            return opening.choose_service(context, page)
        case p.BrowseOutlets():
            return opening.browse_outlets(context, page)
        case p.WhatToBring():
            return opening.what_to_bring(context, page)
        case p.TakeDocument():
            return ending.take_document(context, page)
        case p.Goodbye():
            return ending.goodbye(context, page)
        case p.ClosedPage():
            return ending.closed(context, page)
        case p.Failsafe():
            return ending.failsafe(context, page)
        case p.IdleWarning():
            return overlays.idle_warning(context, page)
        case p.ConfirmQuit():
            return overlays.confirm_quit(context, page)
        case p.Help():
            return overlays.help_page(context, page)
        case _:
            assert_never(page)


def _of_staff(context: Context, page: p.MaintenancePage) -> Content:
    match page:
        case p.StaffDoor():
            return staff_door.staff_door(context, page)
        case p.StaffRoom():
            return staff_room.staff_room(context, page)
        case p.Cleaning():
            return staff_room.cleaning(context, page)


def _of_a_visit(context: Context, page: p.VisitPage) -> Content:  # noqa: C901, PLR0911, PLR0912 - a line a state
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
        case p.Refused():
            return ending.refused(context, page)
        case p.ShowProgress():
            return records.show_progress(context, page)
        case _:
            return _of_an_act(context, page)


def _of_an_act(context: Context, page: p.Filing | p.AwaitingVerdict | p.Printing | p.Result) -> Content:
    match page:
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

"""The card's state decides what is offered: which card is it, and what does its state allow?"""

from dataclasses import replace
from datetime import datetime

from kiosk.flow.application import apply, unmet_of
from kiosk.flow.confirming import ask_consent
from kiosk.flow.current import act_of
from kiosk.flow.ending import leave
from kiosk.flow.events import CardChosen, LossFormChosen, Press
from kiosk.flow.menu import loss_forms
from kiosk.flow.pages import Advice, CardStanding, ChooseCard, ChooseLossForm, Leaving, NotEligible
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.visit import Service, Visit
from kiosk.rules.cards import CardState, InsuredCard, Scheme
from kiosk.rules.eligibility import served_region
from kiosk.rules.states import lapses_at
from kiosk.rules.submissions import LossForm, ReplacementReason, SubmissionKind
from kiosk.rules.terms import Revocation


def stand(kiosk: Kiosk, visit: Visit) -> Transition:
    """The upstream answered: one card, several, or none."""
    cards = visit.known.cards if visit.known else ()
    if len(cards) > 1:
        return enter(kiosk, ChooseCard(visit=visit))
    return show_standing(kiosk, replace(visit, card=cards[0] if cards else None))


def show_standing(kiosk: Kiosk, visit: Visit) -> Transition:
    """What this card allows, here and now."""
    page = CardStanding(visit=visit, advice=advise(visit), until=_until(kiosk, visit))
    return enter(kiosk, page)


def found_nothing(kiosk: Kiosk, visit: Visit) -> Transition:
    """The upstream was not reached: what the region takes all the same is for a card not yet known.

    The upstream finds the card by the document.
    """
    card = InsuredCard(
        scheme=Scheme.SOCIAL_SECURITY,
        number="",
        region=visit.policy.region,
        outlet="",
        state=CardState.UNKNOWN,
    )
    return show_standing(kiosk, replace(visit, card=card))


def _until(kiosk: Kiosk, visit: Visit) -> datetime | None:
    if visit.card is None or visit.card.state is not CardState.TEMPORARILY_LOST:
        return None
    return lapses_at(visit.policy, visit.card, kiosk.calendar)


_TELLING: dict[CardState, Advice] = {
    CardState.NOT_ENABLED: Advice.NOT_ENABLED,
    CardState.LOCKED: Advice.LOCKED,
    CardState.CANCELLED: Advice.CANCELLED,
    CardState.IN_PRODUCTION: Advice.IN_PRODUCTION,
    CardState.UNKNOWN: Advice.UNKNOWN_STATE,
}
"""States that allow nothing here: what to do, and where."""


def advise(visit: Visit) -> Advice:
    """What the state of the visit's card allows for its service."""
    if visit.known is None:
        return _offline(visit)
    if visit.card is None:
        return Advice.NO_CARD
    if not served_region(visit.policy, visit.card.region):
        return Advice.OTHER_REGION
    return _TELLING.get(visit.card.state) or _by_service(visit, visit.card)


def _reported_here(visit: Visit) -> bool:
    """The visit filed its report already (and came back here with a guardian)."""
    return act_of(visit, SubmissionKind.LOSS_REPORT) is not None


def _by_service(visit: Visit, card: InsuredCard) -> Advice:
    if _reported_here(visit):
        return Advice.CAN_REPLACE
    match visit.service:
        case Service.RELEASE:
            return _release(visit, card)
        case Service.REPLACE:
            return _counter(visit, _replace(visit, card))
        case _:
            return _counter(visit, _reporting(card))


def _counter(visit: Visit, advice: Advice) -> Advice:
    """Where formal reports are not filed at terminals, only a temporary one can be made here."""
    formal = advice in {Advice.CAN_FORMALISE, Advice.REPORT_FIRST}
    return Advice.FORMAL_AT_COUNTER if formal and not visit.policy.formal_loss.offered else advice


def _offline(visit: Visit) -> Advice:
    offline = visit.policy.offline
    if offline.replace and _reported_here(visit):
        return Advice.CAN_REPLACE
    match visit.service:
        case Service.REPORT_LOSS | Service.REPORT_AND_REPLACE if offline.report and not _reported_here(visit):
            return Advice.OFFLINE_REPORT
        case Service.REPLACE if offline.replace:
            return Advice.CAN_REPLACE
        case _:
            return Advice.OFFLINE_REFUSED


def _release(visit: Visit, card: InsuredCard) -> Advice:
    match card.state:
        case CardState.TEMPORARILY_LOST:
            return Advice.CAN_RELEASE
        case CardState.FORMALLY_LOST if visit.policy.formal_loss.revocable is Revocation.UNTIL_REPLACED:
            return Advice.CAN_RELEASE
        case CardState.FORMALLY_LOST:
            return Advice.NOT_RELEASABLE
        case _:
            return Advice.NOT_LOST


def _replace(visit: Visit, card: InsuredCard) -> Advice:
    match card.state:
        case CardState.FORMALLY_LOST:
            return Advice.CAN_REPLACE
        case CardState.TEMPORARILY_LOST:
            return Advice.CAN_FORMALISE
        case _ if visit.answers.reason is not ReplacementReason.LOST and _other_reasons(visit):
            return Advice.CAN_REPLACE
        case _:
            return Advice.REPORT_FIRST


def _other_reasons(visit: Visit) -> bool:
    return any(reason is not ReplacementReason.LOST for reason in visit.policy.reasons)


def _reporting(card: InsuredCard) -> Advice:
    match card.state:
        case CardState.FORMALLY_LOST:
            return Advice.CAN_REPLACE
        case CardState.TEMPORARILY_LOST:
            return Advice.CAN_FORMALISE
        case _:
            return Advice.CAN_REPORT


def _choose_card(kiosk: Kiosk, page: ChooseCard, event: CardChosen) -> Transition:
    cards = page.visit.known.cards if page.visit.known else ()
    if not 0 <= event.index < len(cards):
        return stay(kiosk)
    return show_standing(kiosk, replace(page.visit, card=cards[event.index]))


def _go_on(kiosk: Kiosk, page: CardStanding, _event: object) -> Transition:
    visit = page.visit
    match page.advice:
        case Advice.CAN_RELEASE:
            return ask_consent(kiosk, visit)
        case Advice.CAN_REPORT | Advice.OFFLINE_REPORT:
            return _report(kiosk, visit)
        case Advice.CAN_FORMALISE | Advice.REPORT_FIRST:
            return _report_lost(kiosk, _formalising(visit))
        case Advice.CAN_REPLACE:
            return apply(kiosk, replace(visit, service=_replacing(visit)))
        case _:
            return leave(kiosk, Leaving.REFUSED)


def _report(kiosk: Kiosk, visit: Visit) -> Transition:
    """The region's one form of report, or the person's choice between two."""
    if form_asked(visit):
        return enter(kiosk, ChooseLossForm(visit=visit))
    forms = loss_forms(visit.service, visit.policy)
    return _report_lost(kiosk, replace(visit, loss_form=forms[0] if forms else LossForm.FORMAL))


def form_asked(visit: Visit) -> bool:
    """The person chooses between temporary and formal: not where the report is one already."""
    reported = visit.card is not None and visit.card.state is CardState.TEMPORARILY_LOST
    return not reported and len(loss_forms(visit.service, visit.policy)) > 1


def _form_chosen(kiosk: Kiosk, page: ChooseLossForm, event: LossFormChosen) -> Transition:
    if event.form not in loss_forms(page.visit.service, page.visit.policy):
        return stay(kiosk)
    return _report_lost(kiosk, replace(page.visit, loss_form=event.form))


def _report_lost(kiosk: Kiosk, visit: Visit) -> Transition:
    """Where report and replacement go together, nobody reports who may not replace."""
    together = visit.policy.formal_loss.together and visit.loss_form is LossForm.FORMAL
    failed = unmet_of(kiosk, visit) if together else ()
    if failed:
        return enter(kiosk, NotEligible(visit=visit, unmet=failed))
    return ask_consent(kiosk, visit)


def _formalising(visit: Visit) -> Visit:
    """A formal report; where it goes only together with the replacement, that comes with it."""
    alone = visit.service is Service.REPORT_LOSS and not visit.policy.formal_loss.together
    service = visit.service if alone else Service.REPORT_AND_REPLACE
    return replace(visit, service=service, loss_form=LossForm.FORMAL)


def _replacing(visit: Visit) -> Service:
    """Formally lost already: only the replacement is left to do."""
    return Service.REPLACE if visit.service is Service.REPORT_LOSS else visit.service


TABLE: Table = {
    (ChooseCard, CardChosen): _choose_card,
    (CardStanding, Press.CONFIRM): _go_on,
    (ChooseLossForm, LossFormChosen): _form_chosen,
}

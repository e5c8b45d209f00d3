"""Whose document was read: the applicant's, or that of the holder for whom somebody acts."""

from dataclasses import replace

from kiosk.flow.events import Press
from kiosk.flow.lookup import look_up
from kiosk.flow.pages import (
    ConfirmIdentity,
    NotEligible,
    PlaceDocument,
    ReadTrouble,
    Refusal,
    TypePassport,
    Whose,
)
from kiosk.flow.placing import place_document
from kiosk.flow.refusing import refuse
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Table, Transition, enter, stay
from kiosk.flow.visit import Answers, Service, Visit
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.identity import age_of, same_person
from kiosk.rules.policy import Policy
from kiosk.rules.submissions import Relation, SubmissionKind

GUARDIAN_AGE = 18
"""Civil Code, articles 17 and 27: a guardian is of age (parents, grandparents, siblings of age)."""

_FILES: dict[Service, frozenset[SubmissionKind]] = {
    Service.REPORT_AND_REPLACE: frozenset({SubmissionKind.LOSS_REPORT, SubmissionKind.REPLACEMENT}),
    Service.REPORT_LOSS: frozenset({SubmissionKind.LOSS_REPORT}),
    Service.REPLACE: frozenset({SubmissionKind.REPLACEMENT}),
    Service.RELEASE: frozenset({SubmissionKind.RELEASE}),
}


def may_act(policy: Policy, relation: Relation, service: Service) -> bool:
    """The region lets a guardian (proxy) do all that this service files."""
    files = _FILES.get(service, frozenset())
    allowed = policy.guardians.services if relation is Relation.GUARDIAN else policy.proxies.services
    return bool(files) and files <= allowed


def accept(kiosk: Kiosk, page: PlaceDocument | TypePassport, document: IdentityDocument) -> Transition:
    """A document that holds: whose is it?"""
    visit = page.visit
    if page.whose is Whose.HOLDER:
        return _accept_holder(kiosk, visit, document)
    if visit.relation is Relation.GUARDIAN:
        return _accept_guardian(kiosk, visit, document)
    if visit.applicant is None or not same_person(visit.applicant, document):
        visit = replace(visit, answers=Answers(), known=None, card=None)
    alone = replace(visit, applicant=document, holder=document, relation=Relation.SELF)
    return _ask(kiosk, alone, Whose.APPLICANT)


def _ask(kiosk: Kiosk, visit: Visit, whose: Whose) -> Transition:
    alone = whose is Whose.APPLICANT and visit.relation is Relation.SELF
    another = any(
        may_act(visit.policy, relation, visit.service) for relation in (Relation.GUARDIAN, Relation.PROXY)
    )
    return enter(kiosk, ConfirmIdentity(visit=visit, whose=whose, for_another=alone and another))


def confirm_again(kiosk: Kiosk, visit: Visit) -> Transition:
    """Back to the question whose document this is."""
    whose = Whose.HOLDER if visit.relation is not Relation.SELF else Whose.APPLICANT
    return _ask(kiosk, visit, whose)


def _accept_holder(kiosk: Kiosk, visit: Visit, document: IdentityDocument) -> Transition:
    if visit.applicant is not None and same_person(visit.applicant, document):
        return _same_person(kiosk, visit, Whose.HOLDER)
    age = age_of(document, kiosk.conditions.now.date())
    minor = age is not None and age < visit.policy.eligibility.minimum_age
    relation = Relation.GUARDIAN if minor else Relation.PROXY
    acting = replace(visit, holder=document, relation=relation, known=None, card=None)
    if not may_act(visit.policy, relation, visit.service) or _too_young(kiosk, acting.applicant):
        return refuse(kiosk, acting, Refusal.NO_GUARDIAN, relation.value)
    return _ask(kiosk, replace(acting, answers=Answers()), Whose.HOLDER)


def _accept_guardian(kiosk: Kiosk, visit: Visit, document: IdentityDocument) -> Transition:
    if visit.holder is not None and same_person(visit.holder, document):
        return _same_person(kiosk, visit, Whose.APPLICANT)
    if _too_young(kiosk, document):
        return refuse(kiosk, visit, Refusal.NO_GUARDIAN, Relation.GUARDIAN.value)
    return _ask(kiosk, replace(visit, applicant=document), Whose.APPLICANT)


def _too_young(kiosk: Kiosk, document: IdentityDocument | None) -> bool:
    age = age_of(document, kiosk.conditions.now.date()) if document is not None else None
    return age is not None and age < GUARDIAN_AGE


def _same_person(kiosk: Kiosk, visit: Visit, whose: Whose) -> Transition:
    asked, effects = place_document(kiosk, visit, whose, lying_counts=False)
    page = PlaceDocument(visit=visit, whose=whose, trouble=ReadTrouble.SAME_PERSON)
    return replace(asked, page=page), effects


def _yes(kiosk: Kiosk, page: ConfirmIdentity, _event: object) -> Transition:
    return look_up(kiosk, page.visit)


def _no(kiosk: Kiosk, page: ConfirmIdentity, _event: object) -> Transition:
    if page.whose is Whose.HOLDER:
        return place_document(kiosk, page.visit, Whose.HOLDER, lying_counts=False)
    return refuse(kiosk, page.visit, Refusal.NOT_YOU)


def _for_another(kiosk: Kiosk, page: ConfirmIdentity, _event: object) -> Transition:
    if not page.for_another:
        return stay(kiosk)
    return place_document(kiosk, page.visit, Whose.HOLDER, lying_counts=False)


def _bring_guardian(kiosk: Kiosk, page: NotEligible, _event: object) -> Transition:
    """The holder's document was read first: the guardian's comes second."""
    only_age = len(page.unmet) == 1 and page.unmet[0].guardian_allowed
    if not only_age or not may_act(page.visit.policy, Relation.GUARDIAN, page.visit.service):
        return stay(kiosk)
    visit = replace(page.visit, relation=Relation.GUARDIAN, applicant=None)
    return place_document(kiosk, visit, Whose.APPLICANT, lying_counts=False)


TABLE: Table = {
    (ConfirmIdentity, Press.CONFIRM): _yes,
    (ConfirmIdentity, Press.DECLINE): _no,
    (ConfirmIdentity, Press.FOR_ANOTHER): _for_another,
    (NotEligible, Press.FOR_ANOTHER): _bring_guardian,
}

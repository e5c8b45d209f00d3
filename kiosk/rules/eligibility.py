"""Who may have a card replaced: every condition that fails, each with what to do about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from kiosk.rules.cards import Holder, InsuredCard
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.identity import age_of, age_within
from kiosk.rules.submissions import Relation, SubmissionKind

if TYPE_CHECKING:
    from kiosk.rules.policy import Exclusion, Policy


class Condition(StrEnum):
    """The conditions of a replacement."""

    AGE = "age"
    """Generally 16 or older; younger with a guardian."""
    RESIDENCE = "residence"
    """A citizen, or a foreigner living in China."""
    INSURANCE = "insurance"
    """A labour or social insurance relationship."""
    HOME_REGION = "home_region"
    """The card was issued where this terminal does not serve."""
    LOCAL = "local"
    """A condition of the region; `Unmet.says` and `Unmet.remedy` carry its words."""


@dataclass(frozen=True, kw_only=True)
class Unmet:
    """One failed condition with what its sentence needs."""

    condition: Condition
    age: int = 0
    """The holder's age in full years (AGE)."""
    minimum: int = 0
    """The age from which no guardian is needed (AGE)."""
    guardian_allowed: bool = False
    """A guardian can do it at this terminal (AGE)."""
    region: str = ""
    """Where the card was issued, six digits (HOME_REGION)."""
    key: str = ""
    """The policy's key of a local condition (LOCAL)."""
    says: str = ""
    says_en: str = ""
    remedy: str = ""
    """The region's own remedy; empty: the screen says the general one."""
    remedy_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One holder's wish, as the conditions are put to it."""

    kind: SubmissionKind
    holder: IdentityDocument
    card: InsuredCard
    known: Holder | None
    """None: the upstream could not be asked; then insurance is not judged here."""
    relation: Relation
    today: date


def unmet(policy: "Policy", case: Case) -> tuple[Unmet, ...]:
    """Every failed condition of a replacement, not just the first; empty: it can be done."""
    found = (
        _age(policy, case),
        _residence(case),
        _insurance(policy, case),
        _home_region(policy, case),
        *(_local(exclusion, case) for exclusion in policy.eligibility.exclusions),
    )
    return tuple(one for one in found if one is not None)


def _age(policy: "Policy", case: Case) -> Unmet | None:
    """Generally 16 or older with full capacity; younger with a guardian."""
    age = age_of(case.holder, case.today)
    minimum = policy.eligibility.minimum_age
    if age is None or age >= minimum or case.relation is Relation.GUARDIAN:
        return None
    allowed = case.kind in policy.guardians.services
    return Unmet(condition=Condition.AGE, age=age, minimum=minimum, guardian_allowed=allowed)


def _residence(case: Case) -> Unmet | None:
    """A passport alone does not prove that a foreigner lives in China; an insurance relationship does."""
    if case.holder.kind is not DocumentKind.PASSPORT or case.known is None or case.known.insured:
        return None
    return Unmet(condition=Condition.RESIDENCE)


def _insurance(policy: "Policy", case: Case) -> Unmet | None:
    if not policy.eligibility.insurance_required or case.known is None or case.known.insured:
        return None
    remedy = policy.eligibility.insurance_remedy
    return Unmet(
        condition=Condition.INSURANCE,
        remedy=remedy.zh if remedy else "",
        remedy_en=remedy.en if remedy else "",
    )


def _home_region(policy: "Policy", case: Case) -> Unmet | None:
    if served_region(policy, case.card.region):
        return None
    return Unmet(condition=Condition.HOME_REGION, region=case.card.region)


def served_region(policy: "Policy", region: str) -> bool:
    """Cards of that region are served here."""
    return not policy.card_regions or region.startswith(policy.card_regions)


def _local(exclusion: "Exclusion", case: Case) -> Unmet | None:
    if not _excluded(exclusion, case):
        return None
    return Unmet(
        condition=Condition.LOCAL,
        key=exclusion.key,
        says=exclusion.says.zh,
        says_en=exclusion.says.en,
        remedy=exclusion.remedy.zh,
        remedy_en=exclusion.remedy.en,
    )


def _excluded(exclusion: "Exclusion", case: Case) -> bool:
    age = age_of(case.holder, case.today)
    return (
        case.kind in exclusion.services
        and (not exclusion.documents or case.holder.kind in exclusion.documents)
        and (not exclusion.schemes or case.card.scheme in exclusion.schemes)
        and (not exclusion.relations or case.relation in exclusion.relations)
        and age_within(age, exclusion.age_from, exclusion.age_below)
    )

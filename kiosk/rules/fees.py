"""What a replacement costs. Money is integer fen everywhere."""

from kiosk.rules.cards import Scheme
from kiosk.rules.identity import age_within
from kiosk.rules.policy import Policy, Waiver
from kiosk.rules.submissions import Fee, ReplacementReason


def fee_for(
    policy: Policy, *, scheme: Scheme, reason: ReplacementReason, age: int | None, replacements: int | None
) -> Fee:
    """The fee after the first waiver that matches; `replacements` counts those before, None: unknown."""
    amount = policy.fees.by_reason_fen.get(reason, policy.fees.standard_fen)
    for waiver in policy.fees.waivers:
        if amount and _matches(waiver, scheme, reason, age, replacements):
            return Fee(amount_fen=0, waiver=waiver.key)
    return Fee(amount_fen=amount)


def _matches(
    waiver: Waiver, scheme: Scheme, reason: ReplacementReason, age: int | None, replacements: int | None
) -> bool:
    return (
        (not waiver.reasons or reason in waiver.reasons)
        and (not waiver.schemes or scheme in waiver.schemes)
        and age_within(age, waiver.age_from, waiver.age_below)
        and (not waiver.first_replacement or replacements == 0)
    )

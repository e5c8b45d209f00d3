"""A region policy from a stick, for a terminal without a network: signed by the upstream, or refused.

The file is what the gateway serves (`kiosk gateway policy`). Nothing is put in force here.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError

from kiosk.rules.policy_file import PolicyFault, load_policy
from kiosk.upstream.contract import SignedPolicy
from kiosk.upstream.signatures import is_signed

_LARGEST = 4 << 20
"""Bytes; the largest of ours has some thousand outlets and a tenth of that."""


class PolicyTrouble(StrEnum):
    """Why a policy was not taken."""

    NO_FILE = "no_file"
    UNSIGNED = "unsigned"
    """A policy without the upstream's signature, or with one that does not hold."""
    NOT_A_POLICY = "not_a_policy"
    OTHER_REGION = "other_region"
    FAULTY = "faulty"
    """Signed, and yet it breaks the rules for policies."""


@dataclass(frozen=True, kw_only=True)
class PolicyRefused:
    """Nothing was changed."""

    why: PolicyTrouble
    detail: str = ""
    """The file, and the key that is wrong with what is wrong about it."""


def take_policy(
    stick: Path, region: str, verifying: dict[str, Ed25519PublicKey]
) -> SignedPolicy | PolicyRefused:
    """The one policy for this region on the stick. Raises OSError when the stick cannot be read."""
    signed = sorted(stick.glob("*.json"))
    plain = sorted(stick.glob("*.toml"))
    refused: list[PolicyRefused] = []
    for file in signed:
        judged = _judged(file, region, verifying)
        if isinstance(judged, SignedPolicy):
            return judged
        refused.append(judged)
    refused += [_unsigned(file) for file in plain]
    return refused[0] if refused else PolicyRefused(why=PolicyTrouble.NO_FILE)


def _judged(file: Path, region: str, verifying: dict[str, Ed25519PublicKey]) -> SignedPolicy | PolicyRefused:
    if file.stat().st_size > _LARGEST:
        return PolicyRefused(why=PolicyTrouble.NOT_A_POLICY, detail=file.name)
    try:
        signed = SignedPolicy.model_validate_json(file.read_bytes())
    except ValidationError:
        return PolicyRefused(why=PolicyTrouble.NOT_A_POLICY, detail=file.name)
    if not is_signed(signed.signed_bytes(), signed.signature, signed.kid, verifying):
        return PolicyRefused(why=PolicyTrouble.UNSIGNED, detail=file.name)
    if signed.region != region:
        return PolicyRefused(why=PolicyTrouble.OTHER_REGION, detail=f"{file.name}: {signed.region}")
    loaded = load_policy(signed.document)
    if isinstance(loaded, PolicyFault):
        return PolicyRefused(why=PolicyTrouble.FAULTY, detail=_fault(file, loaded))
    return signed


def _unsigned(file: Path) -> PolicyRefused:
    """The source of a policy: what is wrong with it is said first, then that it must be signed."""
    loaded = load_policy(file.read_bytes()[:_LARGEST])
    if isinstance(loaded, PolicyFault):
        return PolicyRefused(why=PolicyTrouble.FAULTY, detail=_fault(file, loaded))
    return PolicyRefused(why=PolicyTrouble.UNSIGNED, detail=file.name)


def _fault(file: Path, found: PolicyFault) -> str:
    first = found.faults[0]
    return f"{file.name}: {first.key}: {first.problem}; {first.remedy}"

"""Region policies: files that are checked, signed and served from memory, newest version only."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import structlog

from kiosk.gateway.keyring import Keyring
from kiosk.rules.cards import InsuredCard
from kiosk.rules.outlets import Outlet
from kiosk.rules.policy import Policy
from kiosk.rules.policy_file import PolicyFault, load_policy
from kiosk.rules.promises import ready
from kiosk.rules.submissions import ReplacementApplication
from kiosk.upstream.contract import SignedPolicy, policy_bytes

log = structlog.get_logger()


@dataclass(frozen=True)
class Served:
    """A policy ready to send."""

    policy: Policy
    body: bytes
    etag: str


class Policies:
    """By region. An unsound file is reported and not served; the others are."""

    def __init__(self, folder: Path | None, keyring: Keyring) -> None:
        files = sorted(folder.glob("*.toml")) if folder else []
        served = [_served(file, keyring) for file in files]
        self._by_region = {one.policy.region: one for one in served if one is not None}

    def served(self, region: str) -> Served | None:
        """The region's policy."""
        return self._by_region.get(region)

    def version(self, region: str) -> int:
        """Of the region's policy; 0 without one."""
        served = self.served(region)
        return served.policy.version if served else 0

    def for_card(self, card: InsuredCard) -> Policy | None:
        """The policy of the region that issued the card: of its county, its city or its province."""
        return self._nearest(card.region)

    def outlet(self, outlet: str) -> Outlet | None:
        """By its id, which begins with its region; None when no policy here knows it."""
        policy = self._nearest(outlet[:6])
        return policy.outlet(outlet) if policy else None

    def _nearest(self, region: str) -> Policy | None:
        regions = (region, region[:4] + "00", region[:2] + "0000")
        return next((one.policy for one in map(self.served, regions) if one is not None), None)

    def ready_on(self, application: ReplacementApplication, accepted: date) -> date | None:
        """When the new card is promised."""
        policy = self.for_card(application.card)
        if policy is None:
            return None
        return ready(policy, application.card.scheme, accepted, clock_trusted=True).on


def _served(file: Path, keyring: Keyring) -> Served | None:
    document = file.read_bytes()
    policy = load_policy(document)
    if isinstance(policy, PolicyFault):
        log.error("gateway.policy_unsound", file=file.name, fault=str(policy))
        return None
    message = policy_bytes(policy.region, policy.version, document, keyring.public, keyring.signer.kid)
    signed = SignedPolicy(
        region=policy.region,
        version=policy.version,
        document=document,
        keys=keyring.public,
        kid=keyring.signer.kid,
        signature=keyring.signer.sign(message),
    )
    body = signed.model_dump_json().encode()
    return Served(policy, body, f'"{hashlib.sha256(message).hexdigest()[:32]}"')

"""The region policy in force: from the signed bytes to rules, and the upstream's keys that come with it."""

from pathlib import Path

import structlog
from pydantic import ValidationError

from kiosk.rules.policy import Policy
from kiosk.rules.policy_file import PolicyFault, load_policy
from kiosk.store.clock import SystemClock
from kiosk.store.policies import Policies, StoredPolicy
from kiosk.store.reading import open_for_reading
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.client import Client, NotModified
from kiosk.upstream.contract import SignedPolicy
from kiosk.upstream.keys import UpstreamKeys, save_key_set, upstream_keys
from kiosk.upstream.signatures import is_signed
from kiosk.upstream.trouble import Trouble, TroubleKind

_log = structlog.get_logger()


def policy_in_force(policies: Policies) -> Policy | None:
    """The policy that the store keeps; None before the first, or when it is not one that we understand."""
    stored = policies.current()
    if stored is None or isinstance(stored, StoreTrouble):
        return None
    try:
        signed = SignedPolicy.model_validate_json(stored.signed)
    except ValidationError:
        _log.error("policy.damaged", version=stored.version)
        return None
    return understood(signed)


def bring_over(store: Store, keys: UpstreamKeys) -> None:
    """From a damaged file that was set aside, so that a terminal without a network serves on.

    The signature proves that it is whole.
    """
    damaged = store.salvage.due()
    if not isinstance(damaged, Path) or store.policies.current() is not None:
        return
    stored = _policy_in(damaged)
    if stored is None:
        return
    try:
        signed = SignedPolicy.model_validate_json(stored.signed)
    except ValidationError:
        return
    if is_signed(signed.signed_bytes(), signed.signature, signed.kid, keys.verifying):
        store.policies.accept(stored)


def _policy_in(damaged: Path) -> StoredPolicy | None:
    reading = open_for_reading(damaged, SystemClock())
    if isinstance(reading, StoreTrouble):
        return None
    try:
        stored = reading.policies.current()
    finally:
        reading.close()
    return None if isinstance(stored, StoreTrouble) else stored


def fetch_first(client: Client, store: Store, region: str, seconds: float) -> SignedPolicy | Trouble:
    """Bring the first policy at once: a terminal without one serves nobody, so it does not wait its turn."""
    answer = client.policy(region, known_version=0, seconds=seconds)
    if isinstance(answer, Trouble):
        return answer
    if isinstance(answer, NotModified):
        return Trouble(TroubleKind.CONTRACT, "policy_not_modified")
    signed = answer.signed
    if understood(signed) is None:  # kept, it would keep out a corrected one of the same version
        return Trouble(TroubleKind.CONTRACT, "policy_not_understood")
    stored = StoredPolicy(version=signed.version, etag=answer.etag, signed=signed.model_dump_json().encode())
    kept = store.policies.accept(stored)
    if isinstance(kept, StoreTrouble):
        return Trouble(TroubleKind.CONTRACT, f"store_{kept.kind.value}")
    return signed


def understood(signed: SignedPolicy) -> Policy | None:
    """The rules of a signed policy, or None with the fault in the log: the old one stays in force."""
    loaded = load_policy(signed.document)
    if isinstance(loaded, PolicyFault):
        for fault in loaded.faults:
            _log.error("policy.not_understood", version=signed.version, key=fault.key, problem=fault.problem)
        return None
    return loaded


def keep_keys(signed: SignedPolicy, folder: Path) -> bool:
    """Put the key set of a policy in place; False when it names no key that we can seal to."""
    if upstream_keys(signed.keys) is None:
        _log.error("policy.keys_unusable", version=signed.version)
        return False
    try:
        save_key_set(folder, signed.keys)
    except OSError as failed:
        _log.error("policy.keys_not_written", version=signed.version, error=type(failed).__name__)
        return False
    return True

"""The upstream's own keys on disk, mode 600."""

import base64
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from kiosk.gateway.settings import Keys
from kiosk.upstream.contract import KeySet
from kiosk.upstream.envelope import Algorithm, OpeningKey
from kiosk.upstream.signatures import Signer


@dataclass(frozen=True, kw_only=True)
class Keyring:
    """What signs, what opens, and what terminals are told."""

    signer: Signer = field(repr=False)
    opening: dict[str, OpeningKey] = field(repr=False)
    """By key id; empty where another process opens."""
    public: KeySet

    @cached_property
    def sealing_kids(self) -> frozenset[str]:
        """Of all keys that terminals may have sealed to."""
        return frozenset(key.kid for key in self.public.sealing)


def load_keyring(keys: Keys) -> Keyring:
    """Raises OSError, TypeError, ValueError or KeyError for files that are not keys."""
    signing = load_pem_private_key(keys.signing.read_bytes(), password=None)
    if not isinstance(signing, Ed25519PrivateKey):
        raise TypeError(f"{keys.signing.name} is no Ed25519 key")
    opening = [read_opening_key(path) for path in keys.opening]
    public = KeySet.model_validate_json(keys.public.read_bytes())
    signer = Signer(signing)
    if signer.kid not in {key.kid for key in public.verifying}:
        raise ValueError(f"{keys.public.name} does not name the key of {keys.signing.name}")
    return Keyring(signer=signer, opening={key.sealing_key().kid: key for key in opening}, public=public)


def signing_key_pem(key: Ed25519PrivateKey) -> bytes:
    """PKCS#8."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def opening_key_json(key: OpeningKey) -> bytes:
    """No standard file has the hybrid key yet, so ours is JSON: algorithm, and the raw bytes in base64."""
    return json.dumps({"alg": key.alg.value, "key": base64.b64encode(key.raw).decode()}).encode()


def read_opening_key(path: Path) -> OpeningKey:
    """What `opening_key_json` wrote."""
    table = json.loads(path.read_bytes())
    return OpeningKey(alg=Algorithm(table["alg"]), raw=base64.b64decode(table["key"], validate=True))

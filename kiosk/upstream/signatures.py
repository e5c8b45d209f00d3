"""Ed25519 signatures and the ids of the keys that made them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_ID_CHARACTERS = 16
"""64 bits of SHA-256: ids are looked up in our own list, not trusted."""


def key_id(raw_public: bytes) -> str:
    """The id of a public key: the first 16 hex digits of the SHA-256 of its raw bytes."""
    return hashlib.sha256(raw_public).hexdigest()[:KEY_ID_CHARACTERS]


@dataclass(frozen=True)
class Signer:
    """A private key that signs, and the id under which others know it."""

    key: Ed25519PrivateKey

    @cached_property
    def raw_public(self) -> bytes:
        """32 bytes (RFC 8032)."""
        return self.key.public_key().public_bytes_raw()

    @cached_property
    def kid(self) -> str:
        """Key id of the public half."""
        return key_id(self.raw_public)

    def sign(self, message: bytes) -> bytes:
        """64 bytes; `message` is made by `framed`."""
        return self.key.sign(message)


VerifyingKeys = Mapping[str, Ed25519PublicKey]
"""By key id."""


def verifying_keys(*raw_publics: bytes) -> dict[str, Ed25519PublicKey]:
    """Public keys by their ids. Raises ValueError for anything but 32 bytes."""
    return {key_id(raw): Ed25519PublicKey.from_public_bytes(raw) for raw in raw_publics}


def is_signed(message: bytes, signature: bytes, kid: str, keys: VerifyingKeys) -> bool:
    """Whether the key of that id, if we know it, signed the message."""
    key = keys.get(kid)
    if key is None:
        return False
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True

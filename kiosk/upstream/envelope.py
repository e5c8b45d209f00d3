"""The sealed envelope: only the upstream opens it, only the terminal can have made it, the header is bound.

HPKE base mode (RFC 9180) with HKDF-SHA256 and AES-256-GCM. The terminal keeps no key that opens.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream.framing import framed, frames
from kiosk.upstream.signatures import Signer, VerifyingKeys, is_signed, key_id

PAD_BYTES = 256
"""Sealed lengths tell no more than the number of 256-byte steps."""
_BOUND, _SIGNED = framed("buka/submission/1"), framed("buka/envelope/1")
"""Before the head: the use and its version."""
_MLKEM_PUBLIC_BYTES = 1184
_MLKEM_SEED_BYTES = 64
"""FIPS 203, ML-KEM-768: encapsulation key, and the seed (d, z) that makes the private key."""


class Algorithm(StrEnum):
    """How it is sealed; the name travels in the header."""

    X25519 = "x25519"
    HYBRID = "mlkem768-x25519"
    """ML-KEM-768 with X25519: what is recorded today stays closed to a quantum computer."""


_SUITES = {
    Algorithm.X25519: Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM),
    Algorithm.HYBRID: Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM),
}


@dataclass(frozen=True, kw_only=True)
class SealingKey:
    """The upstream's public key. `raw` is X25519's 32 bytes, behind ML-KEM's 1184 when hybrid."""

    alg: Algorithm
    raw: bytes = field(repr=False)

    @cached_property
    def kid(self) -> str:
        """Its key id."""
        return key_id(self.raw)

    @cached_property
    def _public(self) -> X25519PublicKey | MLKEM768X25519PublicKey:
        if self.alg is Algorithm.X25519:
            return X25519PublicKey.from_public_bytes(self.raw)
        return MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.raw[:_MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(self.raw[_MLKEM_PUBLIC_BYTES:]),
        )

    def is_sound(self) -> bool:
        """Whether the bytes are a key of that algorithm."""
        try:
            _ = self._public
        except ValueError:
            return False
        return True


@dataclass(frozen=True, kw_only=True)
class OpeningKey:
    """The upstream's private key. `raw` is X25519's 32 bytes, behind ML-KEM's 64-byte seed when hybrid."""

    alg: Algorithm
    raw: bytes = field(repr=False)

    @classmethod
    def generate(cls, alg: Algorithm) -> "OpeningKey":
        """A new key from the operating system's randomness."""
        curve = X25519PrivateKey.generate().private_bytes_raw()
        if alg is Algorithm.X25519:
            return cls(alg=alg, raw=curve)
        return cls(alg=alg, raw=MLKEM768PrivateKey.generate().private_bytes_raw() + curve)

    def _private(self) -> X25519PrivateKey | MLKEM768X25519PrivateKey:
        if self.alg is Algorithm.X25519:
            return X25519PrivateKey.from_private_bytes(self.raw)
        return MLKEM768X25519PrivateKey(
            MLKEM768PrivateKey.from_seed_bytes(self.raw[:_MLKEM_SEED_BYTES]),
            X25519PrivateKey.from_private_bytes(self.raw[_MLKEM_SEED_BYTES:]),
        )

    def sealing_key(self) -> SealingKey:
        """The public half. Raises ValueError when `raw` is no key."""
        curve = X25519PrivateKey.from_private_bytes(self.raw[-32:]).public_key().public_bytes_raw()
        if self.alg is Algorithm.X25519:
            return SealingKey(alg=self.alg, raw=curve)
        lattice = MLKEM768PrivateKey.from_seed_bytes(self.raw[:_MLKEM_SEED_BYTES]).public_key()
        return SealingKey(alg=self.alg, raw=lattice.public_bytes_raw() + curve)


@dataclass(frozen=True, kw_only=True)
class Header:
    """What everybody on the way may read. No personal data."""

    terminal: str
    id: str
    """The submission's id and idempotency key: 32 random hexadecimal digits, lower case."""
    kind: SubmissionKind
    seq: int
    """Order of filing at the terminal."""
    number: str
    """Receipt number."""
    depends_on: str = ""
    """Id of the submission that must be acted on first, or empty."""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """One sealed and signed submission: made once at filing, the same bytes at every resend."""

    header: Header
    alg: str
    kid: str
    """Of the sealing key."""
    signer: str
    """Key id of the terminal's key."""
    sealed: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 in hex over header and sealed body: what an acknowledgement names."""
        return hashlib.sha256(self._signed_bytes).hexdigest()

    @cached_property
    def _signed_bytes(self) -> bytes:
        return _SIGNED + _head(self.header, self.alg, self.kid) + frames(self.signer, self.sealed)

    def is_signed_by(self, keys: VerifyingKeys) -> bool:
        """Whether one of these keys of the terminal signed it."""
        return is_signed(self._signed_bytes, self.signature, self.signer, keys)


def _head(header: Header, alg: str, kid: str) -> bytes:
    """What the seal binds and the signature covers, before and behind what is their own."""
    return frames(
        alg, kid, header.terminal, header.id, header.kind.value, str(header.seq), header.number,
        header.depends_on,
    )  # fmt: skip


def seal(plaintext: bytes, header: Header, key: SealingKey, signer: Signer) -> Envelope:
    """Pad, seal to the upstream and sign with the terminal's key. Raises ValueError for an unsound key."""
    head = _head(header, key.alg.value, key.kid)
    sealed = _SUITES[key.alg].encrypt(_padded(plaintext), key._public, _BOUND + head)
    signed = _SIGNED + head + frames(signer.kid, sealed)
    envelope = Envelope(
        header=header,
        alg=key.alg.value,
        kid=key.kid,
        signer=signer.kid,
        sealed=sealed,
        signature=signer.sign(signed),
    )
    vars(envelope)["_signed_bytes"] = signed  # the digest is taken next, of the same bytes
    return envelope


class Unopened(StrEnum):
    """Why an envelope stays closed."""

    UNKNOWN_KEY = "unknown_key"
    """Sealed to a key that we do not hold."""
    DAMAGED = "damaged"
    """Wrong header, changed bytes, or not sealed to this key at all."""


def open_sealed(envelope: Envelope, keys: Mapping[str, OpeningKey]) -> bytes | Unopened:
    """The plaintext. Check the signature first; the seal alone does not say who sealed."""
    key = keys.get(envelope.kid)
    if key is None or key.alg.value != envelope.alg:
        return Unopened.UNKNOWN_KEY
    bound = _BOUND + _head(envelope.header, envelope.alg, envelope.kid)
    try:
        padded = _SUITES[key.alg].decrypt(envelope.sealed, key._private(), bound)
    except (InvalidTag, ValueError):
        return Unopened.DAMAGED
    return _unpadded(padded)


def _padded(plaintext: bytes) -> bytes:
    """ISO/IEC 7816-4: one byte 80, then zeros up to the next step."""
    marked = plaintext + b"\x80"
    return marked + bytes(-len(marked) % PAD_BYTES)


def _unpadded(padded: bytes) -> bytes | Unopened:
    stripped = padded.rstrip(b"\x00")
    return stripped[:-1] if stripped.endswith(b"\x80") else Unopened.DAMAGED

"""The signed token in a receipt's QR: what the slip claims, checkable without a network.

Layout before the signature, big-endian:
version (1 byte) · kind (4 bits) and standing (4 bits) · copy (1) · time, Unix seconds (4)
· terminal id (length 1 + ASCII) · receipt number (length 1 + ASCII); then Ed25519 (64).
Written in base 32 (RFC 4648, without padding): a QR code packs these letters in its compact
alphanumeric mode, and they may stand in the fragment of a URL as they are. No personal data.
"""

import base64
import binascii
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.receipt.standing import Standing
from kiosk.rules.submissions import SubmissionKind

_VERSION: Final = 1
_HEAD: Final = struct.Struct(">BBBI")
_SIGNATURE: Final = 64
_CONTEXT: Final = b"buka receipt token\x00"
"""Signed in front: the same key signs other things, and none may pass for another."""
_LONGEST: Final = 2048
"""Characters; a QR code of version 40 at level M holds 3391 alphanumerics, a token needs 170."""
_KINDS: Final = (SubmissionKind.LOSS_REPORT, SubmissionKind.REPLACEMENT, SubmissionKind.RELEASE)
_STANDINGS: Final = (Standing.KEPT, Standing.RECEIVED, Standing.IN_FORCE, Standing.REFUSED)
"""Positions are the codes on paper: append, never reorder."""


@dataclass(frozen=True, kw_only=True)
class Token:
    """What one printed slip claims."""

    terminal: str
    """ASCII, at most 255 characters; so is `number`."""
    number: str
    """The receipt number."""
    kind: SubmissionKind
    standing: Standing
    """As it was when the slip was printed."""
    at: datetime
    """When it was filed, to the second."""
    copy: int = 0
    """0 the original, n the n-th copy; at most 255."""


class TokenFault(StrEnum):
    """Why a text is not a valid token."""

    MALFORMED = "malformed"
    """Not a token at all, or cut short."""
    UNKNOWN_VERSION = "unknown_version"
    """Of a later terminal; ask for an update."""
    FORGED = "forged"
    """The signature is not this key's: altered, or from somebody else."""


def sign_token(token: Token, key: Ed25519PrivateKey) -> str:
    """The token as text.

    Raises ValueError for a field that does not fit (see Token).
    """
    payload = _packed(token)
    return base64.b32encode(payload + key.sign(_CONTEXT + payload)).decode("ascii").rstrip("=")


def verify_token(text: str, public_key: Ed25519PublicKey) -> Token | TokenFault:
    """What a text claims if `public_key` signed it; takes what a scanner or a person's typing gives."""
    raw = _raw(text)
    if isinstance(raw, TokenFault):
        return raw
    payload, signature = raw[:-_SIGNATURE], raw[-_SIGNATURE:]
    token = _unpacked(payload)
    if isinstance(token, TokenFault):
        return token
    try:
        public_key.verify(signature, _CONTEXT + payload)
    except InvalidSignature:
        return TokenFault.FORGED
    return token


def claimed_terminal(text: str) -> str | TokenFault:
    """The terminal a text says it is from, NOT verified: to look up the key to verify it with."""
    raw = _raw(text)
    if isinstance(raw, TokenFault):
        return raw
    token = _unpacked(raw[:-_SIGNATURE])
    return token if isinstance(token, TokenFault) else token.terminal


def _raw(text: str) -> bytes | TokenFault:
    """The bytes of a token's text, with or without the URL before it."""
    if len(text) > _LONGEST:
        return TokenFault.MALFORMED
    letters = "".join(text.rpartition("#")[2].split()).upper()
    try:
        raw = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except (binascii.Error, ValueError):
        return TokenFault.MALFORMED
    return raw if len(raw) > _SIGNATURE else TokenFault.MALFORMED


def _packed(token: Token) -> bytes:
    codes = _KINDS.index(token.kind) << 4 | _STANDINGS.index(token.standing)
    try:
        head = _HEAD.pack(_VERSION, codes, token.copy, int(token.at.timestamp()))
        texts = [text.encode("ascii") for text in (token.terminal, token.number)]
        return head + b"".join(bytes([len(text)]) + text for text in texts)
    except (struct.error, UnicodeEncodeError, ValueError) as error:
        raise ValueError("a receipt token holds ASCII up to 255, a copy up to 255, a time to 2106") from error


def _unpacked(payload: bytes) -> Token | TokenFault:
    if payload[0] != _VERSION:
        return TokenFault.UNKNOWN_VERSION
    try:
        _, codes, copy, at = _HEAD.unpack_from(payload)
        terminal, rest = _text(payload[_HEAD.size :])
        number, rest = _text(rest)
        kind, standing = _KINDS[codes >> 4], _STANDINGS[codes & 15]
    except (struct.error, IndexError, UnicodeDecodeError):
        return TokenFault.MALFORMED
    if rest:
        return TokenFault.MALFORMED
    return Token(
        terminal=terminal,
        number=number,
        kind=kind,
        standing=standing,
        at=datetime.fromtimestamp(at, UTC),
        copy=copy,
    )


def _text(data: bytes) -> tuple[str, bytes]:
    """A text with its length before it, and what follows. Raises IndexError when cut short."""
    end = 1 + data[0]
    if len(data) < end:
        raise IndexError("cut short")
    return data[1:end].decode("ascii"), data[end:]

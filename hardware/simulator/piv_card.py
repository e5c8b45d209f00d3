"""A staff card as a PIV token presents it: certificate and key 9A, a PIN with three tries.

Speaks SELECT, GET DATA, VERIFY, GENERAL AUTHENTICATE and GET RESPONSE of NIST SP 800-73-4 part 2, and nothing
that would change it.
"""

from dataclasses import dataclass, field
from functools import reduce
from operator import xor
from pathlib import Path
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from hardware.card.staff_card import AID, CERTIFICATE_9A, ECC_P256, KEY_9A, PIN_LENGTH
from hardware.card.tlv import encoded, first_of

PIV: Final = "piv"
"""The kind in a card file."""
KEYS: Final = frozenset({"certificate", "key", "pin"})
TRIES: Final = 3
_OK: Final = b"\x90\x00"
_UNKNOWN: Final = b"\x6d\x00"
_PIECE: Final = 256
_HISTORICAL: Final = b"\x80BUKA-PIV"
_DIGEST: Final = 32


@dataclass(frozen=True, kw_only=True)
class PivToken:
    """What is inside a token."""

    certificate: bytes
    """DER; empty: none was put on it."""
    key: ec.EllipticCurvePrivateKey = field(repr=False)
    pin: str = field(repr=False)


def load_token(table: dict[str, Any], folder: Path) -> PivToken:
    """From the table `[piv]` of a card file, whose paths count from its folder.

    Raises:
        ValueError: a key is missing or is not what it should be; the message names it.
        OSError: a file cannot be read.
    """
    if set(table) != KEYS:
        raise ValueError(f"piv must have exactly {', '.join(sorted(KEYS))}")
    pin = str(table["pin"])
    if not (pin.isascii() and pin.isdigit() and 6 <= len(pin) <= PIN_LENGTH):
        raise ValueError("piv.pin must have 6 to 8 digits")
    key = load_pem_private_key((folder / table["key"]).read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise ValueError("piv.key must be a key on P-256")
    certificate = x509.load_pem_x509_certificate((folder / table["certificate"]).read_bytes())
    return PivToken(certificate=certificate.public_bytes(Encoding.DER), key=key, pin=pin)


class PivCard:
    """Answers like a token; forgets the PIN when power goes, never the tries."""

    def __init__(self, token: PivToken) -> None:
        self._token = token
        self._selected = self._verified = False
        self._tries = TRIES
        self._waiting = b""
        self.pins_seen = 0
        """How often a PIN was sent to it."""
        body = bytes((0x80 | len(_HISTORICAL), 0x01)) + _HISTORICAL
        self.atr = b"\x3b" + body + bytes((reduce(xor, body),))

    def power(self, on: bool) -> None:  # noqa: ARG002 - power off and on both forget
        """Forget what was selected and verified."""
        self._selected = self._verified = False
        self._waiting = b""

    def answer(self, command: bytes) -> bytes:
        """Answer one APDU."""
        instruction, data = command[1], command[5 : 5 + command[4]] if len(command) > 5 else b""
        if instruction == 0xC0:
            return self._piece()
        if instruction == 0xA4:
            return self._select(data)
        return self._asked(instruction, command[2:4], data) if self._selected else _UNKNOWN

    def _asked(self, instruction: int, parameters: bytes, data: bytes) -> bytes:
        match instruction:
            case 0xCB:
                return self._data(data)
            case 0x20:
                return self._verify(data)
            case 0x87:
                return self._authenticate(parameters, data)
        return _UNKNOWN

    def _select(self, name: bytes) -> bytes:
        self._selected = name.startswith(AID)
        return self._told(encoded(0x61, encoded(0x4F, AID[5:]))) if self._selected else b"\x6a\x82"

    def _data(self, tag_list: bytes) -> bytes:
        if tag_list[2:] != CERTIFICATE_9A or not self._token.certificate:
            return b"\x6a\x82"
        parts = encoded(0x70, self._token.certificate) + encoded(0x71, b"\x00") + encoded(0xFE, b"")
        return self._told(encoded(0x53, parts))

    def _verify(self, padded: bytes) -> bytes:
        self.pins_seen += 1
        self._verified = bool(self._tries) and padded.rstrip(b"\xff") == self._token.pin.encode()
        self._tries = TRIES if self._verified else max(0, self._tries - 1)
        if self._verified:
            return _OK
        return bytes((0x63, 0xC0 | self._tries)) if self._tries else b"\x69\x83"

    def _authenticate(self, parameters: bytes, data: bytes) -> bytes:
        if parameters != bytes((ECC_P256, KEY_9A)):
            return b"\x6a\x86"
        if not self._verified:
            return b"\x69\x82"
        digest = first_of(first_of(data, 0x7C) or b"", 0x81)
        if digest is None or len(digest) != _DIGEST:
            return b"\x6a\x80"
        signature = self._token.key.sign(digest, ec.ECDSA(Prehashed(SHA256())))
        return self._told(encoded(0x7C, encoded(0x82, signature)))

    def _told(self, answer: bytes) -> bytes:
        """The first piece; the rest waits for GET RESPONSE (ISO/IEC 7816-4, 61 xx)."""
        self._waiting = answer
        return self._piece()

    def _piece(self) -> bytes:
        piece, self._waiting = self._waiting[:_PIECE], self._waiting[_PIECE:]
        left = min(len(self._waiting), 0xFF)
        return piece + (bytes((0x61, left)) if left else _OK)

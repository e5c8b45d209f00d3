"""A staff card: PIV (NIST SP 800-73-4), key 9A, ECC P-256. Nothing is ever written to it.

The order protects its holder: the PIN goes only to a card whose certificate the caller has accepted, and the
card itself counts wrong PINs (three, by default, then it blocks itself).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum, auto
from typing import Final

from hardware.card.apdu import Channel, Command, Instruction, exchange
from hardware.card.failure import ReadFailure
from hardware.card.tlv import first_of

AID: Final = bytes.fromhex("A000000308")
"""SP 800-73-4 part 1, 2.2: the PIX may be left out."""
CERTIFICATE_9A: Final = bytes.fromhex("5FC105")
"""SP 800-73-4 part 1, table 3: X.509 Certificate for PIV Authentication."""
KEY_9A: Final = 0x9A
ECC_P256: Final = 0x11
"""SP 800-78-4, table 6-2."""
PIN_LENGTH: Final = 8
"""Padded with FF, SP 800-73-4 part 2, 2.4.3."""
_PIN_OF_CARD: Final = 0x80
_TRIES_LEFT: Final = 0x63  # SW1; SW2 is Cx with x tries left
_BLOCKED: Final = 0x6983


class CardRefusal(StrEnum):
    """Why a card proved nothing."""

    NO_STAFF_CARD = auto()
    """A card without the PIV application."""
    NO_CERTIFICATE = auto()
    NOT_ACCEPTED = auto()
    """The caller does not accept its certificate; the PIN was not sent."""
    WRONG_PIN = auto()
    BLOCKED = auto()
    NO_SIGNATURE = auto()
    """It does not sign with the key 9A."""


@dataclass(frozen=True, kw_only=True)
class StaffCardQuestion:
    """What the card is to sign, under which PIN, and who judges its certificate (DER) beforehand."""

    digest: bytes
    """SHA-256 of a challenge that is used once."""
    pin: str = field(repr=False)
    accepts: Callable[[bytes], bool] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class CardProof:
    """The card signed; the caller verifies."""

    certificate: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    """ECDSA, DER."""


@dataclass(frozen=True, kw_only=True)
class CardRefused:
    """The card proved nothing."""

    why: CardRefusal
    tries_left: int = 0
    """Of the PIN, with `WRONG_PIN`."""


StaffCardAnswer = CardProof | CardRefused


def ask_staff_card(channel: Channel, question: StaffCardQuestion) -> StaffCardAnswer | ReadFailure:
    """Select, read the certificate, let the caller judge it, verify the PIN, let the card sign."""
    selected = exchange(channel, Command(0x00, Instruction.SELECT, 0x04, 0x00, AID, le=256))
    if isinstance(selected, ReadFailure):
        return selected
    if not selected.ok:
        return CardRefused(why=CardRefusal.NO_STAFF_CARD)
    certificate = _certificate(channel)
    if not isinstance(certificate, bytes):
        return certificate
    if not question.accepts(certificate):
        return CardRefused(why=CardRefusal.NOT_ACCEPTED)
    refused = _verify(channel, question.pin)
    if refused is not None:
        return refused
    return _sign(channel, certificate, question.digest)


def _certificate(channel: Channel) -> bytes | CardRefused | ReadFailure:
    """GET DATA, SP 800-73-4 part 2, 3.1.2; the object is 53 { 70 certificate, 71 00, FE }."""
    tag_list = bytes((0x5C, len(CERTIFICATE_9A))) + CERTIFICATE_9A
    found = exchange(channel, Command(0x00, Instruction.GET_DATA, 0x3F, 0xFF, tag_list, le=256))
    if isinstance(found, ReadFailure):
        return found
    certificate = first_of(first_of(found.data, 0x53) or b"", 0x70) if found.ok else None
    return certificate or CardRefused(why=CardRefusal.NO_CERTIFICATE)


def _verify(channel: Channel, pin: str) -> CardRefused | ReadFailure | None:
    """VERIFY, SP 800-73-4 part 2, 3.2.1."""
    padded = pin.encode("ascii").ljust(PIN_LENGTH, b"\xff")
    answer = exchange(channel, Command(0x00, Instruction.VERIFY, 0x00, _PIN_OF_CARD, padded))
    if isinstance(answer, ReadFailure) or answer.ok:
        return answer if isinstance(answer, ReadFailure) else None
    left = answer.status & 0x0F if answer.status >> 8 == _TRIES_LEFT else 0
    blocked = answer.status == _BLOCKED or left == 0
    return CardRefused(why=CardRefusal.BLOCKED if blocked else CardRefusal.WRONG_PIN, tries_left=left)


def _sign(channel: Channel, certificate: bytes, digest: bytes) -> StaffCardAnswer | ReadFailure:
    """GENERAL AUTHENTICATE, SP 800-73-4 part 2, 3.2.4 and appendix A.3: 7C { 82 empty, 81 challenge }."""
    template = bytes((0x82, 0x00, 0x81, len(digest))) + digest
    data = bytes((0x7C, len(template))) + template
    command = Command(0x00, Instruction.GENERAL_AUTHENTICATE, ECC_P256, KEY_9A, data, le=256)
    answer = exchange(channel, command)
    if isinstance(answer, ReadFailure):
        return answer
    signature = first_of(first_of(answer.data, 0x7C) or b"", 0x82) if answer.ok else None
    if not signature:
        return CardRefused(why=CardRefusal.NO_SIGNATURE)
    return CardProof(certificate=certificate, signature=signature)

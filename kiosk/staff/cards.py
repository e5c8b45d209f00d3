"""Signing in by staff card: the gateway's authority vouches for name and role, the card's key for presence.

The certificate is judged before the PIN leaves the terminal; then the card signs a challenge used only once.
"""

import hashlib
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from hardware.card.failure import ReadFailure
from hardware.card.staff_card import CardProof, CardRefusal, StaffCardAnswer, StaffCardQuestion
from kiosk.flow.roles import Role

ROLE: Final = x509.ObjectIdentifier("2.5.4.72")
"""id-at-role of X.520, 6.12.1: one of `Role`, written by the gateway's authority."""
_LABEL: Final = b"buka/staff-card/1"
"""Keeps this use of the card's key apart from every other."""

AskCard = Callable[[StaffCardQuestion], StaffCardAnswer | ReadFailure]


class CardTrouble(StrEnum):
    """Why a card opens nothing. Each has its own sentence at the door, and its word in the audit."""

    NO_CARD = "no_card"
    """None lies there, it was taken away, or it does not answer."""
    NO_STAFF_CARD = "no_staff_card"
    FOREIGN = "foreign"
    """Its certificate is not of the gateway's authority, or not one for staff."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    WRONG_PIN = "wrong_pin"
    BLOCKED = "blocked"
    FORGED = "forged"
    """It cannot sign with the key of its certificate: a copy."""
    CLOCK = "clock"
    """The terminal does not know the time, so it cannot tell whether the card has expired."""


@dataclass(frozen=True, kw_only=True)
class StaffCard:
    """Whose card it is."""

    serial: str
    """Of the certificate, hexadecimal: what the audit knows the card by."""
    name: str
    role: Role


@dataclass(frozen=True, kw_only=True)
class CardNotTaken:
    """The card opens nothing."""

    why: CardTrouble
    serial: str = ""
    """Of its certificate, where there was one."""
    tries_left: int = 0


@dataclass(frozen=True, kw_only=True)
class CardDoor:
    """Judges staff cards. `now` is None while the clock is not trusted."""

    authority: x509.Certificate
    terminal: str
    now: datetime | None
    revoked: Collection[str]
    """Serials, as the gateway told them last."""

    def try_card(self, ask: AskCard, pin: str) -> StaffCard | CardNotTaken:
        """Ask the card on the reader; seconds of work, and of waiting for the card."""
        judged: list[StaffCard | CardNotTaken] = []

        def accepts(certificate: bytes) -> bool:
            judged.append(self.judge(certificate))
            return isinstance(judged[-1], StaffCard)

        digest = challenge(self.terminal)
        answer = ask(StaffCardQuestion(digest=digest, pin=pin, accepts=accepts))
        if isinstance(answer, CardProof):
            return self._proved(judged[-1], answer, digest)
        serial = judged[-1].serial if judged else ""
        if isinstance(answer, ReadFailure):
            return CardNotTaken(why=CardTrouble.NO_CARD, serial=serial)
        if answer.why is CardRefusal.NOT_ACCEPTED and isinstance(judged[-1], CardNotTaken):
            return judged[-1]
        return CardNotTaken(why=_TROUBLES[answer.why], serial=serial, tries_left=answer.tries_left)

    def judge(self, certificate: bytes) -> StaffCard | CardNotTaken:
        """Whose certificate (DER) this is, or why it counts for nothing here."""
        try:
            parsed = x509.load_der_x509_certificate(certificate)
            parsed.verify_directly_issued_by(self.authority)
            card = _staff_card(parsed)
        except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
            return CardNotTaken(why=CardTrouble.FOREIGN)
        if card.serial in self.revoked:
            return CardNotTaken(why=CardTrouble.REVOKED, serial=card.serial)
        if self.now is None:
            return CardNotTaken(why=CardTrouble.CLOCK, serial=card.serial)
        if not parsed.not_valid_before_utc <= self.now <= parsed.not_valid_after_utc:
            return CardNotTaken(why=CardTrouble.EXPIRED, serial=card.serial)
        return card

    @staticmethod
    def _proved(card: StaffCard | CardNotTaken, proof: CardProof, digest: bytes) -> StaffCard | CardNotTaken:
        public = x509.load_der_x509_certificate(proof.certificate).public_key()
        if isinstance(card, CardNotTaken) or not isinstance(public, ec.EllipticCurvePublicKey):
            return CardNotTaken(why=CardTrouble.FOREIGN, serial=card.serial)
        try:
            public.verify(proof.signature, digest, ec.ECDSA(Prehashed(SHA256())))
        except InvalidSignature:
            return CardNotTaken(why=CardTrouble.FORGED, serial=card.serial)
        return card


_TROUBLES: Final = {
    CardRefusal.NO_STAFF_CARD: CardTrouble.NO_STAFF_CARD,
    CardRefusal.NO_CERTIFICATE: CardTrouble.NO_STAFF_CARD,
    CardRefusal.NOT_ACCEPTED: CardTrouble.FOREIGN,
    CardRefusal.WRONG_PIN: CardTrouble.WRONG_PIN,
    CardRefusal.BLOCKED: CardTrouble.BLOCKED,
    CardRefusal.NO_SIGNATURE: CardTrouble.FORGED,
}


def challenge(terminal: str) -> bytes:
    """SHA-256 over this use, this terminal and 256 fresh bits."""
    return hashlib.sha256(_LABEL + terminal.encode() + secrets.token_bytes(32)).digest()


def load_authority(path: Path) -> x509.Certificate:
    """The gateway's authority. Raises OSError, ValueError."""
    return x509.load_pem_x509_certificate(path.read_bytes())


def _staff_card(certificate: x509.Certificate) -> StaffCard:
    """Raises ValueError, TypeError, ExtensionNotFound for a certificate that is not one for staff."""
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    if ExtendedKeyUsageOID.SMARTCARD_LOGON not in usage:
        raise ValueError("not for staff")
    if not isinstance(certificate.public_key(), ec.EllipticCurvePublicKey):
        raise TypeError("not a key that staff cards have")
    (name,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    (role,) = certificate.subject.get_attributes_for_oid(ROLE)
    return StaffCard(
        serial=f"{certificate.serial_number:x}", name=str(name.value), role=Role(str(role.value))
    )

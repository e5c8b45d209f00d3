"""Staff cards for tests: made as a card maker makes them, certified as the gateway does."""

from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from hardware.simulator.piv_card import PivCard, PivToken
from kiosk.gateway.authority import Authority

PIN = "314159"


def new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def request_of(key: ec.EllipticCurvePrivateKey) -> str:
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, SHA256())
    return request.public_bytes(Encoding.PEM).decode()


def certified(
    folder: Path, key: ec.EllipticCurvePrivateKey, *, at: datetime, role: str = "technician"
) -> x509.Certificate:
    """By the authority in `folder`."""
    authority = Authority.load(folder / "ca.pem", folder / "ca.key")
    certificate = authority.issue_staff("李师傅", role, request_of(key), at)
    assert certificate is not None
    return certificate


def card_of(certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> PivCard:
    return PivCard(PivToken(certificate=certificate.public_bytes(Encoding.DER), key=key, pin=PIN))


def write_card(folder: Path, certificate_pem: str, key: ec.EllipticCurvePrivateKey) -> Path:
    """A card file with its two files beside it."""
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "card.key").write_bytes(pem)
    (folder / "card.pem").write_text(certificate_pem)
    path = folder / "card.toml"
    path.write_text(f'kind = "piv"\n[piv]\nkey = "card.key"\ncertificate = "card.pem"\npin = "{PIN}"\n')
    return path


LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)

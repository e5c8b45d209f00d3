"""A certificate authority for terminals, and everything a new gateway needs in one folder.

A province brings its own authority; this one serves enrolment, trials and the demo.
"""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from kiosk.gateway.keyring import opening_key_json, signing_key_pem
from kiosk.gateway.moments import utc_now
from kiosk.upstream.certificates import certificate_request
from kiosk.upstream.envelope import Algorithm, OpeningKey
from kiosk.upstream.keys import KEY_SET_FILE, key_set, write_file
from kiosk.upstream.signatures import Signer

TERMINAL_DAYS = 30
"""Short: a stolen terminal's certificate soon dies even where revocation does not reach."""
RENEWAL_DAYS = 10
"""Renewal is due when fewer are left."""
STAFF_CARD_DAYS = 365
"""A terminal without a network knows no revocations: then the card's own end counts."""
_ROLE = ObjectIdentifier("2.5.4.72")
"""id-at-role of X.520, 6.12.1: what the staff card's holder may do at a terminal."""
_AUTHORITY_DAYS = 3650
_SERVER_DAYS = 397
"""The longest that browsers accept."""
_BACKDATED = timedelta(hours=26)
"""A terminal whose clock is in another zone, or a day late, must not see a certificate of the future."""


class Authority:
    """Signs certificates. ECDSA P-256, because browsers at the desk do not take Ed25519."""

    def __init__(self, certificate: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> None:
        self._certificate = certificate
        self._key = key

    @classmethod
    def load(cls, cert: Path, key: Path) -> "Authority":
        """Raises OSError, TypeError or ValueError."""
        private = load_pem_private_key(key.read_bytes(), password=None)
        if not isinstance(private, ec.EllipticCurvePrivateKey):
            raise TypeError(f"{key.name} is no elliptic curve key")
        return cls(x509.load_pem_x509_certificate(cert.read_bytes()), private)

    @property
    def pem(self) -> str:
        """Its own certificate."""
        return self._certificate.public_bytes(Encoding.PEM).decode()

    def issue(self, terminal: str, csr: str, now: datetime) -> str | None:
        """A terminal's certificate over the request's own key, in PEM; None for an unusable request."""
        public = request_key(csr)
        if public is None:
            return None
        builder = (
            _certificate(_name(terminal), self._certificate.subject, public, now, TERMINAL_DAYS)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(sign=True), critical=True)
            .add_extension(_extended(ExtendedKeyUsageOID.CLIENT_AUTH), critical=True)
        )
        return builder.sign(self._key, SHA256()).public_bytes(Encoding.PEM).decode()

    def issue_staff(self, name: str, role: str, csr: str, now: datetime) -> x509.Certificate | None:
        """A staff card's certificate over the request's own key; None for an unusable request."""
        public = staff_request_key(csr)
        if public is None:
            return None
        subject = x509.Name([*_name(name), x509.NameAttribute(_ROLE, role)])
        builder = (
            _certificate(subject, self._certificate.subject, public, now, STAFF_CARD_DAYS)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(sign=True), critical=True)
            .add_extension(_extended(ExtendedKeyUsageOID.SMARTCARD_LOGON), critical=True)
        )
        return builder.sign(self._key, SHA256())

    def issue_server(self, hosts: Sequence[str], key: ec.EllipticCurvePrivateKey, now: datetime) -> str:
        """A gateway's certificate, in PEM."""
        builder = (
            _certificate(_name(hosts[0]), self._certificate.subject, key.public_key(), now, _SERVER_DAYS)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.SubjectAlternativeName([_general(host) for host in hosts]), critical=False)
            .add_extension(_extended(ExtendedKeyUsageOID.SERVER_AUTH), critical=True)
        )
        return builder.sign(self._key, SHA256()).public_bytes(Encoding.PEM).decode()


def request_key(csr: str) -> Ed25519PublicKey | None:
    """The key that a request proves to own; None unless it is a sound Ed25519 request."""
    try:
        request = x509.load_pem_x509_csr(csr.encode())
        public = request.public_key()
        sound = request.is_signature_valid
    except (ValueError, InvalidSignature, UnsupportedAlgorithm):
        return None
    return public if sound and isinstance(public, Ed25519PublicKey) else None


def staff_request_key(csr: str) -> ec.EllipticCurvePublicKey | None:
    """The same for a staff card: ECC P-256 (SP 800-78-4), which every PIV card can make."""
    try:
        request = x509.load_pem_x509_csr(csr.encode())
        public = request.public_key()
        sound = request.is_signature_valid
    except (ValueError, InvalidSignature, UnsupportedAlgorithm):
        return None
    curve = public.curve.name if isinstance(public, ec.EllipticCurvePublicKey) else ""
    return (
        public if sound and isinstance(public, ec.EllipticCurvePublicKey) and curve == "secp256r1" else None
    )


def make_authority(folder: Path, hosts: Sequence[str] = ("127.0.0.1", "localhost")) -> Authority:
    """Everything a new gateway needs, in `folder`: authority, server certificate, signing and opening keys.

    Files: `ca.pem`, `ca.key`, `server.pem`, `server.key`, `signing.key`, `opening.json`,
    `upstream-keys.json`. What is there already is left as it is.
    """
    if not (folder / KEY_SET_FILE).is_file():
        _make(folder, hosts)
    return Authority.load(folder / "ca.pem", folder / "ca.key")


def _make(folder: Path, hosts: Sequence[str]) -> None:
    now = utc_now()
    ca_key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Buka authority")
    builder = (
        _certificate(name, name, ca_key.public_key(), now, _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(sign=False), critical=True)
    )
    authority = Authority(builder.sign(ca_key, SHA256()), ca_key)
    server_key = ec.generate_private_key(ec.SECP256R1())
    signing = Ed25519PrivateKey.generate()
    opening = OpeningKey.generate(Algorithm.HYBRID)
    write_file(folder / "ca.pem", authority.pem.encode())
    write_file(folder / "ca.key", _pem(ca_key))
    write_file(folder / "server.pem", authority.issue_server(hosts, server_key, now).encode())
    write_file(folder / "server.key", _pem(server_key))
    write_file(folder / "signing.key", signing_key_pem(signing))
    write_file(folder / "opening.json", opening_key_json(opening))
    public = key_set((opening.sealing_key(),), (Signer(signing).raw_public,))
    write_file(folder / KEY_SET_FILE, public.model_dump_json(indent=1).encode())


def issue_terminal(authority_folder: Path, terminal: str, out: Path) -> None:
    """A terminal's files without the network, in `out`: `ca.pem`, `terminal.pem`, `terminal.key`,
    `upstream-keys.json`. For the demo and trials; real terminals enrol and keep their key to themselves.
    """
    authority = Authority.load(authority_folder / "ca.pem", authority_folder / "ca.key")
    key = Ed25519PrivateKey.generate()
    certificate = authority.issue(terminal, certificate_request(key), utc_now())
    if certificate is None:
        raise ValueError("our own request must be sound")
    write_file(out / "ca.pem", authority.pem.encode())
    write_file(out / "terminal.pem", certificate.encode())
    write_file(out / "terminal.key", signing_key_pem(key))
    write_file(out / KEY_SET_FILE, (authority_folder / KEY_SET_FILE).read_bytes())


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey | Ed25519PublicKey,
    now: datetime,
    days: int,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + timedelta(days=days))
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _general(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _extended(usage: ObjectIdentifier) -> x509.ExtendedKeyUsage:
    return x509.ExtendedKeyUsage([usage])


def _usage(*, sign: bool) -> x509.KeyUsage:
    """A terminal signs; an authority signs certificates."""
    return x509.KeyUsage(
        digital_signature=sign, key_cert_sign=not sign, crl_sign=not sign, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

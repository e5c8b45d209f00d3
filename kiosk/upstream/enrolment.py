"""A new terminal makes its key here and gets its certificate by a one-time code; renewal before expiry."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pydantic import ValidationError

from kiosk.upstream.certificates import certificate_request
from kiosk.upstream.client import SEND_SECONDS, Client
from kiosk.upstream.contract import Credentials, Enrolment
from kiosk.upstream.exchange import Exchange, tls_context
from kiosk.upstream.keys import TerminalKeys, save_key_set, upstream_keys, write_file
from kiosk.upstream.trouble import Trouble, TroubleKind


@dataclass(frozen=True)
class Enrolled:
    """Key, certificate and the upstream's public keys are in place."""

    terminal: str
    expires: datetime


def enrol(
    url: str, code: str, *, ca: Path, cert: Path, key: Path, keys: Path, seconds: float = 30.0
) -> Enrolled | Trouble:
    """Trade the code for a certificate. The private key never leaves this machine.

    `ca` must be here already, brought by hand: it is what makes the first contact safe.
    An old key is kept for the retry when the answer was lost. Raises OSError when a file cannot be written.
    """
    exchange = Exchange(url, tls_context(ca))
    try:
        asked = Enrolment(code=code.strip().upper(), csr=certificate_request(_own_key(key)))
    except ValidationError:
        return Trouble(TroubleKind.CONTRACT, "code_shape")
    try:
        answer = exchange.post("/v1/enrolment", asked.model_dump_json().encode(), seconds=seconds)
    finally:
        exchange.close()
    if isinstance(answer, Trouble):
        return answer
    try:
        return _installed(Credentials.model_validate_json(answer.body), _own_key(key), cert, keys)
    except ValidationError:
        return Trouble(TroubleKind.CONTRACT, "answer_shape")


def renew(
    client: Client, keys: TerminalKeys, *, cert: Path, folder: Path, seconds: float = SEND_SECONDS
) -> Enrolled | Trouble:
    """A new certificate over the same key, so that envelopes in the outbox stay valid. `folder` is where
    `upstream-keys.json` lies. Raises OSError when a file cannot be written.
    """
    answer = client.renew(certificate_request(keys.signer.key), seconds=seconds)
    return answer if isinstance(answer, Trouble) else _installed(answer, keys.signer.key, cert, folder)


def _own_key(path: Path) -> Ed25519PrivateKey:
    if path.is_file():
        key = load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(key, Ed25519PrivateKey):
            return key
    key = Ed25519PrivateKey.generate()
    write_file(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return key


def _installed(answer: Credentials, key: Ed25519PrivateKey, cert: Path, folder: Path) -> Enrolled | Trouble:
    try:
        certificate = x509.load_pem_x509_certificate(answer.certificate.encode())
    except ValueError:
        return Trouble(TroubleKind.CONTRACT, "certificate")
    if certificate.public_key() != key.public_key() or upstream_keys(answer.keys) is None:
        return Trouble(TroubleKind.CONTRACT, "certificate")
    save_key_set(folder, answer.keys)
    write_file(cert, answer.certificate.encode())
    return Enrolled(answer.terminal, certificate.not_valid_after_utc)

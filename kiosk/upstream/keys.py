"""A terminal's secrets and its upstream's public keys: files of mode 600, or systemd credentials."""

import os
import stat
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from kiosk.upstream.contract import KeySet, SealingKeyMessage, VerifyingKeyMessage
from kiosk.upstream.envelope import Algorithm, SealingKey
from kiosk.upstream.signatures import Signer, key_id, verifying_keys

KEY_SET_FILE = "upstream-keys.json"
"""In the folder of `[upstream] keys`: a `KeySet`, brought by enrolment, renewed by signed policy."""


class KeyFault(StrEnum):
    """Why a key cannot be used."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    LOOSE_MODE = "loose_mode"
    """Others may read the private key: chmod 600."""
    NOT_A_KEY = "not_a_key"
    MISMATCH = "mismatch"
    """The certificate is for another key."""


@dataclass(frozen=True)
class KeyTrouble:
    """Which file, and what is wrong with it."""

    file: str
    fault: KeyFault


@dataclass(frozen=True, kw_only=True)
class UpstreamKeys:
    """The upstream's public keys."""

    sealing: SealingKey
    verifying: dict[str, Ed25519PublicKey] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class TerminalKeys:
    """All that a terminal needs to talk to its upstream. One Ed25519 key serves TLS and envelopes:
    the certificate so vouches for the signatures too, and `framed` labels keep the uses apart.
    """

    terminal: str
    """Its id: the common name of the certificate."""
    signer: Signer = field(repr=False)
    ca: Path
    cert: Path
    key: Path
    expires: datetime
    upstream: UpstreamKeys


def load_keys(*, ca: Path, cert: Path, key: Path, keys: Path) -> TerminalKeys | KeyTrouble:
    """Read and check everything. `keys` is the folder of `KEY_SET_FILE`.

    Under systemd, a credential of the same file name (`LoadCredentialEncrypted=`) goes before the file.
    """
    key, cert, ca = placed(key), placed(cert), placed(ca)
    for path in (ca, cert, key):
        if not path.is_file():
            return KeyTrouble(path.name, KeyFault.MISSING)
    signer = _load_signer(key)
    if isinstance(signer, KeyTrouble):
        return signer
    certificate = _load_certificate(cert, signer)
    if isinstance(certificate, KeyTrouble):
        return certificate
    upstream = load_upstream_keys(keys)
    if isinstance(upstream, KeyTrouble):
        return upstream
    return TerminalKeys(
        terminal=_common_name(certificate),
        signer=signer,
        ca=ca,
        cert=cert,
        key=key,
        expires=certificate.not_valid_after_utc,
        upstream=upstream,
    )


def placed(path: Path) -> Path:
    """The systemd credential of that name, else the file itself."""
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    credential = Path(folder) / path.name if folder else None
    return credential if credential and credential.is_file() else path


def _load_signer(path: Path) -> Signer | KeyTrouble:
    try:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            return KeyTrouble(path.name, KeyFault.LOOSE_MODE)
        key = load_pem_private_key(path.read_bytes(), password=None)
    except OSError:
        return KeyTrouble(path.name, KeyFault.UNREADABLE)
    except (ValueError, TypeError):
        return KeyTrouble(path.name, KeyFault.NOT_A_KEY)
    if not isinstance(key, Ed25519PrivateKey):
        return KeyTrouble(path.name, KeyFault.NOT_A_KEY)
    return Signer(key)


def _load_certificate(path: Path, signer: Signer) -> x509.Certificate | KeyTrouble:
    try:
        certificate = x509.load_pem_x509_certificate(path.read_bytes())
    except OSError:
        return KeyTrouble(path.name, KeyFault.UNREADABLE)
    except ValueError:
        return KeyTrouble(path.name, KeyFault.NOT_A_KEY)
    public = certificate.public_key()
    if not isinstance(public, Ed25519PublicKey) or public.public_bytes_raw() != signer.raw_public:
        return KeyTrouble(path.name, KeyFault.MISMATCH)
    return certificate


def _common_name(certificate: x509.Certificate) -> str:
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def load_upstream_keys(folder: Path) -> UpstreamKeys | KeyTrouble:
    """The key set as last brought by enrolment or policy."""
    try:
        text = (folder / KEY_SET_FILE).read_bytes()
    except FileNotFoundError:
        return KeyTrouble(KEY_SET_FILE, KeyFault.MISSING)
    except OSError:
        return KeyTrouble(KEY_SET_FILE, KeyFault.UNREADABLE)
    try:
        keys = upstream_keys(KeySet.model_validate_json(text))
    except ValidationError:
        keys = None
    return keys or KeyTrouble(KEY_SET_FILE, KeyFault.NOT_A_KEY)


def upstream_keys(message: KeySet) -> UpstreamKeys | None:
    """The first sealing key whose algorithm we know, and all verifying keys; None when there is none."""
    for offered in message.sealing:
        if offered.alg in set(Algorithm) and key_id(offered.key) == offered.kid:
            sealing = SealingKey(alg=Algorithm(offered.alg), raw=offered.key)
            if sealing.is_sound():
                return UpstreamKeys(
                    sealing=sealing, verifying=verifying_keys(*(key.key for key in message.verifying))
                )
    return None


def key_set(sealing: tuple[SealingKey, ...], verifying: tuple[bytes, ...]) -> KeySet:
    """The message of these public keys."""
    return KeySet(
        sealing=tuple(SealingKeyMessage(alg=key.alg.value, kid=key.kid, key=key.raw) for key in sealing),
        verifying=tuple(VerifyingKeyMessage(kid=key_id(raw), key=raw) for raw in verifying),
    )


def save_key_set(folder: Path, message: KeySet) -> None:
    """Put a newer key set in place, whole or not at all. Raises OSError."""
    write_file(folder / KEY_SET_FILE, message.model_dump_json(indent=1).encode())


def write_file(path: Path, content: bytes) -> None:
    """Mode 600, synced, then renamed over the old one. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f".{path.name}.new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

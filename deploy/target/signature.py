"""Is this package from whom the terminal trusts? Ed25519 over the package's bytes (RFC 8032).

The signature is what `openssl pkeyutl -sign -rawin` writes: 64 bytes, in a file of its own.
"""

from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def is_signed(package: bytes, signature: bytes, key_file: Path) -> bool:
    """False when the key is missing or no Ed25519 key, or the signature is not over these bytes."""
    try:
        key = load_pem_public_key(key_file.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm):
        return False
    if not isinstance(key, Ed25519PublicKey):
        return False
    try:
        key.verify(signature, package)
    except InvalidSignature:
        return False
    return True

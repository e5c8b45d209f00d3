"""The request that a terminal's certificate is made of."""

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding


def certificate_request(key: Ed25519PrivateKey) -> str:
    """PKCS#10 in PEM with an empty subject: the upstream names the terminal."""
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, None)
    return request.public_bytes(Encoding.PEM).decode()

"""Who is on the other end of a connection. uvicorn does not tell, so its HTTP protocol is taught to."""

import asyncio
import hashlib
import re
import socket
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import h11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from uvicorn.protocols.http.h11_impl import H11Protocol

from kiosk.gateway.problems import BAD_HTTP
from kiosk.upstream.contract import PROBLEM_TYPE
from kiosk.upstream.signatures import key_id

_TERMINAL = re.compile(r"[A-Z0-9]{4,12}\Z")
"""As `TerminalId` in the contract."""
MOST_CONNECTIONS = 2000
"""Per replica; on more, every request is answered 503 at once, and its terminal comes back with jitter."""
REQUEST_SECONDS = 20.0
"""From the first byte of a request (or the connection) to its end: slow clients hold no place."""


class TerminalProtocol(H11Protocol):
    """HTTP/1.1 that puts the verified client certificate (DER, or None) into every request's state, and
    whether there are too many connections; and ends those that do not finish their request in time.
    """

    _slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """After the handshake: OpenSSL has checked the certificate against our authority."""
        connection = transport.get_extra_info("socket")
        # asyncio does it only for sockets made with an explicit protocol; without it, an answer in two
        # writes waits 40 ms for the client's delayed acknowledgement.
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)  # type: ignore[arg-type]  # uvicorn narrows it to Transport too
        tls = transport.get_extra_info("ssl_object")
        certificate = tls.getpeercert(binary_form=True) if tls else None
        # uvicorn copies app_state into the scope of each request of this connection.
        crowded = len(self.connections) > MOST_CONNECTIONS
        self.app_state = {**self.app_state, "peer_certificate": certificate, "crowded": crowded}
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Bytes of a request: the clock runs until the answer is complete."""
        if self._slow is None:
            self._watch()
        super().data_received(data)

    def on_response_complete(self) -> None:
        """The request is over."""
        self._unwatch()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """What is not HTTP gets a problem document too, and the connection ends."""
        body = BAD_HTTP.problem(detail=msg).model_dump_json().encode()
        head = [
            (b"content-type", PROBLEM_TYPE.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        for event in (h11.Response(status_code=400, headers=head), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def shutdown(self) -> None:
        """An idle client would not answer TLS's good-bye: its connection is dropped, it makes a new one."""
        if self.cycle is None or self.cycle.response_complete:
            self.transport.abort()
        else:
            super().shutdown()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is left to watch."""
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        self._slow = self.loop.call_later(REQUEST_SECONDS, self.transport.abort)

    def _unwatch(self) -> None:
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None


@dataclass(frozen=True)
class Peer:
    """A terminal as its certificate names it."""

    terminal: str
    kid: str
    raw_public: bytes = field(repr=False)


@lru_cache(maxsize=4096)
def _read_peer(certificate: bytes) -> Peer | None:
    parsed = x509.load_der_x509_certificate(certificate)
    names = parsed.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    public = parsed.public_key()
    if not names or not isinstance(public, Ed25519PublicKey) or not _TERMINAL.match(str(names[0].value)):
        return None
    raw = public.public_bytes_raw()
    return Peer(terminal=str(names[0].value), kid=key_id(raw), raw_public=raw)


def read_peer(certificate: bytes | None) -> Peer | None:
    """The terminal of a verified certificate; None without one, or when it is no terminal's: an opener's is
    of the same authority, and has another kind of name.
    """
    return _read_peer(certificate) if certificate else None


@lru_cache(maxsize=256)
def key_digest(certificate: bytes) -> str:
    """SHA-256 of a certificate's public key (SubjectPublicKeyInfo), in hex. Raises ValueError for no DER."""
    public = x509.load_der_x509_certificate(certificate).public_key()
    info = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(info).hexdigest()


def certificate_key_digest(pem: Path) -> str:
    """The `key_digest` of a certificate's file. Raises OSError or ValueError."""
    return key_digest(x509.load_pem_x509_certificate(pem.read_bytes()).public_bytes(Encoding.DER))


def days_left(certificate: bytes, now: datetime) -> int:
    """Whole days until a certificate (DER) runs out."""
    return (x509.load_der_x509_certificate(certificate).not_valid_after_utc - now).days

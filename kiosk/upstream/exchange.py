"""One HTTP exchange over mutual TLS 1.3: the kiosk's only use of the HTTP library."""

import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx2
from pydantic import ValidationError

from kiosk.upstream.contract import CONTENT_TYPE, PROBLEM_TYPE, Problem
from kiosk.upstream.deadline import DeadlineSocket, within
from kiosk.upstream.trouble import Trouble, TroubleKind

MAX_ANSWER_BYTES = 4 * 1024 * 1024
"""A region policy with some thousand outlets is a tenth of that."""
LONGEST_RETRY_AFTER = 3600.0
"""A gateway's mistake must not silence a terminal for a day."""
CONNECTION_LOST = "connection_lost"
"""Also what a server looks like that refuses our certificate and does not get round to saying so."""
_KEEP_ALIVE_SECONDS = 60.0
_CERTIFICATE_TIME = {9: "certificate_not_yet_valid", 10: "certificate_expired"}
"""OpenSSL X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED: most often a wrong clock here."""


_CLOSED = (ssl.SSLEOFError, ssl.SSLZeroReturnError)
"""The other end went away in the handshake: a gateway that restarts behind a balancer. Nobody's certificate
is at fault, so it is tried again soon."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A good answer of our upstream: 2xx with our content type, or 304."""

    status: int
    body: bytes = field(repr=False)
    etag: str = ""


def tls_context(ca: Path, cert: Path | None = None, key: Path | None = None) -> ssl.SSLContext:
    """TLS 1.3, this authority and no other. Raises OSError or ssl.SSLError for unusable files."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.sslsocket_class = DeadlineSocket
    context.load_verify_locations(cafile=ca)
    if cert is not None:
        context.load_cert_chain(cert, key)
    return context


class Exchange:
    """Connections to one upstream. No redirects, no proxies, no compression, no surprises."""

    def __init__(self, url: str, context: ssl.SSLContext) -> None:
        self._url, self._context = url, context
        self._making = threading.Lock()
        self._made: httpx2.Client | None = None

    def _client(self) -> httpx2.Client:
        """Made by the thread that sends first: it loads most of the library, and the screen must not wait."""
        with self._making:
            if self._made is None:
                self._made = httpx2.Client(
                    base_url=self._url,
                    verify=self._context,
                    follow_redirects=False,
                    trust_env=False,
                    headers={"Accept": f"{CONTENT_TYPE}, {PROBLEM_TYPE}", "Accept-Encoding": "identity"},
                    limits=httpx2.Limits(max_connections=4, keepalive_expiry=_KEEP_ALIVE_SECONDS),
                )
            return self._made

    def close(self) -> None:
        """Close all connections."""
        with self._making:
            if self._made is not None:
                self._made.close()

    def get(self, path: str, *, seconds: float, etag: str = "") -> Answer | Trouble:
        """GET; `etag` makes it conditional."""
        return self._send("GET", path, None, {"If-None-Match": etag} if etag else {}, seconds)

    def post(self, path: str, body: bytes, *, seconds: float) -> Answer | Trouble:
        """POST a JSON message."""
        return self._send("POST", path, body, {"Content-Type": CONTENT_TYPE}, seconds)

    def _send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], seconds: float
    ) -> Answer | Trouble:
        # Connecting and the handshake each get half: together they stay inside the deadline.
        timeout = httpx2.Timeout(seconds, connect=seconds / 2)
        try:
            with (
                within(seconds),
                self._client().stream(
                    method, path, content=body, headers=headers, timeout=timeout
                ) as response,
            ):
                return _judged(response)
        except (httpx2.TimeoutException, TimeoutError):
            return Trouble(TroubleKind.TIMEOUT)
        except httpx2.TransportError as error:
            return _transport_trouble(error)


def _judged(response: httpx2.Response) -> Answer | Trouble:
    media_type = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
    status = response.status_code
    if status == 304:
        return Answer(status=status, body=b"", etag=response.headers.get("ETag", ""))
    if media_type not in {CONTENT_TYPE, PROBLEM_TYPE} or (status < 400) != (media_type == CONTENT_TYPE):
        return Trouble(TroubleKind.CAPTIVE, f"status_{status}", _retry_after(response))
    body = _read_capped(response)
    if body is None:
        return Trouble(TroubleKind.CONTRACT, "answer_too_large")
    if status < 400:
        return Answer(status=status, body=body, etag=response.headers.get("ETag", ""))
    return _problem_trouble(status, body, _retry_after(response))


def _read_capped(response: httpx2.Response) -> bytes | None:
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MAX_ANSWER_BYTES:
            return None
    return bytes(body)


def _problem_trouble(status: int, body: bytes, retry_after: float | None) -> Trouble:
    try:
        detail = Problem.model_validate_json(body).type
    except ValidationError:
        return Trouble(TroubleKind.CAPTIVE, f"status_{status}")
    kinds = {
        401: TroubleKind.UNAUTHORISED,
        403: TroubleKind.UNAUTHORISED,
        413: TroubleKind.TOO_LARGE,
        429: TroubleKind.RATE_LIMITED,
    }
    kind = kinds.get(status, TroubleKind.SERVER if status >= 500 else TroubleKind.CONTRACT)
    return Trouble(kind, detail, retry_after)


def _retry_after(response: httpx2.Response) -> float | None:
    """Both forms of RFC 9110 10.2.3, clamped."""
    value = response.headers.get("Retry-After", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value[:9]), LONGEST_RETRY_AFTER)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_RETRY_AFTER)


def _transport_trouble(error: BaseException) -> Trouble:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Trouble(TroubleKind.TLS, _CERTIFICATE_TIME.get(cause.verify_code, "certificate_refused"))
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, _CLOSED):
            return Trouble(TroubleKind.TLS, "handshake_refused")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, (httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.WriteError)):
        return Trouble(TroubleKind.UNREACHABLE, CONNECTION_LOST)
    return Trouble(TroubleKind.UNREACHABLE)

"""Every error of the API is a problem document (RFC 9457) with a stable type and `retryable`."""

from dataclasses import dataclass
from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from kiosk.gateway.database import DatabaseDownError
from kiosk.upstream.contract import PROBLEM_TYPE, Problem

log = structlog.get_logger()


@dataclass(frozen=True)
class ProblemType:
    """One kind of problem: `urn:buka:problem:<word>`."""

    word: str
    status: int
    title: str
    retryable: bool = False

    def problem(self, detail: str = "", errors: tuple[str, ...] = ()) -> Problem:
        """A problem of this kind. `detail` and `errors` never carry personal data."""
        return Problem(
            type=f"urn:buka:problem:{self.word}", title=self.title, status=self.status,
            retryable=self.retryable, detail=detail, errors=errors,
        )  # fmt: skip


BAD_HTTP = ProblemType("http", 400, "This is not HTTP/1.1")
BAD_MESSAGE = ProblemType("message", 422, "The message breaks the contract")
NO_CERTIFICATE = ProblemType("certificate-required", 401, "A terminal's certificate is required")
REVOKED = ProblemType("terminal-revoked", 403, "This terminal's key is revoked")
NO_OPENER = ProblemType("opener-required", 403, "Only an opener that the settings name may do this")
TOO_LARGE = ProblemType("too-large", 413, "The message is too large")
TOO_MANY = ProblemType("rate-limited", 429, "Too many requests", retryable=True)
TOO_SLOW = ProblemType("too-slow", 408, "The message took too long", retryable=True)
UNAVAILABLE = ProblemType("unavailable", 503, "The gateway cannot store now", retryable=True)
BUSY = ProblemType("busy", 503, "Too much comes in at once", retryable=True)
INTERNAL = ProblemType("internal", 500, "A fault of the gateway", retryable=True)
REGISTRY_DOWN = ProblemType("registry-down", 503, "The card system cannot be reached", retryable=True)
REPEATED_IDS = ProblemType("repeated-ids", 422, "An id stands twice in the batch")
OTHER_DIGEST = ProblemType("other-digest", 409, "The same id was sent before with another body")
BAD_DIGEST = ProblemType("digest", 422, "The digest does not fit the envelope")
BAD_SIGNATURE = ProblemType("signature", 422, "The envelope is not signed by this terminal")
UNKNOWN_SEALING_KEY = ProblemType("sealing-key", 422, "The envelope is sealed to a key unknown here")
UNKNOWN_SUBMISSION = ProblemType("unknown-submission", 404, "No submission of this terminal has that id")
NO_POLICY = ProblemType("no-policy", 404, "There is no policy for that region")
UNKNOWN_ORDER = ProblemType("unknown-order", 404, "No payment order of this terminal has that id")
ORDER_CONFLICT = ProblemType("order-conflict", 409, "The key was used for another amount")
NO_PAYMENTS = ProblemType("no-payments", 501, "Payment by QR is not offered here")
BAD_CODE = ProblemType("enrolment-code", 403, "The enrolment code is wrong, used or expired")
BAD_REQUEST_FOR_CERTIFICATE = ProblemType("certificate-request", 422, "The certificate request is unusable")
NO_AUTHORITY = ProblemType("no-authority", 501, "This gateway issues no certificates")


class ProblemError(HTTPException):
    """Ends a request with a problem; `retry_after` in seconds.

    An HTTPException, because FastAPI turns every other one that is raised while it reads a body into 400.
    """

    def __init__(self, kind: ProblemType, retry_after: int | None = None) -> None:
        super().__init__(kind.status, kind.word)
        self.problem = kind.problem()
        self.retry_after = retry_after


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The document as an answer."""
    return Response(
        problem.model_dump_json(), status_code=problem.status, media_type=PROBLEM_TYPE, headers=headers
    )


def handle_problems(app: FastAPI) -> None:
    """Turn every way to fail into a problem document."""

    @app.exception_handler(ProblemError)
    def _problem(_request: Request, error: ProblemError) -> Response:
        headers = {} if error.retry_after is None else {"Retry-After": str(error.retry_after)}
        return problem_response(error.problem, headers)

    @app.exception_handler(RequestValidationError)
    def _invalid(_request: Request, error: RequestValidationError) -> Response:
        return problem_response(BAD_MESSAGE.problem(errors=places(error.errors())))

    @app.exception_handler(HTTPException)
    def _http(_request: Request, error: HTTPException) -> Response:
        title = HTTPStatus(error.status_code).phrase
        kind = ProblemType(title.lower().replace(" ", "-"), error.status_code, title)
        return problem_response(kind.problem(), dict(error.headers or {}))

    @app.exception_handler(DatabaseDownError)
    def _down(_request: Request, error: DatabaseDownError) -> Response:
        log.error("gateway.database_down", cause=str(error))
        return problem_response(UNAVAILABLE.problem(), {"Retry-After": "5"})

    @app.exception_handler(Exception)
    def _bug(_request: Request, error: Exception) -> Response:
        log.error("gateway.bug", exc_info=error)
        return problem_response(INTERNAL.problem())


def places(errors: object) -> tuple[str, ...]:
    """Where a message is wrong and how: `items.0.digest: string_pattern_mismatch`, never what stood there."""
    if not isinstance(errors, (list, tuple)):
        return ()
    return tuple(
        f"{'.'.join(str(part) for part in error['loc'] if part != 'body')}: {error['type']}"
        for error in errors[:8]
    )

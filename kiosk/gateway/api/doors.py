"""What every route shares: who asks, how often, what an answer looks like."""

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from kiosk.gateway import problems
from kiosk.gateway.parts import Parts
from kiosk.gateway.peer import Peer, key_digest, read_peer
from kiosk.gateway.problems import ProblemError
from kiosk.gateway.rates import Rate
from kiosk.gateway.terminals import Known
from kiosk.upstream.contract import CONTENT_TYPE, PROBLEM_TYPE, Problem


class Answer(JSONResponse):
    """Carries our content type: a captive portal's page never does."""

    media_type = CONTENT_TYPE


_PROBLEM: dict[str, Any] = {
    "description": "Why not",
    "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    **{status: _PROBLEM for status in (400, 401, 403, 404, 405, 408, 409, 413, 422, 429, 501, 503)},
    500: {"description": "A fault of the gateway", "model": Problem, "content": {PROBLEM_TYPE: {}}},
}
"""What every operation may answer besides: one shape, told in the OpenAPI document."""


async def parts(request: Request) -> Parts:
    """The gateway's parts. Async, so that it costs no thread."""
    found = request.app.state.parts
    if not isinstance(found, Parts):
        raise TypeError(type(found).__name__)
    return found


Gateway = Annotated[Parts, Depends(parts)]


def limit(gateway: Parts, rate: Rate, who: str) -> None:
    """Raises ProblemError when somebody asks too often."""
    wait = rate.wait(who)
    if wait:
        gateway.metrics.count("rate_limited")
        raise ProblemError(problems.TOO_MANY, retry_after=wait)


async def asking_peer(request: Request, gateway: Gateway) -> Peer:
    """The terminal that the connection's certificate names. Async, so that it costs no thread.

    Raises ProblemError for none, or one that asks too often.
    """
    peer = read_peer(getattr(request.state, "peer_certificate", None))
    if peer is None:
        raise ProblemError(problems.NO_CERTIFICATE)
    limit(gateway, gateway.rates.requests, peer.terminal)
    return peer


AskingPeer = Annotated[Peer, Depends(asking_peer)]


def asking_terminal(peer: AskingPeer, gateway: Gateway) -> Known:
    """The terminal as the database knows it. Raises ProblemError for a revoked one."""
    known = gateway.terminals.admit(peer)
    if known is None:
        raise ProblemError(problems.REVOKED)
    return known


Terminal = Annotated[Known, Depends(asking_terminal)]


def asking_opener(request: Request, gateway: Gateway) -> str:
    """The opener of the connection's certificate, by the digest of its key. Raises ProblemError unless the
    settings name that very key: a terminal's certificate opens nothing here.
    """
    certificate = getattr(request.state, "peer_certificate", None)
    if certificate is None:
        raise ProblemError(problems.NO_CERTIFICATE)
    digest = key_digest(certificate)
    limit(gateway, gateway.rates.requests, digest)
    if digest not in gateway.openers:
        raise ProblemError(problems.NO_OPENER)
    return digest


Opener = Annotated[str, Depends(asking_opener)]

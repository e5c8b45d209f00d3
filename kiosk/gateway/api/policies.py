"""Signed region policies."""

from typing import Annotated

from fastapi import APIRouter, Header, Path
from fastapi.responses import Response

from kiosk.gateway import problems
from kiosk.gateway.api.doors import Gateway, Terminal
from kiosk.gateway.problems import ProblemError
from kiosk.upstream.contract import CONTENT_TYPE, SignedPolicy

router = APIRouter(tags=["policies"])


@router.get(
    "/v1/policies/{region}",
    summary="The policy of a region, signed, with the keys in use",
    response_model=SignedPolicy,
    responses={304: {"description": "Not modified"}},
)
def policy(
    region: Annotated[str, Path(pattern=r"^[0-9]{6}$")],
    terminal: Terminal,
    gateway: Gateway,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """Served from memory; `If-None-Match` with the last `ETag` makes it cheap."""
    served = gateway.policies.served(region)
    if served is None:
        raise ProblemError(problems.NO_POLICY)
    gateway.terminals.place(terminal, region)
    headers = {"ETag": served.etag, "Cache-Control": "no-cache"}
    if if_none_match == served.etag:
        return Response(status_code=304, headers=headers)
    return Response(served.body, media_type=CONTENT_TYPE, headers=headers)

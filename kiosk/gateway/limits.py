"""The outermost layer: no request body larger than the contract allows, no more connections than the replica
can hold, and security headers on all.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from kiosk.gateway import problems
from kiosk.gateway.problems import ProblemError, problem_response
from kiosk.upstream.contract import MAX_BODY_BYTES

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_HEADERS = (
    (b"strict-transport-security", b"max-age=31536000"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


_GO_AWAY = {"Retry-After": "5", "Connection": "close"}


class RequestLimits:
    """ASGI middleware: 503 on a connection too many, 413 by the announced length at once, by the bytes that
    come at the latest.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, counting."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        if scope.get("state", {}).get("crowded"):
            # uvicorn's own limit would answer plain text, which a terminal takes for a captive portal.
            await problem_response(problems.BUSY.problem(), _GO_AWAY)(scope, receive, send_with_headers)
            return
        if announced(scope) > MAX_BODY_BYTES:
            await problem_response(problems.TOO_LARGE.problem())(scope, receive, send_with_headers)
            return
        await self._app(scope, _counted(receive), send_with_headers)


def announced(scope: Scope) -> int:
    """The length of the body that the head names; 0 when it names none."""
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


def _counted(receive: Receive) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY_BYTES:
            raise ProblemError(problems.TOO_LARGE)
        return message

    return counted

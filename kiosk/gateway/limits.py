"""The outermost layer: no request body larger than the contract allows, and security headers on all."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from kiosk.gateway import problems
from kiosk.gateway.problems import problem_response
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


class _TooLargeError(Exception):
    """More bytes came than were announced or allowed."""


class BodyLimit:
    """ASGI middleware: 413 by the announced length at once, by the bytes that come at the latest."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, counting."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def counted_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        if _announced(scope) > MAX_BODY_BYTES:
            await problem_response(problems.TOO_LARGE.problem())(scope, receive, counted_send)
            return
        try:
            await self._app(scope, _counted(receive), counted_send)
        except _TooLargeError:
            if started:
                raise
            await problem_response(problems.TOO_LARGE.problem())(scope, receive, counted_send)


def _announced(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    return int(length) if length.isdigit() else 0


def _counted(receive: Receive) -> Receive:
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY_BYTES:
            raise _TooLargeError
        return message

    return counted

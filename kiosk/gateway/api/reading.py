"""Reading a large message in one step: FastAPI would first make dicts of it, then look at each again.

And in its turn: see `kiosk.gateway.turns`.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.requests import ClientDisconnect

from kiosk.gateway import problems
from kiosk.gateway.api.doors import parts
from kiosk.gateway.limits import announced
from kiosk.gateway.problems import ProblemError, problem_response
from kiosk.gateway.turns import LARGE_BYTES, Turns
from kiosk.upstream.contract import Message

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class WholeMessageRoute(APIRoute):
    """An operation whose body is one `Message`. What is published of it stays the same."""

    def get_route_handler(self) -> Handler:
        """FastAPI's own, which asks the request for its JSON and gets the message."""
        handler = super().get_route_handler()
        message = self.body_field.field_info.annotation if self.body_field else None
        if not (isinstance(message, type) and issubclass(message, Message)):
            raise TypeError(f"{self.path} has no message for a body")

        async def handle(request: Request) -> Response:
            whole = _Whole(message, request)
            # A body whose length is not announced is read in pieces and counted: at most 256 KiB.
            if announced(request.scope) <= LARGE_BYTES:
                return await handler(whole)
            try:
                return await _in_turn((await parts(request)).turns, handler, whole)
            except ClientDisconnect:
                return problem_response(problems.BAD_HTTP.problem())

        return handle


async def _in_turn(turns: Turns, handler: Handler, whole: Request) -> Response:
    try:
        async with turns.reading():
            await whole.body()
            async with turns.storing:
                return await handler(whole)
    except ProblemError:
        # Else the connection would break while the terminal is still sending, and it would not hear why.
        async for _ in whole.stream():
            pass
        raise


class _Whole(Request):
    def __init__(self, message: type[Message], request: Request) -> None:
        super().__init__(request.scope, request.receive)
        self._message = message

    async def json(self) -> object:
        try:
            return self._message.model_validate_json(await self.body())
        except ValidationError:
            # FastAPI looks for itself and says what is wrong, after it has asked who is there.
            return await super().json()

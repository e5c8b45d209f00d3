"""Reading a large message in one step: FastAPI would first make dicts of it, then look at each again.

And in its turn: see `kiosk.gateway.turns`.
"""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import ValidationError

from kiosk.gateway.parts import Parts
from kiosk.gateway.turns import LARGE_BYTES, Turns
from kiosk.upstream.contract import Message


class WholeMessageRoute(APIRoute):
    """An operation whose body is one `Message`. What is published of it stays the same."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own, which asks the request for its JSON and gets the message."""
        handler = super().get_route_handler()
        message = self.body_field.field_info.annotation if self.body_field else None
        if not (isinstance(message, type) and issubclass(message, Message)):
            raise TypeError(f"{self.path} has no message for a body")

        async def handle(request: Request) -> Response:
            whole = _Whole(message, request)
            try:
                return await handler(whole)
            finally:
                whole.leave()

        return handle


class _Whole(Request):
    def __init__(self, message: type[Message], request: Request) -> None:
        super().__init__(request.scope, request.receive)
        self._message = message
        self._turns: Turns | None = None

    async def json(self) -> object:
        """Called once the body is here: a slow sender holds nobody's turn."""
        body = await self.body()
        if len(body) > LARGE_BYTES and self._turns is None:
            turns = _turns(self)
            await turns.enter()
            self._turns = turns
        try:
            return self._message.model_validate_json(body)
        except ValidationError:
            # FastAPI looks for itself and says what is wrong, after it has asked who is there.
            return await super().json()

    def leave(self) -> None:
        """The answer is made, or there is none."""
        if self._turns is not None:
            self._turns.leave()
            self._turns = None


def _turns(request: Request) -> Turns:
    parts = request.app.state.parts
    if not isinstance(parts, Parts):
        raise TypeError(type(parts).__name__)
    return parts.turns

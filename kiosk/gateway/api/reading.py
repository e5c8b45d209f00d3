"""Reading a large message in one step: FastAPI would first make dicts of it, then look at each again."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from pydantic import ValidationError

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
            return await handler(_Whole(message, request))

        return handle


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

"""The FastAPI application: routes over the parts, problems for errors, OpenAPI 3.1."""

from fastapi import FastAPI

from kiosk.gateway.api import operations, payments, people, policies, relay, submissions, terminals
from kiosk.gateway.api.doors import PROBLEMS, Answer
from kiosk.gateway.desk import pay, receipt
from kiosk.gateway.desk.pages import add_desk
from kiosk.gateway.limits import RequestLimits
from kiosk.gateway.parts import Parts
from kiosk.gateway.problems import handle_problems

_ROUTERS = (people, submissions, policies, payments, terminals, relay)


def make_app(parts: Parts) -> FastAPI:
    """The whole API over these parts."""
    app = FastAPI(
        title="Buka gateway",
        version="1",
        summary="What terminals ask of their upstream",
        docs_url=None,
        redoc_url=None,
        default_response_class=Answer,
        responses=PROBLEMS,
    )
    app.state.parts = parts
    for module in _ROUTERS:
        app.include_router(module.router)
    app.include_router(operations.router)
    app.include_router(pay.router)
    app.include_router(receipt.router)
    add_desk(app)
    handle_problems(app)
    app.add_middleware(RequestLimits)
    return app

"""For those who run the gateway: is it well, and how busy."""

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel

from kiosk.gateway.api.doors import Gateway
from kiosk.gateway.metrics import CONTENT_TYPE

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """The database answers."""

    status: str = "ok"


@router.get("/healthz", summary="Fit to serve")
def healthz(gateway: Gateway) -> Health:
    """503 while the database is down: the balancer then asks another replica."""
    with gateway.database.transaction() as transaction:
        transaction.rows("SELECT 1")
    return Health()


@router.get(
    "/metrics",
    summary="Counters for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(gateway: Gateway) -> Response:
    """Counters of this replica; gauges of the database, the same from every replica."""
    with gateway.database.transaction() as transaction:
        waiting, oldest = transaction.rows(
            "SELECT count(*), min(received_at) FROM submissions WHERE standing = 'received'"
        )[0]
        alarms = transaction.rows("SELECT count(*) FROM alarms")[0][0]
        terminals = transaction.rows("SELECT count(*) FROM terminals")[0][0]
    gauges = {
        "submissions_waiting": ("Received and not yet acted on", waiting),
        "oldest_waiting_seconds": ("Age of the oldest of them", _age(gateway, oldest)),
        "alarms": ("Alarms ever raised", alarms),
        "terminals": ("Terminals known", terminals),
    }
    return Response(gateway.metrics.text(gauges), media_type=CONTENT_TYPE)


def _age(gateway: Gateway, received_at: str | None) -> int:
    from kiosk.gateway.moments import read

    return round((gateway.now() - read(received_at)).total_seconds()) if received_at else 0

"""Submissions in batches, and what became of them."""

from fastapi import APIRouter
from fastapi.responses import Response

from kiosk.gateway.api.doors import AskingPeer, Gateway, Terminal, asking_terminal
from kiosk.gateway.api.reading import WholeMessageRoute
from kiosk.gateway.parts import Parts
from kiosk.gateway.terminals import Known
from kiosk.upstream.contract import CONTENT_TYPE, Batch, Verdict, Verdicts, VerdictsAsked

router = APIRouter(tags=["submissions"], route_class=WholeMessageRoute)


@router.post("/v1/submissions", summary="Take in up to 100 sealed submissions", response_model=Verdicts)
def submit(batch: Batch, peer: AskingPeer, gateway: Gateway) -> Response:
    """One verdict for each item, in order. Sending again is harmless: the stored item is acknowledged."""
    terminal = asking_terminal(peer, gateway)  # here, and not before: one turn of a thread for both
    return _answer(gateway.reception.take(terminal, batch), terminal, gateway)


@router.post(
    "/v1/submissions/verdicts", summary="What became of submissions sent before", response_model=Verdicts
)
def verdicts(asked: VerdictsAsked, terminal: Terminal, gateway: Gateway) -> Response:
    """For answers that were lost, and for what was only `received`."""
    return _answer(gateway.reception.asked(terminal, asked.ids), terminal, gateway)


def _answer(found: tuple[Verdict, ...], terminal: Known, gateway: Parts) -> Response:
    """Written by pydantic at once: FastAPI would look at each of a hundred acknowledgements again."""
    answer = Verdicts(verdicts=found, policy_version=gateway.policies.version(terminal.region))
    return Response(answer.model_dump_json(), media_type=CONTENT_TYPE)

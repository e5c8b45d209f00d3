"""Submissions in batches, and what became of them."""

from fastapi import APIRouter

from kiosk.gateway.api.doors import Gateway, Terminal
from kiosk.upstream.contract import Batch, Verdicts, VerdictsAsked

router = APIRouter(tags=["submissions"])


@router.post("/v1/submissions", summary="Take in up to 100 sealed submissions")
def submit(batch: Batch, terminal: Terminal, gateway: Gateway) -> Verdicts:
    """One verdict for each item, in order. Sending again is harmless: the stored item is acknowledged."""
    verdicts = gateway.reception.take(terminal, batch)
    return Verdicts(verdicts=verdicts, policy_version=gateway.policies.version(terminal.region))


@router.post("/v1/submissions/verdicts", summary="What became of submissions sent before")
def verdicts(asked: VerdictsAsked, terminal: Terminal, gateway: Gateway) -> Verdicts:
    """For answers that were lost, and for what was only `received`."""
    found = gateway.reception.asked(terminal, asked.ids)
    return Verdicts(verdicts=found, policy_version=gateway.policies.version(terminal.region))

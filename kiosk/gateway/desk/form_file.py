"""The form of one submission for whoever works at the gateway's own shell."""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path

from kiosk.gateway.desk.access import Access
from kiosk.gateway.desk.cases import find_case, opened
from kiosk.gateway.desk.form import form_pdf
from kiosk.gateway.parts import Parts, build
from kiosk.gateway.registry import NoRegistry
from kiosk.gateway.settings import GatewaySettings, load_gateway_settings


class FormFault(StrEnum):
    """Why there is no form."""

    NOT_FOUND = "not_found"
    CLOSED = "closed"


def form_of(config: Path, number: str) -> bytes | FormFault | tuple[str, ...]:
    """The PDF; or why there is none; or the faults of the settings.

    Noted in the desk's audit before it is opened, as `shell`. Raises like `kiosk.gateway.parts.build`.
    """
    settings = load_gateway_settings(config)
    if not isinstance(settings, GatewaySettings):
        return settings
    parts = build(settings, base_url="", registry=NoRegistry())
    try:
        return _form(parts, number.strip().upper())
    finally:
        parts.database.close()


def _form(parts: Parts, number: str) -> bytes | FormFault:
    case = find_case(parts, number)
    if case is None:
        return FormFault.NOT_FOUND
    session = timedelta(minutes=parts.settings.desk.session_minutes)
    with parts.database.transaction() as transaction:
        Access(parts.database, parts.now, session).record(transaction, "shell", "opened_form", case.number)
    filing = opened(parts, case)
    if filing is None:
        return FormFault.CLOSED
    policy = parts.policies.for_card(filing.submission.card)
    return form_pdf(case, filing, policy, parts.now().astimezone(parts.zone))

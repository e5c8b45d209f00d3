"""Enrolment, renewal and heartbeat."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fastapi import APIRouter, Request

from kiosk.gateway import problems
from kiosk.gateway.api.doors import Gateway, Terminal, limit
from kiosk.gateway.authority import RENEWAL_DAYS, Authority, request_key
from kiosk.gateway.parts import Parts
from kiosk.gateway.peer import Peer, days_left
from kiosk.gateway.problems import ProblemError
from kiosk.upstream.contract import Credentials, Enrolment, Heartbeat, Pulse, Renewal
from kiosk.upstream.signatures import key_id

router = APIRouter(tags=["terminals"])


@router.post("/v1/enrolment", summary="Trade a one-time code for a certificate")
def enrol(asked: Enrolment, request: Request, gateway: Gateway) -> Credentials:
    """The only operation that needs no certificate. The code names the terminal, not the request."""
    limit(gateway, gateway.rates.enrolments, request.client.host if request.client else "")
    authority, public = _authority(gateway), request_key(asked.csr)
    if public is None:
        raise ProblemError(problems.BAD_REQUEST_FOR_CERTIFICATE)
    terminal = gateway.terminals.redeem(asked.code, key_id(public.public_bytes_raw()))
    if terminal is None:
        raise ProblemError(problems.BAD_CODE)
    return _credentials(gateway, authority, terminal, public, asked.csr)


@router.post("/v1/renewal", summary="A new certificate before the old one runs out")
def renew(asked: Renewal, terminal: Terminal, gateway: Gateway) -> Credentials:
    """For the asking terminal only."""
    authority, public = _authority(gateway), request_key(asked.csr)
    if public is None:
        raise ProblemError(problems.BAD_REQUEST_FOR_CERTIFICATE)
    return _credentials(gateway, authority, terminal.id, public, asked.csr)


@router.post("/v1/heartbeat", summary="How a terminal is")
def beat(heartbeat: Heartbeat, request: Request, terminal: Terminal, gateway: Gateway) -> Pulse:
    """Devices, queue, versions, audit head."""
    gateway.terminals.beat(terminal.id, heartbeat)
    now = gateway.now()
    return Pulse(
        at=now,
        policy_version=gateway.policies.version(terminal.region),
        certificate_renewal_due=days_left(request.state.peer_certificate, now) < RENEWAL_DAYS,
        revoked_staff_cards=gateway.staff_cards.revoked(),
    )


def _authority(gateway: Parts) -> Authority:
    if gateway.authority is None:
        raise ProblemError(problems.NO_AUTHORITY)
    return gateway.authority


def _credentials(
    gateway: Parts, authority: Authority, terminal: str, public: Ed25519PublicKey, csr: str
) -> Credentials:
    certificate = authority.issue(terminal, csr, gateway.now())
    if certificate is None:
        raise ProblemError(problems.BAD_REQUEST_FOR_CERTIFICATE)
    raw = public.public_bytes_raw()
    gateway.terminals.note(Peer(terminal=terminal, kid=key_id(raw), raw_public=raw))
    return Credentials(
        terminal=terminal, certificate=certificate, ca=authority.pem, keys=gateway.keyring.public
    )

"""Staff cards at the gateway: issued over the card's own key, listed, revoked, and terminals told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from typer.testing import CliRunner

from kiosk.cli import application
from kiosk.gateway import admin
from kiosk.gateway.database import open_database
from kiosk.gateway.parts import database_url
from kiosk.gateway.settings import GatewaySettings, load_gateway_settings
from kiosk.gateway.staff_cards import StaffCards
from kiosk.gateway.stand import make_stand
from kiosk.upstream.certificates import certificate_request
from kiosk.upstream.contract import Heartbeat, Pulse, SignedPolicy
from kiosk.upstream.trouble import Trouble
from tests.gateway.live import SAMPLES, Stand


def request_of(curve: ec.EllipticCurve) -> str:
    key = ec.generate_private_key(curve)
    request = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([])).sign(key, SHA256())
    return request.public_bytes(Encoding.PEM).decode()


@pytest.mark.parametrize(
    "csr",
    [
        "",
        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n",
        request_of(ec.SECP384R1()),
        certificate_request(Ed25519PrivateKey.generate()),
    ],
)
def test_a_request_that_no_staff_card_makes_gets_no_certificate(csr: str, config: Path) -> None:
    with pytest.raises(ValueError, match="P-256"):
        admin.issue_staff_card(config, "李师傅", "clerk", csr)
    assert admin.list_staff_cards(config) == []


def test_a_card_is_issued_listed_and_revoked_from_the_shell(config: Path, tmp_path: Path) -> None:
    request = tmp_path / "card.csr"
    request.write_text(request_of(ec.SECP256R1()))
    run, words = CliRunner(), ("--config", str(config))
    issue = ["gateway", "staff-card", "李师傅", "--role", "supervisor", "--request", str(request), *words]
    issued = run.invoke(application(), issue)
    assert issued.exit_code == 0, issued.output
    certificate = x509.load_pem_x509_certificate(issued.stdout.encode())
    (card,) = admin.list_staff_cards(config)
    assert (card.serial, card.name, card.role) == (f"{certificate.serial_number:x}", "李师傅", "supervisor")
    assert run.invoke(application(), ["gateway", "revoke-staff-card", "abc", *words]).exit_code == 3
    assert run.invoke(application(), ["gateway", "revoke-staff-card", card.serial, *words]).exit_code == 0
    assert admin.list_staff_cards(config)[0].revoked_at is not None


def told(pulse: Pulse | Trouble) -> tuple[str, ...]:
    assert isinstance(pulse, Pulse)
    return pulse.revoked_staff_cards


def test_a_terminal_learns_with_its_heartbeat_which_cards_are_revoked(config: Path, stand: Stand) -> None:
    beat = Heartbeat(version="1", policy_version=0, queue_depth=0)
    assert told(stand.client().heartbeat(beat)) == ()
    _, serial = admin.issue_staff_card(config, "李", "clerk", request_of(ec.SECP256R1()))
    admin.revoke_staff_card(config, serial)
    assert told(stand.client().heartbeat(beat)) == (serial,)


def test_a_revoked_card_that_has_expired_is_not_told_any_more(config: Path) -> None:
    _, serial = admin.issue_staff_card(config, "李", "clerk", request_of(ec.SECP256R1()))
    admin.revoke_staff_card(config, serial)
    settings = load_gateway_settings(config)
    assert isinstance(settings, GatewaySettings)
    database = open_database(database_url(settings.database))
    try:
        later = datetime.now(UTC) + timedelta(days=400)
        assert StaffCards(database, lambda: later).revoked() == ()
    finally:
        database.close()


def test_a_policy_is_written_signed_for_a_stick_and_never_over_another_file(tmp_path: Path) -> None:
    policies = SAMPLES.parent / "policies"
    config = make_stand(tmp_path / "g", people=SAMPLES / "people.toml", policies=policies)
    run, out = CliRunner(), tmp_path / "policy.json"
    words = ["--out", str(out), "--config", str(config)]
    assert run.invoke(application(), ["gateway", "policy", "999999", *words]).exit_code == 3
    written = run.invoke(application(), ["gateway", "policy", "330100", *words])
    assert written.exit_code == 0, written.output
    assert SignedPolicy.model_validate_json(out.read_bytes()).region == "330100"
    assert run.invoke(application(), ["gateway", "policy", "330100", *words]).exit_code == 73

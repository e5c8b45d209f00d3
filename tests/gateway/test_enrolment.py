"""From a one-time code to a working terminal, and on to a new certificate."""

from datetime import timedelta
from pathlib import Path
from typing import TypedDict

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from kiosk.gateway.authority import Authority, request_key
from kiosk.gateway.moments import utc_now
from kiosk.rules.cards import Holder
from kiosk.upstream.certificates import certificate_request
from kiosk.upstream.client import Client
from kiosk.upstream.enrolment import Enrolled, enrol, renew
from kiosk.upstream.keys import TerminalKeys, load_keys
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.gateway.answers import word
from tests.gateway.filing import WANG, loss, sealed
from tests.gateway.live import Stand

DAY = timedelta(days=1)
BAD_CODE = Trouble(TroubleKind.UNAUTHORISED, "urn:buka:problem:enrolment-code")


class Places(TypedDict):
    """Where a terminal keeps what proves it."""

    ca: Path
    cert: Path
    key: Path
    keys: Path


def places(stand: Stand, folder: Path) -> Places:
    return {
        "ca": stand.folder / "ca.pem",
        "cert": folder / "terminal.pem",
        "key": folder / "terminal.key",
        "keys": folder / "keys",
    }


def loaded(places: Places) -> TerminalKeys:
    keys = load_keys(**places)
    assert isinstance(keys, TerminalKeys)
    return keys


def test_a_code_that_nobody_gave_out_is_refused(stand: Stand, tmp_path: Path) -> None:
    assert enrol(stand.url, "AAAA-BBBB-CCCC-DDDD", **places(stand, tmp_path)) == BAD_CODE


def test_a_code_of_the_wrong_shape_is_not_even_sent(stand: Stand, tmp_path: Path) -> None:
    answer = enrol("https://127.0.0.1:1", "x", **places(stand, tmp_path))
    assert answer == Trouble(TroubleKind.CONTRACT, "code_shape")


def test_an_expired_code_is_refused(stand: Stand, tmp_path: Path) -> None:
    code = stand.parts.terminals.new_code("HZ0009", -DAY)
    assert enrol(stand.url, code, **places(stand, tmp_path)) == BAD_CODE


def test_a_code_enrols_the_terminal_that_it_names_with_a_key_made_there(stand: Stand, tmp_path: Path) -> None:
    code = stand.parts.terminals.new_code("HZ0009", DAY)
    enrolled = enrol(stand.url, code, **places(stand, tmp_path))
    assert isinstance(enrolled, Enrolled)
    assert enrolled.terminal == "HZ0009"
    keys = loaded(places(stand, tmp_path))
    client = Client(stand.url, keys)
    assert isinstance(client.look_up(WANG, seconds=5), Holder)
    assert word(client.submit([sealed(keys, loss())])).standing == "in_force"
    client.close()


def test_a_terminal_that_is_never_online_again_is_known_by_its_key(stand: Stand, tmp_path: Path) -> None:
    code = stand.parts.terminals.new_code("HZ0031", DAY)
    assert isinstance(enrol(stand.url, code, **places(stand, tmp_path)), Enrolled)
    kid = loaded(places(stand, tmp_path)).signer.kid
    assert set(stand.parts.terminals.keys_at("HZ0031", utc_now())) == {kid}


def test_a_code_works_once(stand: Stand, tmp_path: Path) -> None:
    code = stand.parts.terminals.new_code("HZ0009", DAY)
    enrol(stand.url, code, **places(stand, tmp_path / "first"))
    assert enrol(stand.url, code, **places(stand, tmp_path / "thief")) == BAD_CODE


def test_a_code_whose_answer_was_lost_works_again_for_the_same_key(stand: Stand, tmp_path: Path) -> None:
    code = stand.parts.terminals.new_code("HZ0009", DAY)
    enrol(stand.url, code, **places(stand, tmp_path))
    assert isinstance(enrol(stand.url, code.lower(), **places(stand, tmp_path)), Enrolled)


def test_a_revoked_terminal_can_enrol_again_with_a_new_key(stand: Stand, tmp_path: Path) -> None:
    first, second = places(stand, tmp_path / "old"), places(stand, tmp_path / "new")
    enrol(stand.url, stand.parts.terminals.new_code("HZ0009", DAY), **first)
    old = Client(stand.url, loaded(first))
    old.look_up(WANG, seconds=5)
    stand.parts.terminals.revoke("HZ0009")
    enrol(stand.url, stand.parts.terminals.new_code("HZ0009", DAY), **second)
    new = Client(stand.url, loaded(second))
    assert isinstance(new.look_up(WANG, seconds=5), Holder)
    refused = old.look_up(WANG, seconds=5)
    assert isinstance(refused, Trouble)
    assert refused.kind is TroubleKind.UNAUTHORISED
    old.close()
    new.close()


def test_renewal_gives_a_new_certificate_over_the_same_key(stand: Stand) -> None:
    keys, client = stand.terminal(), stand.client()
    before = keys.cert.read_bytes()
    renewed = renew(client, keys, cert=keys.cert, folder=keys.cert.parent)
    assert isinstance(renewed, Enrolled)
    assert keys.cert.read_bytes() != before
    assert stand.terminal().signer.kid == keys.signer.kid


def test_the_authority_signs_only_sound_requests_with_an_ed25519_key(stand: Stand) -> None:
    curve = ec.generate_private_key(ec.SECP256R1())
    builder = x509.CertificateSigningRequestBuilder().subject_name(x509.Name([]))
    other = builder.sign(curve, SHA256()).public_bytes(Encoding.PEM).decode()
    sound = certificate_request(stand.terminal().signer.key)
    lines = sound.splitlines()
    forged = "\n".join([lines[0], lines[1][:-8] + "AAAAAAAA", *lines[2:]])
    assert request_key(sound) is not None
    assert request_key(other) is request_key(forged) is request_key("nonsense") is None


def test_a_terminals_certificate_is_for_clients_only_and_runs_out_in_a_month(stand: Stand) -> None:
    authority = Authority.load(stand.folder / "ca.pem", stand.folder / "ca.key")
    pem = authority.issue("HZ0001", certificate_request(stand.terminal().signer.key), utc_now())
    assert pem is not None
    certificate = x509.load_pem_x509_certificate(pem.encode())
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.CLIENT_AUTH]
    assert certificate.not_valid_after_utc - utc_now() <= timedelta(days=30)


@pytest.mark.parametrize("name", ["ca.key", "server.key", "signing.key", "opening.json"])
def test_private_files_are_for_their_owner_only(stand: Stand, name: str) -> None:
    assert (stand.folder / name).stat().st_mode & 0o077 == 0

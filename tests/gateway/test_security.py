"""Hostile clients: no certificate, a stranger's, revoked, forged, replayed, huge, slow, too many."""

import json
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from ssl import SSLSocket

import httpx2
import pytest
from httpx2 import Response

from kiosk.gateway import peer
from kiosk.gateway.authority import issue_terminal, make_authority
from kiosk.gateway.rates import Rate
from kiosk.gateway.registry import NoRegistry, RegistryDown
from kiosk.gateway.settings import Limits
from kiosk.upstream.client import Client
from kiosk.upstream.contract import MAX_BODY_BYTES, PROBLEM_TYPE, Heartbeat
from kiosk.upstream.contract_people import Holder
from kiosk.upstream.keys import TerminalKeys, load_keys
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.conftest import LogRecord
from tests.gateway.answers import problem, sure
from tests.gateway.filing import WANG, loss, sealed
from tests.gateway.live import Stand, running

PHONED = {"kind": "resident_id", "number": WANG.number, "name": WANG.name, "phone": "13800138000"}
LOOK_UP = {"holder": {"kind": "resident_id", "number": WANG.number, "name": WANG.name}}


def browser(stand: Stand, name: str = "") -> httpx2.Client:
    """An HTTP client that trusts our authority, with a terminal's certificate or without."""
    context = ssl.create_default_context(cafile=str(stand.folder / "ca.pem"))
    if name:
        keys = stand.terminal(name)
        context.load_cert_chain(keys.cert, keys.key)
    return httpx2.Client(base_url=stand.url, verify=context, trust_env=False, timeout=60)


def is_problem(answer: Response, status: int, word: str) -> bool:
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM_TYPE
    document = answer.json()
    assert document["type"] == f"urn:buka:problem:{word}"
    assert isinstance(document["retryable"], bool)
    return True


def raw(stand: Stand, name: str = "HZ0001") -> SSLSocket:
    """A bare TLS connection of a terminal."""
    keys = stand.terminal(name)
    context = ssl.create_default_context(cafile=str(keys.ca))
    context.load_cert_chain(keys.cert, keys.key)
    host, port = stand.url.removeprefix("https://").split(":")
    return context.wrap_socket(socket.create_connection((host, int(port)), timeout=10), server_hostname=host)


def is_cut_off(connection: SSLSocket) -> bool:
    """Within the socket's own time-out of 10 s, which would raise."""
    try:
        return connection.recv(100) == b""
    except (ConnectionError, ssl.SSLError):
        return True


PATHS = ["cards/look-up", "filings/look-up", "submissions", "submissions/verdicts", "renewal", "heartbeat"]


@pytest.mark.parametrize("path", PATHS)
def test_without_a_certificate_no_terminal_operation_is_served(stand: Stand, path: str) -> None:
    with browser(stand) as client:
        answer = client.post(f"/v1/{path}", json=LOOK_UP)
    assert is_problem(answer, 401, "certificate-required")


def test_a_certificate_of_another_authority_gets_no_answer(stand: Stand, tmp_path: Path) -> None:
    make_authority(tmp_path / "other")
    folder = tmp_path / "intruder"
    issue_terminal(tmp_path / "other", "HZ0001", folder)
    keys = load_keys(
        ca=stand.folder / "ca.pem", cert=folder / "terminal.pem", key=folder / "terminal.key", keys=folder
    )
    assert isinstance(keys, TerminalKeys)
    client = Client(stand.url, keys)
    # asyncio drops the TLS alert that would say why: on the wire it is a connection that breaks.
    assert client.look_up(WANG, seconds=5) == Trouble(TroubleKind.UNREACHABLE, "connection_lost")
    client.close()


def test_a_server_of_another_authority_is_not_spoken_to(stand: Stand, tmp_path: Path) -> None:
    make_authority(tmp_path / "other")
    keys = stand.terminal()
    other = load_keys(ca=tmp_path / "other" / "ca.pem", cert=keys.cert, key=keys.key, keys=keys.cert.parent)
    assert isinstance(other, TerminalKeys)
    client = Client(stand.url, other)
    assert client.look_up(WANG, seconds=5) == Trouble(TroubleKind.TLS, "certificate_refused")
    client.close()


def test_a_revoked_terminal_is_refused_at_its_next_request(stand: Stand) -> None:
    client = stand.client()
    client.look_up(WANG, seconds=5)
    assert stand.parts.terminals.revoke("HZ0001") == 1
    refused = Trouble(TroubleKind.UNAUTHORISED, "urn:buka:problem:terminal-revoked")
    assert client.look_up(WANG, seconds=5) == refused
    assert client.submit([sealed(stand.terminal(), loss())]) == refused


def test_revoking_one_terminal_leaves_the_others_alone(stand: Stand) -> None:
    stand.client("HZ0001").look_up(WANG, seconds=5)
    stand.parts.terminals.revoke("HZ0001")
    assert not isinstance(stand.client("HZ0002").look_up(WANG, seconds=5), Trouble)


def test_a_replayed_batch_of_another_terminal_is_refused_item_by_item(stand: Stand) -> None:
    report = sealed(stand.terminal("HZ0001"), loss())
    stand.client("HZ0001").submit([report])
    refused = problem(stand.client("HZ0002").submit([report]))
    assert (refused.status, refused.type) == (422, "urn:buka:problem:digest")


def test_tls_1_2_is_refused(stand: Stand) -> None:
    context = ssl.create_default_context(cafile=str(stand.folder / "ca.pem"))
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    host, port = stand.url.removeprefix("https://").split(":")
    with socket.create_connection((host, int(port))) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname=host)


def test_an_announced_huge_body_is_refused_before_it_is_sent(stand: Stand) -> None:
    with raw(stand) as connection:
        connection.sendall(
            b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            b"Content-Length: 9999999999\r\n\r\n"
        )
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


def test_a_huge_body_in_chunks_is_refused_where_it_passes_the_limit(stand: Stand) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(MAX_BODY_BYTES // 4096 + 2):
            yield b" " * 4096

    with browser(stand, "HZ0001") as client:
        answer = client.post(
            "/v1/submissions", content=chunks(), headers={"Content-Type": "application/json"}
        )
    assert is_problem(answer, 413, "too-large")


def test_a_batch_over_the_limit_comes_back_as_too_large(stand: Stand) -> None:
    keys = stand.terminal()
    batch = [sealed(keys, loss(), data=b"x" * 3000) for _ in range(100)]
    assert stand.client().submit(batch) == Trouble(TroubleKind.TOO_LARGE, "urn:buka:problem:too-large")


def test_a_slow_client_is_cut_off(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer, "REQUEST_SECONDS", 0.3)
    with raw(stand) as connection:
        connection.sendall(b"POST /v1/submissions HTTP/1.1\r\nHost: x\r\nContent-Len")
        assert is_cut_off(connection)


def test_a_connection_that_says_nothing_is_cut_off(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer, "REQUEST_SECONDS", 0.3)
    with raw(stand) as connection:
        assert is_cut_off(connection)


def test_an_idle_connection_between_requests_is_kept(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peer, "REQUEST_SECONDS", 0.2)
    with raw(stand) as connection:
        for _ in range(2):
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = b""
            while b"ok" not in answer:
                answer += connection.recv(4096)
            assert b"200 OK" in answer
            time.sleep(0.4)


def test_what_is_not_http_gets_a_problem_and_the_connection_ends(stand: Stand) -> None:
    with raw(stand) as connection:
        connection.sendall(b"\x00\x01\x02 nonsense\r\n\r\n")
        answer = connection.recv(4096)
    assert answer.startswith(b"HTTP/1.1 400")
    assert PROBLEM_TYPE.encode() in answer


def test_a_terminal_that_asks_too_often_is_told_when_to_come_back(config: Path) -> None:
    slow = Limits(requests=100_000, look_ups=1)
    with running(config, settings=lambda s: s.model_copy(update={"limits": slow})) as stand:
        answers = [stand.client("HZ0001").look_up(WANG, seconds=5) for _ in range(5)]
        assert isinstance(answers[-1], Trouble)
        assert answers[-1].kind is TroubleKind.RATE_LIMITED
        assert answers[-1].retry_after is not None
        assert 1 <= answers[-1].retry_after <= 60
        assert not isinstance(stand.client("HZ0002").look_up(WANG, seconds=5), Trouble)


def test_a_bucket_fills_again_with_time() -> None:
    now = [0.0]
    rate = Rate(60, monotonic=lambda: now[0])
    assert [rate.wait("a") for _ in range(7)] == [0] * 6 + [1]
    now[0] += 1
    assert rate.wait("a") == 0


@pytest.mark.parametrize(
    ("method", "path", "status", "word"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("GET", "/v1/submissions", 405, "method-not-allowed"),
        ("DELETE", "/healthz", 405, "method-not-allowed"),
        ("GET", "/v1/policies/abc", 422, "message"),
        ("GET", "/v1/policies/999999", 404, "no-policy"),
    ],
)
def test_every_error_is_a_problem_document(
    stand: Stand, method: str, path: str, status: int, word: str
) -> None:
    with browser(stand, "HZ0001") as client:
        assert is_problem(client.request(method, path), status, word)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"holder":{"kind":"x"}}', b"\xff\xfe"])
def test_a_broken_message_is_answered_without_repeating_it(stand: Stand, body: bytes) -> None:
    with browser(stand, "HZ0001") as client:
        answer = client.post("/v1/cards/look-up", content=body, headers={"Content-Type": "application/json"})
    assert is_problem(answer, 422, "message")


def test_an_invalid_message_never_echoes_personal_data(stand: Stand, log: LogRecord) -> None:
    with browser(stand, "HZ0001") as client:
        answer = client.post("/v1/cards/look-up", json={"holder": PHONED})
    assert WANG.number not in answer.text
    assert "13800138000" not in answer.text
    assert json.loads(answer.text)["errors"] == ["holder.phone: extra_forbidden"]


def test_no_personal_data_reaches_the_log(stand: Stand, log: LogRecord) -> None:
    client = stand.client()
    client.look_up(WANG, seconds=5)
    client.submit([sealed(stand.terminal(), loss())])
    text = repr(list(log))
    assert WANG.number not in text
    assert WANG.name not in text
    assert "E12345678" not in text


def test_a_bug_is_a_problem_without_its_text(config: Path, log: LogRecord) -> None:
    class Broken(NoRegistry):
        def look_up(self, _holder: Holder) -> RegistryDown:
            raise RuntimeError(WANG.number)

    log.expected.add("gateway.bug")
    with running(config, registry=Broken()) as stand, browser(stand, "HZ0001") as client:
        answer = client.post("/v1/cards/look-up", json=LOOK_UP)
        assert is_problem(answer, 500, "internal")
        assert WANG.number not in answer.text


def test_answers_carry_security_headers(stand: Stand) -> None:
    with browser(stand) as client:
        headers = client.get("/healthz").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" in headers
    assert "server" not in headers


def test_enrolment_guesses_are_slowed_down(config: Path) -> None:
    few = Limits(requests=100_000, look_ups=100_000, enrolments=1)
    with running(config, settings=lambda s: s.model_copy(update={"limits": few})) as stand:
        with browser(stand) as client:
            body = {"code": "AAAA-AAAA-AAAA-AAAA", "csr": "x" * 200}
            statuses = [client.post("/v1/enrolment", json=body).status_code for _ in range(5)]
        assert statuses[-1] == 429


def test_the_document_names_every_operation_and_its_problems(stand: Stand) -> None:
    with browser(stand) as client:
        document = client.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    submit = document["paths"]["/v1/submissions"]["post"]["responses"]
    assert PROBLEM_TYPE in submit["422"]["content"]


def test_the_metrics_count_what_was_stored(stand: Stand) -> None:
    stand.client().submit([sealed(stand.terminal(), loss())])
    with browser(stand) as client:
        text = client.get("/metrics").text
    assert "buka_submissions_stored_total 1" in text
    assert "buka_terminals 1" in text


def test_certificates_that_run_out_soon_are_named_in_the_pulse(stand: Stand) -> None:
    beat = Heartbeat(version="1", policy_version=0, queue_depth=0)
    assert sure(stand.client().heartbeat(beat)).certificate_renewal_due is False
    later = stand.parts.now() + timedelta(days=25)
    keys = stand.terminal()
    der = ssl.PEM_cert_to_DER_cert(keys.cert.read_text())
    assert peer.days_left(der, later) < 10

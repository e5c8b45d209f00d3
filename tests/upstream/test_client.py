"""The client against servers that misbehave: every answer is one of a closed set, nothing raises."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from kiosk.gateway.authority import issue_terminal, make_authority
from kiosk.gateway.keyring import read_opening_key
from kiosk.rules.cards import CardState, Holder, LossChannel
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream.client import Client, ItemProblem, NewPolicy, NotModified, Unsound
from kiosk.upstream.contract import (
    CONTENT_TYPE,
    PROBLEM_TYPE,
    Acknowledgement,
    SignedPolicy,
    Standing,
    acknowledgement_bytes,
    policy_bytes,
    signed_together,
)
from kiosk.upstream.courier_items import evidence
from kiosk.upstream.envelope import Envelope, Header, seal
from kiosk.upstream.framing import framed
from kiosk.upstream.keys import TerminalKeys, key_set, load_keys
from kiosk.upstream.merkle import leaf_of, root_of
from kiosk.upstream.signatures import Signer
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.gateway.answers import sure, trouble

WANG = IdentityDocument(kind=DocumentKind.RESIDENT_ID, number="11010519491231002X", name="王桂兰")
NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
OURS = f"Content-Type: {CONTENT_TYPE}"
Reply = Callable[[ssl.SSLSocket], object]
Ask = Callable[[Reply], Client]


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pki")
    make_authority(folder)
    issue_terminal(folder, "HZ0001", folder / "terminal")
    return folder


@pytest.fixture
def keys(pki: Path) -> TerminalKeys:
    place = pki / "terminal"
    keys = load_keys(ca=place / "ca.pem", cert=place / "terminal.pem", key=place / "terminal.key", keys=place)
    assert isinstance(keys, TerminalKeys)
    return keys


@pytest.fixture
def signer(pki: Path) -> Signer:
    key = load_pem_private_key((pki / "signing.key").read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    return Signer(key)


class Server:
    """Answers each connection's first request with whatever the test wants on the wire."""

    def __init__(self, pki: Path, reply: Reply) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pki / "server.pem", pki / "server.key")
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests: list[bytes] = []
        self._context, self._reply = context, reply
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            with plain:
                plain.settimeout(5)
                try:
                    with self._context.wrap_socket(plain, server_side=True) as connection:
                        self.requests.append(_read_request(connection))
                        self._reply(connection)
                except (OSError, ssl.SSLError):
                    continue

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()


def _read_request(connection: ssl.SSLSocket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        ),
        0,
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def saying(status: str, body: str, *headers: str) -> Reply:
    data = body.encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(data)}", "Connection: close", *headers]
    wire = "\r\n".join(lines).encode() + b"\r\n\r\n" + data
    return lambda connection: connection.sendall(wire)


@pytest.fixture
def ask(pki: Path, keys: TerminalKeys) -> Iterator[Ask]:
    """A client of a server that replies so."""
    made: list[Server | Client] = []

    def ask(reply: Reply) -> Client:
        server = Server(pki, reply)
        client = Client(server.url, keys)
        made.extend([client, server])
        return client

    yield ask
    for one in made:
        one.close()


def problem(status: int, word: str = "x") -> str:
    fields = {"type": f"urn:buka:problem:{word}", "title": "x", "status": status, "retryable": True}
    return json.dumps(fields)


def test_nobody_there_is_unreachable(keys: TerminalKeys) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    client = Client(f"https://127.0.0.1:{port}", keys)
    assert client.look_up(WANG, seconds=2) == Trouble(TroubleKind.UNREACHABLE)
    client.close()


def test_a_server_that_says_nothing_is_a_timeout_in_time(ask: Ask) -> None:
    client = ask(lambda connection: connection.recv(1))
    began = time.monotonic()
    assert client.look_up(WANG, seconds=0.4) == Trouble(TroubleKind.TIMEOUT)
    assert time.monotonic() - began < 2


def test_a_server_that_drips_its_answer_cannot_pass_the_deadline(ask: Ask) -> None:
    def drip(connection: ssl.SSLSocket) -> None:
        for sign in f"HTTP/1.1 200 OK\r\n{OURS}\r\nContent-Length: 500\r\n\r\n" + " " * 500:
            connection.sendall(sign.encode())
            time.sleep(0.02)

    client = ask(drip)
    began = time.monotonic()
    assert client.look_up(WANG, seconds=0.5) == Trouble(TroubleKind.TIMEOUT)
    assert time.monotonic() - began < 2


def test_a_port_that_does_not_speak_tls_is_tls_trouble(keys: TerminalKeys) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def greet() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                connection.recv(1000)

        thread = threading.Thread(target=greet)
        thread.start()
        client = Client(f"https://127.0.0.1:{listener.getsockname()[1]}", keys)
        assert trouble(client.look_up(WANG, seconds=2)).kind is TroubleKind.TLS
        client.close()
        thread.join()


def test_a_broken_connection_is_unreachable(ask: Ask) -> None:
    client = ask(lambda connection: connection.shutdown(socket.SHUT_RDWR))
    assert client.look_up(WANG, seconds=2) == Trouble(TroubleKind.UNREACHABLE, "connection_lost")


@pytest.mark.parametrize(
    "reply",
    [
        saying("200 OK", "<html>sign in to the hospital's network</html>", "Content-Type: text/html"),
        saying("200 OK", '{"insured": true}', "Content-Type: application/json"),
        saying("302 Found", "", "Location: https://portal.example/"),
        saying("404 Not Found", "nope", "Content-Type: text/plain"),
        saying("502 Bad Gateway", "<html>", "Content-Type: text/html"),
        saying("503 Unavailable", "{}", f"Content-Type: {PROBLEM_TYPE}"),
        saying("200 OK", problem(200), f"Content-Type: {PROBLEM_TYPE}"),
    ],
)
def test_whoever_is_not_our_upstream_is_a_captive_portal(ask: Ask, reply: Reply) -> None:
    assert trouble(ask(reply).look_up(WANG, seconds=2)).kind is TroubleKind.CAPTIVE


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("401 x", TroubleKind.UNAUTHORISED),
        ("403 x", TroubleKind.UNAUTHORISED),
        ("404 x", TroubleKind.CONTRACT),
        ("409 x", TroubleKind.CONTRACT),
        ("413 x", TroubleKind.TOO_LARGE),
        ("422 x", TroubleKind.CONTRACT),
        ("429 x", TroubleKind.RATE_LIMITED),
        ("500 x", TroubleKind.SERVER),
        ("503 x", TroubleKind.SERVER),
    ],
)
def test_a_problem_document_says_whose_fault_it_is(ask: Ask, status: str, kind: TroubleKind) -> None:
    reply = saying(status, problem(int(status[:3]), "word"), f"Content-Type: {PROBLEM_TYPE}")
    assert ask(reply).look_up(WANG, seconds=2) == Trouble(kind, "urn:buka:problem:word")


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("7", 7, 7),
        ("999999", 3600, 3600),
        ((datetime.now(UTC) + timedelta(hours=20)).strftime("%a, %d %b %Y %H:%M:%S GMT"), 3600, 3600),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0, 0),
    ],
    ids=["seconds", "too many", "a moment", "a moment that is over"],
)
def test_retry_after_is_heard_in_both_forms_and_clamped(ask: Ask, value: str, least: int, most: int) -> None:
    headers = (f"Content-Type: {PROBLEM_TYPE}", f"Retry-After: {value}")
    answer = trouble(ask(saying("429 x", problem(429), *headers)).look_up(WANG, seconds=2))
    assert answer.retry_after is not None
    assert least <= answer.retry_after <= most


def test_a_retry_after_that_is_no_time_is_ignored(ask: Ask) -> None:
    headers = (f"Content-Type: {PROBLEM_TYPE}", "Retry-After: soon")
    answer = ask(saying("429 x", problem(429), *headers)).look_up(WANG, seconds=2)
    assert trouble(answer).retry_after is None


@pytest.mark.parametrize("body", ["", "{", "[]", '{"insured": 3}', '{"insured": true, "more": 1}'])
def test_an_answer_of_another_shape_breaks_the_contract(ask: Ask, body: str) -> None:
    answer = ask(saying("200 OK", body, OURS)).look_up(WANG, seconds=2)
    assert answer == Trouble(TroubleKind.CONTRACT, "answer_shape")


def test_an_endless_answer_is_cut_off(ask: Ask) -> None:
    def flood(connection: ssl.SSLSocket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\n{OURS}\r\nConnection: close\r\n\r\n".encode())
        while True:
            connection.sendall(b" " * 65536)

    assert ask(flood).look_up(WANG, seconds=5) == Trouble(TroubleKind.CONTRACT, "answer_too_large")


def test_states_and_channels_that_this_terminal_does_not_know_offer_nothing(ask: Ask) -> None:
    card = {"scheme": "social_security", "number": "E1", "region": "330100", "outlet": "o"}
    body = json.dumps(
        {
            "insured": True,
            "cards": [
                card | {"state": "frozen", "reported_by": "drone"},
                card | {"state": "normal", "reported_by": "hotline"},
                card | {"scheme": "library", "state": "normal"},
            ],
        }
    )
    holder = ask(saying("200 OK", body, OURS)).look_up(WANG, seconds=2)
    assert isinstance(holder, Holder)
    assert [one.state for one in holder.cards] == [CardState.UNKNOWN, CardState.NORMAL]
    assert [one.reported_by for one in holder.cards] == [None, LossChannel.HOTLINE]


def test_personal_data_travels_in_the_body_and_never_in_the_address(pki: Path, keys: TerminalKeys) -> None:
    server = Server(pki, saying("200 OK", '{"insured": false}', OURS))
    client = Client(server.url, keys)
    client.look_up(WANG, seconds=2)
    client.close()
    server.close()
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    assert WANG.number.encode() in body
    assert WANG.number.encode() not in head


# --- Signed answers ---


def envelope(pki: Path, keys: TerminalKeys) -> Envelope:
    header = Header(
        terminal="HZ0001", id="0" * 32, kind=SubmissionKind.LOSS_REPORT, seq=1, number="HZ0001-000001"
    )
    return seal(b"x", header, read_opening_key(pki / "opening.json").sealing_key(), keys.signer)


def word(one: Envelope, signer: Signer, **changes: object) -> Acknowledgement:
    plain = Acknowledgement(
        terminal="HZ0001", id=one.header.id, digest=one.digest, standing=Standing.IN_FORCE, since=NOW,
        reason="", at=NOW, kid=signer.kid, signature=bytes(64),
    ).model_copy(update=changes)  # fmt: skip
    message = acknowledgement_bytes(
        plain.terminal, plain.id, plain.digest, plain.standing, plain.since, plain.reason, plain.at, plain.kid
    )
    return plain.model_copy(update={"signature": signer.sign(message)})


def verdicts(*words: Acknowledgement, id_: str = "0" * 32) -> Reply:
    items = [{"id": id_, "acknowledgement": json.loads(one.model_dump_json())} for one in words]
    return saying("200 OK", json.dumps({"verdicts": items, "policy_version": 4}), OURS)


def test_a_sound_acknowledgement_counts(ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer) -> None:
    one = envelope(pki, keys)
    answers = sure(ask(verdicts(word(one, signer))).submit([one]))
    assert answers.items == (word(one, signer),)
    assert answers.policy_version == 4


@pytest.mark.parametrize("change", [{"terminal": "HZ0002"}, {"digest": "0" * 64}, {"id": "1" * 32}])
def test_an_acknowledgement_for_something_else_does_not_count(
    ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer, change: dict[str, str]
) -> None:
    one = envelope(pki, keys)
    answers = sure(ask(verdicts(word(one, signer, **change))).submit([one]))
    assert answers.items == (Unsound(one.header.id),)


def test_a_forged_acknowledgement_does_not_count(
    ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer
) -> None:
    one = envelope(pki, keys)
    stranger = Signer(Ed25519PrivateKey.generate())
    lifted = word(one, signer).model_copy(update={"standing": Standing.RECEIVED})
    for forged in (word(one, stranger), word(one, stranger, kid=signer.kid), lifted):
        assert sure(ask(verdicts(forged)).submit([one])).items == (Unsound(one.header.id),)


def test_a_later_in_force_cannot_be_made_of_an_earlier_received(
    ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer
) -> None:
    one = envelope(pki, keys)
    received = word(one, signer, standing=Standing.RECEIVED, since=None)
    raised = received.model_copy(update={"standing": Standing.IN_FORCE, "since": NOW})
    assert sure(ask(verdicts(raised)).submit([one])).items == (Unsound(one.header.id),)


def together(envelopes: list[Envelope], signer: Signer, **changes: object) -> list[Acknowledgement]:
    """Words under one signature; `changes` are made to the first after signing."""
    plain = [word(one, signer, id=one.header.id) for one in envelopes]
    proofs = signed_together([one.signed_bytes() for one in plain], signer.sign)
    signed = [
        one.model_copy(update={"path": path, "signature": signature})
        for one, (path, signature) in zip(plain, proofs, strict=True)
    ]
    signed[0] = signed[0].model_copy(update=changes)
    return signed


def several(pki: Path, keys: TerminalKeys, count: int) -> list[Envelope]:
    one = envelope(pki, keys)
    return [replace(one, header=replace(one.header, id=f"{n:032x}")) for n in range(count)]


def answered(words: list[Acknowledgement]) -> Reply:
    items = [{"id": one.id, "acknowledgement": json.loads(one.model_dump_json())} for one in words]
    return saying("200 OK", json.dumps({"verdicts": items}), OURS)


@pytest.mark.parametrize(
    "change",
    [
        {"standing": Standing.REFUSED, "since": None},
        {"since": NOW + timedelta(seconds=1)},
        {"path": bytes(32)},
        {"path": b""},
        {"signature": bytes(64)},
        {"kid": "0" * 16},
    ],
)
def test_of_words_signed_together_only_the_changed_one_does_not_count(
    ask: Ask,
    pki: Path,
    keys: TerminalKeys,
    signer: Signer,
    change: dict[str, bytes] | dict[str, str] | dict[str, Standing | None] | dict[str, datetime],
) -> None:
    sent = several(pki, keys, 5)
    words = together(sent, signer, **change)
    answers = sure(ask(answered(words)).submit(sent))
    assert answers.items == (Unsound(sent[0].header.id), *words[1:])


def test_words_signed_together_count_and_each_keeps_what_proves_it_alone(
    ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer
) -> None:
    sent = several(pki, keys, 50)
    words = together(sent, signer)
    assert sure(ask(answered(words)).submit(sent)).items == tuple(words)
    assert len({one.signature for one in words}) == 1
    last = words[-1]
    kept = evidence(last)
    plain = last.model_copy(update={"path": b""}).signed_bytes()
    assert kept.signed == framed("buka/evidence/1", plain, last.path)
    root = root_of(leaf_of(plain), last.path)
    signer.key.public_key().verify(kept.signature, framed("buka/acknowledgement-root/1", root))


def test_verdicts_about_other_items_break_the_contract(
    ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer
) -> None:
    one = envelope(pki, keys)
    for reply in (verdicts(), verdicts(word(one, signer), id_="1" * 32)):
        answer = ask(reply).submit([one])
        assert answer == Trouble(TroubleKind.CONTRACT, "verdicts_do_not_match")


def test_an_items_problem_is_told_apart(ask: Ask, pki: Path, keys: TerminalKeys) -> None:
    items = [{"id": "0" * 32, "problem": json.loads(problem(409, "other-digest"))}]
    reply = saying("200 OK", json.dumps({"verdicts": items}), OURS)
    answers = sure(ask(reply).submit([envelope(pki, keys)]))
    expected = ItemProblem(id="0" * 32, status=409, type="urn:buka:problem:other-digest", retryable=True)
    assert answers.items == (expected,)


def policy(
    pki: Path, keys: TerminalKeys, signer: Signer, version: int = 3, region: str = "330100"
) -> SignedPolicy:
    known = key_set((read_opening_key(pki / "opening.json").sealing_key(),), (signer.raw_public,))
    message = policy_bytes(region, version, b"document", known, signer.kid)
    return SignedPolicy(
        region=region, version=version, document=b"document", keys=known, kid=signer.kid,
        signature=signer.sign(message),
    )  # fmt: skip


def test_a_newer_signed_policy_is_taken_with_its_tag(
    ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer
) -> None:
    signed = policy(pki, keys, signer)
    reply = saying("200 OK", signed.model_dump_json(), OURS, 'ETag: "abc"')
    assert ask(reply).policy("330100", known_version=2) == NewPolicy(signed=signed, etag='"abc"')


def test_an_older_policy_is_a_roll_back(ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer) -> None:
    reply = saying("200 OK", policy(pki, keys, signer).model_dump_json(), OURS)
    rolled_back = Trouble(TroubleKind.CONTRACT, "policy_rolled_back")
    assert ask(reply).policy("330100", known_version=4) == rolled_back
    assert ask(reply).policy("330200", known_version=0) == rolled_back


@pytest.mark.parametrize("change", [{"version": 9}, {"document": b"cheap"}, {"region": "330200"}])
def test_a_policy_that_was_changed_is_refused(
    ask: Ask,
    pki: Path,
    keys: TerminalKeys,
    signer: Signer,
    change: dict[str, int] | dict[str, bytes] | dict[str, str],
) -> None:
    changed = policy(pki, keys, signer).model_copy(update=change)
    reply = saying("200 OK", changed.model_dump_json(), OURS)
    answer = ask(reply).policy(changed.region, known_version=0)
    assert answer == Trouble(TroubleKind.CONTRACT, "policy_signature")


def test_keys_slipped_into_a_policy_are_refused(
    ask: Ask, pki: Path, keys: TerminalKeys, signer: Signer
) -> None:
    thief = Signer(Ed25519PrivateKey.generate())
    signed = policy(pki, keys, signer)
    slipped = signed.model_copy(update={"keys": policy(pki, keys, thief).keys})
    reply = saying("200 OK", slipped.model_dump_json(), OURS)
    assert trouble(ask(reply).policy("330100", known_version=0)).detail == "policy_signature"


def test_an_unchanged_policy_costs_no_body(ask: Ask) -> None:
    assert (
        ask(saying("304 Not Modified", "", 'ETag: "abc"')).policy("330100", known_version=3, etag='"abc"')
        == NotModified()
    )

"""A gateway that opens nothing: sealed bodies go to an opener in another process, outcomes come back."""

import http.client
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kiosk.gateway.authority import issue_terminal
from kiosk.upstream.contract import CONTENT_TYPE, Standing
from kiosk.upstream.envelope import Envelope
from tests.conftest import LogRecord
from tests.gateway.answers import word, words
from tests.gateway.filing import CHEN, WANG, loss, replacement, sealed
from tests.gateway.live import Stand, running

OPENER = Path(__file__).with_name("opener.py")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def blind(config: Path) -> Iterator[Stand]:
    """A gateway without the opening key, that knows one opener."""
    issue_terminal(config.parent, "opener", config.parent / "opener")
    text = config.read_text().replace('["opening.json"]', "[]")
    config.write_text(text + '[relay]\nopeners = ["opener/terminal.pem"]\n')
    with running(config) as stand:
        assert stand.parts.keyring.opening == {}
        yield stand


@contextmanager
def line(stand: Stand, folder: Path | None = None) -> Iterator[http.client.HTTPSConnection]:
    """A connection with that certificate, or none."""
    context = ssl.create_default_context(cafile=str(stand.folder / "ca.pem"))
    if folder:
        context.load_cert_chain(folder / "terminal.pem", folder / "terminal.key")
    connection = http.client.HTTPSConnection(stand.url.removeprefix("https://"), context=context)
    yield connection
    connection.close()


def ask(stand: Stand, path: str, body: object, folder: Path | None = None) -> tuple[int, Any]:
    with line(stand, folder or stand.folder / "opener") as connection:
        connection.request("POST", f"/v1/relay/{path}", json.dumps(body), {"Content-Type": CONTENT_TYPE})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())


def claimed(stand: Stand, **wish: int) -> list[str]:
    status, answer = ask(stand, "claims", wish)
    assert status == 200
    return [one["item"]["id"] for one in answer["items"]]


def told(stand: Stand, envelope: Envelope, *, digest: str = "", **outcome: str) -> dict[str, Any]:
    word = {"terminal": "HZ0001", "id": envelope.header.id, "digest": digest or envelope.digest, **outcome}
    status, answer = ask(stand, "outcomes", {"outcomes": [word]})
    assert status == 200
    one: dict[str, Any] = answer["items"][0]
    return one


@contextmanager
def opener(stand: Stand, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    folder = stand.folder / "opener"
    files = (stand.folder / "ca.pem", folder / "terminal.pem", folder / "terminal.key")
    command = [sys.executable, str(OPENER), stand.url.removeprefix("https://"), *map(str, files)]
    process = subprocess.Popen(
        [*command, str(stand.folder / "opening.json"), *more], env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def settled(stand: Stand, envelopes: list[Envelope]) -> list[Standing]:
    """The standings once nothing is only received any more."""
    digests = {one.header.id: one.digest for one in envelopes}
    client = stand.client()
    while True:
        standings = [one.standing for one in words(client.verdicts(digests))]
        if "received" not in standings:
            return standings
        time.sleep(0.05)


def test_a_terminals_certificate_fetches_no_sealed_body(blind: Stand) -> None:
    blind.terminal()
    assert ask(blind, "claims", {}, blind.folder / "HZ0001")[0] == 403
    assert ask(blind, "outcomes", {"outcomes": []}, blind.folder / "HZ0001")[0] in {403, 422}
    with line(blind) as connection:
        connection.request("POST", "/v1/relay/claims", "{}", {"Content-Type": CONTENT_TYPE})
        assert connection.getresponse().status == 401


def test_another_certificate_with_the_openers_name_is_not_the_opener(blind: Stand, tmp_path: Path) -> None:
    issue_terminal(blind.folder, "opener", tmp_path / "other")
    assert ask(blind, "claims", {}, tmp_path / "other")[0] == 403


def test_an_opener_is_no_terminal(blind: Stand) -> None:
    with line(blind, blind.folder / "opener") as connection:
        connection.request("GET", "/v1/policies/330100")
        assert connection.getresponse().status == 401


def test_a_word_about_other_bytes_or_an_unknown_submission_counts_for_nothing(blind: Stand) -> None:
    report, stranger = sealed(blind.terminal(), loss(WANG)), sealed(blind.terminal(), loss(CHEN))
    blind.client().submit([report])
    assert told(blind, report, digest="0" * 64, standing="in_force")["problem"]["status"] == 409
    assert told(blind, stranger, standing="in_force")["problem"]["status"] == 404
    assert word(blind.client().verdicts({report.header.id: report.digest})).standing == "received"


def test_a_refusal_without_a_reason_breaks_the_contract(blind: Stand) -> None:
    report = sealed(blind.terminal(), loss(WANG))
    word = {"terminal": "HZ0001", "id": report.header.id, "digest": report.digest, "standing": "refused"}
    assert ask(blind, "outcomes", {"outcomes": [word]})[0] == 422


def test_the_first_outcome_stays_whoever_speaks_later(blind: Stand) -> None:
    report = sealed(blind.terminal(), loss(WANG))
    blind.client().submit([report])
    assert told(blind, report, standing="in_force", since="2026-11-22T08:00:00Z")["standing"] == "in_force"
    assert told(blind, report, standing="refused", reason="not_insured")["standing"] == "in_force"
    said = word(blind.client().verdicts({report.header.id: report.digest}))
    assert said.since is not None
    assert (said.standing, said.since.isoformat()) == ("in_force", "2026-11-22T08:00:00+00:00")


def test_what_is_fetched_is_nobody_elses_until_the_lease_runs_out(blind: Stand) -> None:
    report = sealed(blind.terminal(), loss(WANG))
    blind.client().submit([report])
    assert claimed(blind) == [report.header.id]
    assert claimed(blind) == []
    with blind.parts.database.transaction() as transaction:
        transaction.run("UPDATE submissions SET apply_after = ''")
    assert claimed(blind) == [report.header.id]


def test_what_an_opener_puts_back_waits_a_while(blind: Stand) -> None:
    report = sealed(blind.terminal(), loss(WANG))
    blind.client().submit([report])
    assert claimed(blind) == [report.header.id]
    assert told(blind, report, standing="received")["standing"] == "received"
    assert claimed(blind) == []


def test_what_the_terminal_did_not_sign_never_reaches_the_opener(blind: Stand, log: LogRecord) -> None:
    log.expected |= {"gateway.alarm"}
    keys = blind.terminal()
    batch = [sealed(keys, loss(WANG)) for _ in range(6)]  # checked at reception only when somebody waits
    forged = batch[2]
    blind.client().submit(batch)
    with blind.parts.database.transaction() as transaction:
        transaction.run("UPDATE submissions SET signature = ? WHERE id = ?", b"\1" * 64, forged.header.id)
    assert set(claimed(blind)) == {one.header.id for one in batch} - {forged.header.id}
    assert word(blind.client().verdicts({forged.header.id: forged.digest})).reason == "bad_signature"


def test_the_parents_standing_goes_with_what_depends_on_it(blind: Stand) -> None:
    keys = blind.terminal()
    report = sealed(keys, loss(WANG))
    order = sealed(keys, replacement(WANG), depends_on=report.header.id)
    blind.client().submit([report, order])
    first = ask(blind, "claims", {"most": 1})[1]["items"]
    assert [(one["item"]["id"], one["parent"]) for one in first] == [(report.header.id, None)]
    told(blind, report, standing="in_force")
    second = ask(blind, "claims", {})[1]["items"]
    assert [(one["item"]["id"], one["parent"]) for one in second] == [(order.header.id, "in_force")]


@pytest.mark.real
def test_an_opener_in_another_process_brings_everything_into_force(blind: Stand, log: LogRecord) -> None:
    log.expected |= {"gateway.alarm"}
    keys = blind.terminal()
    filed = [sealed(keys, loss(WANG)) for _ in range(30)]
    spoilt = sealed(keys, loss(CHEN), data=b"not a submission")
    blind.client().submit([*filed, spoilt])
    with opener(blind):
        standings = settled(blind, [*filed, spoilt])
    assert standings == ["in_force"] * 30 + ["refused"]


@pytest.mark.real
def test_an_opener_that_dies_with_a_lease_loses_nothing(blind: Stand) -> None:
    filed = [sealed(blind.terminal(), loss(WANG)) for _ in range(5)]
    blind.client().submit(filed)
    with opener(blind, "--die") as first:
        assert first.wait() == 0
    assert claimed(blind) == []
    with blind.parts.database.transaction() as transaction:  # the lease runs out
        transaction.run("UPDATE submissions SET apply_after = ''")
    with opener(blind):
        assert settled(blind, filed) == ["in_force"] * 5

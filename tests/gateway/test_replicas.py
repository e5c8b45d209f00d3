"""Two replicas on one PostgreSQL under load, one killed in the middle: nothing is lost or doubled."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kiosk.gateway.authority import issue_terminal
from kiosk.gateway.stand import make_stand
from kiosk.upstream.client import Answers, Client
from kiosk.upstream.envelope import Envelope
from kiosk.upstream.keys import TerminalKeys, load_keys
from tests.gateway.answers import word, words
from tests.gateway.filing import CHEN, WANG, loss, replacement, sealed
from tests.gateway.live import SAMPLES, running
from tests.gateway.replica import SERVE, Replica

pytestmark = pytest.mark.real
TERMINALS = 8
RECORDS = 50
BATCH = 10


@pytest.fixture
def replicas(tmp_path: Path, postgres_url: str) -> Iterator[list[Replica]]:
    stand = make_stand(
        tmp_path / "g", people=SAMPLES / "people.toml", database=postgres_url, requests_a_minute=1_000_000
    )
    made = [Replica(stand, number) for number in range(2)]
    yield made
    for replica in made:
        replica.kill()


def terminal(folder: Path, name: str) -> TerminalKeys:
    issue_terminal(folder, name, folder / name)
    place = folder / name
    keys = load_keys(ca=place / "ca.pem", cert=place / "terminal.pem", key=place / "terminal.key", keys=place)
    assert isinstance(keys, TerminalKeys)
    return keys


class Fleet(threading.Thread):
    """One terminal that comes back after an outage and sends until all is acknowledged."""

    def __init__(self, urls: list[str], keys: TerminalKeys, outbox: list[Envelope]) -> None:
        super().__init__(daemon=True)
        self._clients = [Client(url, keys) for url in urls]
        self._waiting = {one.header.id: one for one in outbox}
        self.acknowledged: dict[str, str] = {}

    def run(self) -> None:
        turn = 0
        while self._waiting:
            batch = list(self._waiting.values())[:BATCH]
            answers = self._clients[turn % 2].submit(batch, seconds=5)
            turn += 1
            if isinstance(answers, Answers):
                for one in words(answers):
                    self.acknowledged[one.id] = one.digest
                    del self._waiting[one.id]
        for client in self._clients:
            client.close()


def stored_in(connection: psycopg.Connection[tuple[Any, ...]]) -> int:
    row = connection.execute("SELECT count(*) FROM submissions").fetchone()
    assert row is not None
    return int(row[0])


def test_one_replica_killed_in_the_middle_loses_and_doubles_nothing(
    replicas: list[Replica], tmp_path: Path, postgres_url: str
) -> None:
    urls = [replica.url for replica in replicas]
    keys = [terminal(tmp_path / "g", f"HZ{number:04}") for number in range(TERMINALS)]
    outboxes = [[sealed(one, loss(CHEN)) for _ in range(RECORDS)] for one in keys]
    fleet = [Fleet(urls, one, outbox) for one, outbox in zip(keys, outboxes, strict=True)]
    for one in fleet:
        one.start()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        while stored_in(connection) < TERMINALS * RECORDS // 4:
            time.sleep(0.005)
        replicas[0].process.kill()
        for one in fleet:
            one.join()
        stored: dict[str, str] = dict(connection.execute("SELECT id, digest FROM submissions").fetchall())
        alarms = connection.execute("SELECT count(*) FROM alarms").fetchone()
    sent = {one.header.id: one.digest for outbox in outboxes for one in outbox}
    assert stored == sent
    assert {id_: digest for one in fleet for id_, digest in one.acknowledged.items()} == sent
    assert alarms == (0,)


def test_what_the_killed_replica_had_taken_is_acted_on_by_the_other(
    replicas: list[Replica], tmp_path: Path, postgres_url: str
) -> None:
    urls = [replica.url for replica in replicas]
    keys = terminal(tmp_path / "g", "HZ0001")
    report = sealed(keys, loss(WANG))
    order = sealed(keys, replacement(WANG), depends_on=report.header.id)
    first, second = Client(urls[0], keys), Client(urls[1], keys)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        # As if the first had died between the commit and the acting, and its lease had run out.
        first.submit([report])
        replicas[0].process.kill()
        connection.execute("UPDATE submissions SET standing = 'received', since = NULL, apply_after = ''")
        assert word(second.submit([order])).standing in {"received", "in_force"}
        digests = {report.header.id: report.digest, order.header.id: order.digest}
        connection.execute("UPDATE submissions SET apply_after = '' WHERE standing = 'received'")
        while {one.standing for one in words(second.verdicts(digests))} != {"in_force"}:
            connection.execute("UPDATE submissions SET apply_after = '' WHERE standing = 'received'")
            time.sleep(0.1)
    first.close()
    second.close()


def test_a_replica_ends_in_good_order_when_asked(replicas: list[Replica]) -> None:
    _ = replicas[0].url
    began = time.monotonic()
    assert replicas[0].stop() == 0
    assert time.monotonic() - began < 8


def test_bad_settings_end_at_once_with_2(tmp_path: Path) -> None:
    config = tmp_path / "gateway.toml"
    config.write_text("[listen]\nport = 99999\n")
    done = subprocess.run([sys.executable, "-c", SERVE, str(config)], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"listen.port" in done.stdout + done.stderr


def test_a_replica_without_the_opening_key_relays_blindly_and_another_opens(
    tmp_path: Path, postgres_url: str
) -> None:
    config = make_stand(
        tmp_path / "g", people=SAMPLES / "people.toml", database=postgres_url, requests_a_minute=100_000
    )
    blind = config.with_name("blind.toml")
    blind.write_text(config.read_text().replace('["opening.json"]', "[]"))
    with running(blind) as relay:
        report = sealed(relay.terminal(), loss(WANG))
        digests = {report.header.id: report.digest}
        assert word(relay.client().submit([report])).standing == "received"
        assert relay.parts.keyring.opening == {}
        with running(config):
            while word(relay.client().verdicts(digests)).standing != "in_force":
                time.sleep(0.05)

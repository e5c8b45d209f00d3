"""Durable submissions a second through the whole gateway (TLS, signatures, one row each, signed answers)
beside bare batched inserts of the same rows into the same PostgreSQL, in one run.

The floor is the strongest that we know: the gateway's own statement (50 rows, prepared), the same columns,
keys and indexes, the same durability, as many connections, and nothing else around it. Both sides are
measured in short rounds in turn; before each round what the gateway took in has been acted on, so that its
background work slows down neither.
"""

import http.client
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import TypeVar

import psycopg

from kiosk.gateway.authority import issue_terminal
from kiosk.gateway.moments import utc_now, written
from kiosk.gateway.stand import make_stand
from kiosk.upstream.contract import CONTENT_TYPE
from kiosk.upstream.envelope import Envelope
from kiosk.upstream.keys import TerminalKeys, load_keys
from kiosk.upstream.parcels import parcel
from tests.bench.entry import Entry, Goal, Measure, entry, growth
from tests.gateway.filing import loss, sealed
from tests.gateway.postgres import new_database, postgresql
from tests.gateway.replica import Replica

BATCH = 50
"""The knee of the curve: 50 submissions a request."""
ROUNDS = 6
BATCHES = 40
"""A round and side."""
SENDERS = 4
"""Connections: two for each core, so that one waits for the disk while another works."""
REPLICAS = 2
"""One for each core of the machine that the goal was set on."""
GOAL = Goal(0.5, Measure.RATIO_AT_LEAST)
GROWTH_ROUNDS, TENTH = 5, 8
"""Batches: 400 submissions beside 4,000."""
_BARE = "CREATE TABLE bare (LIKE submissions INCLUDING ALL)"
_ROW = f"({', '.join(['%s'] * 17)})"
_INSERT = "INSERT INTO bare VALUES " + ", ".join([_ROW] * BATCH)  # noqa: S608  # only marks


Part = TypeVar("Part")


def run() -> list[Entry]:
    """Rows for `build/bench.json`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "postgres").mkdir()
        with postgresql(folder / "postgres") as server:
            ours, bare, tenfold, once = _measured(folder / "gateway", server)
    return [
        entry(
            "gateway_durable_submissions", "1/s", ours, "bare batched inserts, same PostgreSQL", bare, GOAL,
            digits=0,
        ),
        growth(f"{10 * TENTH * BATCH} submissions taken in by the gateway", "s", tenfold, once, digits=2),
    ]  # fmt: skip


def _measured(folder: Path, server: str) -> tuple[list[float], list[float], list[float], list[float]]:
    """Submissions a second of both sides, in turn; seconds for ten times as many, and for a tenth of them."""
    database = new_database(server)
    config = make_stand(folder, database=database, requests_a_minute=10_000_000)
    issue_terminal(folder, "HZ0001", folder / "terminal")
    keys = _keys(folder / "terminal")
    ours: list[float] = []
    bare: list[float] = []
    times: dict[int, list[float]] = {TENTH: [], 10 * TENTH: []}
    with ExitStack() as replicas:
        gateways = [Replica(config, number) for number in range(REPLICAS)]
        for gateway in gateways:
            replicas.callback(gateway.stop)
        send = partial(_send, cycle([gateway.url for gateway in gateways]), keys)
        with psycopg.connect(database) as connection:
            connection.execute(_BARE)
        for _ in range(ROUNDS):
            batches = _prepared(database, keys, BATCHES)
            bare.append(_rate(partial(_insert, database), [_rows(batch) for batch in batches]))
            ours.append(_rate(send, [_body(batch) for batch in batches]))
        for count, seconds in list(times.items()) * GROWTH_ROUNDS:
            bodies = [_body(batch) for batch in _prepared(database, keys, count)]
            seconds.append(count * BATCH / _rate(send, bodies))
    _all_stored(database, ROUNDS * BATCHES + GROWTH_ROUNDS * sum(times))
    return ours, bare, times[10 * TENTH], times[TENTH]


def _prepared(database: str, keys: TerminalKeys, count: int) -> list[list[Envelope]]:
    """Batches to be sent, when the background has nothing left to do."""
    _acted_on(database)
    return [[sealed(keys, loss()) for _ in range(BATCH)] for _ in range(count)]


def _all_stored(database: str, batches: int) -> None:
    with psycopg.connect(database) as connection:
        stored = connection.execute("SELECT count(*) FROM submissions").fetchone()
    if stored != (batches * BATCH,):
        raise RuntimeError(f"{stored} stored")


def _rate(side: Callable[[list[Part]], None], parts: list[Part]) -> float:
    """Submissions a second when `SENDERS` threads share the batches."""
    shares = [parts[number::SENDERS] for number in range(SENDERS)]
    threads = [threading.Thread(target=side, args=(share,)) for share in shares]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(parts) * BATCH / (time.perf_counter() - began)


def _keys(folder: Path) -> TerminalKeys:
    keys = load_keys(
        ca=folder / "ca.pem", cert=folder / "terminal.pem", key=folder / "terminal.key", keys=folder
    )
    if not isinstance(keys, TerminalKeys):
        raise TypeError(keys)
    return keys


def _acted_on(database: str) -> None:
    """Wait until nothing is left for the background."""
    with psycopg.connect(database, autocommit=True) as connection:
        while connection.execute("SELECT 1 FROM submissions WHERE standing = 'received' LIMIT 1").fetchone():
            time.sleep(0.1)


def _rows(batch: list[Envelope]) -> list[object]:
    """The values of a batch, as the gateway stores them."""
    now = written(utc_now())
    return [
        value
        for one in batch
        for value in (
            one.header.terminal, one.header.id, one.header.seq, one.header.kind.value, one.header.number,
            one.header.depends_on, one.alg, one.kid, one.signer, one.digest, one.signature, one.sealed, now,
            "received", None, "", now,
        )
    ]  # fmt: skip


def _insert(database: str, batches: list[list[object]]) -> None:
    with psycopg.connect(database) as connection:
        for values in batches:
            connection.execute(_INSERT, values)
            connection.commit()


def _body(batch: list[Envelope]) -> bytes:
    return b'{"items":[%b]}' % b",".join(parcel(one).body for one in batch)


def _send(urls: Iterator[str], keys: TerminalKeys, bodies: list[bytes]) -> None:
    context = ssl.create_default_context(cafile=str(keys.ca))
    context.load_cert_chain(keys.cert, keys.key)
    connection = http.client.HTTPSConnection(next(urls).removeprefix("https://"), context=context)
    for body in bodies:
        connection.request("POST", "/v1/submissions", body, {"Content-Type": CONTENT_TYPE})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status != 200 or text.count(b'"standing"') != BATCH:
            raise RuntimeError(f"{answer.status}: {text[:200]!r}")
    connection.close()


if __name__ == "__main__":
    sys.stdout.write(f"{run()}\n")

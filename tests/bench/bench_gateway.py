"""Durable submissions a second through the whole gateway (TLS, signatures, one row each, signed answers)
beside bare batched inserts of the same rows into the same PostgreSQL, in one run.

The floor is the strongest that we know: the gateway's own statement (50 rows, prepared), the same columns,
keys and indexes, the same durability, as many connections, and nothing else around it. Both sides are the
best of short rounds in turn; before each round what the gateway took in has been acted on, so that its
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
GOAL = 0.5
_BARE = "CREATE TABLE bare (LIKE submissions INCLUDING ALL)"
_ROW = f"({', '.join(['%s'] * 17)})"
_INSERT = "INSERT INTO bare VALUES " + ", ".join([_ROW] * BATCH)  # noqa: S608  # only marks


Part = TypeVar("Part")


def run() -> list[dict[str, object]]:
    """Entries for `build/bench.json`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "postgres").mkdir()
        with postgresql(folder / "postgres") as server:
            ours, bare = _measured(folder / "gateway", server)
    ratio = ours / bare
    return [
        {
            "name": "gateway_durable_submissions",
            "value": round(ours),
            "unit": "1/s",
            "beside": "bare batched inserts, same PostgreSQL",
            "beside_value": round(bare),
            "ratio": round(ratio, 3),
            "goal": GOAL,
            "met": ratio >= GOAL,
        }
    ]


def _measured(folder: Path, server: str) -> tuple[float, float]:
    """Submissions a second of both sides: the best of interleaved rounds."""
    database = new_database(server)
    config = make_stand(folder, database=database, requests_a_minute=10_000_000)
    issue_terminal(folder, "HZ0001", folder / "terminal")
    keys = _keys(folder / "terminal")
    ours, bare = [], []
    with ExitStack() as replicas:
        gateways = [Replica(config, number) for number in range(REPLICAS)]
        for gateway in gateways:
            replicas.callback(gateway.stop)
        urls = [gateway.url for gateway in gateways]
        with psycopg.connect(database) as connection:
            connection.execute(_BARE)
        for _ in range(ROUNDS):
            _acted_on(database)
            batches = [[sealed(keys, loss()) for _ in range(BATCH)] for _ in range(BATCHES)]
            bare.append(_rate(partial(_insert, database), [_rows(batch) for batch in batches]))
            ours.append(_rate(partial(_send, cycle(urls), keys), [_body(batch) for batch in batches]))
    with psycopg.connect(database) as connection:
        stored = connection.execute("SELECT count(*) FROM submissions").fetchone()
    if stored != (ROUNDS * BATCHES * BATCH,):
        raise RuntimeError(f"{stored} stored")
    return max(ours), max(bare)


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

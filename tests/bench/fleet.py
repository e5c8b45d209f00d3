"""A whole fleet comes back after an outage: every terminal with its own key and certificate, its own TLS
connection and its own records, against real replicas on one real PostgreSQL.

    python -m tests.bench.fleet [--terminals 10000] [--records 50] [--seconds 600] [--at-once 256]

One terminal in ten loses the answer to its first batch and sends it again. Answers one JSON object;
exit 0 only when every record sent is stored once, as it was signed, and acknowledged with a valid signature.
"""

import argparse
import json
import os
import random
import sys
import tempfile
import time
import uuid
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import reduce
from itertools import repeat
from multiprocessing import get_context
from operator import add
from pathlib import Path
from statistics import quantiles
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.gateway.authority import Authority
from kiosk.gateway.keyring import signing_key_pem
from kiosk.gateway.moments import utc_now
from kiosk.gateway.stand import make_stand
from kiosk.upstream.certificates import certificate_request
from kiosk.upstream.client import Answers, Client
from kiosk.upstream.contract import Acknowledgement
from kiosk.upstream.envelope import Envelope
from kiosk.upstream.keys import TerminalKeys, UpstreamKeys, load_upstream_keys
from kiosk.upstream.signatures import Signer
from tests.gateway.filing import loss, sealed
from tests.gateway.postgres import new_database, postgresql
from tests.gateway.replica import Replica

BATCH = 50
"""Submissions a request."""
DRIVERS = 2
"""Processes that play terminals."""
FORGETFUL = 10
"""Every tenth terminal loses an answer."""
_LONGEST_PAUSE = 4.0
"""Seconds before another try; the terminals' own cap is 15 min (kiosk/upstream/backoff.py)."""


@dataclass
class Played:
    """What some terminals saw."""

    terminals: int = 0
    sent: int = 0
    acknowledged: int = 0
    digests: int = 0
    """Sum of the acknowledged digests, modulo 2**64: the same as of what is stored, or something changed."""
    batches: list[float] = field(default_factory=list)
    """Seconds from sending to the acknowledgement."""
    troubles: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Played") -> "Played":
        return Played(
            self.terminals + other.terminals, self.sent + other.sent, self.acknowledged + other.acknowledged,
            (self.digests + other.digests) % 2**64, self.batches + other.batches,
            self.troubles + other.troubles,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is played."""

    folder: Path
    urls: tuple[str, ...]
    records: int
    at_once: int
    deadline: float
    """`time.monotonic`, the same in all processes of one machine (clock_gettime(2), CLOCK_MONOTONIC)."""


def digest_sum(digests: list[str]) -> int:
    """Sum modulo 2**64 of the first eight bytes of each."""
    return sum(int(digest[:16], 16) for digest in digests) % 2**64


def play(plan: Plan, numbers: range) -> Played:
    """These terminals come back, as many at once as the plan says. None starts after the deadline."""
    authority = Authority.load(plan.folder / "ca.pem", plan.folder / "ca.key")
    upstream = load_upstream_keys(plan.folder)
    if not isinstance(upstream, UpstreamKeys):
        raise TypeError(upstream)
    with ThreadPoolExecutor(plan.at_once // DRIVERS) as terminals:
        played = terminals.map(_come_back, repeat(plan), repeat(authority), repeat(upstream), numbers)
        return reduce(add, played, Played())


def _come_back(plan: Plan, authority: Authority, upstream: UpstreamKeys, number: int) -> Played:
    """One terminal from its first connection to its last acknowledgement."""
    played = Played()
    if time.monotonic() > plan.deadline:
        return played
    with tempfile.TemporaryDirectory(dir=plan.folder) as folder:
        keys = _terminal(Path(folder), plan.folder / "ca.pem", authority, upstream, f"T{number:06}")
        client = Client(plan.urls[number % len(plan.urls)], keys)
    played.terminals = 1
    for first in range(0, plan.records, BATCH):
        outbox = [
            sealed(keys, _REPORT, id=str(uuid.uuid4())) for _ in range(min(BATCH, plan.records - first))
        ]
        for _ in range(2 if number % FORGETFUL == 0 and first == 0 else 1):
            words = _deliver(client, outbox, played)
        played.sent += len(outbox)
        played.acknowledged += len(words)
        played.digests = (played.digests + digest_sum([word.digest for word in words])) % 2**64
    client.close()
    return played


_REPORT = loss()


def _terminal(
    folder: Path, ca: Path, authority: Authority, upstream: UpstreamKeys, name: str
) -> TerminalKeys:
    """A new key with a certificate of the authority."""
    key = Ed25519PrivateKey.generate()
    now = utc_now()
    certificate = authority.issue(name, certificate_request(key), now)
    if certificate is None:
        raise ValueError("our own request must be sound")
    (folder / "terminal.pem").write_text(certificate)
    (folder / "terminal.key").write_bytes(signing_key_pem(key))
    return TerminalKeys(
        terminal=name, signer=Signer(key), ca=ca, cert=folder / "terminal.pem", key=folder / "terminal.key",
        expires=now, upstream=upstream,
    )  # fmt: skip


def _deliver(client: Client, outbox: list[Envelope], played: Played) -> list[Acknowledgement]:
    """Again and again with jitter, as the courier does; an answer that is not all acknowledgements raises."""
    tries = 0
    while True:
        began = time.monotonic()
        answer = client.submit(outbox)
        if isinstance(answer, Answers):
            played.batches.append(time.monotonic() - began)
            words = [word for word in answer.items if isinstance(word, Acknowledgement)]
            if len(words) < len(outbox):
                raise RuntimeError(f"{len(outbox) - len(words)} of a batch were not acknowledged")
            return words
        played.troubles[f"{answer.kind.value} {answer.detail}".strip()] += 1
        tries += 1
        time.sleep(random.uniform(0, min(_LONGEST_PAUSE, 0.1 * 2**tries)))


def run(
    folder: Path,
    server: str,
    *,
    terminals: int,
    records: int,
    seconds: float,
    at_once: int,
    replicas: int = 2,
) -> dict[str, Any]:
    """The figures of one storm; `lost`, `doubled` and `changed` must be 0."""
    database = new_database(server)
    stand = make_stand(folder, database=database, requests_a_minute=6000)
    with ExitStack() as running:
        gateways = [Replica(stand, number) for number in range(replicas)]
        for gateway in gateways:
            running.callback(gateway.kill)
        urls = tuple(gateway.url for gateway in gateways)
        idle = [gateway.memory("VmRSS") for gateway in gateways]
        began = time.monotonic()
        plan = Plan(folder=folder, urls=urls, records=records, at_once=at_once, deadline=began + seconds)
        shares = [range(driver, terminals, DRIVERS) for driver in range(DRIVERS)]
        with ProcessPoolExecutor(DRIVERS, mp_context=get_context("spawn")) as drivers:
            played = reduce(add, drivers.map(play, repeat(plan), shares))
        took = time.monotonic() - began
        peaks = [gateway.memory("VmHWM") for gateway in gateways]
    return _judged(played, database, records) | {
        "terminals_planned": terminals,
        "seconds": round(took, 1),
        "submissions_a_second": round(played.sent / took) if took else 0,
        "replica_idle_mib": idle,
        "replica_peak_mib": peaks,
    }


def _judged(played: Played, database: str, records: int) -> dict[str, Any]:
    with psycopg.connect(database) as connection:
        stored, ids, sum_ = connection.execute(
            "SELECT count(*), count(DISTINCT id),"
            " mod(sum(('x' || left(digest, 8))::bit(32)::bigint::numeric * 4294967296"
            " + ('x' || substr(digest, 9, 8))::bit(32)::bigint), 18446744073709551616) FROM submissions"
        ).fetchone() or (0, 0, 0)
        whole = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM submissions GROUP BY terminal HAVING count(*) = %s) AS t",
            [records],
        ).fetchone() or (0,)
        size = connection.execute("SELECT pg_total_relation_size('submissions')").fetchone() or (0,)
        alarms = connection.execute("SELECT count(*) FROM alarms").fetchone() or (0,)
    steps = quantiles(played.batches, n=100) if len(played.batches) > 1 else [0.0] * 99
    return {
        "terminals": played.terminals,
        "sent": played.sent,
        "acknowledged": played.acknowledged,
        "stored": stored,
        "lost": played.acknowledged - ids,
        "doubled": stored - ids,
        "incomplete_terminals": played.terminals - whole[0],
        "changed": int(int(sum_ or 0) != played.digests),
        "alarms": alarms[0],
        "bytes_a_record": size[0] // max(1, stored),
        "batches": len(played.batches),
        "batch_seconds": {"p50": round(steps[49], 3), "p99": round(steps[98], 3)},
        "troubles": dict(played.troubles),
    }


def is_sound(figures: dict[str, Any]) -> bool:
    """Nothing lost, doubled, changed or left over."""
    nothing = ("lost", "doubled", "incomplete_terminals", "changed", "alarms")
    return all(figures[name] == 0 for name in nothing) and figures["sent"] == figures["acknowledged"] != 0


def main(arguments: list[str]) -> int:
    """0 when sound."""
    parser = argparse.ArgumentParser(prog="tests.bench.fleet", description=__doc__)
    parser.add_argument("--terminals", type=int, default=10_000)
    parser.add_argument("--records", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=600, help="no terminal starts after these")
    parser.add_argument("--at-once", type=int, default=256, help="terminals connected at the same moment")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="buka-fleet-") as name:
        base = Path(name)
        base.chmod(0o755)
        (base / "postgres").mkdir()
        with postgresql(base / "postgres") as server:
            figures = run(base / "gateway", server, **vars(asked))
    sys.stdout.write(json.dumps(figures, indent=1) + os.linesep)
    return 0 if is_sound(figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

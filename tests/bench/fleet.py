"""A whole fleet comes back after an outage: every terminal with its own key and certificate, its own TLS
connection and its own records, against real replicas on one real PostgreSQL.

    python -m tests.bench.fleet [--terminals 10000] [--records 50] [--seconds 600] [--at-once 1024]

The terminals have filed before; then all start together. One in ten loses the answer to its first batch and
sends it again. Meanwhile somebody stands at a terminal of each replica and has cards looked up. Answers one
JSON object; exit 0 only when every record sent is stored once, as it was signed, and acknowledged with a
valid signature.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import reduce
from itertools import repeat
from multiprocessing import get_context
from operator import add
from pathlib import Path
from statistics import quantiles
from typing import Any

import psycopg

from kiosk.gateway.authority import issue_terminal
from kiosk.gateway.stand import make_stand
from kiosk.upstream.keys import TerminalKeys, load_keys
from tests.bench.coming_back import DRIVERS, Plan, Played, Visitor, meet_at, play
from tests.gateway.postgres import new_database, postgresql
from tests.gateway.replica import Replica


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
        visitors = [Visitor(url, _known_terminal(folder, f"V{place:06}")) for place, url in enumerate(urls)]
        idle = [gateway.memory("VmRSS") for gateway in gateways]
        plan = Plan(folder=folder, urls=urls, records=records, at_once=at_once, seconds=seconds)
        shares = [range(driver, terminals, DRIVERS) for driver in range(DRIVERS)]
        spawn = get_context("spawn")
        start = spawn.Barrier(DRIVERS + 1)
        with ProcessPoolExecutor(DRIVERS, spawn, meet_at, (start,)) as drivers:
            playing = drivers.map(play, repeat(plan), shares)
            start.wait()
            began = time.monotonic()
            for visitor in visitors:
                visitor.start()
            played = reduce(add, playing)
            took = time.monotonic() - began
        for visitor in visitors:
            visitor.stop()
        peaks = [gateway.memory("VmHWM") for gateway in gateways]
        processor = [gateway.processor_seconds() for gateway in gateways]
    return _judged(played, database, records) | {
        "terminals_planned": terminals,
        "at_once": at_once,
        "seconds": round(took, 1),
        "submissions_a_second": round(played.sent / took) if took else 0,
        "processor_seconds": {"simulator": round(played.processor), "replicas": processor},
        "replica_idle_mib": idle,
        "replica_peak_mib": peaks,
        "look_up_seconds": _spread([one for visitor in visitors for one in visitor.seconds]),
        "look_up_troubles": dict(sum((visitor.troubles for visitor in visitors), Counter())),
    }


def _known_terminal(folder: Path, name: str) -> TerminalKeys:
    place = folder / name
    issue_terminal(folder, name, place)
    keys = load_keys(ca=place / "ca.pem", cert=place / "terminal.pem", key=place / "terminal.key", keys=place)
    if not isinstance(keys, TerminalKeys):
        raise TypeError(keys)
    return keys


def _spread(seconds: list[float]) -> dict[str, float]:
    """Half were faster, 99 of 100 were, all were."""
    steps = quantiles(seconds, n=100) if len(seconds) > 1 else [0.0] * 99
    longest = max(seconds, default=0.0)
    return {"p50": round(steps[49], 3), "p99": round(min(steps[98], longest), 3), "max": round(longest, 3)}


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
        "batch_seconds": _spread(played.batches),
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
    parser.add_argument("--at-once", type=int, default=1024, help="terminals connected at the same moment")
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

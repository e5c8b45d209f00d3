"""Filing and draining, beside bare SQLite and the queues one could have taken, all at equal durability.

Equal durability: one sync to the disk for every record that is promised (WAL, synchronous=FULL). litequeue is
shipped with NORMAL, which loses the last half minute at a power cut; it is patched here. All cases of one
round run one after another on the same disk; a ratio is the median over the rounds of the ratio in a round.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import litequeue  # type: ignore[import-untyped]  # ships no types
import persistqueue
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from huey.storage import SqliteStorage  # type: ignore[import-untyped]  # ships no types

from kiosk.gateway.authority import issue_terminal
from kiosk.gateway.stand import ADDRESS_FILE, make_stand
from kiosk.rules.cards import CardState, InsuredCard, Scheme
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.submissions import LossForm, LossReport, SubmissionKind
from kiosk.store.clock import SystemClock
from kiosk.store.filing import Filing
from kiosk.store.outbox_records import Acknowledgement, Outgoing
from kiosk.store.space import StoreLimits
from kiosk.store.sqlite import connect
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream import payload
from kiosk.upstream.client import Client
from kiosk.upstream.courier import Courier, CourierSettings
from kiosk.upstream.courier_items import Seal, sealer
from kiosk.upstream.envelope import Algorithm, OpeningKey
from kiosk.upstream.keys import TerminalKeys, load_keys
from kiosk.upstream.signatures import Signer
from tests.bench.entry import Entry, Goal, Measure, entry, growth

GROWTH_ROUNDS, TENTH = 5, 500
"""500 filings beside 5,000."""
ROUNDS, RECORDS = 9, 1000
"""Enough records for every log to be emptied into its file at least once: at 1000 pages, SQLite's default."""
DRAIN_ROUNDS, BACKLOG, TENTH_OF_IT = 5, 10_000, 1_000
FILING_GOAL, DRAIN_GOAL = 0.6, 10.0
EMMC_SECONDS = 0.003
"""A sync on a terminal's eMMC takes 3 to 10 ms; on the disk of a build machine a tenth of that."""
TERMINAL = "HZ0001"
PLACE = Path(__file__).parents[2] / "build" / "bench"
"""On the disk of the working copy: a directory in memory would hide what a sync costs."""
Case = Callable[[Path], float]
"""Records a second in a fresh directory; seconds, where ten times the work is measured."""


def _loss_report() -> bytes:
    holder = IdentityDocument(kind=DocumentKind.RESIDENT_ID, number="11010519491231002X", name="王桂兰")
    card = InsuredCard(
        scheme=Scheme.SOCIAL_SECURITY,
        number="E12345678",
        region="330100",
        outlet="330100-001",
        state=CardState.NORMAL,
    )
    report = LossReport(holder=holder, card=card, form=LossForm.FORMAL)
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    return payload.encode(payload.Filing(submission=report, filed_at=now, token="t" * 150))


RECORD = _loss_report()
"""What is filed, and what the others are given as it is."""


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _rate(put: Callable[[bytes], object], *, slower: float = 0.0) -> float:
    """`slower`: seconds that each commit is made to take longer."""
    records = RECORDS // 5 if slower else RECORDS

    def put_all() -> None:
        for _ in range(records):
            put(RECORD)
            if slower:
                time.sleep(slower)

    return records / _seconds(put_all)


# --- Filing ---

_INSERTS = (
    ("INSERT INTO submission (body) VALUES (?)", len(RECORD)),
    ("INSERT INTO outbox (body) VALUES (?)", 8),
    ("INSERT INTO audit (body) VALUES (?)", 400),
)
"""With as many bytes as ours have."""


def _bare(place: Path, tables: int, slower: float) -> float:
    """Nothing but rows in SQLite: one commit a record, the record in the first of the tables."""
    connection = connect(str(place / "bare.db"), isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    for table in ("submission", "outbox", "audit"):
        connection.execute(f"CREATE TABLE {table} (seq INTEGER PRIMARY KEY, body BLOB)")

    def put(body: bytes) -> None:
        connection.execute("BEGIN IMMEDIATE")
        for insert, length in _INSERTS[:tables]:
            connection.execute(insert, (body[:length],))
        connection.execute("COMMIT")

    rate = _rate(put, slower=slower)
    connection.close()
    return rate


def _bare_one(place: Path, slower: float = 0.0) -> float:
    return _bare(place, 1, slower)


def _bare_three(place: Path, slower: float = 0.0) -> float:
    """A submission, a queue row and an audit entry of our sizes."""
    return _bare(place, 3, slower)


def _store(place: Path) -> Store:
    store = open_store(
        place / "kiosk.db", terminal=TERMINAL, clock=SystemClock(), limits=StoreLimits(floor=0, ballast=0)
    )
    if not isinstance(store, Store):
        raise TypeError(store)
    return store


def _sealed_filing(alg: Algorithm) -> Filing:
    key = OpeningKey.generate(alg).sealing_key()
    signer = Signer(Ed25519PrivateKey.generate())
    seal = sealer(lambda _: RECORD, terminal=TERMINAL, key=key, signer=signer)
    return Filing(kind=SubmissionKind.LOSS_REPORT, seal=seal)


def _ours(place: Path, slower: float = 0.0, alg: Algorithm = Algorithm.X25519) -> float:
    store, filing = _store(place), _sealed_filing(alg)
    rate = _rate(lambda _: store.file(filing), slower=slower)
    store.close()
    return rate


def _persist_queue(place: Path) -> float:
    queue = persistqueue.SQLiteAckQueue(str(place / "persist"))
    rate = _rate(queue.put)
    queue.close()
    return rate


def _litequeue(place: Path) -> float:
    queue = litequeue.LiteQueue(str(place / "lite.db"))
    queue.conn.execute("PRAGMA synchronous = FULL")
    rate = _rate(lambda body: queue.put(body.decode()))
    queue.close()
    return rate


def _huey(place: Path) -> float:
    storage = SqliteStorage(filename=str(place / "huey.db"))
    rate = _rate(storage.enqueue)
    storage.close()
    return rate


# --- Draining a backlog ---


def _backlog(place: Path, seal: Seal, count: int = BACKLOG) -> Path:
    """A store of `count` filings; filled where syncs cost nothing, copied by every round."""
    store = _store(place)
    for _ in range(count):
        store.file(Filing(kind=SubmissionKind.LOSS_REPORT, seal=seal))
    store.close()
    return place


def _batches(store: Store) -> Iterator[list[Outgoing]]:
    while isinstance(batch := store.outbox.take(50, 240 * 1024), list) and batch:
        yield batch


def _word(outgoing: Outgoing) -> Acknowledgement:
    return Acknowledgement(
        submission_id=outgoing.submission_id,
        digest=outgoing.digest,
        standing="in_force",
        signed=bytes(200),
        signature=bytes(64),
        key_id="0" * 16,
    )


def _drain_outbox(place: Path, count: int = BACKLOG) -> float:
    """The queue alone: take 50, acknowledge 50, each on the disk."""
    store = _store(place)
    rate = count / _seconds(
        lambda: [store.outbox.acknowledge([_word(out) for out in batch]) for batch in _batches(store)]
    )
    store.close()
    return rate


def _fill_persist_queue(place: Path) -> Path:
    queue = persistqueue.SQLiteAckQueue(str(place / "persist"))
    for _ in range(BACKLOG):
        queue.put(RECORD)
    queue.close()
    return place


def _drain_persist_queue(place: Path) -> float:
    queue = persistqueue.SQLiteAckQueue(str(place / "persist"))
    rate = BACKLOG / _seconds(lambda: [queue.ack(queue.get(block=False)) for _ in range(BACKLOG)])
    queue.close()
    return rate


@contextmanager
def _gateway(config: Path) -> Iterator[str]:
    """A real gateway in a process of its own, its database new; answers its URL."""
    for old in (*config.parent.glob("gateway.db*"), *config.parent.glob(ADDRESS_FILE)):
        old.unlink()
    server = subprocess.Popen(
        [sys.executable, "-m", "kiosk.cli", "gateway", "--config", config],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while not (config.parent / ADDRESS_FILE).exists():
            if server.poll() is not None:
                raise RuntimeError("the gateway does not start")
            time.sleep(0.05)
        yield (config.parent / ADDRESS_FILE).read_text().strip()
    finally:
        server.terminate()
        server.wait()


def _drain_over_the_wire(place: Path, config: Path, keys: TerminalKeys, count: int = BACKLOG) -> float:
    """Sent over mutual TLS, opened, kept and acknowledged by the gateway, verified and kept here."""
    store = _store(place)
    with _gateway(config) as url:
        client = Client(url, keys)
        settings = CourierSettings(terminal=keys.terminal, region="330100")
        courier = Courier(store, client, lambda _: None, settings, SystemClock())
        seconds = _seconds(courier.sync_once)
        client.close()
    summary = store.queue.summary()
    store.close()
    if isinstance(summary, StoreTrouble) or summary.depth:
        raise RuntimeError("the backlog was not drained")
    return count / seconds


# --- The table ---


def _entry(name: str, ours: list[float], beside: str, theirs: list[float], goal: float | None) -> Entry:
    least = None if goal is None else Goal(goal, Measure.RATIO_AT_LEAST)
    return entry(name, "records/s", ours, beside, theirs, least, digits=0)


def _rounds(cases: dict[str, Case], rounds: int, template: Path | None = None) -> dict[str, list[float]]:
    """Every case once a round, each in a fresh directory, or in a copy of `template`."""
    rates: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            with tempfile.TemporaryDirectory(dir=PLACE) as place:
                if template is not None:
                    shutil.copytree(template / name, place, dirs_exist_ok=True)
                rates[name].append(case(Path(place)))
    return rates


def _file_many(place: Path, count: int) -> float:
    """Seconds for so many filings into a new store."""
    store, filing = _store(place), _sealed_filing(Algorithm.X25519)
    seconds = _seconds(lambda: [store.file(filing) for _ in range(count)])
    store.close()
    return seconds


def _filing_growth() -> Entry:
    cases: dict[str, Case] = {
        "tenfold": lambda place: _file_many(place, 10 * TENTH),
        "once": lambda place: _file_many(place, TENTH),
    }
    times = _rounds(cases, GROWTH_ROUNDS)
    return growth(f"{10 * TENTH} filings", "s", times["tenfold"], times["once"], digits=2)


def _filing() -> list[Entry]:
    cases: dict[str, Case] = {
        "ours": _ours, "bare three": _bare_three, "bare one": _bare_one,
        "hybrid": lambda place: _ours(place, alg=Algorithm.HYBRID),
        "persist": _persist_queue, "litequeue": _litequeue, "huey": _huey,
        "ours, slow": lambda place: _ours(place, EMMC_SECONDS),
        "bare one, slow": lambda place: _bare_one(place, EMMC_SECONDS),
    }  # fmt: skip
    rates = _rounds(cases, ROUNDS)
    name = "filing: three rows, sealed, signed"
    slow = f"{name}, every commit {EMMC_SECONDS * 1000:.0f} ms slower, as on eMMC"
    beside = (
        ("bare SQLite, the same three rows", "bare three", FILING_GOAL),
        ("bare SQLite, one row", "bare one", None),
        ("persist-queue put, one row", "persist", None),
        ("litequeue put, synchronous=FULL, one row", "litequeue", None),
        ("huey enqueue, one row", "huey", None),
    )
    return [
        *(_entry(name, rates["ours"], words, rates[case], goal) for words, case, goal in beside),
        _entry(
            f"{name}, with ML-KEM-768",
            rates["hybrid"],
            "bare SQLite, the same three rows",
            rates["bare three"],
            None,
        ),
        _entry(slow, rates["ours, slow"], "bare SQLite, one row", rates["bare one, slow"], FILING_GOAL),
    ]


def _draining(template: Path) -> list[Entry]:
    config = make_stand(template / "gateway", requests_a_minute=1_000_000)
    issue_terminal(template / "gateway", TERMINAL, template / "keys")
    keys = load_keys(
        ca=template / "keys" / "ca.pem",
        cert=template / "keys" / "terminal.pem",
        key=template / "keys" / "terminal.key",
        keys=template / "keys",
    )
    if not isinstance(keys, TerminalKeys):
        raise TypeError(keys)
    seal = sealer(lambda _: RECORD, terminal=TERMINAL, key=keys.upstream.sealing, signer=keys.signer)
    shutil.copytree(_backlog(template / "outbox", seal), template / "wire")
    shutil.copytree(_backlog(template / "outbox, tenth", seal, TENTH_OF_IT), template / "wire, tenth")
    _fill_persist_queue(template / "persist")
    cases: dict[str, Case] = {
        "outbox": _drain_outbox,
        "wire": lambda place: _drain_over_the_wire(place, config, keys),
        "persist": _drain_persist_queue,
        "outbox, tenth": lambda place: _drain_outbox(place, TENTH_OF_IT),
        "wire, tenth": lambda place: _drain_over_the_wire(place, config, keys, TENTH_OF_IT),
    }
    rates = _rounds(cases, DRAIN_ROUNDS, template)
    beside = "persist-queue get and ack, queue alone"
    return [
        _entry("draining 10,000: the queue alone", rates["outbox"], beside, rates["persist"], DRAIN_GOAL),
        _entry("draining 10,000 to a gateway over TLS", rates["wire"], beside, rates["persist"], DRAIN_GOAL),
        _drain_growth("draining 10,000: the queue alone", rates["outbox"], rates["outbox, tenth"]),
        _drain_growth("draining 10,000 to a gateway over TLS", rates["wire"], rates["wire, tenth"]),
    ]


def _drain_growth(name: str, rates: list[float], tenth: list[float]) -> Entry:
    seconds, once = [BACKLOG / rate for rate in rates], [TENTH_OF_IT / rate for rate in tenth]
    return growth(name, "s", seconds, once, digits=2)


def run() -> list[Entry]:
    """Return the entries for `build/bench.json`."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as template:
        return [*_filing(), _filing_growth(), *_draining(Path(template))]

"""A damaged store: what can be proved comes over, once; what cannot is told; nothing crashes."""

import json
import os
import shutil
from itertools import count
from pathlib import Path
from random import Random

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.rules.submissions import SubmissionKind
from kiosk.store import sqlite
from kiosk.store.audit import Head
from kiosk.store.connection import PAGE_BYTES
from kiosk.store.filing import Filed, Filing
from kiosk.store.outbox_records import QueueSummary
from kiosk.store.page_rows import rows_of
from kiosk.store.salvage import Salvaged
from kiosk.store.set_aside import kept_aside
from kiosk.store.store import Store
from kiosk.store.traces import Judge, Proven
from kiosk.upstream.courier import Courier, CourierSettings
from kiosk.upstream.courier_items import sealer
from kiosk.upstream.courier_reports import Alarm, AlarmCode, Report
from kiosk.upstream.envelope import Algorithm, OpeningKey
from kiosk.upstream.parcels import judge
from kiosk.upstream.signatures import Signer
from tests.conftest import LogRecord
from tests.store.stand import HandClock, acknowledgement, opened, taken
from tests.upstream.desk import Desk

KEY = OpeningKey.generate(Algorithm.X25519).sealing_key()
SIGNER = Signer(Ed25519PrivateKey.generate())
JUDGE = judge("HZ01", SIGNER)


def file(store: Store, size: int = 400, depends_on: str = "", signer: Signer = SIGNER) -> Filed:
    seal = sealer(lambda _: bytes(size), terminal="HZ01", key=KEY, signer=signer)
    filed = store.file(Filing(kind=SubmissionKind.LOSS_REPORT, seal=seal, depends_on=depends_on))
    assert isinstance(filed, Filed)
    return filed


def salvaged(store: Store, judged: Judge = JUDGE) -> Salvaged:
    (damaged,) = kept_aside(Path(str(store.set_aside).split(".damaged-")[0]))
    result = store.salvage.bring_over(damaged, judged)
    assert isinstance(result, Salvaged), result
    return result


def spoil(path: Path, pages: list[int], content: bytes = b"\xa5" * PAGE_BYTES) -> None:
    with path.open("r+b") as file:
        for page in pages:
            file.seek(page * PAGE_BYTES)
            file.write(content)


def states(store: Store) -> dict[str, tuple[str, str]]:
    rows = store.queue.rows(settled=True)
    assert isinstance(rows, list)
    return {row.id: (row.state.value, row.last_problem) for row in rows}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "kiosk.db"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def a_full_store(path: Path, clock: HandClock) -> tuple[list[Filed], set[str]]:
    """90 filings, some larger than a page; 30 of them acknowledged."""
    store = opened(path, clock)
    filed = [file(store, 9000 if number % 9 == 0 else 400) for number in range(90)]
    done = taken(store, 30)
    store.outbox.acknowledge([acknowledgement(one) for one in done])
    store.close()
    return filed, {one.submission_id for one in done}


def bodies(path: Path) -> dict[str, bytes]:
    return {row[1]: row[10] for _, row in rows_of(path) if len(row) == 11}


def bodies_without_log(path: Path) -> dict[str, bytes]:
    alone = path.with_name("alone.db")
    shutil.copy(path, alone)
    return bodies(alone)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_pages_are_overwritten_all_that_still_stands_whole_comes_over_once(
    path: Path, clock: HandClock, seed: int
) -> None:
    filed, done = a_full_store(path, clock)
    whole = bodies(path)
    chance = Random(seed)
    pages = path.stat().st_size // PAGE_BYTES
    spoil(path, [0, *chance.sample(range(1, pages), pages // chance.choice([3, 8, 20]))])
    left = path.read_bytes()
    store = opened(path, clock)
    result = salvaged(store)
    brought = set(states(store))
    standing = {key for key, body in whole.items() if body in left} - done
    assert brought >= standing
    assert brought <= set(whole)
    assert result.brought == len(brought) > 0
    assert salvaged(store) == Salvaged(
        brought=0,
        here_already=len(brought),
        acknowledged=result.acknowledged,
        torn=result.torn,
        missing=result.missing,
    )
    assert set(states(store)) == brought
    assert set(result.missing) <= {one.header.number for one in filed}
    assert isinstance(store.audit.verify(), Head)
    assert store.check() == []
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_torn_sectors_bring_over_nothing_that_is_not_ours_byte_for_byte(
    path: Path, clock: HandClock, seed: int
) -> None:
    a_full_store(path, clock)
    whole = bodies(path)
    chance = Random(seed)
    content = bytearray(path.read_bytes())
    for sector in chance.sample(range(len(content) // 512), len(content) // 512 // 6):
        content[sector * 512 : (sector + 1) * 512] = chance.choice([bytes(512), chance.randbytes(512)])
    content[:512] = bytes(512)
    path.write_bytes(content)
    store = opened(path, clock)
    result = salvaged(store)
    batch = taken(store, 200)
    assert len(batch) == result.brought > 0
    assert all(one.body == whole[one.submission_id] and one.in_doubt for one in batch)
    assert result.torn > 0
    store.close()


def test_what_had_arrived_before_the_damage_is_asked_about_and_never_sent_twice(
    path: Path, clock: HandClock
) -> None:
    store = opened(path, clock)
    filed = [file(store) for _ in range(12)]
    desk = Desk()
    for one in filed[:5]:
        desk.kept[one.header.submission_id] = one.digest
    store.close()
    spoil(path, [0])
    store = opened(path, clock)
    assert salvaged(store).brought == 12
    settings = CourierSettings(terminal="HZ01", region="330100")
    counts = Courier(store, desk.client, lambda _: None, settings, clock).sync_once()
    assert counts.in_force == 12
    assert sorted(desk.arrivals) == sorted(one.header.submission_id for one in filed[5:])
    assert max(desk.arrivals.values()) == 1
    store.close()


def test_the_courier_brings_over_by_itself_before_it_sends_and_calls_staff_once(
    path: Path, clock: HandClock, log: LogRecord
) -> None:
    log.expected.add("courier.store_salvaged")
    a_full_store(path, clock)
    spoil(path, [0])
    store, desk = opened(path, clock), Desk(vouches_for=JUDGE)
    reports: list[Report] = []
    settings = CourierSettings(terminal="HZ01", region="330100")
    assert Courier(store, desk.client, reports.append, settings, clock).sync_once().in_force == 60
    assert [one for one in reports if isinstance(one, Alarm)] == [
        Alarm(code=AlarmCode.STORE_REPLACED, detail="missing_0")
    ]
    store.close()
    store = opened(path, clock)
    assert Courier(store, desk.client, reports.append, settings, clock).sync_once().in_force == 0
    assert len([one for one in reports if isinstance(one, Alarm)]) == 1
    store.close()


def test_what_stands_only_in_the_log_comes_over_too(path: Path, clock: HandClock, tmp_path: Path) -> None:
    a_full_store(path, clock)
    store = opened(path, clock)
    late = {file(store).header.submission_id for _ in range(7)}
    cut = tmp_path / "cut"
    shutil.copytree(path.parent, cut)
    store.close()
    on_disk = cut / path.name
    assert not late & bodies_without_log(on_disk).keys()
    spoil(on_disk, list(range(20, on_disk.stat().st_size // PAGE_BYTES)))
    store = opened(on_disk, clock)
    salvaged(store)
    assert states(store).keys() >= late
    store.close()


def test_a_parked_record_stays_parked_and_a_held_one_is_held_again(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    poison, loss = file(store).header.submission_id, file(store).header.submission_id
    held = file(store, depends_on=loss).header.submission_id
    store.outbox.park(poison, "conflict")
    store.close()
    spoil(path, [0])
    store = opened(path, clock)
    salvaged(store)
    assert states(store) == {
        poison: ("parked", "conflict"), loss: ("ready", "answer_lost"), held: ("ready", "answer_lost"),
    }  # fmt: skip
    assert [one.submission_id for one in taken(store)] == [loss]
    store.close()


def test_a_body_that_another_key_signed_is_left_behind(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    file(store, signer=Signer(Ed25519PrivateKey.generate()))
    good = file(store)
    store.close()
    spoil(path, [0])
    store = opened(path, clock)
    result = salvaged(store)
    assert (result.brought, result.torn, len(result.missing)) == (1, 1, 1)
    assert set(states(store)) == {good.header.submission_id}
    store.close()


def test_receipt_numbers_do_not_repeat_after_records_were_brought_over(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    given = {file(store).header.number for _ in range(60)}
    store.close()
    pages = path.stat().st_size // PAGE_BYTES
    spoil(path, [0, *range(pages // 2, pages)])
    store = opened(path, clock)
    assert 0 < salvaged(store).brought < 60, "the highest numbers are among those that are lost"
    given.add(file(store).header.number)
    store.close()
    store = opened(path, clock)
    again = file(store).header.number
    assert len(given) == 61
    assert again not in given
    store.close()


def test_a_salvage_that_breaks_off_is_finished_by_the_next(path: Path, clock: HandClock) -> None:
    a_full_store(path, clock)
    spoil(path, [0])
    store = opened(path, clock)
    calls = count()

    def breaks_off(body: bytes) -> Proven | None:
        if next(calls) == 40:
            raise RuntimeError
        return JUDGE(body)

    with pytest.raises(RuntimeError):
        salvaged(store, breaks_off)
    (damaged,) = kept_aside(path)
    assert store.salvage.due() == damaged
    begun = len(states(store))
    assert 0 < begun < 60
    result = salvaged(store)
    assert (result.brought, result.here_already, result.acknowledged) == (60 - begun, begun, 30)
    assert store.salvage.due() is None
    assert isinstance(store.audit.verify(), Head)
    store.close()


def test_the_audit_tells_what_was_brought_over_and_how_much_is_missing(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    one = file(store)
    store.close()
    spoil(path, [0])
    store = opened(path, clock)
    salvaged(store)
    told = [json.loads(entry) for entry in store.audit.entries()]
    assert [entry["event"] for entry in told] == ["store.created", "submission.salvaged", "store.salvaged"]
    salvaged_one = {key: told[1][key] for key in ("submission", "number", "digest")}
    assert salvaged_one == {
        "submission": one.header.submission_id,
        "number": one.header.number,
        "digest": one.digest,
    }
    assert (told[2]["brought"], told[2]["missing"]) == (1, 0)
    store.close()


def test_what_only_the_audit_still_knows_to_have_arrived_is_not_sent_again(
    path: Path, clock: HandClock
) -> None:
    """An older copy of the outbox's pages says that it was never sent."""
    _, done = a_full_store(path, clock)
    raw = sqlite.connect(str(path))
    raw.execute("UPDATE outbox SET state = 'ready'")
    raw.commit()
    raw.close()
    spoil(path, [0])
    store = opened(path, clock)
    assert salvaged(store).acknowledged == len(done)
    assert not done & set(states(store))
    store.close()


def test_a_record_that_comes_over_keeps_the_time_of_its_filing(path: Path, clock: HandClock) -> None:
    store = opened(path, clock)
    began = file(store).header.at.wall.isoformat()
    store.close()
    spoil(path, [0])
    clock.pass_time(days=2)
    store = opened(path, clock)
    salvaged(store)
    summary = store.queue.summary()
    assert isinstance(summary, QueueSummary)
    assert summary.oldest == began
    store.close()


def test_a_row_of_which_only_the_body_is_sound_comes_over_without_its_circumstances(
    path: Path, clock: HandClock, tmp_path: Path
) -> None:
    store = opened(path, clock)
    file(store)
    (sound,) = taken(store)
    store.close()
    torn = tmp_path / "torn.db"
    raw = sqlite.connect(str(torn))
    raw.execute("CREATE TABLE torn (a INTEGER PRIMARY KEY, b, c, d, e, f, g, h, i, j, k)")
    raw.execute(
        "INSERT INTO torn VALUES (1, NULL, NULL, NULL, 7, NULL, 'x', 9, NULL, NULL, ?)", (sound.body,)
    )
    raw.commit()
    raw.close()
    store = opened(tmp_path / "other" / "kiosk.db", clock)
    result = store.salvage.bring_over(torn, JUDGE)
    assert isinstance(result, Salvaged)
    assert (result.brought, result.torn, result.missing) == (1, 0, ())
    assert [one.body for one in taken(store)] == [sound.body]
    summary = store.queue.summary()
    assert isinstance(summary, QueueSummary)
    assert summary.oldest == ""
    store.close()


def test_a_file_that_never_was_a_database_holds_nothing(path: Path, clock: HandClock) -> None:
    path.parent.mkdir()
    path.write_bytes(os.urandom(40_000))
    store = opened(path, clock)
    assert salvaged(store) == Salvaged(brought=0, here_already=0, acknowledged=0, torn=0, missing=())
    store.close()


@pytest.mark.parametrize("seed", range(40))
def test_no_page_makes_the_reading_fail(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    path = tmp_path / "any.db"
    rubbish = chance.choice(
        [chance.randbytes(PAGE_BYTES), bytes(chance.choices((0, 1, 5, 13, 127, 255), k=PAGE_BYTES))]
    )
    path.write_bytes((b"\x0d\x00\x00\x01\x00" + rubbish)[:PAGE_BYTES] * 3)
    for _, row in rows_of(path):
        assert isinstance(row, tuple)

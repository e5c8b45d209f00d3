"""A disk that fills up under the store: refused before the promise, nothing lost, well again by itself."""

from pathlib import Path

import pytest

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.audit import Head
from kiosk.store.filing import Filed, Filing, Header, Sealed
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.store.stand import HandClock, acknowledgement, filed, loss_report, opened, plain_seal, taken

pytestmark = pytest.mark.faults
MIB = 1 << 20


def fill(disk: Path) -> Path:
    """Take all the room that is left."""
    junk = disk / "junk"
    with junk.open("ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return junk


def file_until_full(store: Store) -> tuple[list[str], StoreTrouble]:
    promised: list[str] = []
    for _ in range(100_000):
        result = store.file(loss_report())
        if isinstance(result, StoreTrouble):
            return promised, result
        promised.append(result.header.submission_id)
    raise AssertionError("the disk never fills")


def test_service_stops_at_the_floor_before_the_disk_is_full(small_disk: Path, clock: HandClock) -> None:
    store = opened(small_disk / "kiosk.db", clock, StoreLimits(floor=MIB, ballast=MIB))
    promised, trouble = file_until_full(store)
    assert trouble.kind is TroubleKind.FULL
    assert store.has_room() is False
    assert len(promised) > 100
    assert (small_disk / "ballast").stat().st_size == MIB
    batch = taken(store, 50)
    assert store.outbox.acknowledge([acknowledgement(outgoing) for outgoing in batch]) is None
    store.close()


def test_a_disk_that_somebody_else_fills_up_loses_nothing_and_the_ballast_lets_the_rest_be_written(
    small_disk: Path, clock: HandClock
) -> None:
    path = small_disk / "kiosk.db"
    store = opened(path, clock, StoreLimits(floor=0, ballast=MIB))
    promised = [filed(store).header.submission_id for _ in range(50)]
    batch = taken(store, 50)
    junk = fill(small_disk)
    more, trouble = file_until_full(store)
    assert trouble.kind is TroubleKind.FULL
    assert not (small_disk / "ballast").exists()
    words = [acknowledgement(outgoing) for outgoing in batch]
    assert store.outbox.acknowledge(words) is None, "the room of the ballast is enough for what has happened"
    store.close()
    store = opened(path, clock, StoreLimits(floor=0, ballast=MIB))
    rows = store.queue.rows(settled=True)
    assert isinstance(rows, list)
    assert [row.id for row in rows] == promised + more
    assert isinstance(store.audit.verify(), Head)
    junk.unlink()
    assert isinstance(store.file(loss_report()), Filed)
    store.retention.purge()
    assert (small_disk / "ballast").exists(), "it is taken on again when there is room"
    store.close()


def test_a_large_record_that_does_not_fit_leaves_room_for_a_small_one(
    small_disk: Path, clock: HandClock
) -> None:
    store = opened(small_disk / "kiosk.db", clock, StoreLimits(floor=0, ballast=0))

    def large(header: Header) -> Sealed:
        sealed = plain_seal(header)
        return Sealed(body=bytes(16 * MIB), digest=sealed.digest, key_id=sealed.key_id)

    first = filed(store)
    trouble = store.file(Filing(kind=SubmissionKind.REPLACEMENT, seal=large))
    assert isinstance(trouble, StoreTrouble)
    assert trouble.kind is TroubleKind.FULL
    assert filed(store).header.seq == first.header.seq + 1
    store.close()


def test_the_database_does_not_grow_beyond_its_limit(tmp_path: Path, clock: HandClock) -> None:
    store = opened(tmp_path / "kiosk.db", clock, StoreLimits(floor=0, ballast=0, largest=MIB // 2))
    promised, trouble = file_until_full(store)
    assert trouble.kind is TroubleKind.FULL
    assert len(promised) > 50
    assert len(taken(store)) == 50
    store.close()


def test_a_disk_that_is_full_at_the_start_is_a_trouble(small_disk: Path, clock: HandClock) -> None:
    fill(small_disk)
    result = open_store(
        small_disk / "kiosk.db", terminal="HZ01", clock=clock, limits=StoreLimits(floor=0, ballast=0)
    )
    assert isinstance(result, StoreTrouble)
    assert result.kind is TroubleKind.FULL
    (small_disk / "junk").unlink()
    store = opened(small_disk / "kiosk.db", clock)
    filed(store)
    store.close()


def test_an_export_that_does_not_fit_leaves_no_half_of_a_file(
    small_disk: Path, tmp_path: Path, clock: HandClock
) -> None:
    store = opened(tmp_path / "kiosk.db", clock)
    for _ in range(20):
        filed(store)
    fill(small_disk)
    trouble = store.export.write(small_disk / "out.jsonl")
    assert isinstance(trouble, StoreTrouble)
    assert trouble.kind is TroubleKind.FULL
    assert not (small_disk / "out.jsonl").exists()
    store.close()

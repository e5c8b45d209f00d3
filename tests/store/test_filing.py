"""What a filing promises: all of it is on the disk, or none of it."""

from pathlib import Path

import pytest

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.audit import Head
from kiosk.store.filing import Filing, Header, Sealed
from kiosk.store.numbers import is_receipt_number
from kiosk.store.outbox_records import Outgoing
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from tests.store.stand import HandClock, acknowledgement, filed, loss_report, opened, plain_seal, taken


def test_a_seal_that_fails_leaves_no_trace_of_the_submission(store: Store) -> None:
    def broken(_: Header) -> Sealed:
        raise RuntimeError("no key")

    before = store.audit.head()
    with pytest.raises(RuntimeError):
        store.file(Filing(kind=SubmissionKind.RELEASE, seal=broken))
    assert store.audit.head() == before
    assert store.queue.rows(settled=True) == []
    assert filed(store).header.seq == 1


def test_a_submission_cannot_depend_on_one_that_was_never_filed_here(store: Store) -> None:
    with pytest.raises(ValueError, match=r"^a submission can only depend on one that was filed here$"):
        store.file(loss_report(depends_on="0" * 32))


def test_an_id_given_twice_is_a_bug_and_keeps_the_first_record(path: Path, clock: HandClock) -> None:
    store = open_store(
        path, terminal="HZ01", clock=clock, limits=StoreLimits(floor=0, ballast=0), new_id=lambda: "a" * 32
    )
    assert isinstance(store, Store)
    first = filed(store)
    with pytest.raises(Exception, match="UNIQUE"):
        store.file(loss_report())
    assert [out.digest for out in taken(store)] == [first.digest]
    store.close()


def test_nothing_is_promised_below_the_floor_of_free_space(path: Path, clock: HandClock) -> None:
    store = opened(path, clock, StoreLimits(floor=1 << 60, ballast=0))
    assert store.has_room() is False
    trouble = store.file(loss_report())
    assert isinstance(trouble, StoreTrouble)
    assert trouble.kind is TroubleKind.FULL
    assert store.queue.rows() == []
    store.close()


def test_the_seal_sees_the_very_header_that_is_kept(store: Store) -> None:
    seen: list[Header] = []

    def seal(header: Header) -> Sealed:
        seen.append(header)
        return plain_seal(header)

    before = store.audit.head()
    result = store.file(Filing(kind=SubmissionKind.REPLACEMENT, seal=seal))
    assert not isinstance(result, StoreTrouble)
    assert seen == [result.header]
    assert result.header.audit_head == before.hex
    assert result.header.number == "HZ01-000001-9"
    assert is_receipt_number(result.header.number)


def test_the_envelope_names_the_submission_that_must_be_acted_on_first(store: Store) -> None:
    loss = filed(store)
    assert loss.header.depends_on == ""
    assert filed(store, depends_on=loss.header.submission_id).header.depends_on == loss.header.submission_id


def test_the_head_on_the_receipt_is_the_chain_with_the_filing_in_it(store: Store) -> None:
    result = filed(store)
    assert store.audit.head() == result.head
    assert result.head.short == result.head.hex[:8].upper()
    assert isinstance(store.audit.verify(), Head)


def test_sequence_and_numbers_go_on_after_a_restart_and_whatever_the_wall_clock_says(
    path: Path, clock: HandClock
) -> None:
    store = opened(path, clock)
    first = filed(store)
    store.close()
    clock.pass_time(days=-3650)
    store = opened(path, clock)
    second = filed(store)
    assert (first.header.seq, second.header.seq) == (1, 2)
    assert [out.submission_id for out in taken(store)] == [
        first.header.submission_id,
        second.header.submission_id,
    ]
    store.close()


def test_what_is_taken_is_what_was_sealed_and_an_acknowledgement_settles_it(store: Store) -> None:
    result = filed(store)
    (outgoing,) = taken(store)
    assert outgoing == Outgoing(
        submission_id=result.header.submission_id,
        seq=1,
        kind=SubmissionKind.LOSS_REPORT,
        number="HZ01-000001-9",
        body=plain_seal(result.header).body,
        digest=result.digest,
        key_id="upstream-1",
        attempts=0,
        in_doubt=False,
    )
    store.outbox.acknowledge([acknowledgement(outgoing)])
    assert taken(store) == []
    assert store.queue.rows() == []

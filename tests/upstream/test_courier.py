"""The courier against an upstream that is cut off, lies, chokes and comes back."""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.filing import Filed, Filing, Header
from kiosk.store.memos import Memo
from kiosk.store.outbox_records import OutboxRow, Outgoing
from kiosk.store.policies import StoredPolicy
from kiosk.store.trouble import StoreTrouble
from kiosk.store.trouble import TroubleKind as StoreTroubleKind
from kiosk.upstream.client import ItemProblem, Unsound
from kiosk.upstream.contract import Heartbeat, SignedPolicy, Standing
from kiosk.upstream.courier import Courier, CourierSettings
from kiosk.upstream.courier_errands import Errands
from kiosk.upstream.courier_items import sealer
from kiosk.upstream.courier_reports import (
    Acknowledged,
    Alarm,
    AlarmCode,
    PolicyArrived,
    Report,
    ServerTime,
    UpstreamReachable,
)
from kiosk.upstream.envelope import Algorithm, OpeningKey
from kiosk.upstream.keys import key_set
from kiosk.upstream.signatures import Signer
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.conftest import LogRecord
from tests.store.stand import HandClock, opened
from tests.upstream.desk import AFTER_COMMIT, DOWN, Desk

KEY = OpeningKey.generate(Algorithm.X25519).sealing_key()
SIGNER = Signer(Ed25519PrivateKey.generate())
SEAL = sealer(lambda header: b"{}" * 200, terminal="HZ01", key=KEY, signer=SIGNER)


class Stand:
    """A store, a courier without its thread, and the desk it sends to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.clock = HandClock()
        self.desk = Desk()
        self.reports: list[Report] = []
        self.chance = 0.5
        self.health: Callable[[], Heartbeat] | None = None
        self.on_report: Callable[[Report], None] = lambda _: None
        self.store = opened(path, self.clock)
        self.courier = self._courier()

    def _courier(self) -> Courier:
        return Courier(
            self.store,
            self.desk.client,
            self._report,
            CourierSettings(terminal="HZ01", region="330100"),
            self.clock,
            random=lambda: self.chance,
            health=self.health,
        )

    def _report(self, report: Report) -> None:
        self.reports.append(report)
        self.on_report(report)

    def restart(self, *, boot: bool = False) -> None:
        self.store.close()
        if boot:
            self.clock.restart()
        self.store = opened(self.path, self.clock)
        self.courier = self._courier()

    def file(self, depends_on: str = "") -> str:
        filed = self.store.file(Filing(kind=SubmissionKind.LOSS_REPORT, seal=SEAL, depends_on=depends_on))
        assert isinstance(filed, Filed)
        return filed.header.submission_id

    def run(self, steps: int = 400) -> None:
        """Step until the courier wants to rest, as its thread would."""
        for _ in range(steps):
            if self.courier.step() > 0:
                return
        raise AssertionError("the courier never rests")

    def run_for(self, seconds: float) -> None:
        """Let time pass in the rests that the courier asks for."""
        end = self.clock.moment.mono_ns + round(seconds * 10**9)
        while self.clock.moment.mono_ns < end:
            self.clock.pass_time(seconds=max(self.courier.step(), 0.001))

    def rows(self) -> dict[str, tuple[str, int, str]]:
        rows = self.store.queue.rows(settled=True)
        assert isinstance(rows, list)
        return {row.id: (row.state.value, row.attempts, row.last_problem) for row in rows}

    def alarms(self) -> list[AlarmCode]:
        return [report.code for report in self.reports if isinstance(report, Alarm)]

    def acknowledged(self) -> list[str]:
        return [report.submission_id for report in self.reports if isinstance(report, Acknowledged)]


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    stand = Stand(tmp_path / "kiosk.db")
    stand.store.memos.put(Memo.LAST_BOOT, stand.clock().boot_id)
    stand.restart()
    yield stand
    stand.store.close()


def always(trouble: Trouble) -> Callable[[Sequence[str]], Trouble | None]:
    return lambda _: trouble


@pytest.mark.parametrize("kind", [k for k in TroubleKind if k is not TroubleKind.TOO_LARGE])
def test_trouble_on_the_way_is_never_charged_to_a_record(stand: Stand, kind: TroubleKind) -> None:
    ids = [stand.file() for _ in range(3)]
    stand.desk.before = always(Trouble(kind))
    stand.run_for(20_000)
    assert {key: row[:2] for key, row in stand.rows().items()} == dict.fromkeys(ids, ("ready", 0))
    stand.desk.before = lambda _: None
    stand.run_for(1800)
    assert sorted(stand.acknowledged()) == sorted(ids)


def test_an_unreachable_upstream_is_left_alone_longer_and_longer_but_never_beyond_the_cap(
    stand: Stand,
) -> None:
    stand.file()
    stand.desk.before = always(DOWN)
    stand.chance = 0.999999
    waits = []
    for _ in range(14):
        waits.append(round(stand.courier.step()))
        stand.clock.pass_time(seconds=waits[-1] + 0.01)
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900, 900]


def test_the_wait_outlasts_a_restart_of_the_program(stand: Stand) -> None:
    stand.file()
    stand.desk.before = always(DOWN)
    for _ in range(6):
        stand.clock.pass_time(seconds=stand.courier.step() + 0.01)
    stand.courier.step()
    sent = len(stand.desk.batches)
    stand.restart()
    assert stand.courier.step() == pytest.approx(64, rel=0.1)
    assert len(stand.desk.batches) == sent


def test_a_clock_set_back_a_year_does_not_silence_the_terminal(stand: Stand) -> None:
    stand.file()
    stand.desk.before = always(DOWN)
    stand.courier.step()
    stand.clock.set_wall(timedelta(days=-365))
    stand.restart()
    assert stand.courier.step() <= 900
    stand.desk.before = lambda _: None
    stand.run_for(901)
    assert len(stand.acknowledged()) == 1


def test_the_first_sync_after_a_boot_waits_a_random_time_but_not_after_a_restart(stand: Stand) -> None:
    stand.file()
    stand.chance = 0.75
    stand.restart(boot=True)
    assert stand.courier.step() == pytest.approx(90)
    assert stand.desk.batches == []
    stand.clock.pass_time(seconds=91)
    stand.run()
    assert len(stand.acknowledged()) == 1
    stand.file()
    stand.restart()
    stand.run()
    assert len(stand.acknowledged()) == 2


def test_a_fresh_submission_of_an_open_visit_goes_at_once_before_the_backlog(stand: Stand) -> None:
    for _ in range(60):
        stand.file()
    stand.restart(boot=True)
    fresh = stand.file()
    stand.courier.send_now(fresh)
    stand.courier.step()
    assert stand.desk.batches[0] == [fresh]
    assert stand.acknowledged()[0] == fresh


def test_an_upstream_that_asks_for_peace_gets_it_even_from_a_fresh_submission(stand: Stand) -> None:
    stand.file()
    stand.desk.before = always(Trouble(TroubleKind.RATE_LIMITED, "", 600.0))
    stand.courier.step()
    sent = len(stand.desk.batches)
    stand.desk.before = lambda _: None
    fresh = stand.file()
    stand.courier.send_now(fresh)
    stand.clock.pass_time(seconds=300)
    stand.courier.step()
    assert len(stand.desk.batches) == sent
    stand.clock.pass_time(seconds=301)
    stand.run()
    assert len(stand.acknowledged()) == 2


def test_staff_who_ask_for_all_do_not_wait_for_the_end_of_the_peace(stand: Stand) -> None:
    for _ in range(3):
        stand.file()
    stand.desk.before, stand.chance = always(DOWN), 0.999
    for _ in range(9):
        stand.clock.pass_time(seconds=stand.courier.step() + 0.01)
    stand.courier.step()
    stand.desk.before = lambda _: None
    stand.courier.wake()
    stand.courier.step()
    assert stand.acknowledged() == [], "a wake alone leaves the upstream in peace"
    stand.courier.send_all_now()
    for _ in range(3):
        stand.courier.step()
    assert len(stand.acknowledged()) == 3


def test_a_replacement_is_held_until_its_loss_report_is_acknowledged_and_then_hurries(stand: Stand) -> None:
    loss = stand.file()
    replacement = stand.file(depends_on=loss)
    stand.courier.send_now(loss)
    stand.courier.send_now(replacement)
    stand.courier.step()
    assert stand.desk.batches[:2] == [[loss], [replacement]]


def test_a_replacement_does_not_overtake_a_loss_report_that_is_parked(stand: Stand) -> None:
    loss = stand.file()
    replacement = stand.file(depends_on=loss)
    stand.desk.refuse = lambda key: (
        ItemProblem(id=key, status=422, type="bad", retryable=False) if key == loss else None
    )
    stand.run_for(4000)
    assert stand.rows()[loss][0] == "parked"
    assert stand.desk.arrivals[replacement] == 0
    row = stand.store.queue.row(replacement)
    assert isinstance(row, OutboxRow)
    assert row.waits_for == loss


def test_an_answer_that_was_lost_is_asked_for_and_nothing_is_sent_twice(stand: Stand) -> None:
    key = stand.file()
    stand.desk.after = always(AFTER_COMMIT)
    stand.courier.step()
    assert stand.rows()[key] == ("ready", 0, "answer_lost")
    stand.desk.after = lambda _: None
    stand.run_for(60)
    assert stand.acknowledged() == [key]
    assert stand.desk.arrivals[key] == 1
    assert stand.desk.asked[0] == [key]


def test_what_was_being_sent_when_the_program_died_is_asked_about_then_sent(stand: Stand) -> None:
    arrived, lost = stand.file(), stand.file()
    batch = stand.store.outbox.take(2, 10**6)
    assert isinstance(batch, list)
    stand.desk.kept[arrived] = batch[0].digest
    stand.restart()
    stand.run()
    assert sorted(stand.acknowledged()) == sorted([arrived, lost])
    assert stand.desk.batches == [[lost]]


def test_a_batch_that_is_too_large_is_halved_and_only_a_single_record_is_parked_for_it(stand: Stand) -> None:
    ids = [stand.file() for _ in range(8)]
    giant = ids[3]
    stand.desk.before = lambda batch: (
        Trouble(TroubleKind.TOO_LARGE) if len(batch) > 2 or giant in batch else None
    )
    stand.run_for(10)
    rows = stand.rows()
    assert rows.pop(giant)[0] == "parked"
    assert {row[0] for row in rows.values()} == {"acknowledged"}
    assert AlarmCode.PARKED in stand.alarms()


def test_a_poisoned_record_is_parked_and_the_others_of_its_batch_go_through(stand: Stand) -> None:
    ids = [stand.file() for _ in range(5)]
    stand.desk.refuse = lambda key: (
        ItemProblem(id=key, status=409, type="conflict", retryable=False) if key == ids[0] else None
    )
    stand.run()
    assert stand.rows()[ids[0]] == ("parked", 0, "conflict")
    assert sorted(stand.acknowledged()) == sorted(ids[1:])
    assert stand.alarms() == [AlarmCode.CONFLICT]


def test_a_record_at_which_the_upstream_chokes_does_not_block_the_others(stand: Stand) -> None:
    ids = [stand.file() for _ in range(120)]
    stand.desk.before = lambda batch: Trouble(TroubleKind.SERVER) if ids[0] in batch else None
    stand.run_for(3600)
    rows = stand.rows()
    assert rows.pop(ids[0])[:2] == ("ready", 0)
    assert {row[0] for row in rows.values()} == {"acknowledged"}


def test_a_record_that_may_be_tried_again_is_charged_and_sinks_behind_the_others(stand: Stand) -> None:
    bad = stand.file()
    stand.desk.refuse = lambda key: (
        ItemProblem(id=key, status=400, type="busy", retryable=True) if key == bad else None
    )
    stand.chance = 0.0
    stand.courier.step()
    assert stand.rows()[bad] == ("ready", 1, "busy")
    good = stand.file()
    stand.courier.step()
    assert stand.desk.batches[-1] == [good, bad]


def test_a_refused_terminal_pauses_alarms_once_and_recovers_by_itself(stand: Stand) -> None:
    stand.file()
    stand.desk.before = always(Trouble(TroubleKind.UNAUTHORISED, "revoked"))
    wait = stand.courier.step()
    assert 450 <= wait <= 900
    assert stand.store.memos.get(Memo.UPSTREAM_PAUSED) == "unauthorised"
    stand.run_for(5000)
    assert stand.alarms() == [AlarmCode.UNAUTHORISED]
    stand.desk.before = lambda _: None
    stand.run_for(901)
    assert stand.store.memos.get(Memo.UPSTREAM_PAUSED) == ""
    assert len(stand.acknowledged()) == 1


def test_an_acknowledgement_that_does_not_prove_itself_does_not_count(stand: Stand) -> None:
    key = stand.file()
    stand.desk.refuse = Unsound
    stand.run()
    assert stand.acknowledged() == []
    assert stand.rows()[key][:2] == ("ready", 0)
    assert stand.alarms() == [AlarmCode.UNSOUND]


def test_a_record_that_is_only_received_is_asked_about_until_it_is_in_force(stand: Stand) -> None:
    key = stand.file()
    stand.desk.standing = Standing.RECEIVED
    stand.courier.send_now(key)
    stand.run()
    stand.desk.standing = Standing.IN_FORCE
    stand.run_for(6)
    standings = [r.standing for r in stand.reports if isinstance(r, Acknowledged)]
    assert standings == [Standing.RECEIVED, Standing.IN_FORCE]
    stand.run_for(2000)
    assert len(stand.acknowledged()) == 2


def test_a_refusal_is_told_with_its_reason(stand: Stand) -> None:
    stand.file()
    stand.desk.standing = Standing.REFUSED
    stand.run()
    (report,) = [r for r in stand.reports if isinstance(r, Acknowledged)]
    assert (report.standing, report.reason, report.since) == (Standing.REFUSED, "not_insured", None)


def test_reachability_is_told_when_it_changes_and_only_then(stand: Stand) -> None:
    stand.file()
    stand.desk.before = always(DOWN)
    stand.run_for(300)
    stand.desk.before = lambda _: None
    stand.run_for(900)
    told = [report.reachable for report in stand.reports if isinstance(report, UpstreamReachable)]
    assert told == [False, True]


def test_every_batch_carries_the_head_of_the_audit(stand: Stand) -> None:
    stand.file()
    head = stand.store.audit.head()
    stand.run()
    sent = stand.desk.heads[0]
    assert sent is not None
    assert (sent.seq, sent.hash) == (head.seq, head.hex)


def test_a_spoilt_body_is_parked_and_never_sent(stand: Stand) -> None:
    from kiosk.store.filing import Sealed

    def spoil(header: Header) -> Sealed:
        sealed = SEAL(header)
        return Sealed(body=sealed.body[:-9], digest=sealed.digest, key_id=sealed.key_id)

    stand.store.file(Filing(kind=SubmissionKind.RELEASE, seal=spoil))
    good = stand.file()
    stand.run()
    assert stand.acknowledged() == [good]
    assert [row[0] for row in stand.rows().values()] == ["parked", "acknowledged"]


def test_a_body_that_makes_the_upstream_refuse_its_batch_is_found_when_that_batch_is_packed_again(
    stand: Stand,
) -> None:
    from kiosk.store.filing import Sealed

    def spoil(header: Header) -> Sealed:
        sealed = SEAL(header)
        body = sealed.body.replace(b'"alg":"x25519"', b'"alg":["x25519"]')
        return Sealed(body=body, digest=sealed.digest, key_id=sealed.key_id)

    bad = stand.store.file(Filing(kind=SubmissionKind.RELEASE, seal=spoil))
    assert isinstance(bad, Filed)
    poison = bad.header.submission_id
    good = [stand.file() for _ in range(3)]
    stand.desk.before = lambda ids: Trouble(TroubleKind.CONTRACT) if poison in ids else None
    stand.run_for(60)
    assert stand.rows()[poison] == ("parked", 0, "body_spoilt")
    assert sorted(stand.acknowledged()) == sorted(good)
    assert sum(poison in batch for batch in stand.desk.batches) == 1


def test_sync_once_drains_whatever_the_back_off_and_counts_by_verdict(stand: Stand) -> None:
    ids = [stand.file() for _ in range(120)]
    stand.desk.before = always(DOWN)
    assert stand.courier.sync_once().trouble == "unreachable"
    stand.desk.before = lambda _: None
    stand.desk.refuse = lambda key: (
        ItemProblem(id=key, status=413, type="large", retryable=False) if key == ids[5] else None
    )
    counts = stand.courier.sync_once()
    assert (counts.in_force, counts.parked, counts.trouble) == (119, 1, "")
    assert stand.courier.sync_once().in_force == 0


def test_the_next_batch_is_made_ready_while_one_is_on_its_way(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(80):
        stand.file()
    made_ready, waited = threading.Semaphore(0), []
    take = stand.store.outbox.take

    def counted(limit: int, max_bytes: int) -> list[Outgoing] | StoreTrouble:
        made_ready.release()
        return take(limit, max_bytes)

    def hold(_: Sequence[str]) -> Trouble | None:
        waited.append(made_ready.acquire(timeout=10) and made_ready.acquire(timeout=10))
        made_ready.release()
        return None

    monkeypatch.setattr(stand.store.outbox, "take", counted)
    stand.desk.before = hold
    assert stand.courier.sync_once().in_force == 80
    assert waited == [True, True]


def test_a_backlog_is_sent_in_one_step(stand: Stand) -> None:
    for _ in range(170):
        stand.file()
    stand.courier.step()
    assert [len(batch) for batch in stand.desk.batches if batch] == [50, 50, 50, 20]
    assert len(stand.acknowledged()) == 170


def test_a_person_who_comes_while_a_backlog_is_sent_waits_for_one_batch_at_most(stand: Stand) -> None:
    for _ in range(170):
        stand.file()
    fresh: list[str] = []

    def arrive(report: Report) -> None:
        if isinstance(report, Acknowledged) and not fresh:
            fresh.append(stand.file())
            stand.courier.send_now(fresh[0])

    stand.on_report = arrive
    stand.run()
    batches = [batch for batch in stand.desk.batches if batch]
    assert batches.index(fresh) <= 2
    assert len(stand.acknowledged()) == 171


def test_a_heartbeat_that_falls_due_while_a_backlog_is_sent_is_sent_before_its_rest(stand: Stand) -> None:
    stand.health = lambda: Heartbeat(version="1", policy_version=0, queue_depth=0)
    stand.restart()
    stand.run()
    for _ in range(170):
        stand.file()
    stand.on_report = lambda report: (
        stand.clock.pass_time(seconds=30) if isinstance(report, Acknowledged) else None
    )
    before = stand.desk.beats
    stand.courier.step()
    assert (stand.desk.beats, len(stand.acknowledged())) == (before, 100)
    stand.courier.step()
    assert (stand.desk.beats, len(stand.acknowledged())) == (before + 1, 170)


@pytest.mark.parametrize("trouble", [DOWN, AFTER_COMMIT])
def test_trouble_in_the_middle_of_a_backlog_leaves_nothing_in_doubt_that_was_not_sent(
    stand: Stand, trouble: Trouble
) -> None:
    for _ in range(170):
        stand.file()
    stand.desk.before = lambda _: trouble if len(stand.desk.batches) == 2 else None
    counts = stand.courier.sync_once()
    assert (counts.in_force, counts.retried, counts.trouble) == (50, 50, trouble.kind.value)
    stand.desk.before = lambda _: None
    rows = list(stand.rows().values())
    doubtful = 50 if trouble is AFTER_COMMIT else 0
    assert [row[2] for row in rows].count("answer_lost") == doubtful
    assert rows.count(("acknowledged", 0, "")) == 50
    assert {row[:2] for row in rows} == {("acknowledged", 0), ("ready", 0)}
    assert stand.courier.sync_once().in_force == 120
    assert sum(map(len, stand.desk.asked)) == doubtful
    assert max(stand.desk.arrivals.values()) == 1


@pytest.mark.parametrize("bad", [1, 2, 4])
def test_an_answer_that_shows_trouble_when_it_is_read_ends_the_backlog_behind_the_batch_on_its_way(
    stand: Stand, bad: int
) -> None:
    ids = [stand.file() for _ in range(170)]
    contract = Trouble(TroubleKind.CONTRACT, "answer_shape")
    stand.desk.spoil = lambda batch: contract if stand.desk.batches.index(list(batch)) == bad - 1 else None
    counts = stand.courier.sync_once()
    spoilt, good = len(stand.desk.batches[bad - 1]), sum(map(len, stand.desk.batches))
    assert (counts.in_force, counts.retried, counts.trouble) == (good - spoilt, spoilt, "contract")
    assert len(stand.desk.batches) == min(bad + 1, 4)
    assert stand.courier.step() > 0, "the trouble stands, though the batch behind it went through"
    assert list(stand.rows().values()).count(("ready", 0, "answer_lost")) == spoilt
    stand.desk.spoil = lambda _: None
    assert stand.courier.sync_once().in_force == 170 - (good - spoilt)
    assert sorted(stand.acknowledged()) == sorted(ids)
    assert max(stand.desk.arrivals.values()) == 1


def test_two_spoilt_answers_in_a_row_leave_nothing_unsettled(stand: Stand) -> None:
    for _ in range(170):
        stand.file()
    stand.desk.spoil = always(Trouble(TroubleKind.CONTRACT, "answer_shape"))
    counts = stand.courier.sync_once()
    assert (counts.in_force, counts.retried, counts.trouble) == (0, 100, "contract")
    assert {row[:2] for row in stand.rows().values()} == {("ready", 0)}


def test_a_line_that_breaks_behind_a_spoilt_answer_is_written_down_too(stand: Stand) -> None:
    for _ in range(170):
        stand.file()
    stand.desk.spoil = always(Trouble(TroubleKind.CONTRACT, "answer_shape"))
    stand.desk.before = lambda _: DOWN if len(stand.desk.batches) == 2 else None
    counts = stand.courier.sync_once()
    assert (counts.retried, counts.trouble) == (100, "contract")
    problems = [row[2] for row in stand.rows().values()]
    assert (problems.count("answer_lost"), problems.count("unreachable")) == (50, 50)


def test_the_next_batch_goes_before_the_last_answer_is_read(stand: Stand) -> None:
    for _ in range(80):
        stand.file()
    on_its_way, waited = threading.Semaphore(0), []

    def sent(_: Sequence[str]) -> Trouble | None:
        on_its_way.release()
        return None

    def reading(ids: Sequence[str]) -> Trouble | None:
        waited.append(len(ids) == 30 or (on_its_way.acquire(timeout=10) and on_its_way.acquire(timeout=10)))
        return None

    stand.desk.before, stand.desk.spoil = sent, reading
    assert stand.courier.sync_once().in_force == 80
    assert waited == [True, True]


def test_a_chain_of_dependants_is_drained_in_one_go_and_in_order(stand: Stand) -> None:
    ids = [stand.file()]
    for _ in range(3):
        ids.append(stand.file(depends_on=ids[-1]))
    assert stand.courier.sync_once().in_force == 4
    assert stand.desk.batches == [[one] for one in ids]


def test_a_backlog_whose_answers_cannot_be_written_down_is_asked_about_the_next_time(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [stand.file() for _ in range(120)]
    full = StoreTrouble(kind=StoreTroubleKind.FULL)
    with monkeypatch.context() as broken:
        broken.setattr(stand.store.outbox, "acknowledge", lambda _: full)
        assert stand.courier.sync_once().trouble == "store_full"
    assert stand.courier.sync_once().in_force == 120
    assert sorted(stand.acknowledged()) == sorted(ids)
    assert max(stand.desk.arrivals.values()) == 1


def test_the_heartbeat_tells_the_server_s_time(stand: Stand) -> None:
    stand.health = lambda: Heartbeat(version="1", policy_version=0, queue_depth=0)
    stand.restart()
    stand.run()
    stand.run_for(61)
    assert stand.desk.beats == 2
    assert sum(isinstance(report, ServerTime) for report in stand.reports) == 2


def test_no_policy_and_no_heartbeat_fault_of_the_upstream_holds_submissions_back(stand: Stand) -> None:
    stand.file()
    stand.desk.before = lambda ids: None if ids else Trouble(TroubleKind.CONTRACT, "answer_shape")
    stand.run()
    assert len(stand.acknowledged()) == 1
    assert AlarmCode.CONTRACT in stand.alarms()


MISSION = (Path(__file__).parents[2] / "assets" / "policies" / "mission.toml").read_bytes()


def policy(version: int, document: bytes = MISSION) -> SignedPolicy:
    return SignedPolicy(
        region="330100",
        version=version,
        document=document,
        keys=key_set((KEY,), (SIGNER.raw_public,)),
        kid="0" * 16,
        signature=b"s" * 64,
    )


def test_a_newer_policy_is_kept_and_told_once_and_asked_for_by_its_etag(stand: Stand) -> None:
    stand.desk.signed_policy = policy(3)
    stand.run()
    stand.run_for(3700)
    told = [report.signed.version for report in stand.reports if isinstance(report, PolicyArrived)]
    assert told == [3]
    assert stand.desk.etags[:2] == ["", '"3"']
    kept = stand.store.policies.current()
    assert isinstance(kept, StoredPolicy)
    assert SignedPolicy.model_validate_json(kept.signed) == policy(3)


def test_a_policy_that_an_answer_tells_of_is_fetched_at_once(stand: Stand) -> None:
    stand.run()
    stand.desk.signed_policy = policy(4)
    stand.desk.told_version = 4
    stand.file()
    stand.run()
    stand.run()
    assert any(isinstance(report, PolicyArrived) for report in stand.reports)


def test_a_policy_that_is_rolled_back_is_refused_with_an_alarm(stand: Stand) -> None:
    stand.desk.signed_policy = policy(3)
    stand.run()
    stand.desk.signed_policy = policy(2)
    stand.run_for(3700)
    assert AlarmCode.POLICY_ROLLED_BACK in stand.alarms()
    kept = stand.store.policies.current()
    assert isinstance(kept, StoredPolicy)
    assert kept.version == 3


def test_a_policy_that_this_version_does_not_understand_leaves_the_old_one_in_force(
    stand: Stand, log: LogRecord
) -> None:
    log.expected.add("policy.not_understood")
    stand.desk.signed_policy = policy(3)
    stand.run()
    stand.desk.signed_policy = policy(4, b"a_key_of_tomorrow = 1")
    stand.run_for(3700)
    assert AlarmCode.CONTRACT in stand.alarms()
    kept = stand.store.policies.current()
    assert isinstance(kept, StoredPolicy)
    assert kept.version == 3


@pytest.mark.parametrize("why", ["not understood", "not signed"])
def test_a_policy_that_is_refused_is_fetched_again_once_an_hour_and_a_newer_one_at_once(
    stand: Stand, log: LogRecord, why: str
) -> None:
    log.expected.add("policy.not_understood")
    stand.health = lambda: Heartbeat(version="1", policy_version=3, queue_depth=0)
    stand.desk.signed_policy, stand.desk.told_version = policy(3), 3
    stand.restart()
    stand.run_for(120)
    unsigned = Trouble(TroubleKind.CONTRACT, "policy_signature")
    stand.desk.refused_policy = unsigned if why == "not signed" else None
    stand.desk.signed_policy, stand.desk.told_version = policy(4, b"a_key_of_tomorrow = 1"), 4
    asked = len(stand.desk.etags)
    stand.run_for(3400)
    assert len(stand.desk.etags) == asked + 1
    assert stand.alarms() == [AlarmCode.CONTRACT]
    if why == "not understood":
        assert ("a_key_of_tomorrow", 4) in [(entry.get("key"), entry.get("version")) for entry in log]
    stand.desk.refused_policy = None
    stand.desk.signed_policy, stand.desk.told_version = policy(5), 5
    stand.run_for(130)
    kept = stand.store.policies.current()
    assert isinstance(kept, StoredPolicy)
    assert kept.version == 5


def test_a_disk_that_is_full_loses_no_acknowledgement(
    stand: Stand, monkeypatch: pytest.MonkeyPatch, log: LogRecord
) -> None:
    log.expected.add("courier.store_failed")
    key = stand.file()
    full = StoreTrouble(kind=StoreTroubleKind.FULL)
    with monkeypatch.context() as broken:
        broken.setattr(stand.store.outbox, "acknowledge", lambda _: full)
        assert stand.courier.step() > 0
    assert stand.acknowledged() == []
    assert stand.alarms() == [AlarmCode.STORE]
    stand.run()
    assert stand.acknowledged() == [key]
    assert stand.desk.arrivals[key] == 1


def test_a_question_whose_time_is_over_is_answered_without_being_asked(stand: Stand) -> None:
    now = [0.0]
    asked: list[float] = []
    answers: list[object] = []

    def question(_: Desk, left: float) -> str:
        asked.append(left)
        return "cards"

    errands = Errands(stand.desk, lambda _: None, monotonic=lambda: now[0])
    errands.ask(question, 5.0, answers.append)
    errands.ask(question, 5.0, answers.append)
    now[0] = 3.0
    errands.run_waiting()
    errands.ask(question, 5.0, answers.append)
    now[0] = 9.0
    errands.run_waiting()
    assert asked == [2.0, 2.0]
    assert answers == ["cards", "cards", Trouble(TroubleKind.TIMEOUT)]


def test_a_person_s_question_is_answered_while_a_batch_hangs(stand: Stand) -> None:
    hanging, answered, release = threading.Event(), threading.Event(), threading.Event()

    def hang(_: Sequence[str]) -> Trouble | None:
        hanging.set()
        release.wait(30)
        return None

    stand.file()
    stand.desk.before = hang
    stand.courier.start()
    assert hanging.wait(10)
    stand.courier.ask(lambda _, __: "cards", 5.0, lambda _: answered.set())
    assert answered.wait(5)
    release.set()
    assert stand.courier.stop(10)


def test_a_defect_in_a_step_is_told_and_the_thread_goes_on(stand: Stand, log: LogRecord) -> None:
    log.expected.add("courier.crashed")
    key = stand.file()
    crashed = threading.Event()

    def break_once(_: Sequence[str]) -> Trouble | None:
        if not crashed.is_set():
            crashed.set()
            raise RuntimeError
        return None

    stand.desk.before = break_once
    done = threading.Event()
    stand.on_report = lambda report: done.set() if isinstance(report, Acknowledged) else None
    stand.courier.start()
    assert crashed.wait(10)
    while not done.wait(0.01):
        stand.courier.wake()
    assert stand.courier.stop(10)
    assert stand.acknowledged() == [key]
    assert stand.alarms() == [AlarmCode.CRASHED]


def test_an_answer_to_a_person_ends_the_wait_for_the_outbox(stand: Stand) -> None:
    key = stand.file()
    stand.desk.before = always(DOWN)
    stand.chance = 0.999
    for _ in range(9):
        stand.clock.pass_time(seconds=stand.courier.step() + 0.01)
    stand.courier.step()
    stand.desk.before = lambda _: None
    stand.courier._errands.ask(lambda _, __: "cards", 5.0, lambda _: None)
    stand.courier._errands.run_waiting()
    stand.run()
    assert stand.acknowledged() == [key]


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(2))
def test_through_cuts_drops_repeats_restarts_and_clock_jumps_every_record_arrives_exactly_once(
    stand: Stand, seed: int
) -> None:
    chance = random.Random(seed)
    on_the_way = [Trouble(kind) for kind in TroubleKind if kind is not TroubleKind.TOO_LARGE]
    on_the_way_back = [
        AFTER_COMMIT,
        Trouble(TroubleKind.UNREACHABLE, "connection_lost"),
        Trouble(TroubleKind.SERVER),
        Trouble(TroubleKind.CAPTIVE),
    ]
    stand.desk.before = lambda _: chance.choice(on_the_way) if chance.random() < 0.4 else None
    stand.desk.after = lambda _: chance.choice(on_the_way_back) if chance.random() < 0.4 else None
    filed: list[str] = []
    for _ in range(40):
        for _ in range(chance.randrange(4)):
            filed.append(stand.file(depends_on=filed[-1] if filed and chance.random() < 0.3 else ""))
        if chance.random() < 0.2:
            stand.restart(boot=chance.random() < 0.5)
        if chance.random() < 0.1:
            stand.clock.set_wall(timedelta(days=chance.choice([-3650, 3650, -1, 1])))
        stand.chance = chance.random()
        stand.run_for(chance.uniform(1, 300))
    stand.desk.before = stand.desk.after = lambda _: None
    stand.run_for(7200)
    assert set(stand.desk.kept) == set(filed)
    assert {row[0] for row in stand.rows().values()} == {"acknowledged"}
    assert sorted(set(stand.acknowledged())) == sorted(filed)
    assert max(stand.desk.arrivals.values()) == 1, "an answer that was lost is asked for first"


def test_a_question_that_breaks_does_not_keep_the_next_from_its_answer(stand: Stand, log: LogRecord) -> None:
    log.expected.add("courier.errand_crashed")
    answered = threading.Event()
    stand.courier.start()
    stand.courier.ask(lambda _, __: 1 // 0, 5.0, lambda _: None)
    stand.courier.ask(lambda _, __: "cards", 5.0, lambda _: answered.set())
    assert answered.wait(10)
    assert stand.courier.stop(10)


def test_a_heartbeat_that_fails_is_trouble_of_the_line(stand: Stand) -> None:
    stand.health = lambda: Heartbeat(version="1", policy_version=0, queue_depth=0)
    stand.restart()
    stand.desk.before = always(DOWN)
    assert stand.courier.step() > 0
    assert stand.reports == [UpstreamReachable(False)]
    assert stand.desk.etags == [], "nothing else is tried on a dead line"

"""Taking submissions in: once each, vouched for after the commit, refused item by item."""

import dataclasses
import uuid
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.gateway.builtin_registry import BuiltinRegistry
from kiosk.gateway.people import seed_people
from kiosk.gateway.registry import Act, NoRegistry, Outcome, Registry, RegistryDown
from kiosk.rules.cards import CardState, Holder
from kiosk.rules.documents import IdentityDocument
from kiosk.rules.progress import MakingStage
from kiosk.rules.submissions import LossForm, ReplacementReason
from kiosk.upstream import contract
from kiosk.upstream.client import ItemProblem
from kiosk.upstream.contract import Acknowledgement, AuditHead, Standing
from kiosk.upstream.envelope import Algorithm, OpeningKey
from kiosk.upstream.trouble import Trouble, TroubleKind
from tests.conftest import LogRecord
from tests.gateway.answers import problem, sure, word, words
from tests.gateway.filing import CHEN, NOBODY, WANG, ZHOU, loss, release, replacement, sealed
from tests.gateway.live import SAMPLES, Stand, running


def state(stand: Stand, holder: IdentityDocument = WANG) -> CardState:
    known = stand.client().look_up(holder, seconds=5)
    assert isinstance(known, Holder)
    return known.cards[0].state


def test_a_loss_report_is_in_force_when_it_is_acknowledged(stand: Stand) -> None:
    report = sealed(stand.terminal(), loss())
    said = word(stand.client().submit([report]))
    assert (said.standing, said.digest) == (Standing.IN_FORCE, report.digest)
    assert said.since is not None
    assert state(stand) is CardState.FORMALLY_LOST


def test_a_report_and_its_replacement_in_one_batch_are_both_acted_on(stand: Stand) -> None:
    report = sealed(stand.terminal(), loss())
    order = sealed(stand.terminal(), replacement(), depends_on=report.header.id)
    answers = stand.client().submit([order, report])
    assert [one.standing for one in words(answers)] == [Standing.IN_FORCE, Standing.IN_FORCE]
    assert state(stand) is CardState.IN_PRODUCTION


def test_a_replacement_before_its_loss_report_waits_for_it(stand: Stand) -> None:
    report = sealed(stand.terminal(), loss())
    order = sealed(stand.terminal(), replacement(), depends_on=report.header.id)
    assert word(stand.client().submit([order])).standing is Standing.RECEIVED


def test_a_replacement_of_a_card_that_is_not_lost_is_refused_with_the_reason(stand: Stand) -> None:
    said = word(stand.client().submit([sealed(stand.terminal(), replacement())]))
    assert (said.standing, said.reason, said.since) == (Standing.REFUSED, "card_not_lost", None)
    assert state(stand) is CardState.NORMAL


def test_a_replacement_after_a_refused_loss_report_is_refused(stand: Stand) -> None:
    report = sealed(stand.terminal(), loss(ZHOU))
    order = sealed(stand.terminal(), replacement(ZHOU), depends_on=report.header.id)
    answers = stand.client().submit([report, order])
    assert [one.reason for one in words(answers)] == ["card_locked", "loss_report_refused"]


def test_a_damaged_card_is_replaced_without_a_loss_report(stand: Stand) -> None:
    order = sealed(stand.terminal(), replacement(reason=ReplacementReason.DAMAGED))
    assert word(stand.client().submit([order])).standing is Standing.IN_FORCE


def test_a_report_for_a_person_unknown_upstream_is_refused(stand: Stand) -> None:
    said = word(stand.client().submit([sealed(stand.terminal(), loss(NOBODY))]))
    assert said.reason == "no_such_card"


def test_a_report_that_was_filed_offline_without_a_number_blocks_the_holders_card(stand: Stand) -> None:
    offline = dataclasses.replace(loss(), card=dataclasses.replace(loss().card, number=""))
    assert word(stand.client().submit([sealed(stand.terminal(), offline)])).standing is Standing.IN_FORCE
    assert state(stand) is CardState.FORMALLY_LOST


def test_another_persons_card_cannot_be_reported_lost(stand: Stand) -> None:
    stolen = dataclasses.replace(loss(), holder=CHEN)
    assert word(stand.client().submit([sealed(stand.terminal(), stolen)])).reason == "no_such_card"
    assert state(stand) is CardState.NORMAL


def test_a_release_makes_the_card_normal_again(stand: Stand) -> None:
    client, keys = stand.client(), stand.terminal()
    client.submit([sealed(keys, loss())])
    assert word(client.submit([sealed(keys, release())])).standing is Standing.IN_FORCE
    assert state(stand) is CardState.NORMAL


def test_a_release_after_the_replacement_is_refused(stand: Stand) -> None:
    client, keys = stand.client(), stand.terminal()
    client.submit([sealed(keys, loss()), sealed(keys, replacement())])
    assert word(client.submit([sealed(keys, release())])).reason == "card_in_production"


def test_a_second_formal_report_is_in_force_since_the_first(stand: Stand) -> None:
    client, keys = stand.client(), stand.terminal()
    first = word(client.submit([sealed(keys, loss())]))
    assert word(client.submit([sealed(keys, loss())])).since == first.since


def test_a_temporary_report_does_not_weaken_a_formal_one(stand: Stand) -> None:
    client, keys = stand.client(), stand.terminal()
    client.submit([sealed(keys, loss())])
    client.submit([sealed(keys, loss(form=LossForm.TEMPORARY))])
    assert state(stand) is CardState.FORMALLY_LOST


def test_sending_again_stores_nothing_and_acknowledges_the_same(stand: Stand) -> None:
    client, report = stand.client(), sealed(stand.terminal(), loss())
    first, second = word(client.submit([report])), word(client.submit([report]))
    assert (first.digest, first.standing, first.since) == (second.digest, second.standing, second.since)
    with stand.parts.database.transaction() as transaction:
        assert transaction.rows("SELECT count(*) FROM submissions") == [(1,)]


def test_the_same_id_with_another_body_is_a_conflict_of_that_item_and_an_alarm(
    stand: Stand, log: LogRecord
) -> None:
    log.expected.add("gateway.alarm")
    client, keys = stand.client(), stand.terminal()
    report = sealed(keys, loss())
    client.submit([report])
    other = sealed(keys, loss(form=LossForm.TEMPORARY), id=report.header.id)
    conflict, taken = sure(client.submit([other, sealed(keys, loss(CHEN))])).items
    assert conflict == ItemProblem(
        id=report.header.id, status=409, type="urn:buka:problem:other-digest", retryable=False
    )
    assert isinstance(taken, Acknowledgement)
    assert taken.standing is Standing.IN_FORCE
    with stand.parts.database.transaction() as transaction:
        assert transaction.rows("SELECT code, terminal FROM alarms") == [("other_digest", "HZ0001")]


def test_a_batch_with_a_repeated_id_is_refused_whole(stand: Stand) -> None:
    report = sealed(stand.terminal(), loss())
    answer = stand.client().submit([report, sealed(stand.terminal(), loss(), id=report.header.id)])
    assert answer == Trouble(TroubleKind.CONTRACT, "urn:buka:problem:repeated-ids")


def test_two_terminals_may_use_the_same_id(stand: Stand) -> None:
    id_ = str(uuid.uuid4())
    one = sealed(stand.terminal("HZ0001"), loss(), id=id_)
    two = sealed(stand.terminal("HZ0002"), loss(), id=id_)
    assert word(stand.client("HZ0001").submit([one])).standing is Standing.IN_FORCE
    assert word(stand.client("HZ0002").submit([two])).standing is Standing.IN_FORCE


def test_an_envelope_of_another_terminal_is_refused(stand: Stand) -> None:
    foreign = sealed(stand.terminal("HZ0002"), loss(), terminal="HZ0001")
    refused = problem(stand.client("HZ0001").submit([foreign]))
    assert (refused.status, refused.type) == (422, "urn:buka:problem:signature")


def test_an_envelope_changed_on_the_way_is_refused(stand: Stand) -> None:
    report = sealed(stand.terminal(), loss())
    changed = dataclasses.replace(report, sealed=report.sealed[:-1] + bytes([report.sealed[-1] ^ 1]))
    refused = problem(stand.client().submit([changed]))
    assert (refused.status, refused.type) == (422, "urn:buka:problem:signature")


def test_an_envelope_sealed_to_another_upstream_is_refused(stand: Stand) -> None:
    keys = stand.terminal()
    elsewhere = OpeningKey.generate(Algorithm.X25519).sealing_key()
    other = dataclasses.replace(keys, upstream=dataclasses.replace(keys.upstream, sealing=elsewhere))
    refused = problem(stand.client().submit([sealed(other, loss())]))
    assert refused.type == "urn:buka:problem:sealing-key"


@pytest.mark.parametrize("body", [b"", b"{}", b"not json", b'{"v":2,"kind":"loss_report"}'])
def test_a_sealed_body_that_is_no_submission_is_kept_and_refused_as_unreadable(
    stand: Stand, body: bytes, log: LogRecord
) -> None:
    log.expected.add("gateway.alarm")
    said = word(stand.client().submit([sealed(stand.terminal(), loss(), data=body)]))
    assert (said.standing, said.reason) == (Standing.REFUSED, "unreadable")


def test_a_large_batch_is_received_at_once_and_acted_on_afterwards(stand: Stand) -> None:
    client, keys = stand.client(), stand.terminal()
    batch = [sealed(keys, loss(CHEN)) for _ in range(50)]
    answers = client.submit(batch)
    assert {one.standing for one in words(answers)} == {Standing.RECEIVED}
    digests = {one.header.id: one.digest for one in batch}
    while {one.standing for one in words(client.verdicts(digests))} != {Standing.IN_FORCE}:
        pass  # the background applier is at work; the suite's time limit ends a hang


def test_a_lost_answer_is_found_by_asking(stand: Stand) -> None:
    client, report = stand.client(), sealed(stand.terminal(), loss())
    client.submit([report])
    assert word(client.verdicts({report.header.id: report.digest})).standing is Standing.IN_FORCE


def test_asking_for_what_never_arrived_says_so(stand: Stand) -> None:
    assert problem(stand.client().verdicts({str(uuid.uuid4()): "0" * 64})).status == 404


def test_a_terminal_cannot_ask_about_anothers_submission(stand: Stand) -> None:
    report = sealed(stand.terminal("HZ0001"), loss())
    stand.client("HZ0001").submit([report])
    assert problem(stand.client("HZ0002").verdicts({report.header.id: report.digest})).status == 404


def test_what_was_filed_is_told_to_its_holder_newest_first(stand: Stand) -> None:
    client, keys = stand.client(), stand.terminal()
    report = sealed(keys, loss())
    order = sealed(keys, replacement(), depends_on=report.header.id)
    client.submit([report, order])
    filings = sure(client.filings(WANG, seconds=5))
    assert [one.submission_id for one in filings] == [order.header.id, report.header.id]
    assert filings[0].stage == "submitted"
    assert filings[0].token == "t"
    assert (filings[0].terms.fee, filings[1].terms.loss) == (replacement().fee, loss().form)
    assert client.filings(CHEN, seconds=5) == ()


def test_filings_are_not_told_under_another_name(stand: Stand) -> None:
    client = stand.client()
    client.submit([sealed(stand.terminal(), loss())])
    assert client.filings(dataclasses.replace(WANG, name="王桂花"), seconds=5) == ()


def test_a_fork_of_the_audit_chain_raises_an_alarm(stand: Stand, log: LogRecord) -> None:
    log.expected.add("gateway.alarm")
    client, keys = stand.client(), stand.terminal()
    client.submit([sealed(keys, loss())], AuditHead(seq=7, hash="a" * 64))
    client.submit([sealed(keys, loss(CHEN))], AuditHead(seq=7, hash="b" * 64))
    client.submit([sealed(keys, loss(CHEN))], AuditHead(seq=6, hash="c" * 64))
    with stand.parts.database.transaction() as transaction:
        codes = transaction.rows("SELECT code FROM alarms ORDER BY seq")
    assert codes == [("audit_fork",), ("audit_rolled_back",)]


class Flaky:
    """A card system that is down, then up."""

    def __init__(self) -> None:
        self.behind: Registry = NoRegistry()

    def act(self, act: Act) -> Outcome:
        return self.behind.act(act)

    def look_up(self, holder: contract.Holder) -> Holder | RegistryDown:
        return self.behind.look_up(holder)

    def stages(self, holder: contract.Holder) -> Mapping[str, MakingStage]:
        return self.behind.stages(holder)

    def set_stage(self, submission: str, stage: MakingStage) -> bool:
        return self.behind.set_stage(submission, stage)


def test_with_the_card_system_down_a_report_is_received_and_not_in_force(config: Path) -> None:
    with running(config, registry=NoRegistry()) as stand:
        report = sealed(stand.terminal(), loss())
        said = word(stand.client().submit([report]))
        assert (said.standing, said.since) == (Standing.RECEIVED, None)
        look_up = stand.client().look_up(WANG, seconds=5)
        assert look_up == Trouble(TroubleKind.SERVER, "urn:buka:problem:registry-down", 30.0)


def test_a_kept_report_comes_into_force_when_the_card_system_is_back(config: Path) -> None:
    flaky = Flaky()
    with running(config, registry=flaky) as stand:
        report = sealed(stand.terminal(), loss())
        assert word(stand.client().submit([report])).standing is Standing.RECEIVED
        flaky.behind = _builtin(stand)
        with stand.parts.database.transaction() as transaction:
            transaction.run("UPDATE submissions SET apply_after = ?", "2000-01-01")
        while word(stand.client().verdicts({report.header.id: report.digest})).standing is Standing.RECEIVED:
            pass  # the background applier is at work; the suite's time limit ends a hang


def _builtin(stand: Stand) -> BuiltinRegistry:
    seed_people(stand.parts.database, SAMPLES / "people.toml")
    return BuiltinRegistry(stand.parts.database)

"""What the courier says reaches the visit that waits for it, early, late or never; its token is true."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.flow.events import SubmissionFiled, VerdictArrived
from kiosk.receipt.standing import Standing as ReceiptStanding
from kiosk.receipt.token import Token, verify_token
from kiosk.rules.submissions import SubmissionKind
from kiosk.terminal.asking import Upstream
from kiosk.upstream.contract import Standing
from kiosk.upstream.courier_reports import Acknowledged, Alarm, AlarmCode, ServerTime
from kiosk.upstream.keys import TerminalKeys
from tests.conftest import LogRecord
from tests.terminal.conftest import KeptLoop

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
FILED = SubmissionFiled(
    visit=3,
    kind=SubmissionKind.LOSS_REPORT,
    submission_id="s1",
    number="HZ07-000001-6",
    token="as filed",
    at=AT,
)
WORD = Acknowledged(submission_id="s1", standing=Standing.IN_FORCE, since=AT, reason="")


class Courier:
    """Keeps what is to be sent first."""

    def __init__(self) -> None:
        self.urgent: list[str] = []

    def send_now(self, submission_id: str) -> None:
        self.urgent.append(submission_id)


class Renewals:
    def __init__(self) -> None:
        self.asked = 0

    def __call__(self) -> None:
        self.asked += 1


@pytest.fixture
def renewals() -> Renewals:
    return Renewals()


@pytest.fixture
def upstream(loop: KeptLoop, keys: TerminalKeys, renewals: Renewals) -> Upstream:
    made = Upstream(loop, ZoneInfo("Asia/Shanghai"), lambda: keys, lambda _: None, renewals)
    made.connect(Courier())  # type: ignore[arg-type]  # only `send_now` is played here
    return made


def test_a_word_for_a_visit_that_is_over_is_nobodys_news(upstream: Upstream, loop: KeptLoop) -> None:
    upstream.filed(FILED)
    upstream.forget(3)
    upstream.report(WORD)
    assert loop.posted == []


def test_a_word_that_is_quicker_than_the_filing_thread_is_not_lost(
    upstream: Upstream, loop: KeptLoop
) -> None:
    upstream.report(WORD)
    assert loop.posted == []
    upstream.filed(FILED)
    assert [type(event) for event in loop.posted] == [VerdictArrived]


def test_words_that_nobody_ever_awaits_do_not_pile_up(upstream: Upstream) -> None:
    for index in range(1000):
        upstream.report(
            Acknowledged(submission_id=f"old{index}", standing=Standing.RECEIVED, since=None, reason="")
        )
    assert len(upstream._early) <= 64


def test_the_token_of_a_verdict_claims_the_new_standing(
    upstream: Upstream, loop: KeptLoop, keys: TerminalKeys
) -> None:
    upstream.filed(FILED)
    upstream.report(WORD)
    (verdict,) = loop.posted
    assert isinstance(verdict, VerdictArrived)
    claim = verify_token(verdict.token, keys.signer.key.public_key())
    assert isinstance(claim, Token)
    assert (claim.standing, claim.number, claim.at) == (ReceiptStanding.IN_FORCE, FILED.number, AT)


def test_a_renewal_is_asked_for_only_when_it_is_due(upstream: Upstream, renewals: Renewals) -> None:
    upstream.report(ServerTime(AT, certificate_renewal_due=False))
    assert renewals.asked == 0
    upstream.report(ServerTime(AT, certificate_renewal_due=True))
    assert renewals.asked == 1


def test_an_alarm_is_logged_by_its_code(upstream: Upstream, log: LogRecord) -> None:
    log.expected.add("upstream.alarm")
    upstream.report(Alarm(code=AlarmCode.TLS, detail="certificate_expired"))
    assert log[-1]["code"] == "upstream_tls"

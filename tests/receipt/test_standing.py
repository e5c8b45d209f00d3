"""A slip never claims more than is true: "not yet" cannot be taken for "in force"."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.receipt import specimen
from kiosk.receipt.compose import compose
from kiosk.receipt.content import Act, LossReceipt, Promised, ReleaseReceipt, ReplacementReceipt
from kiosk.receipt.slip import Band, Field, Title, Tone
from kiosk.receipt.standing import Standing
from kiosk.receipt.wording import catalogue
from kiosk.rules.submissions import Delivery, LossForm, PaymentWay, Relation, ReplacementReason
from kiosk.rules.terms import Lapse, TimeUnit
from tests.receipt.samples import LANGUAGES, band, said

CLAIMS = [
    catalogue(language).texts[f"{act}.in_force.head"].replace("\u00a0", " ")
    for language in ("zh", "en")
    for act in ("loss", "replacement", "release")
]
NOT_IN_FORCE = (Standing.KEPT, Standing.RECEIVED, Standing.REFUSED)


@st.composite
def acts(draw: st.DrawFn, standings: st.SearchStrategy[Standing]) -> Act:
    """Receipts of every kind with every option."""
    standing = draw(standings)
    makers: list[Callable[[Standing], Act]] = [specimen.loss, specimen.replacement, specimen.release]
    receipt = draw(st.sampled_from(makers))(standing)
    head = replace(receipt.head, copy=draw(st.integers(0, 3)), clock_trusted=draw(st.booleans()))
    receipt = replace(receipt, head=head)
    if isinstance(receipt, ReplacementReceipt):
        return replace(
            receipt,
            reason=draw(st.sampled_from(ReplacementReason)),
            payment=draw(st.sampled_from(PaymentWay)),
            delivery=draw(st.sampled_from(Delivery)),
            relation=draw(st.sampled_from(Relation)),
            promised=Promised(
                length=draw(st.integers(0, 30)), unit=draw(st.sampled_from(TimeUnit)), on=date(2025, 11, 28)
            ),
        )
    if isinstance(receipt, LossReceipt):
        return replace(
            receipt,
            form=draw(st.sampled_from(LossForm)),
            valid_until=datetime(2025, 11, 29, tzinfo=UTC),
            ends_in=draw(st.sampled_from(Lapse)),
            revocable=draw(st.booleans()),
        )
    return receipt


@settings(deadline=None)
@given(acts(st.sampled_from(NOT_IN_FORCE)), st.sampled_from(LANGUAGES), st.booleans())
def test_a_slip_that_is_not_in_force_never_says_that_it_is(
    receipt: LossReceipt | ReleaseReceipt | ReplacementReceipt, language: str, large: bool
) -> None:
    words = said(compose(receipt, language, large=large))
    assert not [claim for claim in CLAIMS if claim in words]
    assert band(compose(receipt, language)).tone in {Tone.ALERT, Tone.REFUSED}


@settings(deadline=None)
@given(acts(st.just(Standing.IN_FORCE)), st.sampled_from(LANGUAGES))
def test_a_slip_in_force_says_so_and_since_when(
    receipt: LossReceipt | ReleaseReceipt | ReplacementReceipt, language: str
) -> None:
    slip = compose(receipt, language)
    assert any(claim in said(slip) for claim in CLAIMS)
    assert band(slip).tone is Tone.DONE
    assert ("11月22日 10:35" if "zh" in language else "22 Nov 2025, 10:35") in band(slip).action[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("standing", [Standing.KEPT, Standing.RECEIVED, Standing.REFUSED])
def test_a_loss_that_is_not_in_force_tells_the_person_to_call_the_hotline_now(
    standing: Standing, language: str
) -> None:
    action = band(compose(specimen.loss(standing), language)).action
    assert all("12333" in words for words in action)
    assert len(action) == len(language.split("+"))


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("act", [specimen.loss, specimen.replacement, specimen.release])
def test_the_status_stands_right_under_the_title(act: Callable[[Standing], Act], standing: Standing) -> None:
    lines = compose(act(standing), "zh").lines
    title = next(i for i, line in enumerate(lines) if isinstance(line, Title))
    assert isinstance(lines[title + 1], Band)


def test_since_cannot_be_given_to_what_is_not_in_force() -> None:
    with pytest.raises(ValueError, match="in force"):
        replace(specimen.loss(Standing.KEPT), since=specimen.AT)
    with pytest.raises(ValueError, match="in force"):
        replace(specimen.loss(Standing.IN_FORCE), since=None)


def ready(receipt: ReplacementReceipt) -> str:
    lines = compose(receipt, "zh").lines
    return next(line.value[0] for line in lines if isinstance(line, Field) and line.label == ("预计领卡",))


def test_no_date_is_promised_before_the_application_is_accepted() -> None:
    assert ready(specimen.replacement(Standing.KEPT)) == "受理后 5 个工作日"
    assert ready(specimen.replacement(Standing.IN_FORCE)) == "2025年11月28日（周五）"


def test_no_date_is_promised_by_a_clock_that_is_not_trusted() -> None:
    receipt = specimen.replacement(Standing.IN_FORCE)
    doubtful = replace(receipt, head=replace(receipt.head, clock_trusted=False))
    assert ready(doubtful) == "受理后 5 个工作日"
    assert "终端时钟未校准" in said(compose(doubtful, "zh"))


def test_a_temporary_report_says_when_it_ends_only_once_it_runs() -> None:
    running = replace(
        specimen.loss(Standing.IN_FORCE),
        form=LossForm.TEMPORARY,
        valid_until=specimen.AT,
        ends_in=Lapse.CANCEL,
    )
    assert "自动注销" in said(compose(running, "zh"))
    waiting = replace(running, standing=Standing.KEPT, since=None)
    assert "有效至" not in said(compose(waiting, "zh"))

"""The messages: closed, exact, and the same bytes signed on both sides."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk.rules.documents import DocumentKind
from kiosk.upstream.contract import (
    AuditHead,
    Holder,
    OrderAsked,
    Problem,
    Standing,
    Verdict,
    VerifyingKeyMessage,
    acknowledgement_bytes,
)

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.mark.parametrize("seq", [True, "1", 1.5, -1, 2**53, None])
def test_a_count_is_a_whole_number_that_every_reader_keeps_exact(seq: bool | str | float | None) -> None:
    with pytest.raises(ValidationError):
        AuditHead(seq=seq, hash="0" * 64)  # type: ignore[arg-type]  # refused, whatever it is


@pytest.mark.parametrize("name", ["", "a\x00b", "a\nb", "x" * 121])
def test_a_name_is_one_printable_line(name: str) -> None:
    with pytest.raises(ValidationError):
        Holder(kind=DocumentKind.RESIDENT_ID, number="1", name=name)


@pytest.mark.parametrize("amount", [0, -1, 100_001])
def test_an_order_is_for_a_sum_that_a_card_may_cost(amount: int) -> None:
    with pytest.raises(ValidationError):
        OrderAsked(key="0" * 32, amount_fen=amount)


def test_a_message_with_an_unknown_field_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValidationError) as refused:
        Holder(kind=DocumentKind.RESIDENT_ID, number="1", name="x", phone="13800138000")  # type: ignore[call-arg]  # unknown
    assert "13800138000" not in str(refused.value)


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_bytes_travel_as_base64_and_come_back(raw: bytes) -> None:
    message = VerifyingKeyMessage(kid="0" * 16, key=raw)
    assert VerifyingKeyMessage.model_validate_json(message.model_dump_json()).key == raw
    assert VerifyingKeyMessage.model_validate(message.model_dump(mode="json")).key == raw


@pytest.mark.parametrize("text", ["!!!!", "QUJD", "A" * 43 + "\n="])
def test_what_is_no_base64_of_the_right_length_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        VerifyingKeyMessage(kid="0" * 16, key=text)  # type: ignore[arg-type]  # as it travels


def test_a_verdict_is_an_acknowledgement_or_a_problem_and_never_both_or_none() -> None:
    with pytest.raises(ValidationError):
        Verdict(id="0" * 32)
    problem = Problem(type="urn:x", title="x", status=409, retryable=False)
    assert Verdict(id="0" * 32, problem=problem).problem == problem


def signed(since: datetime | None, at: datetime = NOW, terminal: str = "T", submission: str = "id") -> bytes:
    return acknowledgement_bytes(terminal, submission, "d", Standing.IN_FORCE, since, "", at, "k")


def test_the_same_moment_in_another_zone_gives_the_same_bytes() -> None:
    beijing = NOW.astimezone(timezone(timedelta(hours=8)))
    assert signed(NOW) == signed(beijing)


@settings(deadline=None)
@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_two_moments_a_microsecond_apart_give_other_bytes(one: int, two: int) -> None:
    first, second = (NOW + timedelta(microseconds=us) for us in (one, two))
    assert (signed(first) == signed(second)) == (one == two)


def test_none_is_not_a_moment() -> None:
    assert signed(None) != signed(datetime(1970, 1, 1, tzinfo=UTC))


def test_fields_cannot_be_shifted_into_one_another() -> None:
    assert signed(NOW, terminal="Ti", submission="d") != signed(NOW, terminal="T", submission="id")

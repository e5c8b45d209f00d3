"""The payload: complete, canonical, refused when it is anything else."""

import json
from datetime import UTC
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rules.submissions import LossReport, Release, ReplacementApplication
from kiosk.upstream.payload import Filing, Unreadable, decode, encode

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
st.register_type_strategy(str, text)
submissions = st.one_of(
    st.builds(LossReport),
    st.builds(Release),
    st.builds(
        ReplacementApplication,
        signature=st.lists(
            st.lists(
                st.tuples(
                    st.floats(0, 200, allow_nan=False),
                    st.floats(0, 100, allow_nan=False),
                    st.integers(0, 99999),
                ),
                max_size=4,
            ).map(tuple),
            max_size=3,
        ).map(tuple),
    ),
)
filings = st.builds(
    Filing, submission=submissions, filed_at=st.datetimes(timezones=st.just(UTC)), clerk=text, token=text
)


@settings(max_examples=150, deadline=None)
@given(filings)
def test_every_filing_comes_back_whole(filing: Filing) -> None:
    assert decode(encode(filing)) == filing


@settings(max_examples=60, deadline=None)
@given(filings)
def test_the_bytes_are_canonical(filing: Filing) -> None:
    data = encode(filing)
    plain = json.loads(data)
    again = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert data == again


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_filing_or_unreadable(data: bytes) -> None:
    assert isinstance(decode(data), (Filing, Unreadable))


def _any_filing() -> dict[str, Any]:
    from datetime import datetime

    from kiosk.rules.cards import CardState, InsuredCard, Scheme
    from kiosk.rules.documents import DocumentKind, IdentityDocument

    card = InsuredCard(
        scheme=Scheme.SOCIAL_SECURITY, number="E1", region="330100", outlet="o", state=CardState.NORMAL
    )
    holder = IdentityDocument(kind=DocumentKind.RESIDENT_ID, number="110101", name="王桂兰")
    filing = Filing(submission=Release(holder=holder, card=card), filed_at=datetime(2026, 1, 1, tzinfo=UTC))
    plain: dict[str, Any] = json.loads(encode(filing))
    return plain


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"kind": "loss_report"},
        {"kind": "nonsense"},
        {"extra": 1},
        {"filed_at": "2026-01-01T00:00:00"},
        {"body": {}},
        {"clerk": None},
    ],
)
def test_a_record_of_another_shape_is_unreadable_and_its_content_is_not_repeated(
    change: dict[str, str] | dict[str, int] | dict[str, None],
) -> None:
    answer = decode(json.dumps(_any_filing() | change, sort_keys=True).encode())
    assert isinstance(answer, Unreadable)
    assert "王" not in answer.where


def test_a_missing_field_is_not_filled_in() -> None:
    plain = _any_filing()
    del plain["body"]["holder"]["address"]
    data = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert decode(data) == Unreadable("not canonical")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"1", b"NaN", b"[" * 100_000, b"\xff"])
def test_what_is_no_record_at_all_is_unreadable(data: bytes) -> None:
    assert isinstance(decode(data), Unreadable)

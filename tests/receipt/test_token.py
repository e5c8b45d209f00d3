"""The signed token: small, anonymous, and worthless once a bit is changed."""

import base64
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.receipt.standing import Standing
from kiosk.receipt.token import Token, TokenFault, claimed_terminal, sign_token, verify_token
from kiosk.rules.submissions import SubmissionKind

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = KEY.public_key()
TOKEN = Token(
    terminal="330100-H02-01",
    number="3301-251122-0007",
    kind=SubmissionKind.LOSS_REPORT,
    standing=Standing.KEPT,
    at=datetime(2025, 11, 22, 2, 35, 10, tzinfo=UTC),
    copy=1,
)
TEXT = sign_token(TOKEN, KEY)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
ascii_text = st.text(st.characters(codec="ascii", categories=["L", "N", "P"]), min_size=1, max_size=40)


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(ALPHABET))
def test_no_changed_character_verifies_as_something_else(position: int, char: str) -> None:
    changed = TEXT[:position] + char + TEXT[position + 1 :]
    answer = verify_token(changed, PUBLIC)
    assert isinstance(answer, TokenFault) or answer == TOKEN


@given(st.text(max_size=300))
def test_any_text_gives_an_answer(text: str) -> None:
    assert verify_token(text, PUBLIC) in set(TokenFault)
    assert isinstance(claimed_terminal(text), str)


@given(st.binary(min_size=65, max_size=200))
def test_any_bytes_give_an_answer(data: bytes) -> None:
    assert verify_token(base64.b32encode(data).decode(), PUBLIC) in set(TokenFault)


@pytest.mark.parametrize(
    "text", ["", "#", "BUKA", TEXT[:-1], TEXT[:40], TEXT + "A" * 8, "A" * 3000, TEXT * 2]
)
def test_a_torn_or_foreign_code_is_not_a_token(text: str) -> None:
    assert verify_token(text, PUBLIC) in {TokenFault.MALFORMED, TokenFault.FORGED, TokenFault.UNKNOWN_VERSION}


def test_another_terminals_key_does_not_verify() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
    assert verify_token(sign_token(TOKEN, other), PUBLIC) is TokenFault.FORGED


def test_a_signature_made_for_something_else_does_not_verify() -> None:
    raw = base64.b32decode(TEXT + "=" * (-len(TEXT) % 8))
    payload = raw[:-64]
    borrowed = base64.b32encode(payload + KEY.sign(payload)).decode().rstrip("=")
    assert verify_token(borrowed, PUBLIC) is TokenFault.FORGED


def test_a_later_version_says_so() -> None:
    raw = base64.b32decode(TEXT + "=" * (-len(TEXT) % 8))
    later = base64.b32encode(b"\x02" + raw[1:]).decode()
    assert verify_token(later, PUBLIC) is TokenFault.UNKNOWN_VERSION


@given(
    st.builds(
        Token,
        terminal=ascii_text,
        number=ascii_text,
        kind=st.sampled_from(SubmissionKind),
        standing=st.sampled_from(Standing),
        at=st.integers(0, 2**32 - 1).map(lambda second: datetime.fromtimestamp(second, UTC)),
        copy=st.integers(0, 255),
    )
)
def test_what_was_signed_is_what_is_read(token: Token) -> None:
    text = sign_token(token, KEY)
    assert verify_token(text, PUBLIC) == token
    assert claimed_terminal(text) == token.terminal


@pytest.mark.parametrize(
    "typed", [TEXT.lower(), f" {TEXT}\n", TEXT[:80] + " " + TEXT[80:], f"https://buka.example/r#{TEXT}"]
)
def test_a_token_is_read_however_it_was_scanned_or_typed(typed: str) -> None:
    assert verify_token(typed, PUBLIC) == TOKEN


@pytest.mark.parametrize(
    "token", [replace(TOKEN, copy=256), replace(TOKEN, terminal="终端"), replace(TOKEN, number="9" * 256)]
)
def test_what_does_not_fit_is_refused_at_signing(token: Token) -> None:
    with pytest.raises(ValueError, match="token"):
        sign_token(token, KEY)


def test_the_code_stays_small_enough_for_thermal_paper() -> None:
    assert int(segno.make_qr(TEXT, error="m", boost_error=False).version) <= 8
    with_page = f"https://buka.hrss.example.gov.cn/receipt#{TEXT}"
    assert int(segno.make_qr(with_page, error="m", boost_error=False).version) <= 10
    assert verify_token(with_page, PUBLIC) == TOKEN

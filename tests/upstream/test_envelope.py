"""The envelope: only the upstream opens it, nobody changes it, its length tells little."""

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream.envelope import (
    PAD_BYTES,
    Algorithm,
    Envelope,
    Header,
    OpeningKey,
    SealingKey,
    Unopened,
    open_sealed,
    seal,
)
from kiosk.upstream.framing import framed
from kiosk.upstream.signatures import Signer, verifying_keys

SIGNER = Signer(Ed25519PrivateKey.generate())
KEYS = {alg: OpeningKey.generate(alg) for alg in Algorithm}
HEADER = Header(
    terminal="HZ0001", id="0" * 32, kind=SubmissionKind.LOSS_REPORT, seq=7, number="HZ0001-000007"
)
EACH = pytest.mark.parametrize("alg", list(Algorithm))


def ring(key: OpeningKey) -> dict[str, OpeningKey]:
    return {key.sealing_key().kid: key}


def sealed(alg: Algorithm, text: bytes = b"secret", header: Header = HEADER) -> Envelope:
    return seal(text, header, KEYS[alg].sealing_key(), SIGNER)


@EACH
@pytest.mark.parametrize(
    "change",
    [
        {"terminal": "HZ0002"},
        {"id": "1" * 32},
        {"kind": SubmissionKind.RELEASE},
        {"seq": 8},
        {"number": "HZ0001-000008"},
        {"depends_on": "2" * 32},
    ],
)
def test_an_envelope_under_another_header_neither_opens_nor_verifies(
    alg: Algorithm, change: dict[str, str] | dict[str, SubmissionKind] | dict[str, int]
) -> None:
    envelope = sealed(alg)
    moved = dataclasses.replace(envelope, header=dataclasses.replace(HEADER, **change))
    assert open_sealed(moved, ring(KEYS[alg])) is Unopened.DAMAGED
    assert not moved.is_signed_by(verifying_keys(SIGNER.raw_public))
    assert moved.digest != envelope.digest


@EACH
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_flipped_bit_anywhere_is_noticed(alg: Algorithm, data: DataObject) -> None:
    envelope = sealed(alg)
    place = data.draw(st.integers(0, len(envelope.sealed) * 8 - 1))
    body = bytearray(envelope.sealed)
    body[place // 8] ^= 1 << place % 8
    broken = dataclasses.replace(envelope, sealed=bytes(body))
    assert open_sealed(broken, ring(KEYS[alg])) is Unopened.DAMAGED
    assert not broken.is_signed_by(verifying_keys(SIGNER.raw_public))


@EACH
@pytest.mark.parametrize("length", [0, 1, 31])
def test_a_cut_envelope_is_damaged_and_not_a_crash(alg: Algorithm, length: int) -> None:
    broken = dataclasses.replace(sealed(alg), sealed=b"x" * length)
    assert open_sealed(broken, ring(KEYS[alg])) is Unopened.DAMAGED


@EACH
def test_without_the_key_nothing_opens(alg: Algorithm) -> None:
    assert open_sealed(sealed(alg), ring(OpeningKey.generate(alg))) is Unopened.UNKNOWN_KEY


def test_the_algorithm_cannot_be_talked_down() -> None:
    named = dataclasses.replace(sealed(Algorithm.HYBRID), alg="x25519")
    assert open_sealed(named, ring(KEYS[Algorithm.HYBRID])) is Unopened.UNKNOWN_KEY


@EACH
@settings(max_examples=40, deadline=None)
@given(text=st.binary(max_size=3000))
def test_what_is_sealed_comes_back_and_its_length_is_padded(alg: Algorithm, text: bytes) -> None:
    envelope = sealed(alg, text)
    overhead = len(sealed(alg, b"").sealed) - PAD_BYTES
    assert open_sealed(envelope, ring(KEYS[alg])) == text
    assert (len(envelope.sealed) - overhead) % PAD_BYTES == 0


@EACH
def test_neighbouring_lengths_look_the_same(alg: Algorithm) -> None:
    assert len({len(sealed(alg, b"x" * length).sealed) for length in range(200, 256)}) == 1


def test_sealing_twice_gives_other_bytes_and_another_digest() -> None:
    one, two = sealed(Algorithm.HYBRID), sealed(Algorithm.HYBRID)
    assert one.sealed != two.sealed
    assert one.digest != two.digest


def test_another_terminals_signature_is_not_ours() -> None:
    other = Signer(Ed25519PrivateKey.generate())
    assert not sealed(Algorithm.X25519).is_signed_by(verifying_keys(other.raw_public))
    assert sealed(Algorithm.X25519).is_signed_by(verifying_keys(SIGNER.raw_public, other.raw_public))


def test_an_unsound_key_is_known_before_it_is_used() -> None:
    assert KEYS[Algorithm.HYBRID].sealing_key().is_sound()
    assert not SealingKey(alg=Algorithm.HYBRID, raw=b"short").is_sound()
    assert not SealingKey(alg=Algorithm.X25519, raw=b"short").is_sound()


def test_no_repr_shows_a_body_or_a_key() -> None:
    shown = repr(sealed(Algorithm.X25519, b"secret")) + repr(KEYS[Algorithm.X25519])
    assert "sealed=" not in shown
    assert "raw=" not in shown


@settings(deadline=None)
@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_two_lists_of_fields_never_give_the_same_bytes(one: list[str], two: list[str]) -> None:
    assert (framed("x", *one) == framed("x", *two)) == (one == two)

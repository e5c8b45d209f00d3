"""Objects of a PIV card: whatever a card says gives a value, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card.tlv import encoded, first_of

TAGS = st.integers(0, 255)
VALUES = st.one_of(st.binary(max_size=40), st.integers(100, 700).map(bytes))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x53",
        b"\x53\x02\x01",
        b"\x53\x81",
        b"\x53\x82\x01",
        b"\x53\x81\x02\x01",
        b"\x53\x84\xff\xff\xff\xff",
        b"\x53\x80" + bytes(200),
    ],
    ids=lambda data: data[:6].hex() or "nothing",
)
def test_what_is_cut_off_or_has_no_definite_length_has_no_value(data: bytes) -> None:
    assert first_of(data, 0x53) is None


@given(st.binary(max_size=300), TAGS)
def test_any_bytes_give_a_part_of_them_or_nothing(data: bytes, tag: int) -> None:
    value = first_of(data, tag)
    assert value is None or value in data


@given(st.lists(st.tuples(TAGS, VALUES), max_size=6), TAGS)
def test_the_first_object_of_a_tag_is_found_among_others(objects: list[tuple[int, bytes]], tag: int) -> None:
    data = b"".join(encoded(*one) for one in objects)
    assert first_of(data, tag) == next((value for found, value in objects if found == tag), None)


@pytest.mark.parametrize(
    ("size", "head"),
    [(127, "537f"), (128, "538180"), (255, "5381ff"), (256, "53820100"), (65536, "5383010000")],
)
def test_a_length_is_written_in_as_many_bytes_as_it_needs(size: int, head: str) -> None:
    """ISO/IEC 7816-4, 5.2.2.2: 80 is no length, so 128 takes two bytes."""
    assert encoded(0x53, bytes(size)) == bytes.fromhex(head) + bytes(size)
    assert first_of(encoded(0x53, bytes(size)), 0x53) == bytes(size)

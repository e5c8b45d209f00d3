import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hardware.printer.raster import encode, filler, without_real_time
from hardware.simulator.escpos_parser import EscPosParser
from hardware.simulator.escpos_tokens import Row

REAL_TIME = re.compile(rb"\x10\x04[\x01-\x08\x12]|\x10\x05[\x00-\x03]|\x10\x14[\x01\x02\x03\x07\x08]")
DANGEROUS = st.sampled_from([0x10, 0x04, 0x05, 0x14, 0x01, 0x02, 0x03, 0x07, 0x08, 0x12, 0x00, 0xFF])


def decoded(bands: list[bytes]) -> bytes:
    bits = bytearray()
    for band in bands:
        for row in EscPosParser().feed(band):
            assert isinstance(row, Row)
            bits += row.bits
    return bytes(bits)


@pytest.mark.parametrize(("dots", "rows"), [(576, 1), (576, 128), (576, 129), (384, 300)])
def test_every_dot_arrives_where_it_was_drawn(dots: int, rows: int) -> None:
    image = Image.new("1", (dots, rows), 1)
    black = {(0, 0), (dots - 1, 0), (7, rows - 1), (8, rows - 1), (dots - 1, rows - 1)}
    for spot in black:
        image.putpixel(spot, 0)
    bits = decoded(encode(image, dots))
    width = dots // 8
    found = {
        (8 * (at % width) + bit, at // width)
        for at, byte in enumerate(bits)
        for bit in range(8)
        if byte & 0x80 >> bit
    }
    assert found == black


def test_a_band_has_128_rows_and_the_documented_header() -> None:
    bands = encode(Image.new("1", (576, 200), 1), 576)
    assert [band[:8].hex(" ") for band in bands] == ["1d 76 30 00 48 00 80 00", "1d 76 30 00 48 00 48 00"]
    assert [len(band) for band in bands] == [8 + 9216, 8 + 72 * 72]


@given(st.lists(DANGEROUS, min_size=48 * 3, max_size=48 * 3))
def test_no_real_time_sequence_is_left_and_one_dot_is_added_for_each(dots: list[int]) -> None:
    image = Image.frombytes("1", (384, 3), bytes(byte ^ 0xFF for byte in dots))
    sent = b"".join(encode(image, 384))
    assert REAL_TIME.search(sent) is None
    plain = image.tobytes("raw", "1;I")
    changed = [(a, b) for a, b in zip(plain, sent[8:], strict=True) if a != b]
    assert changed == [(0x10, 0x18)] * len(REAL_TIME.findall(plain))


def test_a_sequence_across_the_end_of_a_row_is_broken_up_too() -> None:
    rows = bytes(47) + b"\x10" + b"\x04\x01" + bytes(46)
    assert without_real_time(rows).count(b"\x10\x04\x01") == 0


@pytest.mark.parametrize(
    "image", [Image.new("L", (576, 8)), Image.new("1", (384, 8)), Image.new("1", (580, 8))]
)
def test_a_picture_that_does_not_fit_is_refused(image: Image.Image) -> None:
    with pytest.raises(ValueError, match="576 dots"):
        encode(image, 576)


@given(st.integers(1, 9224))
def test_the_filler_ends_any_torn_band_and_prints_nothing_on_an_idle_printer(torn_at: int) -> None:
    parser = EscPosParser()
    list(parser.feed(encode(Image.new("1", (576, 128), 0), 576)[0][:torn_at]))
    list(parser.feed(filler(576)))
    assert not parser.in_picture
    assert list(EscPosParser().feed(filler(576))) == []

from hypothesis import given
from hypothesis import strategies as st

from hardware.printer.demux import AutoStatus, Block, Demultiplexer, FlowControl, InOrder, RealTime

REAL_TIME = st.integers(0, 255).filter(lambda byte: byte & 0x93 == 0x12)
PLAIN = st.integers(0, 255).filter(lambda byte: byte & 0x90 == 0x00)
AUTO = st.tuples(st.integers(0, 255).filter(lambda b: b & 0x93 == 0x10), PLAIN, PLAIN, PLAIN).map(bytes)
CONTENT = st.binary(max_size=20).map(lambda raw: bytes(0x20 + byte % 0x5F for byte in raw))
ANSWERS = st.one_of(
    REAL_TIME.map(RealTime),
    AUTO.map(AutoStatus),
    PLAIN.map(InOrder),
    st.builds(Block, st.sampled_from([0x22, 0x23, 0x25, 0x33]), CONTENT),
    st.booleans().map(FlowControl),
)


def wire(answer: object) -> bytes:
    match answer:
        case RealTime(byte) | InOrder(byte):
            return bytes([byte])
        case AutoStatus(block):
            return block
        case Block(kind, content):
            return bytes([0x37, kind]) + content + b"\x00"
        case FlowControl(may_send):
            return b"\x11" if may_send else b"\x13"
    raise AssertionError(answer)


def fed(*pieces: bytes) -> list[object]:
    demux = Demultiplexer()
    return [answer for piece in pieces for answer in demux.feed(piece)]


@given(st.lists(ANSWERS, max_size=12), st.integers(0, 60))
def test_answers_are_told_apart_in_any_order_and_in_any_pieces(answers: list[object], cut: int) -> None:
    stream = b"".join(map(wire, answers))
    assert fed(stream[:cut], stream[cut:]) == answers
    assert fed(*(bytes([byte]) for byte in stream)) == answers


@given(st.binary(max_size=300))
def test_noise_never_raises(noise: bytes) -> None:
    fed(noise)


def test_a_real_time_answer_in_the_middle_of_a_status_block_is_recognized() -> None:
    assert fed(b"\x10\x00\x12\x00\x00") == [RealTime(0x12), AutoStatus(b"\x10\x00\x00\x00")]


def test_a_status_block_begins_with_any_byte_whose_fixed_bits_say_so() -> None:
    """Bit 4 set, bits 0, 1 and 7 clear; the others are the printer's state."""
    for first in range(256):
        begins = first & 0x93 == 0x10
        assert (fed(bytes((first, 0, 0, 0))) == [AutoStatus(bytes((first, 0, 0, 0)))]) is begins


def test_a_block_of_80_bytes_is_heard_and_one_without_any_is_none() -> None:
    assert fed(b"\x37\x22" + b"x" * 79 + b"\x00") == [Block(0x22, b"x" * 79)]
    assert fed(b"\x37\x00\x12") == [RealTime(0x12)]


def test_xoff_in_the_middle_of_a_status_block_is_skipped() -> None:
    assert fed(b"\x10\x13\x00\x00\x00")[-1] == AutoStatus(b"\x10\x00\x00\x00")


def test_a_new_block_replaces_one_that_was_cut_short() -> None:
    assert fed(b"\x10\x00", b"\x18\x00\x0f\x00") == [AutoStatus(b"\x18\x00\x0f\x00")]


def test_a_block_without_an_end_is_dropped_and_the_next_answer_is_heard() -> None:
    assert fed(b"\x37" + b"x" * 81, b"\x12") == [RealTime(0x12)]

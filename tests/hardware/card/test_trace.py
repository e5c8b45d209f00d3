"""The trace shows what was exchanged, not whose card it was."""

from pathlib import Path

from hardware.card.failure import ReadFailure
from hardware.card.sam_frame import SamAnswer, SamCommand, SamFrameParser
from hardware.card.trace import Exchange, TracedChannel, TracedPort, render
from hardware.simulator.card_file import load_card_file
from hardware.simulator.faults import FaultyCard
from hardware.simulator.samv import SamvModule

WANG = load_card_file(Path("assets/samples/cards/wang-guilan.toml"))
NAME = "王桂兰".encode("utf-16-le").hex(" ").upper()


class CardChannel:
    def __init__(self, card: FaultyCard) -> None:
        self._card = card

    def transmit(self, command: bytes) -> bytes:
        answer = self._card.answer(command)
        assert answer is not None
        return answer


class ModulePort:
    def __init__(self) -> None:
        self.module = SamvModule()
        self.module.put(WANG)
        self.closed = False

    def request(self, frame: bytes, seconds: float) -> SamAnswer | ReadFailure:
        del seconds
        answers = self.module.receive(frame)
        return SamFrameParser().feed(answers[0])[0] if answers else ReadFailure.READER_SILENT

    def close(self) -> None:
        self.closed = True


def traced_block() -> Exchange:
    seen: list[Exchange] = []
    TracedChannel(CardChannel(WANG.card()), seen.append).transmit(b"\xff\xb0\x00\x00\x00")
    return seen[0]


def test_personal_bytes_are_redacted_by_default_and_in_the_repr() -> None:
    exchange = traced_block()
    assert render(exchange).startswith("> FF B0 00 00 00 < [256 bytes] 90 00 (")
    assert NAME not in render(exchange)
    assert NAME not in repr(exchange)


def test_personal_bytes_are_shown_when_asked_for() -> None:
    assert NAME in render(traced_block(), show_personal_data=True)


def test_a_failure_is_shown_by_its_name_either_way() -> None:
    exchange = Exchange(b"\x00\xa4\x00\x00", ReadFailure.INTERRUPTED, 0.0125)
    assert render(exchange) == "> 00 A4 00 00 < interrupted (12.5 ms)"
    assert render(exchange, show_personal_data=True) == "> 00 A4 00 00 < interrupted (12.5 ms)"


def test_a_status_word_alone_is_shown_whole() -> None:
    assert " < 6A 82 (" in render(Exchange(b"\x00\xa4", b"\x6a\x82", 0.0))


def test_frames_of_a_module_are_redacted_too() -> None:
    seen: list[Exchange] = []
    port = ModulePort()
    traced = TracedPort(port, seen.append)
    for command in (SamCommand.FIND, SamCommand.SELECT, SamCommand.READ_BASE):
        traced.request(command.frame(), 1.0)
    port.module.fault = None
    traced.close()
    assert port.closed
    assert " < [1284 bytes] 00 00 90 (" in render(seen[2])
    assert NAME not in render(seen[2])
    assert NAME in render(seen[2], show_personal_data=True)

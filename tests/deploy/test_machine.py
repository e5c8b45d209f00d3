"""The parts of the virtual machine's proof that can go wrong without a machine."""

import socket
import struct
from pathlib import Path
from typing import BinaryIO

import pytest

from deploy.machine.chapters import CHAPTERS
from deploy.machine.vscard import MachineReader, atr_for_t0
from hardware.card.identity_apdu import is_identity_atr
from hardware.simulator.card_file import load_card_file

CARD = Path(__file__).parents[2] / "assets/samples/cards/wang-guilan.toml"


def test_a_card_that_only_speaks_t1_is_offered_under_t0_and_still_known_for_an_identity_document() -> None:
    offered = atr_for_t0(load_card_file(CARD).card().atr)
    assert offered[1] >> 4 == 1, "TA1 alone: no protocol is named, so it is T=0 (ISO/IEC 7816-3, 8.2.3)"
    assert len(offered) == 3 + (offered[1] & 0x0F), "and T=0 alone has no check byte"
    assert is_identity_atr(offered)


@pytest.mark.parametrize(
    "atr", ["", "3b", "3b6800000073c84013009000", "3bf81300008131fe454a434f5076323431b7"]
)
def test_any_other_answer_to_reset_is_left_as_it_is(atr: str) -> None:
    raw = bytes.fromhex(atr)
    assert atr_for_t0(raw) == raw


def test_a_card_in_the_machines_reader_answers_until_it_is_pulled(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "card"))
        listener.listen()
        reader = MachineReader(tmp_path / "card")
        machine, _ = listener.accept()
    with machine, machine.makefile("rb") as stream:
        machine.settimeout(20)
        seen = [_frame(stream)[0] for _ in range(2)]
        card = load_card_file(CARD).card()
        reader.put(card)
        assert _frame(stream) == (5, atr_for_t0(card.atr))
        machine.sendall(struct.pack(">III", 7, 0, 5) + b"\xff\xb0\x00\x00\x00")
        kind, answer = _frame(stream)
        assert (kind, len(answer), answer[-2:]) == (7, 258, b"\x90\x00")
        reader.pull()
        assert _frame(stream)[0] == 6
        reader.close()
    assert seen == [1, 3]


def _frame(stream: BinaryIO) -> tuple[int, bytes]:
    kind, _, length = struct.unpack(">III", stream.read(12))
    return kind, stream.read(length)


def test_every_chapter_says_what_it_proves() -> None:
    assert all(chapter.__doc__ for chapter in CHAPTERS.values())

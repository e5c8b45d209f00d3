"""Card files: what a person may write, and what is answered to a mistake."""

from datetime import date
from pathlib import Path

import pytest

from hardware.simulator.card_file import CardFileError, card_file, load_card_file
from hardware.simulator.faults import Faults, FaultyCard
from hardware.simulator.vpcd import CardPulledError

SAMPLES = sorted(Path("assets/samples/cards").glob("*.toml"))
FIELDS = {"name": "王桂兰", "birth": date(1949, 12, 31), "number": "11010519491231002X"}
READ = bytes.fromhex("FFB0000000")


def answered(card: FaultyCard, command: bytes) -> bytes:
    answer = card.answer(command)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ({}, "kind"),
        ({"kind": "library_card"}, "kind"),
        ({"kind": "resident_id", "color": "red"}, "color"),
        ({"kind": "resident_id", "fields": {"nmae": "王"}}, "fields.nmae"),
        ({"kind": "resident_id", "fields": {"name": 7}}, "fields.name"),
        ({"kind": "resident_id", "fields": {"name": "王" * 16}}, "name is longer than 15 characters"),
        ({"kind": "resident_id", "faults": {"sloow": 1}}, "faults.sloow"),
        ({"kind": "resident_id", "faults": {"mute_after": -1}}, "faults.mute_after"),
        ({"kind": "resident_id", "faults": {"mute_after": "soon"}}, "faults.mute_after"),
        ({"kind": "social_security_card", "chip": {"colour": 1}}, "chip.colour"),
        ({"kind": "social_security_card", "fields": {"number": "1" * 19}}, "number is longer than 18 bytes"),
        ({"kind": "social_security_card", "fields": {"identification": "no hex"}}, "fields"),
    ],
)
def test_a_mistake_is_answered_with_the_key(content: dict[str, object], named: str) -> None:
    with pytest.raises(CardFileError, match=named):
        card_file(content)


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("kind = ")
    with pytest.raises(CardFileError, match=r"broken\.toml is not TOML"):
        load_card_file(path)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_a_card(path: Path) -> None:
    assert load_card_file(path).card().atr


def citizen_check_character(seventeen: str) -> str:
    """GB 11643, MOD 11-2: weights 2^(18-i) mod 11."""
    total = sum(int(digit) * 2 ** (17 - place) for place, digit in enumerate(seventeen))
    return "10X98765432"[total % 11]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_number_of_18_characters_has_its_right_check_character(path: Path) -> None:
    number = load_card_file(path).fields["number"]
    assert isinstance(number, str)
    if len(number) == 18:
        assert number[-1] == citizen_check_character(number[:17])
    else:
        assert path.stem == "smith-2017"


class TestFaults:
    """What a faulty card does instead of answering."""

    def card(self, **faults: float) -> FaultyCard:
        card = card_file({"kind": "resident_id", "fields": FIELDS, "faults": faults}).card()
        card.enter()
        return card

    def test_it_falls_silent_after_so_many_answers(self) -> None:
        card = self.card(mute_after=1)
        assert answered(card, READ)[-2:] == b"\x90\x00"
        assert card.answer(READ) is None

    def test_it_leaves_after_so_many_answers_and_starts_anew_when_put_on_again(self) -> None:
        card = self.card(removed_after=1)
        card.answer(READ)
        with pytest.raises(CardPulledError):
            card.answer(READ)
        card.leave()
        card.enter()
        assert answered(card, READ)[-2:] == b"\x90\x00"

    def test_one_answer_is_a_byte_short_or_an_error(self) -> None:
        assert len(answered(self.card(wrong_length_at=1), READ)) == 257
        assert self.card(wrong_status_at=1).answer(READ) == b"\x6f\x00"

    def test_it_shows_no_atr_when_it_is_upside_down(self) -> None:
        assert len(self.card(unreadable=True).atr) > 33

    def test_it_does_not_wait_for_a_slow_answer_once_it_has_left(self) -> None:
        card = self.card(seconds_per_answer=60.0, bits_per_second=9600)
        card.leave()
        assert answered(card, READ)[-2:] == b"\x90\x00"

    def test_a_chip_inside_that_stays_silent_stays_silent(self) -> None:
        card = FaultyCard(SilentChip(), Faults())
        assert card.answer(READ) is None


class SilentChip:
    atr = b"\x3b\x80\x01"

    def power(self, on: bool) -> None:
        pass

    def answer(self, command: bytes) -> None:
        del command


class TestIdentityCard:
    """The six blocks."""

    @pytest.mark.parametrize(
        ("command", "answer"),
        [
            ("00A4040000", "6D00"),
            ("FFB00000", "6D00"),
            ("FFB0000100", "6B00"),
            ("FFB0060000", "6B00"),
            ("FFB0050000", "6C04"),
            ("FFB0000004", "6C00"),
        ],
    )
    def test_what_it_does_not_know_it_says(self, command: str, answer: str) -> None:
        card = card_file({"kind": "resident_id", "fields": FIELDS}).card()
        assert answered(card, bytes.fromhex(command)).hex().upper() == answer

    def test_six_blocks_make_the_blob(self) -> None:
        card = card_file({"kind": "resident_id", "fields": FIELDS}).card()
        card.power(True)
        lengths = [0, 0, 0, 0, 0, 4]
        blocks = [answered(card, bytes((0xFF, 0xB0, n, 0, le))) for n, le in enumerate(lengths)]
        blob = b"".join(block[:-2] for block in blocks)
        assert len(blob) == 4 + 256 + 1024
        assert blob[4:34].decode("utf-16-le").rstrip() == "王桂兰"

    def test_the_type_flag_can_be_made_unknown(self) -> None:
        assert (
            card_file({"kind": "resident_id", "fields": FIELDS, "type_flag": "Z"}).text()[248:250] == b"Z\x00"
        )

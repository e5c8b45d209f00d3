"""How wide a text is: as the fonts say, and forgotten with its slip."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.receipt import setting
from kiosk.receipt.compose import compose
from kiosk.receipt.draw import draw
from kiosk.receipt.fonts import REGULAR, FontMissingError, face_of, runs, sized
from kiosk.receipt.measures import Paper
from kiosk.receipt.setting import Type
from tests.receipt.samples import CONTENTS

SQUARE = st.one_of(
    st.characters(min_codepoint=0x3001, max_codepoint=0x301B),
    st.characters(min_codepoint=0x3400, max_codepoint=0x4DBF),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E),
    st.characters(min_codepoint=0x20000, max_codepoint=0x323AF),
)
"""What is counted instead of measured."""


@given(text=st.text(SQUARE, min_size=1, max_size=30), size=st.integers(20, 60), bold=st.booleans())
@settings(deadline=None)
def test_what_is_counted_is_as_wide_as_its_fonts_say(text: str, size: int, bold: bool) -> None:
    drawn = "".join(char for char in text if face_of(char, bold=bold))
    said = sum(sized(face, size).getlength(stretch) for face, stretch in runs(drawn, bold=bold))
    assert Type(size, bold).length(drawn) == pytest.approx(said)


@pytest.mark.parametrize("text", ["A国", "国 ", "礼\ufe00", "2025年", "é国", "한국"])
def test_what_is_not_all_square_is_measured(text: str) -> None:
    said = sum(sized(face, 26).getlength(stretch) for face, stretch in runs(text))
    assert Type(26).length(text) == pytest.approx(said)
    assert said != 26 * len(text)


def test_nothing_that_was_measured_outlives_its_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names and numbers are among it."""

    def fails(*_: object) -> None:
        Type(26).length("Wang Guilan")
        raise FontMissingError(REGULAR)

    slip = compose(CONTENTS["replacement-in_force"], "zh+en")
    draw(slip, Paper.MM80)
    assert not setting._length.cache_info().currsize
    monkeypatch.setattr("kiosk.receipt.draw._field", fails)
    with pytest.raises(FontMissingError):
        draw(slip, Paper.MM80)
    assert not setting._length.cache_info().currsize

"""Every name right: rare characters come from a font that has them, never as an empty box."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from kiosk.receipt.fonts import (
    RARE,
    REGULAR,
    Face,
    FontMissingError,
    characters,
    drawable,
    face_of,
    preload,
    runs,
    sized,
)
from kiosk.receipt.wording import catalogue

RARE_NAMES = [
    "䶮",  # extension A, private use in old databases
    "㛃",  # extension A
    "𬭛",  # extension E, a chemical element, in GB 18030-2022 level 2
    "𠮷",  # extension B
    "𪚥",  # extension B
    "𪜀",  # extension C
    "𫝀",  # extension D
    "𫠜",  # extension D
    "𫠠",  # extension E
    "𬺓",  # extension E
    "𬺰",  # extension F
    "𮯠",  # extension F
    "龻",  # added to the basic block, GB 18030-2022
    "\uf9dc",  # a compatibility ideograph
]


def shape(char: str, face: Face) -> bytes:
    return bytes(sized(face, 48).getmask(char, mode="1"))


@pytest.mark.parametrize("char", RARE_NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_a_rare_character_is_drawn_by_its_own_glyph(char: str, bold: bool) -> None:
    face = face_of(char, bold=bold)
    assert face is not None
    missing = shape("\U0010fffe", face)
    assert shape(char, face) != missing
    assert any(shape(char, face))
    assert drawable(char) == char


def test_the_shapes_of_rare_characters_differ_from_each_other() -> None:
    shapes = {char: shape(char, face) for char in RARE_NAMES if (face := face_of(char))}
    assert len(set(shapes.values())) == len(RARE_NAMES)


def test_all_of_extensions_a_to_f_that_gb_18030_names_can_be_drawn() -> None:
    """Assigned in Unicode 10, as the font chain is counted in the standard's level 3."""
    blocks = (
        range(0x3400, 0x4DB6),
        range(0x20000, 0x2A6D7),
        range(0x2A700, 0x2B735),
        range(0x2B740, 0x2B81E),
        range(0x2B820, 0x2CEA2),
        range(0x2CEB0, 0x2EBE1),
        range(0x4E00, 0x9FEB),
    )
    have = set(characters(REGULAR)).union(*map(characters, RARE))
    assert [f"U+{code:X}" for block in blocks for code in block if code not in have] == []


@pytest.mark.parametrize("code", [0x30001, 0x0627, 0xE000, 0x10FFFE])
def test_a_character_no_font_has_is_printed_as_its_code_point_and_logged(code: int) -> None:
    with capture_logs() as logs:
        assert drawable(f"王{chr(code)}") == f"王〔U+{code:04X}〕"
    assert [log["event"] for log in logs] == ["receipt.character_without_font"]


def test_a_private_use_glyph_of_some_font_is_never_taken() -> None:
    private = next(code for code in sorted(characters(RARE[0])) if 0xE000 <= code < 0xF900)
    assert face_of(chr(private)) is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("bold", [False, True])
def test_every_sentence_is_drawn_without_a_missing_or_foreign_glyph(language: str, bold: bool) -> None:
    rare = catalogue(language).texts["test.rare"]
    for text in catalogue(language).texts.values():
        assert drawable(text) == text
        faces = {face for face, _ in runs(text, bold=bold)}
        assert text == rare or not faces & set(RARE)


def test_a_variation_sequence_is_drawn_in_its_own_shape() -> None:
    assert shape("礼\ufe00", REGULAR) != shape("礼", REGULAR)
    assert [stretch for _, stretch in runs("周礼\ufe00")] == ["周礼\ufe00"]


def test_after_preloading_no_font_table_is_read_again() -> None:
    preload()
    misses = characters.cache_info().misses
    assert face_of("𬺱", bold=True)
    assert face_of("𬺱")
    assert characters.cache_info().misses == misses


def test_a_missing_font_names_the_debian_package() -> None:
    with pytest.raises(FontMissingError, match="install the Debian package fonts-x"):
        characters(Face(path=Path("/nowhere/x.ttf"), package="fonts-x"))
    with pytest.raises(FontMissingError, match="fonts-y"):
        sized(Face(path=Path("/nowhere/y.ttf"), package="fonts-y"), 24)

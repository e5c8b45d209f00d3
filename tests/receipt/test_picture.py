"""The drawn slip: exact width, nothing cut, the same every time, and its code scans."""

from dataclasses import replace

import pytest
from PIL import Image, ImageFilter

from kiosk.receipt import specimen
from kiosk.receipt.compose import compose
from kiosk.receipt.content import Person, ReplacementReceipt
from kiosk.receipt.draw import draw
from kiosk.receipt.measures import Paper, measures
from kiosk.receipt.qr import QUIET_ZONE, qr_picture
from kiosk.receipt.slip import Feed, Pattern, Rule, Slip
from kiosk.receipt.standing import Standing
from kiosk.receipt.token import Token, verify_token
from tests.conftest import LogRecord
from tests.receipt.samples import CONTENTS
from tests.receipt.scanner import scan

LOSS = specimen.loss(Standing.IN_FORCE)


def picture(
    name: str, paper: Paper = Paper.MM80, language: str = "zh", *, large: bool = False
) -> Image.Image:
    return draw(compose(CONTENTS[name], language, large=large), paper)


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    return image.crop(box).convert("1").histogram()[0]


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("paper", Paper)
def test_a_slip_is_as_wide_as_the_head_and_leaves_both_margins_white(name: str, paper: Paper) -> None:
    for language, large in (("zh+en", False), ("en", True)):
        image = picture(name, paper, language, large=large)
        margin = measures(paper, large=large).margin
        assert image.mode == "1"
        assert image.width == paper.dots
        if name != "printer-test":
            assert not ink(image, (0, 0, margin, image.height))
            assert not ink(image, (image.width - margin, 0, image.width, image.height))


@pytest.mark.parametrize("paper", Paper)
def test_the_test_pattern_reaches_both_edges(paper: Paper) -> None:
    image = draw(Slip((Pattern(),)), paper)
    assert ink(image, (0, 0, 1, image.height)) > 100
    assert ink(image, (paper.dots - 1, 0, paper.dots, image.height)) > 100


def test_the_same_slip_gives_the_same_dots() -> None:
    assert picture("replacement-in_force").tobytes() == picture("replacement-in_force").tobytes()


def test_large_print_is_at_least_a_third_larger() -> None:
    for paper in Paper:
        normal, large = measures(paper, large=False), measures(paper, large=True)
        assert large.body >= normal.body * 1.3
        assert large.title > normal.title


def test_no_text_is_smaller_than_two_and_a_half_millimetres() -> None:
    assert all(measures(paper, large=large).small >= 20 for paper in Paper for large in (False, True))


def test_a_copy_carries_the_same_mark_at_both_ends_and_the_original_carries_none() -> None:
    copy, original = picture("loss-copy"), picture("loss-in_force")
    height = 60
    top = copy.crop((0, 0, copy.width, height))
    bottom = copy.crop((0, copy.height - height - 12, copy.width, copy.height))
    assert ink(top, (16, 0, 100, height)) > 1500  # hatching
    assert ink(bottom, (16, 0, 100, height)) > 1500
    assert not ink(original, (16, 0, 100, height))


def test_in_force_and_not_in_force_differ_at_arms_length() -> None:
    """Black on white against white on black: the ink of the band, not its words."""
    in_force, kept = picture("loss-in_force"), picture("loss-kept")
    band = (16, 160, 560, 330)
    assert ink(kept, band) > 4 * ink(in_force, band)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("large", [False, True])
def test_the_token_is_read_off_the_paper_and_verifies(paper: Paper, large: bool) -> None:
    image = picture("replacement-in_force", paper, large=large)
    [text] = scan(image)
    content = CONTENTS["replacement-in_force"]
    assert isinstance(content, ReplacementReceipt)
    assert text == content.head.token
    token = verify_token(text, specimen.PUBLIC_KEY)
    assert isinstance(token, Token)
    assert token.standing is Standing.IN_FORCE
    assert token.number in "".join(str(line) for line in compose(content, "zh").lines)


def test_the_code_is_still_read_when_a_hot_head_spreads_every_dot() -> None:
    spread = picture("loss-in_force").convert("L").filter(ImageFilter.MinFilter(3))
    assert scan(spread) == [LOSS.head.token]


def test_the_code_is_still_read_with_a_dead_dot_across_it() -> None:
    image = picture("loss-in_force").convert("L")
    for x in (100, 180):
        image.paste(255, (x, 0, x + 1, image.height))
    assert scan(image) == [LOSS.head.token]


def test_the_code_has_its_quiet_zone() -> None:
    code = qr_picture(LOSS.head.token, 5, 576)
    zone = QUIET_ZONE * 5
    assert not ink(code, (0, 0, code.width, zone))
    assert not ink(code, (0, 0, zone, code.height))
    assert not ink(code, (code.width - zone, 0, code.width, code.height))
    assert ink(code, (zone, zone, zone + 5, zone + 5)) == 25


def test_an_endless_token_gets_smaller_modules_not_a_cut_code() -> None:
    receipt = replace(LOSS, head=replace(LOSS.head, token="A" * 900))
    assert scan(draw(compose(receipt, "zh"), Paper.MM58)) == ["A" * 900]


def test_a_rare_name_leaves_ink_of_its_own(log: LogRecord) -> None:
    log.expected.add("receipt.character_without_font")
    pictures = [
        draw(compose(replace(LOSS, person=Person(name=name, number="*")), "zh"), Paper.MM58).tobytes()
        for name in ("王*䶮", "王*𬭛", "王*𠮷", "王*㛃", "王*\ue000")
    ]
    assert len(set(pictures)) == len(pictures)


def test_a_very_long_name_is_broken_not_cut() -> None:
    name = "MUHAMMAD***" * 12
    image = draw(compose(replace(LOSS, person=Person(name=name, number="*")), "en"), Paper.MM58)
    assert image.height > picture("loss-in_force", Paper.MM58, "en").height + 100


def test_feeds_and_rules_are_as_long_as_they_say() -> None:
    gap = 2 * (measures(Paper.MM80, large=False).gap // 2)
    assert draw(Slip((Feed(10),)), Paper.MM80).height == 80 + gap
    rule = draw(Slip((Rule(),)), Paper.MM80)
    assert ink(rule, (0, 0, rule.width, rule.height)) == 2 * measures(Paper.MM80, large=False).column

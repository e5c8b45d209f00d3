"""Lines end where a reader expects it."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.receipt.breaking import Length, balanced, break_lines
from kiosk.receipt.setting import Type
from kiosk.receipt.wording import catalogue

Breaker = Callable[[str, int, Length], list[str]]
BODY = Type(24)
WIDTHS = (240, 296, 368, 450, 544)
EN = sorted(text.replace("{hotline}", "12333") for text in catalogue("en").texts.values())
ZH = sorted(text.replace("{hotline}", "12333") for text in catalogue("zh").texts.values())


@pytest.mark.parametrize("breaker", [break_lines, balanced])
@pytest.mark.parametrize("width", WIDTHS)
def test_latin_words_are_never_split(width: int, breaker: Breaker) -> None:
    for text in EN:
        words = [
            word for line in breaker(text, width, BODY.length) for word in line.replace("\u00a0", " ").split()
        ]
        assert words == text.replace("\u00a0", " ").split()


@pytest.mark.parametrize("breaker", [break_lines, balanced])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(width: int, breaker: Breaker) -> None:
    for text in ZH + EN:
        lines = breaker(text, width, BODY.length)
        assert not [line for line in lines[1:] if line[0] in "，。；：、？！）》」】,.;:?!)"]
        assert not [line for line in lines[:-1] if line[-1] in "（《「【("]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("预计在 2025年11月28日 可以领卡", "2025年11月28日"),
        ("大约五天也就是 11 月 28 日 领卡", "11 月 28 日"),
        ("受理以后大约要 5 个工作日才能办好", "5 个工作日"),
        ("请到一楼大厅找 3 号窗口办理领卡", "3 号窗口"),
        ("周一至周五开放 9:00–17:00 办理", "9:00–17:00"),
        ("您要交的工本费 20.50 元请领卡时交", "20.50 元"),
        ("证件号码的头尾 3301** **** **** 1234 是这样", "3301** **** **** 1234"),
        ("Ready about on 22 Nov 2025 or so", "22 Nov 2025"),
        ("Ready in about 5 working days from", "5 working"),
        ("姓名里有一个字 〔U+30001〕 没有", "〔U+30001〕"),
    ],
)
def test_a_number_keeps_its_unit(text: str, whole: str) -> None:
    for width in range(int(BODY.length(whole)) + 2, 400, 6):
        assert any(whole in line for line in break_lines(text, width, BODY.length))


def test_two_lines_part_at_the_comma() -> None:
    assert balanced("请现在拨打 12333，先把卡锁住", 300, BODY.length) == ["请现在拨打 12333，", "先把卡锁住"]


def test_a_last_line_of_one_character_is_given_company() -> None:
    lines = break_lines("补办新卡之前带身份证到网点", 12 * 24 + 2, BODY.length)
    assert len(lines) == 2
    assert len(lines[1]) > 1


def test_an_endless_word_is_cut_rather_than_printed_past_the_edge() -> None:
    lines = break_lines("https://" + "x" * 100, 240, BODY.length)
    assert "".join(lines) == "https://" + "x" * 100
    assert max(map(BODY.length, lines)) <= 240


@settings(deadline=None)
@given(st.text("社保卡，。（）王12 ab.\u00a0X*", max_size=60), st.integers(60, 500))
def test_nothing_is_lost_and_nothing_passes_the_edge(text: str, width: int) -> None:
    for breaker in (break_lines, balanced):
        lines = breaker(text, width, BODY.length)
        assert re.sub(" ", "", "".join(lines)) == re.sub(" ", "", text)
        assert all(BODY.length(line) <= width + 1 for line in lines)

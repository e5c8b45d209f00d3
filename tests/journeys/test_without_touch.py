"""The main job by people who do not touch the screen: one by a screen reader, one by the keys of a keypad.

Both work on `kiosk run` itself, on a virtual X screen, over the real accessibility bus.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from deploy.stand.stand import Stand, StandOptions
from hardware.simulator.card_file import CardFile
from tests.journeys.assistive import Assisted, Keypad, Thing
from tests.journeys.newcomers import newcomers, people_file

pytestmark = pytest.mark.real
_PEOPLE = 2
_PHONE = "13800138000"
_ANSWERS = {
    "社保卡丢了？": "触摸屏幕开始",
    "您要办什么？": "挂失并补办",
    "是您本人吗？": "是我",
    "确认挂失这张卡吗？": "确认挂失",
    "新卡怎么给您？": "到网点领取",
    "请用手指签上您的名字": "我不能签字",
    "补卡要交工本费": "领卡时付",
}
"""The button that is pressed under a question, where it is not the one that the page offers first."""
_LEFT_ALONE = {"中文", "English", "Français", "帮助", "退出", "不等了，看结果"}
_PAD = "请把身份证"
_PHONE_PAGE = "请留一个电话号码"
_TAKE = "请拿好身份证"
_THANKS = "谢谢"
_MILESTONES = (
    _PAD, "是您本人吗？", "确认挂失这张卡吗？", "挂失已生效", _PHONE_PAGE, "请用手指签上您的名字", "请核对",
    _TAKE, _THANKS,
)  # fmt: skip
Press = Callable[[list[Thing], Thing], object]
"""Press a button of the page as it was last seen."""


@pytest.fixture(scope="module")
def whole_stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    """People of its own, and a printer that prints at once."""
    out = tmp_path_factory.mktemp("assisted")
    people = people_file(tmp_path_factory.mktemp("people") / "people.toml", _PEOPLE)
    with Stand(StandOptions(out=out, people=people, rows_per_s=0.0)) as stand:
        yield stand


@pytest.fixture(scope="module")
def cards() -> Iterator[CardFile]:
    return newcomers(_PEOPLE)


def _title(things: list[Thing]) -> str:
    """The page's own name: the first thing in the window."""
    return things[1].name if len(things) > 1 else ""


def _wanted(things: list[Thing]) -> Thing | None:
    """What is pressed on this page; on one that is not in the list, what the page offers first."""
    buttons = [thing for thing in things if thing.pressable]
    start = next((answer for title, answer in _ANSWERS.items() if _title(things).startswith(title)), "")
    if start:
        return next((button for button in buttons if button.name.startswith(start)), None)
    return next((one for one in buttons if "focused" in one.states and one.name not in _LEFT_ALONE), None)


class _Visit:
    """One whole visit: the same hands with the card, another way to press."""

    def __init__(self, me: Assisted, stand: Stand, card: CardFile, press: Press) -> None:
        self._me, self._stand, self._card, self._press = me, stand, card, press
        self.titles: list[str] = []

    def make(self) -> None:
        while not (self.titles and self.titles[-1].startswith(_THANKS)):
            before = self.titles[-1] if self.titles else ""
            things = self._me.until(partial(_turned, before), f"a page after {before}")
            self.titles.append(_title(things))
            self._act(things)

    def _act(self, things: list[Thing]) -> None:
        title = _title(things)
        assert all(thing.name for thing in things if thing.pressable), title
        assert _focused(things), f"{title}: a screen reader would say nothing"
        if title.startswith(_PAD):
            self._stand.slot.put(self._card.card())
        elif title.startswith(_TAKE):
            self._stand.slot.pull()
        elif title.startswith(_PHONE_PAGE):
            self._type(things)
        elif not title.startswith(_THANKS) and (button := _wanted(things)) is not None:
            self._me.insist(partial(self._press_on, title, button.name), partial(_turned, title))

    def _press_on(self, title: str, name: str, things: list[Thing]) -> None:
        """Nothing, once another page is there."""
        if _title(things) == title and (same := _offered(things, name)) is not None:
            self._press(things, same)

    def _type(self, things: list[Thing]) -> None:
        for count, digit in enumerate(_PHONE, start=1):
            self._press(things, _named(things, digit))
            typed = " ".join(_PHONE[:count])  # so that it is read digit by digit, not as thirteen billion
            things = self._me.until(partial(_showing, typed), typed)
        self._press(things, _named(things, "下一步"))


def _offered(things: list[Thing], name: str) -> Thing | None:
    return next((thing for thing in things if thing.pressable and thing.name == name), None)


def _named(things: list[Thing], name: str) -> Thing:
    found = _offered(things, name)
    assert found is not None, f"{name} is not among {[thing.name for thing in things]}"
    return found


def _says(things: list[Thing], words: str) -> bool:
    return any(words in thing.name for thing in things)


def _showing(words: str, things: list[Thing]) -> list[Thing] | None:
    return things if _says(things, words) else None


def _turned(before: str, things: list[Thing]) -> list[Thing] | None:
    """What is seen, once it is another page."""
    return things if _title(things) not in {"", before} else None


def _acknowledged(stand: Stand) -> list[str]:
    """The kinds of what the upstream has acknowledged, by the terminal's own list."""
    listed = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "queue", "list", "--all", "--json", "--config", stand.config],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    rows = json.loads(listed.stdout)
    return [row["kind"] for row in rows if row["state"] == "acknowledged"]


def test_a_screen_reader_walks_the_whole_main_journey(stand: Stand, cards: Iterator[CardFile]) -> None:
    before = _acknowledged(stand)
    with Assisted(stand.config) as me:
        visit = _Visit(me, stand, next(cards), lambda _things, button: me.press(button))
        visit.make()
        assert me.switch_off() == 0
    assert _seen(visit.titles) == list(_MILESTONES)
    assert _acknowledged(stand)[len(before) :] == ["loss_report", "replacement"]


def test_the_keys_of_a_keypad_are_enough_for_the_whole_main_journey(
    stand: Stand, cards: Iterator[CardFile]
) -> None:
    before = _acknowledged(stand)
    with Assisted(stand.config) as me, Keypad(me.display) as keypad:
        me.until(lambda seen: _says(seen, "现在可以办理") and _focused(seen), "the welcome page")
        me.insist(partial(_read_aloud, me, keypad), lambda seen: _says(seen, "音量 3"))
        keypad.act("XF86AudioRaiseVolume")
        me.until(lambda seen: _says(seen, "音量 4"), "a louder voice")
        keypad.act("F5")
        visit = _Visit(me, stand, next(cards), lambda things, button: _walk(me, keypad, things, button))
        visit.make()
        assert me.switch_off() == 0
    assert _seen(visit.titles) == list(_MILESTONES)
    assert _acknowledged(stand)[len(before) :] == ["loss_report", "replacement"]


def _seen(titles: list[str]) -> list[str]:
    """Which of the pages that make the main journey were there, in their order."""
    return [start for title in titles for start in _MILESTONES if title.startswith(start)]


def _walk(me: Assisted, keypad: Keypad, things: list[Thing], button: Thing) -> None:
    """By arrows to a button, then OK. The order of the arrows is the order of reading."""
    ring = [thing.name for thing in things if thing.pressable]
    steps = ring.index(button.name) - ring.index(_focused(things)[0])
    for _ in range(abs(steps)):
        keypad.press("Down" if steps > 0 else "Up")
    if steps:
        me.until(lambda seen: button.name in _focused(seen), f"the focus on {button.name}")
    keypad.act("Return")


def _read_aloud(me: Assisted, keypad: Keypad, things: list[Thing]) -> None:
    if (button := _offered(things, "朗读，已关闭")) is not None:
        _walk(me, keypad, things, button)


def _focused(things: list[Thing]) -> list[str]:
    return [thing.name for thing in things if "focused" in thing.states]

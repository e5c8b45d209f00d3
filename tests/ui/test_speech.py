"""Reading aloud: what is said, what is not, and how fast it stops."""

import shutil
import struct
import sys
import time
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.flow.preferences import Preferences
from kiosk.ui.clips import build_clips
from kiosk.ui.loudness import softened
from kiosk.ui.phrasebook import Phrasebook, clip_name, fixed_phrases
from kiosk.ui.sample_states import sample_pages
from kiosk.ui.speech import ClipSpeaker
from kiosk.ui.speech_script import Utterance, page_script
from tests.ui.conftest import Stage

PAGES = sample_pages()
ALOUD = Preferences(speech=True)


def tone(path: Path, loudness: int = 10000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
        out.writeframes(struct.pack("<4h", loudness, -loudness, 0, loudness))
    return path


def said(stage: Stage) -> list[str]:
    return [utterance.text for script in stage.speaker.said for utterance in script]


def test_without_speech_nothing_is_said(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"])
    assert stage.speaker.said == []


def test_a_page_says_its_question_its_sentences_and_its_answers_in_reading_order(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"], ALOUD)
    words = said(stage)
    order = ["确认挂失这张卡吗？", "挂失后，这张卡马上不能用", "先不挂失", "确认挂失"]
    assert [word for word in words if word in order] == order
    assert "10:35" not in words


def test_what_is_about_a_person_is_marked_private(stage: Stage) -> None:
    stage.show(PAGES["confirm_identity"], ALOUD)
    script = page_script(stage.window.page_widget())
    assert {each.text for each in script if each.private} == {"张*明", "居民身份证", "1101** **** **** 002X"}
    assert "张" not in repr(script)


def test_a_touch_silences_the_page(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"], ALOUD)
    before = stage.speaker.stops
    QTest.mouseClick(stage.button("decline"), Qt.MouseButton.LeftButton)
    assert stage.speaker.stops > before


def test_a_keypad_hears_what_it_reaches(stage: Stage, qtbot: QtBot) -> None:
    stage.show(PAGES["confirm_loss"], ALOUD)
    stage.speaker.said.clear()
    QTest.keyClick(stage.window.focusWidget(), Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: bool(stage.speaker.said))
    assert said(stage) == ["先不挂失"]


def test_repeat_says_the_page_again(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"], ALOUD)
    stage.button("repeat").click()
    first, again = stage.speaker.said
    assert first == again


def test_every_page_has_something_to_say_in_both_languages(stage: Stage) -> None:
    for language in ("zh", "en"):
        for name in ("welcome", "place_document", "check_answers", "result_kept", "idle_warning", "closed"):
            stage.show(PAGES[name], Preferences(speech=True, language=language))
            assert len(stage.speaker.said[-1]) >= 3, name


def test_a_recording_takes_the_place_of_a_made_clip(tmp_path: Path) -> None:
    made, recorded = tmp_path / "made", tmp_path / "recorded"
    tone(made / clip_name("返回"))
    best = tone(recorded / clip_name("返回"))
    assert Phrasebook((recorded, made)).clips("返回") == [best]


def test_values_in_a_sentence_are_spelled_between_its_fixed_parts(tmp_path: Path) -> None:
    for phrase in ("最多", "秒，请稍候", "1", "5"):
        tone(tmp_path / clip_name(phrase))
    names = [path.name for path in Phrasebook((tmp_path,)).clips("最多 15 秒，请稍候")]
    assert names == [clip_name(phrase) for phrase in ("最多", "1", "5", "秒，请稍候")]


def test_an_unknown_word_is_passed_over(tmp_path: Path) -> None:
    assert Phrasebook((tmp_path,)).clips("没有录过的话") == []


def test_every_sentence_of_the_screens_is_among_the_phrases() -> None:
    assert "请把身份证平放在亮灯处，不要移动" in fixed_phrases("zh")
    assert "Touch to start" in fixed_phrases("en")
    assert not any("{" in phrase for phrase in fixed_phrases("zh"))


@pytest.mark.parametrize(("volume", "loudest"), [(5, 10000), (4, 5623), (1, 1000)])
def test_volumes_are_five_decibels_apart(tmp_path: Path, volume: int, loudest: int) -> None:
    clip = softened(tone(tmp_path / "a.wav").read_bytes(), volume)
    path = tmp_path / "b.wav"
    path.write_bytes(clip)
    with wave.open(str(path)) as read:
        samples = struct.unpack("<4h", read.readframes(4))
    assert max(samples) == loudest


def test_a_terminal_without_a_player_is_silent_and_says_so(qapp: QApplication, tmp_path: Path) -> None:
    speaker = ClipSpeaker((tmp_path,), ("no-such-player",))
    speaker.say((Utterance(text="返回"),), ALOUD)
    assert speaker.broken
    assert not speaker.speaking


def test_a_player_without_a_sound_device_is_given_up(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    tone(tmp_path / "zh" / clip_name("返回"))
    speaker = ClipSpeaker((tmp_path,), (sys.executable, "-c", "raise SystemExit(1)"))
    speaker.say((Utterance(text="返回"),), ALOUD)
    qtbot.waitUntil(lambda: speaker.broken)


def test_speech_stops_within_200_ms_and_private_phrases_stay_unsaid(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    tone(tmp_path / "zh" / clip_name("返回"))
    speaker = ClipSpeaker((tmp_path,), (sys.executable, "-c", "import time; time.sleep(60)"))
    speaker.say((Utterance(text="返回", private=True),), ALOUD)
    assert not speaker.speaking
    speaker.say((Utterance(text="返回"),), ALOUD)
    assert speaker.speaking
    began = time.monotonic()
    speaker.stop()
    assert time.monotonic() - began < 0.2
    assert not speaker.speaking


def test_clips_are_played_one_after_the_other(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    heard = tmp_path / "heard"
    for phrase in ("1", "2"):
        tone(tmp_path / "zh" / clip_name(phrase))
    player = f"import sys; open({str(heard)!r}, 'ab').write(sys.stdin.buffer.read()[:4])"
    speaker = ClipSpeaker((tmp_path,), (sys.executable, "-c", player))
    speaker.say((Utterance(text="12"),), ALOUD)
    qtbot.waitUntil(lambda: not speaker.speaking and heard.exists() and heard.read_bytes() == b"RIFFRIFF")


@pytest.mark.real
@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
def test_clips_are_made_from_pinyin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.ui.clips.fixed_phrases", lambda language: ["银行", "1"])
    assert build_clips(tmp_path, "zh") == 2
    assert build_clips(tmp_path, "zh") == 0
    with wave.open(str(tmp_path / "zh" / clip_name("银行"))) as clip:
        assert clip.getnframes() > 1000

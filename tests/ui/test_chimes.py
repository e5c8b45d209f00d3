"""What the terminal sounds without being asked: a document left behind, a visit about to be wiped."""

import io
import itertools
import math
import sys
import wave
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.flow import pages as p
from kiosk.flow.preferences import Preferences
from kiosk.ui.chimes import Chimes
from kiosk.ui.sample_states import sample_kiosk, sample_pages
from kiosk.ui.speech import ClipSpeaker
from kiosk.ui.speech_script import Utterance
from kiosk.ui.tones import double_beep, rising_tone
from tests.ui.conftest import Stage, sample

PAGES = sample_pages()


def samples(clip: bytes) -> tuple[list[int], int]:
    with wave.open(io.BytesIO(clip)) as read:
        raw = read.readframes(read.getnframes())
        return memoryview(raw).cast("h").tolist(), read.getframerate()


def pitch(values: list[int], rate: int) -> float:
    """Hz, by the zero crossings."""
    crossings = sum(1 for one, two in itertools.pairwise(values) if one < 0 <= two)
    return crossings * rate / len(values)


def test_a_document_left_on_the_reader_is_called_after_until_it_is_taken_louder_each_time(
    stage: Stage, qtbot: QtBot
) -> None:
    chimes = Chimes(stage.speaker, again_ms=1)
    chimes.hear(sample_kiosk(PAGES["take_document"], Preferences(volume=3)))
    qtbot.waitUntil(lambda: len(stage.speaker.chimed) >= 4)
    chimes.hear(sample_kiosk(p.Goodbye(receipts=2)))
    heard = list(stage.speaker.chimed)
    qtbot.wait(20)
    assert stage.speaker.chimed == heard
    assert {tone for tone, _ in heard} == {rising_tone()}
    assert [volume for _, volume in heard][:4] == [3, 4, 5, 5]


def test_the_window_calls_for_the_document_as_soon_as_the_page_is_there(stage: Stage) -> None:
    stage.show(PAGES["take_document"])
    assert stage.speaker.chimed == [(rising_tone(), 3)]


def test_the_idle_warning_beeps_when_it_comes_up_and_in_its_last_seconds(stage: Stage) -> None:
    for remaining in (30, 30, 29, 6, 5, 4, 3, 2, 1):
        stage.show(replace(sample(p.IdleWarning, "idle_warning"), remaining=remaining))
    assert stage.speaker.chimed == [(double_beep(), 3)] * 6


def test_every_new_idle_warning_beeps_again(stage: Stage) -> None:
    for page in (PAGES["idle_warning"], PAGES["enter_phone"], PAGES["idle_warning"]):
        stage.show(page)
    assert len(stage.speaker.chimed) == 2


@pytest.mark.parametrize("name", ["welcome", "confirm_loss", "result_loss", "failsafe"])
def test_other_pages_are_quiet(stage: Stage, name: str) -> None:
    stage.show(PAGES[name])
    assert stage.speaker.chimed == []


def test_the_tone_for_the_document_rises() -> None:
    values, rate = samples(rising_tone())
    third = len(values) // 3
    pitches = [pitch(values[start : start + third], rate) for start in (0, third, 2 * third)]
    assert pitches == sorted(pitches)
    assert math.isclose(pitches[2] / pitches[0], 1.5, rel_tol=0.05)


@pytest.mark.parametrize("tone", [rising_tone, double_beep])
def test_no_tone_begins_or_ends_with_a_click(tone: Callable[[], bytes]) -> None:
    values, _ = samples(tone())
    assert abs(values[0]) < 200
    assert abs(values[-1]) < 200
    assert 15000 < max(values) < 32767


def test_no_tone_sounds_into_a_sentence(qapp: QApplication, tmp_path: Path) -> None:
    from kiosk.ui.phrasebook import clip_name

    clip = tmp_path / "zh" / clip_name("返回")
    clip.parent.mkdir()
    clip.write_bytes(double_beep())
    speaker = ClipSpeaker((tmp_path,), (sys.executable, "-c", "import time; time.sleep(60)"))
    speaker.say((Utterance(text="返回"),), Preferences(volume=5))
    speaking = speaker._process
    speaker.chime(rising_tone(), 5)
    assert speaker._process is speaking
    assert not speaker._queue
    speaker.stop()


def test_a_tone_goes_through_the_same_player_as_speech(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    heard = tmp_path / "heard"
    player = f"import sys; open({str(heard)!r}, 'wb').write(sys.stdin.buffer.read())"
    speaker = ClipSpeaker((), (sys.executable, "-c", player))
    speaker.chime(rising_tone(), 5)
    qtbot.waitUntil(lambda: not speaker.speaking)
    assert heard.read_bytes() == rising_tone()


def test_without_a_sound_device_a_tone_is_nothing_and_the_speaker_says_so(
    qapp: QApplication, qtbot: QtBot
) -> None:
    speaker = ClipSpeaker((), (sys.executable, "-c", "raise SystemExit(1)"))
    speaker.chime(rising_tone(), 5)
    qtbot.waitUntil(lambda: speaker.broken)
    speaker.chime(rising_tone(), 5)
    assert not speaker.speaking

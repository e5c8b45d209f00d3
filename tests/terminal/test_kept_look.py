"""What staff make the terminal's own outlives a restart; what is no look of ours does not."""

from pathlib import Path

import pytest

from kiosk.flow.preferences import Contrast, Preferences
from kiosk.store.memos import Memo
from kiosk.terminal.kept_look import keep_look, kept_look
from tests.store.stand import HandClock, opened

SETTINGS = Preferences(language="zh", contrast=Contrast.DARK)


def test_language_and_volume_outlive_a_restart_and_the_theme_stays_that_of_the_settings(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path / "kiosk.db", HandClock())
    assert kept_look(store.memos, SETTINGS) == SETTINGS
    assert keep_look(store.memos, Preferences(language="en", volume=5, large=True)) is None
    store.close()
    store = opened(tmp_path / "kiosk.db", HandClock())
    expected = Preferences(language="en", volume=5, contrast=Contrast.DARK)
    assert kept_look(store.memos, SETTINGS) == expected
    store.close()


@pytest.mark.parametrize(
    "garbage", ["{", "null", "7", '["en"]', '["../x", 3]', '["en", 0]', '["en", "3"]', "[[], {}]"]
)
def test_what_is_no_look_is_not_taken_for_one(tmp_path: Path, garbage: str) -> None:
    store = opened(tmp_path / "kiosk.db", HandClock())
    store.memos.put(Memo.LOOK, garbage)
    assert kept_look(store.memos, SETTINGS) == SETTINGS
    store.close()

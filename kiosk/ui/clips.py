"""Makes the clips of every language when the terminal is built: `python -m kiosk.ui.clips [FOLDER]`.

espeak-ng reads Han characters with wrong tones where they have several (银行 as yín xíng), so Mandarin is
given to it as pinyin. Any clip can be replaced by a recording of the same name.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.ui.phrasebook import clip_name, fixed_phrases
from kiosk.ui.speech import MADE_CLIPS
from kiosk.ui.translations import SOURCE_LANGUAGE, languages

VOICES = {SOURCE_LANGUAGE: "cmn-latn-pinyin", "en": "en-gb"}
"""Voices of espeak-ng; a language without one stays silent until somebody records it."""
WORDS_A_MINUTE = 140


class VoiceMissingError(Exception):
    """espeak-ng or pypinyin is not installed; the text says which."""


def build_clips(folder: Path, language: str) -> int:
    """Writes the clips that are not there yet, and `phrases.json`, which says what each file says.

    A clip that nothing says any more goes. Raises `VoiceMissingError`.
    """
    target = folder / language
    target.mkdir(parents=True, exist_ok=True)
    listing = {clip_name(phrase): phrase for phrase in fixed_phrases(language)}
    for stale in {path.name for path in target.glob("*.wav")} - listing.keys():
        (target / stale).unlink()
    missing = [name for name in listing if not (target / name).exists()]

    def speak(name: str) -> None:
        _speak(_readable(language)(listing[name]), VOICES[language], target / name)

    with ThreadPoolExecutor(os.cpu_count()) as speakers:
        list(speakers.map(speak, missing))
    text = json.dumps(listing, ensure_ascii=False, indent=1, sort_keys=True)
    (target / "phrases.json").write_text(text, encoding="utf-8")
    return len(missing)


def _speak(text: str, voice: str, clip: Path) -> None:
    """Written under another name first: what was interrupted is made again, not played."""
    half = clip.with_suffix(".part")
    command = ["espeak-ng", "-v", voice, "-s", str(WORDS_A_MINUTE), "-w", str(half), "--", text]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError as missing:
        raise VoiceMissingError("espeak-ng is not installed: apt-get install espeak-ng") from missing
    half.replace(clip)


def _readable(language: str) -> Callable[[str], str]:
    return _pinyin if language == SOURCE_LANGUAGE else str


def _pinyin(text: str) -> str:
    try:
        from pypinyin import Style, lazy_pinyin
    except ImportError as missing:
        raise VoiceMissingError("pypinyin is not installed: pip install pypinyin") from missing
    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))


def main(arguments: list[str]) -> int:
    """Builds every language that has a voice."""
    folder = Path(arguments[0]) if arguments else MADE_CLIPS
    for language in languages():
        if language.code in VOICES:
            build_clips(folder, language.code)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

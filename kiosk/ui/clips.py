"""Makes the clips of a language when the terminal is installed: `python -m kiosk.ui.clips FOLDER`.

espeak-ng reads Han characters with wrong tones where they have several (银行 as yín xíng), so Mandarin is
given to it as pinyin. Any clip can be replaced by a recording of the same name.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk.ui.phrasebook import clip_name, fixed_phrases
from kiosk.ui.translations import SOURCE_LANGUAGE, languages

VOICES = {SOURCE_LANGUAGE: "cmn-latn-pinyin", "en": "en-gb"}
"""Voices of espeak-ng; a language without one stays silent until somebody records it."""
WORDS_A_MINUTE = 140


class VoiceMissingError(Exception):
    """espeak-ng or pypinyin is not installed; the text says which."""


def build_clips(folder: Path, language: str) -> int:
    """Writes the clips that are not there yet, and `phrases.json`, which says what each file says."""
    target = folder / language
    target.mkdir(parents=True, exist_ok=True)
    phrases = fixed_phrases(language)
    written = 0
    for phrase in phrases:
        clip = target / clip_name(phrase)
        if not clip.exists():
            _speak(_readable(language)(phrase), VOICES[language], clip)
            written += 1
    listing = {clip_name(phrase): phrase for phrase in phrases}
    text = json.dumps(listing, ensure_ascii=False, indent=1, sort_keys=True)
    (target / "phrases.json").write_text(text, encoding="utf-8")
    return written


def _speak(text: str, voice: str, clip: Path) -> None:
    command = ["espeak-ng", "-v", voice, "-s", str(WORDS_A_MINUTE), "-w", str(clip), "--", text]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except FileNotFoundError as missing:
        raise VoiceMissingError("espeak-ng is not installed: apt-get install espeak-ng") from missing


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
    folder = Path(arguments[0]) if arguments else Path("build/sounds")
    for language in languages():
        if language.code in VOICES:
            build_clips(folder, language.code)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

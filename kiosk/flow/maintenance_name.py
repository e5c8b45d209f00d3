"""Staff type a name as it stands on the papers: by readings, in letters, or by the codes of characters."""

from dataclasses import replace

from kiosk.flow.events import CharacterChosen, KeyTyped, SpellingChosen
from kiosk.flow.pages.maintenance import AssistAsk, AssistForm, Spelling
from kiosk.flow.state import Kiosk
from kiosk.flow.transition import Transition, enter, stay
from kiosk.rules.han import LONGEST_CODE, character_of
from kiosk.rules.pinyin import LONGEST_SYLLABLE, begins_syllable, characters

LONGEST_NAME = 15
"""Characters on a resident ID card's chip."""
LONGEST_LATIN = 40
"""Letters: what the longest line of a passport has room for (ICAO 9303-4, 39 characters)."""
DOT = "·"
"""Between the parts of a transcribed name (GB/T 15834, 4.14)."""
JOINS = DOT + " -'"
"""What stands between two parts, and never first or twice."""


def typed(kiosk: Kiosk, page: AssistForm, event: KeyTyped) -> Transition:
    """A key of the keypad that belongs to the present way of spelling."""
    key = event.key
    if key in JOINS:
        return _joined(kiosk, page, key)
    if not key.isascii() or not key.isalnum():
        return stay(kiosk)
    match page.spelling:
        case Spelling.PINYIN:
            return spelled(kiosk, page, page.syllable + key.lower())
        case Spelling.LATIN:
            return _longer(kiosk, page, key.upper()) if key.isalpha() else stay(kiosk)
        case Spelling.CODE:
            return spelled(kiosk, page, page.syllable + key.upper())


def spelled(kiosk: Kiosk, page: AssistForm, letters: str) -> Transition:
    """A reading or a code, and what is written with it; what leads nowhere is not taken."""
    if page.spelling is Spelling.CODE:
        return _coded(kiosk, page, letters)
    if len(letters) > LONGEST_SYLLABLE or (letters and not begins_syllable(letters)):
        return stay(kiosk)
    return enter(kiosk, replace(page, syllable=letters, characters=characters(letters), sheet=0))


def picked(kiosk: Kiosk, page: AssistForm, event: CharacterChosen) -> Transition:
    """The next character of the name; the next reading is typed from its beginning."""
    if event.character not in page.characters or len(page.name) >= _longest(page):
        return stay(kiosk)
    return spelled(kiosk, replace(page, name=page.name + event.character), "")


def respelled(kiosk: Kiosk, page: AssistForm, event: SpellingChosen) -> Transition:
    """The name stays; what was begun is dropped."""
    if page.asks is not AssistAsk.NAME:
        return stay(kiosk)
    return enter(kiosk, replace(page, spelling=event.spelling, syllable="", characters=(), sheet=0))


def _coded(kiosk: Kiosk, page: AssistForm, code: str) -> Transition:
    if len(code) > LONGEST_CODE or any(digit not in "0123456789ABCDEF" for digit in code):
        return stay(kiosk)
    found = character_of(code)
    return enter(kiosk, replace(page, syllable=code, characters=(found,) if found else (), sheet=0))


def _joined(kiosk: Kiosk, page: AssistForm, key: str) -> Transition:
    if not page.name or page.name[-1] in JOINS or page.syllable:
        return stay(kiosk)
    if key != DOT and page.spelling is not Spelling.LATIN:
        return stay(kiosk)
    return _longer(kiosk, page, key)


def _longer(kiosk: Kiosk, page: AssistForm, key: str) -> Transition:
    if len(page.name) >= _longest(page):
        return stay(kiosk)
    return enter(kiosk, replace(page, name=page.name + key))


def _longest(page: AssistForm) -> int:
    return LONGEST_LATIN if page.spelling is Spelling.LATIN else LONGEST_NAME

"""What a person does on any page: buttons, languages, aids."""

from dataclasses import dataclass
from enum import StrEnum


class Press(StrEnum):
    """Buttons that carry nothing but themselves. A press that means nothing on a page is ignored."""

    START = "start"
    BACK = "back"
    QUIT = "quit"
    """Asks; `CONFIRM` on the quit page leaves."""
    HELP = "help"
    CONFIRM = "confirm"
    """The one primary button of a page: go on, yes this is me, report it lost, send, I am here."""
    DECLINE = "decline"
    """Its opposite: not me, not now, stay."""
    PAPERLESS = "paperless"
    """Go on without paper."""
    RETRY = "retry"
    TYPE_PASSPORT = "type_passport"
    BACKSPACE = "backspace"
    CLEAR = "clear"
    CANNOT_SIGN = "cannot_sign"
    NEXT_SHEET = "next_sheet"
    PREVIOUS_SHEET = "previous_sheet"
    PRINT = "print"
    REPRINT = "reprint"
    SEARCH = "search"
    """Find one in a long list."""
    FOR_ANOTHER = "for_another"
    """On the identity page: this is me, but the card is another person's (guardian, proxy)."""


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """A button was pressed."""

    press: Press


@dataclass(frozen=True, kw_only=True)
class Touched:
    """Somebody touched the screen somewhere, or pressed a key: not idle."""


@dataclass(frozen=True, kw_only=True)
class LanguageChosen:
    """On any page."""

    language: str


class Aid(StrEnum):
    """The switches of the aid bar."""

    LARGE = "large"
    CONTRAST = "contrast"
    SPEECH = "speech"
    LOW_REACH = "low_reach"
    DARK = "dark"


@dataclass(frozen=True, kw_only=True)
class AidToggled:
    """On any page."""

    aid: Aid


@dataclass(frozen=True, kw_only=True)
class VolumeChosen:
    """1 to 5."""

    volume: int

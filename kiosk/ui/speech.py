"""Reading pages aloud. Clips are files; whoever has better recordings puts them in place."""

from typing import Protocol

from kiosk.flow.preferences import Preferences
from kiosk.ui.speech_script import Utterance


class Speaker(Protocol):
    """Says a script, can be silenced at once."""

    def say(self, script: tuple[Utterance, ...], preferences: Preferences) -> None:
        """Stops what is being said and begins `script` in the language and volume of the preferences."""

    def stop(self) -> None:
        """Silent within 200 ms."""


class Silence:
    """A terminal without sound."""

    def say(self, script: tuple[Utterance, ...], preferences: Preferences) -> None:
        """Says nothing."""

    def stop(self) -> None:
        """Is silent already."""

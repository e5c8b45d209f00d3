"""Reading pages aloud: clips from files, played by a process that can be killed at once."""

import shutil
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QProcess

from kiosk.flow.preferences import Preferences

if TYPE_CHECKING:
    from kiosk.ui.phrasebook import Phrasebook
    from kiosk.ui.speech_script import Utterance

MADE_CLIPS = Path(__file__).resolve().parents[2] / "assets" / "sounds"
"""Where `kiosk.ui.clips` puts what it makes."""

LOUDEST = 5


class Speaker(Protocol):
    """Says a script, can be silenced at once."""

    def say(self, script: "tuple[Utterance, ...]", preferences: Preferences) -> None:
        """Stops what is being said and begins `script` in the language and volume of the preferences."""

    def chime(self, tone: bytes, volume: int) -> None:
        """Plays a WAV at one of five volumes, unless a sentence is being said: nothing talks into it."""

    def stop(self) -> None:
        """Silent within 200 ms."""


class Silence:
    """A terminal without sound."""

    def say(self, script: "tuple[Utterance, ...]", preferences: Preferences) -> None:
        """Says nothing."""

    def chime(self, tone: bytes, volume: int) -> None:
        """Plays nothing."""

    def stop(self) -> None:
        """Is silent already."""


class ClipSpeaker(QObject):
    """Plays clips one after the other with `aplay`. Without a sound device it is silent and says so once."""

    def __init__(
        self,
        folders: tuple[Path, ...],
        player: tuple[str, ...] = ("aplay", "-q", "-"),
        *,
        private: bool = False,
    ) -> None:
        super().__init__()
        self._folders = folders
        self._player = player
        self._private = private
        """Private phrases are said too: headphones are plugged in, or the person chose so."""
        self._books: dict[str, Phrasebook] = {}
        self._queue: deque[Path | bytes] = deque()
        self._volume = LOUDEST
        self._process: QProcess | None = None
        self.broken = shutil.which(player[0]) is None
        """No player, or no sound device: for the terminal's health."""

    def say(self, script: "tuple[Utterance, ...]", preferences: Preferences) -> None:
        """Begins at once; phrases without a clip are left out."""
        self.stop()
        if self.broken:
            return
        book = self._book(preferences.language)
        self._volume = preferences.volume
        for utterance in script:
            if self._private or not utterance.private:
                self._queue.extend(book.clips(utterance.text))
        self._next()

    def chime(self, tone: bytes, volume: int) -> None:
        """Begins at once, or is left out."""
        if not self.broken and not self.speaking:
            self._volume = volume
            self._queue.append(tone)
            self._next()

    def stop(self) -> None:
        """Kills the player: nothing is faded, nothing is finished."""
        self._queue.clear()
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect()
            process.errorOccurred.disconnect()
            process.kill()
            process.waitForFinished(100)
            process.deleteLater()

    @property
    def speaking(self) -> bool:
        """A player runs."""
        return self._process is not None

    def _book(self, language: str) -> "Phrasebook":
        from kiosk.ui.phrasebook import Phrasebook  # nothing is said before the first page

        if language not in self._books:
            self._books[language] = Phrasebook(tuple(folder / language for folder in self._folders))
        return self._books[language]

    def _next(self) -> None:
        if not self._queue:
            return
        sound = self._queue.popleft()
        from kiosk.ui.loudness import softened

        clip = softened(sound if isinstance(sound, bytes) else sound.read_bytes(), self._volume)
        process = QProcess(self)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._process = process
        process.start(self._player[0], list(self._player[1:]))
        process.write(clip)
        process.closeWriteChannel()

    def _finished(self, code: int) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        if code:
            self._failed()
        else:
            self._next()

    def _failed(self) -> None:
        """No sound device: the terminal works without."""
        self.broken = True
        self._queue.clear()
        self._process = None

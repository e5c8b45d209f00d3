"""Which round of the four status questions an answer belongs to, and whether it may be believed.

An answer to DLE EOT carries no number: one that comes late looks like one that comes in time. So rounds and
answers are counted. For each round that was missed, a later one is thrown away, and nothing is believed
before as many answers have come as were asked for, or the owner has waited in vain for the rest.
"""

from __future__ import annotations

from typing import Final

ANSWERS: Final = 4
"""To DLE EOT 1 to 4: printer, cause of offline, error, paper; one byte each, in order."""

MOST_LATE: Final = 16
"""Rounds that may still be answered, 8 s at the standard deadlines; a printer that keeps silent for longer
is off, or has dropped the questions."""


class StatusRounds:
    """The open round, and what the ones before it left behind."""

    def __init__(self, late: int = 0) -> None:
        self._answers: bytearray | None = None
        self.late = late
        """Missed rounds, each of which costs one later round."""
        self.owed = 0
        """Answers asked for that have not come."""

    @property
    def open(self) -> bool:
        """Whether a round waits for its answers."""
        return self._answers is not None

    def begin(self) -> None:
        """Open a round, and give up the one before. When nothing is late, what is still owed is lost."""
        self.give_up()
        if not self.late:
            self.owed = 0
        self._answers = bytearray()
        self.owed += ANSWERS

    def give_up(self) -> None:
        """Wait no longer for the open round: its answers are late from now on."""
        if self._answers is not None:
            self._answers = None
            self.late = min(self.late + 1, MOST_LATE)

    def take(self, byte: int) -> bytes | None:
        """Take one answer; return all four of the round when it completes one that may be believed.

        Bytes that nobody asked for (a picture's bytes were taken for a question) are dropped.
        """
        self.owed = max(0, self.owed - 1)
        if self._answers is None:
            return None
        self._answers.append(byte)
        if len(self._answers) < ANSWERS:
            return None
        answers, self._answers = bytes(self._answers), None
        if self.late:
            self.late -= 1
            return None
        return answers

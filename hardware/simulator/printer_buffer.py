"""What a printer has received and not yet done."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from hardware.simulator.escpos_tokens import Queued, Row

COMMAND_BYTES = 8  # what a command other than a row takes up, roughly


class PrintBuffer:
    """A queue that knows its size in bytes, and how to go back to the start of an interrupted picture."""

    def __init__(self) -> None:
        self._queue: deque[Queued] = deque()
        self._picture: list[Row] = []
        self.bytes = 0

    def __bool__(self) -> bool:
        return bool(self._queue)

    def put(self, token: Queued) -> None:
        """Append."""
        self._queue.append(token)
        self.bytes += _size(token)

    def next(self) -> Queued:
        """Take the oldest, and remember the rows of the picture that is being printed."""
        token = self._queue.popleft()
        self.bytes -= _size(token)
        if not isinstance(token, Row) or token.first:
            self._picture.clear()
        if isinstance(token, Row):
            self._picture.append(token)
        return token

    def put_back(self, token: Queued) -> None:
        """Undo `next`."""
        self._queue.appendleft(token)
        self.bytes += _size(token)
        if isinstance(token, Row):
            self._picture.pop()

    def insert(self, tokens: Sequence[Queued]) -> None:
        """Put tokens before everything else."""
        self._queue.extendleft(reversed(tokens))
        self.bytes += sum(map(_size, tokens))

    def repeat_picture(self) -> None:
        """Print the interrupted picture again from its first row."""
        rows, self._picture = self._picture, []
        self.insert(rows)

    def clear(self) -> None:
        """Forget everything."""
        self._queue.clear()
        self._picture.clear()
        self.bytes = 0


def _size(token: Queued) -> int:
    return len(token.bits) if isinstance(token, Row) else COMMAND_BYTES

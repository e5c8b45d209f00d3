"""SAM_V frames in a PC/SC escape command, for readers that are CCID devices."""

from collections.abc import Callable

from hardware.card.failure import ReadFailure
from hardware.card.sam_frame import SamAnswer, SamFrameParser

Control = Callable[[bytes], bytes | ReadFailure]


class EscapePort:
    """The module behind an escape command: one command out, its answer back.

    The time limit is the driver's; it cannot be set from here.
    """

    def __init__(self, control: Control, release: Callable[[], None]) -> None:
        self._control = control
        self._release = release

    def request(self, frame: bytes, seconds: float) -> SamAnswer | ReadFailure:  # noqa: ARG002 - see above
        """Send a frame and return the one answer."""
        received = self._control(frame)
        if isinstance(received, ReadFailure):
            return received
        answers = SamFrameParser().feed(received)
        if answers:
            return answers[0]
        return ReadFailure.GARBLED_ANSWER if received else ReadFailure.READER_SILENT

    def close(self) -> None:
        """Release the reader."""
        self._release()

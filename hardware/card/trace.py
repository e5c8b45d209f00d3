"""Watching the exchanges with a card, personal bytes redacted unless somebody asks for them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.card.apdu import Channel
from hardware.card.failure import ReadFailure


@dataclass(frozen=True, repr=False)
class Exchange:
    """One command and its answer, APDU or SAM_V frame, with the time it took in seconds."""

    command: bytes
    answer: bytes | ReadFailure
    seconds: float

    def __repr__(self) -> str:
        return f"<Exchange {render(self)}>"


Trace = Callable[[Exchange], None]


def render(exchange: Exchange, *, show_personal_data: bool = False) -> str:
    """Return one line. Redacted, it keeps the command, and of the answer its length and status."""
    return f"> {_spaced(exchange.command)} < {_answer(exchange.answer, show_personal_data)} {_time(exchange)}"


def _answer(answer: bytes | ReadFailure, show_personal_data: bool) -> str:
    if isinstance(answer, ReadFailure):
        return answer.value
    if show_personal_data or len(answer) <= 2:
        return _spaced(answer)
    return f"[{len(answer) - 2} bytes] {_spaced(answer[-2:])}"


def _spaced(octets: bytes) -> str:
    return octets.hex(" ").upper()


def _time(exchange: Exchange) -> str:
    return f"({exchange.seconds * 1000:.1f} ms)"


class TracedChannel:
    """A channel that shows every exchange to a trace."""

    def __init__(self, channel: Channel, trace: Trace) -> None:
        self._channel = channel
        self._trace = trace

    def transmit(self, command: bytes) -> bytes | ReadFailure:
        """Send one APDU, timed."""
        started = time.perf_counter()
        answer = self._channel.transmit(command)
        self._trace(Exchange(command, answer, time.perf_counter() - started))
        return answer

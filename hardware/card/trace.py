"""Watching the exchanges with a card, personal bytes redacted unless somebody asks for them."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.card.apdu import Channel
from hardware.card.failure import ReadFailure
from hardware.card.sam_frame import SamAnswer
from hardware.card.sam_module import SamPort


@dataclass(frozen=True, repr=False)
class Exchange:
    """One command and its answer, with the time it took in seconds.

    The answer is data and then status: two bytes of an APDU, three of a SAM_V module.
    """

    command: bytes
    answer: bytes | ReadFailure
    seconds: float
    status_size: int = 2

    def __repr__(self) -> str:
        return f"<Exchange {render(self)}>"


Trace = Callable[[Exchange], None]


def render(exchange: Exchange, *, show_personal_data: bool = False) -> str:
    """Return one line. Redacted, it keeps the command, and of the answer its length and status."""
    answer = _shown(exchange) if show_personal_data else _redacted(exchange)
    return f"> {_spaced(exchange.command)} < {answer} ({exchange.seconds * 1000:.1f} ms)"


class TracedPort:
    """A port to a SAM_V module that shows every exchange to a trace."""

    def __init__(self, port: SamPort, trace: Trace) -> None:
        self._port = port
        self._trace = trace

    def request(self, frame: bytes, seconds: float) -> SamAnswer | ReadFailure:
        """Send a frame, timed."""
        started = time.perf_counter()
        answer = self._port.request(frame, seconds)
        shown = answer if isinstance(answer, ReadFailure) else answer.data + answer.status
        self._trace(Exchange(frame, shown, time.perf_counter() - started, status_size=3))
        return answer

    def close(self) -> None:
        """Close the port."""
        self._port.close()


def _shown(exchange: Exchange) -> str:
    return exchange.answer.value if isinstance(exchange.answer, ReadFailure) else _spaced(exchange.answer)


def _redacted(exchange: Exchange) -> str:
    if isinstance(exchange.answer, ReadFailure):
        return exchange.answer.value
    size = len(exchange.answer) - exchange.status_size
    status = _spaced(exchange.answer[-exchange.status_size :])
    return f"[{size} bytes] {status}" if size > 0 else status


def _spaced(octets: bytes) -> str:
    return octets.hex(" ").upper()


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

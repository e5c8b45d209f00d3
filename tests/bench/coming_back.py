"""Who comes back: terminals with a key, a certificate, a connection and records each; and somebody who stands
at a terminal meanwhile.
"""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from itertools import repeat
from multiprocessing.synchronize import Barrier
from operator import add
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.gateway.authority import Authority
from kiosk.gateway.keyring import signing_key_pem
from kiosk.gateway.moments import utc_now
from kiosk.upstream.certificates import certificate_request
from kiosk.upstream.client import Answers, Client, read
from kiosk.upstream.contract import Acknowledgement
from kiosk.upstream.keys import TerminalKeys, UpstreamKeys, load_upstream_keys
from kiosk.upstream.parcels import Parcel, parcel
from kiosk.upstream.signatures import Signer
from kiosk.upstream.trouble import Trouble
from tests.gateway.filing import WANG, loss, sealed

BATCH = 50
"""Submissions a request."""
DRIVERS = 2
"""Processes that play terminals."""
FORGETFUL = 10
"""Every tenth terminal loses an answer."""
_LONGEST_PAUSE = 4.0
"""Seconds before another try unless the gateway says how long; the terminals' own cap is 15 min
(kiosk/upstream/backoff.py).
"""
_LOOK_UP_EVERY = 1.0


@dataclass
class Played:
    """What some terminals saw."""

    terminals: int = 0
    sent: int = 0
    acknowledged: int = 0
    digests: int = 0
    """Sum of the acknowledged digests, modulo 2**64: the same as of what is stored, or something changed."""
    batches: list[float] = field(default_factory=list)
    """Seconds from the first try to the acknowledgement."""
    processor: float = 0.0
    """Seconds of processor that coming back took the terminals, what they filed before not counted."""
    troubles: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Played") -> "Played":
        return Played(
            self.terminals + other.terminals, self.sent + other.sent, self.acknowledged + other.acknowledged,
            (self.digests + other.digests) % 2**64, self.batches + other.batches,
            self.processor + other.processor, self.troubles + other.troubles,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is played."""

    folder: Path
    urls: tuple[str, ...]
    records: int
    at_once: int
    seconds: float
    """From the common start; no terminal begins to come back later."""


@dataclass(frozen=True)
class Outage:
    """A terminal that was cut off, and what it holds."""

    number: int
    keys: TerminalKeys
    outbox: tuple[tuple[Parcel, ...], ...]
    """In batches."""


def digest_sum(digests: list[str]) -> int:
    """Sum modulo 2**64 of the first eight bytes of each."""
    return sum(int(digest[:16], 16) for digest in digests) % 2**64


_start: Barrier
"""Of this process; where all drivers and whoever watches them meet when the outage ends."""


def meet_at(start: Barrier) -> None:
    """For the driver's process, before it plays."""
    global _start  # noqa: PLW0603  # a barrier can only be inherited, never sent with a call
    _start = start


def play(plan: Plan, numbers: range) -> Played:
    """These terminals file, cut off; then all processes together let them come back, as many at once as the
    plan says.
    """
    try:
        cut_off = _outage(plan, numbers)
    except BaseException:
        _start.abort()
        raise
    _start.wait()
    used, deadline = time.process_time(), time.monotonic() + plan.seconds
    with ThreadPoolExecutor(plan.at_once // DRIVERS) as terminals:
        played = terminals.map(_come_back, repeat(plan), cut_off, repeat(deadline))
        total = reduce(add, played, Played())
    total.processor = time.process_time() - used
    return total


def _outage(plan: Plan, numbers: range) -> list[Outage]:
    """What was filed before: sealed, signed and written, as it lies in an outbox."""
    authority = Authority.load(plan.folder / "ca.pem", plan.folder / "ca.key")
    upstream = load_upstream_keys(plan.folder)
    if not isinstance(upstream, UpstreamKeys):
        raise TypeError(upstream)
    sizes = [min(BATCH, plan.records - first) for first in range(0, plan.records, BATCH)]
    cut_off = []
    for number in numbers:
        name = f"T{number:06}"
        keys = _terminal(plan.folder / name, plan.folder / "ca.pem", authority, upstream, name)
        outbox = (tuple(parcel(sealed(keys, _REPORT)) for _ in range(size)) for size in sizes)
        cut_off.append(Outage(number, keys, tuple(outbox)))
    return cut_off


def _come_back(plan: Plan, terminal: Outage, deadline: float) -> Played:
    """One terminal from its first connection to its last acknowledgement."""
    played = Played()
    if time.monotonic() > deadline:
        return played
    client = Client(plan.urls[terminal.number % len(plan.urls)], terminal.keys)
    played.terminals = 1
    for place, batch in enumerate(terminal.outbox):
        for _ in range(2 if terminal.number % FORGETFUL == 0 and place == 0 else 1):
            words = _deliver(client, batch, played)
        played.sent += len(batch)
        played.acknowledged += len(words)
        played.digests = (played.digests + digest_sum([word.digest for word in words])) % 2**64
    client.close()
    return played


_REPORT = loss()


def _terminal(
    folder: Path, ca: Path, authority: Authority, upstream: UpstreamKeys, name: str
) -> TerminalKeys:
    """A new key with a certificate of the authority."""
    key = Ed25519PrivateKey.generate()
    now = utc_now()
    certificate = authority.issue(name, certificate_request(key), now)
    if certificate is None:
        raise ValueError("our own request must be sound")
    folder.mkdir()
    (folder / "terminal.pem").write_text(certificate)
    (folder / "terminal.key").write_bytes(signing_key_pem(key))
    return TerminalKeys(
        terminal=name, signer=Signer(key), ca=ca, cert=folder / "terminal.pem", key=folder / "terminal.key",
        expires=now, upstream=upstream,
    )  # fmt: skip


def _deliver(client: Client, batch: tuple[Parcel, ...], played: Played) -> list[Acknowledgement]:
    """Again and again with jitter, as the courier does; an answer that is not all acknowledgements raises."""
    tries, began = 0, time.monotonic()
    while True:
        answer = read(client.send(batch))
        if isinstance(answer, Answers):
            played.batches.append(time.monotonic() - began)
            words = [word for word in answer.items if isinstance(word, Acknowledgement)]
            if len(words) < len(batch):
                raise RuntimeError(f"{len(batch) - len(words)} of a batch were not acknowledged")
            return words
        played.troubles[f"{answer.kind.value} {answer.detail}".strip()] += 1
        tries += 1
        time.sleep(max(answer.retry_after or 0, random.uniform(0, min(_LONGEST_PAUSE, 0.1 * 2**tries))))


class Visitor(threading.Thread):
    """Somebody at a terminal, while the others come back: how long a look-up of cards takes."""

    def __init__(self, url: str, keys: TerminalKeys) -> None:
        super().__init__(daemon=True)
        self._client = Client(url, keys)
        self._over = threading.Event()
        self.seconds: list[float] = []
        self.troubles: Counter[str] = Counter()

    def run(self) -> None:
        while not self._over.wait(_LOOK_UP_EVERY):
            began = time.monotonic()
            answer = self._client.look_up(WANG, seconds=30)
            self.seconds.append(time.monotonic() - began)
            if isinstance(answer, Trouble):
                self.troubles[f"{answer.kind.value} {answer.detail}".strip()] += 1

    def stop(self) -> None:
        self._over.set()
        self.join()
        self._client.close()

"""A store on a temporary disk, a clock that tests turn by hand, and envelopes that need no keys."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.clock import ClockQuality, Moment
from kiosk.store.filing import Filed, Filing, Header, Sealed
from kiosk.store.outbox_records import Acknowledgement, Outgoing
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store, open_store

SMALL = StoreLimits(floor=0, ballast=0)


class HandClock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.moment = Moment(
            wall=datetime(2026, 11, 22, 9, 0, tzinfo=UTC),
            boot_id="boot-1",
            mono_ns=10**12,
            quality=ClockQuality.SYNCED,
        )

    def __call__(self) -> Moment:
        return self.moment

    def pass_time(self, **time: float) -> None:
        step = timedelta(**time)
        elapsed_ns = round(step / timedelta(microseconds=1)) * 1000
        self.moment = replace(
            self.moment, wall=self.moment.wall + step, mono_ns=self.moment.mono_ns + elapsed_ns
        )

    def set_wall(self, step: timedelta) -> None:
        self.moment = replace(self.moment, wall=self.moment.wall + step)

    def restart(self) -> None:
        self.moment = replace(self.moment, boot_id=self.moment.boot_id + "+", mono_ns=10**9)


def plain_seal(header: Header) -> Sealed:
    body = f"sealed {header.submission_id} {header.seq}".encode() * 40
    return Sealed(body=body, digest=hashlib.sha256(body).hexdigest(), key_id="upstream-1")


def loss_report(depends_on: str = "") -> Filing:
    return Filing(kind=SubmissionKind.LOSS_REPORT, seal=plain_seal, depends_on=depends_on)


def acknowledgement(outgoing: Outgoing, standing: str = "in_force") -> Acknowledgement:
    return Acknowledgement(
        submission_id=outgoing.submission_id,
        digest=outgoing.digest,
        standing=standing,
        signed=b"{}",
        signature=b"s" * 64,
        key_id="verdict-1",
    )


def opened(path: Path, clock: HandClock, limits: StoreLimits = SMALL) -> Store:
    store = open_store(path, terminal="HZ01", clock=clock, limits=limits)
    assert isinstance(store, Store), store
    return store


def filed(store: Store, depends_on: str = "") -> Filed:
    result = store.file(loss_report(depends_on))
    assert isinstance(result, Filed), result
    return result


def taken(store: Store, limit: int = 50) -> list[Outgoing]:
    result = store.outbox.take(limit, 1 << 20)
    assert isinstance(result, list), result
    return result

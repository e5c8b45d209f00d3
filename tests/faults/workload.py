"""A terminal's day, run in a process whose writes are recorded. Says in `promises` what it has promised."""

import os
import sys
from datetime import timedelta
from pathlib import Path

from hardware.printer.journal import FINISHED, JobState, JournalEntry
from kiosk.store import connection
from kiosk.store.lockouts import MayTry
from kiosk.store.policies import StoredPolicy
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store
from tests.store.stand import HandClock, acknowledgement, filed, opened, taken

LIMITS = StoreLimits(floor=0, ballast=8192)


class Day:
    """Acts, and after each the promise that a person or the upstream relies on."""

    def __init__(self, path: Path, promises: int) -> None:
        self.path = path
        self.clock = HandClock()
        self.promises = promises
        self.store = self.open()

    def open(self) -> Store:
        return opened(self.path, self.clock, LIMITS)

    def promise(self, *words: object) -> None:
        os.write(self.promises, (" ".join(map(str, words)) + "\n").encode())

    def file(self, times: int) -> None:
        previous = ""
        for count in range(times):
            result = filed(self.store, depends_on=previous if count % 3 == 0 else "")
            previous = result.header.submission_id
            self.promise(
                "filed", previous, result.header.number, result.digest, result.head.seq, result.head.hex
            )
            self.clock.pass_time(minutes=2)

    def send(self, times: int) -> None:
        batch = taken(self.store, times)
        self.store.outbox.acknowledge([acknowledgement(outgoing) for outgoing in batch])
        for outgoing in batch:
            self.promise("acknowledged", outgoing.submission_id)

    def print(self, key: str) -> None:
        journal = self.store.print_journal(JobState, JournalEntry, FINISHED)
        for state in (JobState.SEND_STARTED, JobState.SENT, JobState.DONE):
            journal.record(key, 1, state)
            self.promise("printing", key, state.value)

    def staff(self) -> None:
        tried = self.store.lockouts.begin_try("pin")
        assert isinstance(tried, MayTry)
        self.promise("tried", tried.failures)
        self.store.service.stop("staff", clerk="c7")
        self.promise("service", "stopped")

    def policy(self, version: int) -> None:
        self.store.policies.accept(StoredPolicy(version=version, etag="", signed=bytes(5000)))
        self.promise("policy", version)

    def purge(self) -> None:
        self.store.retention.purge(timedelta(0))
        self.promise("purged")

    def restart(self) -> None:
        self.store.close()
        self.store = self.open()


def main(root: Path, checkpoint_every: int) -> None:
    connection._SETTINGS["wal_autocheckpoint"] = (str(checkpoint_every), checkpoint_every)
    day = Day(root / "store" / "kiosk.db", os.open(root / "promises", os.O_WRONLY | os.O_CREAT | os.O_APPEND))
    day.file(8)
    day.print("HZ01-000001-9")
    day.send(5)
    day.policy(1)
    day.file(6)
    day.staff()
    day.restart()
    day.file(6)
    day.send(50)
    day.purge()
    day.policy(2)
    day.file(8)
    day.send(3)
    day.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

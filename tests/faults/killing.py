"""Start a terminal, kill it at a random moment, look what is left. Says which promises were broken."""

import os
import signal
import sys
import time
from itertools import count
from pathlib import Path
from random import Random

from tests.faults.promises import broken_promises
from tests.faults.workload import Day

RUNS_A_STORE = 10
LONGEST_LIFE_S = 0.03


def live(path: Path, promises: int, number: int) -> None:
    """Act for ever."""
    day = Day(path, promises)
    for turn in count(1):
        day.file(2)
        day.print(f"HZ01-{number}-{turn}")
        day.send(3)
        day.policy(number * 1000 + turn)
        if turn % 4 == 0:
            day.purge()


def kill_one(path: Path, number: int, chance: Random) -> list[list[str]]:
    """The promises that one terminal made before it was killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        live(path, writer, number)
    os.close(writer)
    time.sleep(chance.uniform(0, LONGEST_LIFE_S))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reader) as pipe:
        whole = pipe.read().rpartition("\n")[0]
    return [line.split() for line in whole.splitlines()]


def main(place: Path, runs: int) -> None:
    chance = Random(os.getpid())
    kept: list[list[str]] = []
    total = 0
    for number in range(runs):
        path = place / str(number // RUNS_A_STORE) / "kiosk.db"
        if number % RUNS_A_STORE == 0:
            kept = []
        made = kill_one(path, number, chance)
        kept += made
        total += len(made)
        for broken in broken_promises(path, kept):
            sys.stdout.write(f"broken {number} {broken}\n")
    sys.stdout.write(f"runs {runs} promises {total}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

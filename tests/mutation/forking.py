"""A plugin of pytest: the tests are collected once, and a fork runs them for each mutant.

The tests that reach a function run in a fork, the fastest first, until one fails. A failure is not made
smaller. What is no change needs no test: SQL in other letters would run through all of them.
"""

import gc
import importlib
import json
import os
import resource
import signal
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.survivors import KILLED, NO_TESTS, SURVIVED, TIMEOUT, described

CHILDREN = 2
_SPARE_S = 10
"""Processor seconds that a fork may take beyond ten times what the tests took without a mutant."""

hypothesis.settings.register_profile(
    "mutation",
    derandomize=True,
    database=None,
    deadline=None,
    phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
)
hypothesis.settings.load_profile("mutation")


class _Reach:
    """Which tests reach a function, and how long each takes."""

    def __init__(self, items: list[pytest.Item]) -> None:
        self.seconds: dict[str, float] = {}
        self.tests: dict[str, list[pytest.Item]] = defaultdict(list)
        reached = importlib.import_module("mutmut.state").state()._stats
        _activate("stats")
        for item in items:
            reached.clear()
            begun = time.process_time()
            if _fails(item):
                raise pytest.UsageError(f"{item.nodeid} fails without a mutant")
            self.seconds[item.nodeid] = time.process_time() - begun
            for function in reached:
                self.tests[function].append(item)

    def of(self, mutant: str) -> list[pytest.Item]:
        found = self.tests.get(mutant.rpartition("__mutmut_")[0], [])
        return sorted(found, key=lambda item: self.seconds[item.nodeid])


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of running the tests once, run them for every mutant whose end is not known."""
    reach = _Reach(session.items)
    described(Path.cwd().parent, [])  # what it needs is imported before the forks
    gc.collect()
    gc.freeze()
    forks = _Forks()
    for meta in sorted(Path().rglob("*.py.meta")):
        known = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        for mutant, code in known.items():
            if code in {None, SURVIVED, NO_TESTS}:
                forks.begin(meta, mutant, reach)
    forks.end()
    return True


class _Forks:
    """The forks that run now, and where what they find is kept."""

    def __init__(self) -> None:
        self._running: dict[int, tuple[Path, str]] = {}

    def begin(self, meta: Path, mutant: str, reach: _Reach) -> None:
        while len(self._running) >= CHILDREN:
            self._reap()
        items = reach.of(mutant)
        limit = int(sum(reach.seconds[item.nodeid] for item in items) * 10) + _SPARE_S
        pid = os.fork()
        if pid == 0:
            _run(mutant, items, limit)
        self._running[pid] = meta, mutant

    def end(self) -> None:
        while self._running:
            self._reap()

    def _reap(self) -> None:
        pid, status = os.wait()
        meta, mutant = self._running.pop(pid)
        code = TIMEOUT if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        content: dict[str, Any] = json.loads(meta.read_text("utf-8"))
        content["exit_code_by_key"][mutant] = code
        meta.write_text(json.dumps(content), "utf-8")


def _run(mutant: str, items: list[pytest.Item], limit: int) -> None:
    """In the fork; never returns."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    signal.alarm(10 * limit)  # a mutant that waits for ever; a busy machine is slow
    code = KILLED
    try:
        if not items or described(Path.cwd().parent, [mutant])[0].no_change:
            code = NO_TESTS
        else:
            _activate(mutant)
            code = KILLED if any(_fails(item) for item in items) else SURVIVED
    finally:
        os._exit(code)


def _fails(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _activate(mutant: str) -> None:
    importlib.import_module("mutmut.mutation.trampoline").set_mutant_under_test(mutant)

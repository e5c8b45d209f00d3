"""The courier, the real client and a running gateway, over mutual TLS."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest

from kiosk.gateway.stand import make_stand
from kiosk.rules.cards import Holder
from kiosk.rules.submissions import Submission
from kiosk.store.clock import SystemClock
from kiosk.store.filing import Filed, Filing
from kiosk.store.filing import Header as Kept
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store, open_store
from kiosk.upstream import payload
from kiosk.upstream.client import Client
from kiosk.upstream.contract import Standing
from kiosk.upstream.courier import Courier, CourierSettings
from kiosk.upstream.courier_items import sealer
from kiosk.upstream.courier_reports import Acknowledged, Report, UpstreamReachable
from kiosk.upstream.keys import TerminalKeys
from tests.gateway.filing import WANG, loss, replacement
from tests.gateway.live import SAMPLES, Stand, running

_ordinal = count(1)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    folder = tmp_path_factory.mktemp("gateway")
    config = make_stand(folder / "g", people=SAMPLES / "people.toml", requests_a_minute=100_000)
    with running(config) as stand:
        yield stand


class Terminal:
    """The part of a terminal that files and sends."""

    def __init__(self, keys: TerminalKeys, client: Client, path: Path) -> None:
        self._keys = keys
        self.reports: list[Report] = []
        self.heard = threading.Condition()
        store = open_store(
            path, terminal=keys.terminal, clock=SystemClock(), limits=StoreLimits(floor=0, ballast=0)
        )
        assert isinstance(store, Store)
        self.store = store
        self.courier = Courier(
            store,
            client,
            self._report,
            CourierSettings(terminal=keys.terminal, region="330100"),
            SystemClock(),
        )

    def _report(self, report: Report) -> None:
        with self.heard:
            self.reports.append(report)
            self.heard.notify_all()

    def file(self, submission: Submission, depends_on: str = "") -> str:
        def write(header: Kept) -> bytes:
            return payload.encode(payload.Filing(submission=submission, filed_at=header.at.wall))

        seal = sealer(
            write, terminal=self._keys.terminal, key=self._keys.upstream.sealing, signer=self._keys.signer
        )
        filed = self.store.file(Filing(kind=submission.kind, seal=seal, depends_on=depends_on))
        assert isinstance(filed, Filed)
        return filed.header.submission_id

    def wait_for(self, *ids: str) -> dict[str, Acknowledged]:
        def told() -> dict[str, Acknowledged]:
            return {r.submission_id: r for r in self.reports if isinstance(r, Acknowledged)}

        with self.heard:
            assert self.heard.wait_for(lambda: told().keys() >= set(ids), timeout=30), self.reports
            return told()


@pytest.fixture
def terminal(gateway: Stand, tmp_path: Path) -> Iterator[Terminal]:
    name = f"HZ{next(_ordinal):04d}"
    """A terminal of its own: the gateway alarms when an audit chain begins anew."""
    terminal = Terminal(gateway.terminal(name), gateway.client(name), tmp_path / "kiosk.db")
    yield terminal
    terminal.courier.stop(10)
    terminal.store.close()


def test_a_loss_and_its_replacement_come_back_acknowledged_though_the_boot_is_fresh(
    terminal: Terminal,
) -> None:
    reported = terminal.file(loss())
    ordered = terminal.file(replacement(), depends_on=reported)
    terminal.courier.start()
    terminal.courier.send_now(reported)
    terminal.courier.send_now(ordered)
    told = terminal.wait_for(reported, ordered)
    assert told[reported].standing is Standing.IN_FORCE
    since = told[reported].since
    assert since is not None
    assert since <= datetime.now(UTC)
    assert terminal.store.queue.rows() == []
    assert UpstreamReachable(True) in terminal.reports


def test_a_backlog_drains_in_batches_and_every_one_is_counted_once(terminal: Terminal) -> None:
    ids = {terminal.file(loss()) for _ in range(120)}
    counts = terminal.courier.sync_once()
    assert counts.trouble == ""
    assert counts.received + counts.in_force + counts.refused == len(ids)
    assert terminal.store.queue.rows() == []


def test_a_look_up_goes_through_while_the_backlog_drains(terminal: Terminal) -> None:
    for _ in range(60):
        terminal.file(loss())
    answers: list[object] = []
    done = threading.Event()

    def reply(answer: object) -> None:
        answers.append(answer)
        done.set()

    terminal.courier.start()
    terminal.courier.ask(lambda client, seconds: client.look_up(WANG, seconds=seconds), 5.0, reply)
    assert done.wait(10)
    (holder,) = answers
    assert isinstance(holder, Holder)
    assert holder.insured

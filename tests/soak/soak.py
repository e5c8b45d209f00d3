"""Whole visits through the real pcscd, sockets and gateway, with random faults, as fast as it goes."""

import random
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.stand.relay import Relay
from deploy.stand.stand import Stand, StandOptions
from hardware.simulator.pcscd import VIRTUAL_READER
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_ports import TcpPort
from kiosk.gateway.authority import issue_terminal
from tests.soak.lane import Fault, Lane, Network
from tests.soak.people import Citizen, citizens
from tests.soak.verdict import GROWTH_GOAL, SPARE_FILES, accounts, drain, growth, leaks, unexplained

LANES = 2
"""vpcd has two slots."""
CHANCES = {
    Fault.LIFTED: 0.04,
    Fault.PULLED: 0.04,
    Fault.PAPER: 0.04,
    Fault.CUT: 0.03,
    Fault.GATEWAY: 0.005,
    Fault.KILLED: 0.01,
}
_SPARE = 20
_PROGRESS_SECONDS = 30.0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How long, how cruel, and the seed that makes the same visits again."""

    visits: int
    out: Path
    seed: int = 1
    minutes: float = 0.0
    """Stop after so many minutes even when visits are left; 0: never."""
    chances: dict[Fault, float]
    """The first terminal is spared from kills: its memory is watched."""


class Soak:
    """The stand, two terminals on it, and the run."""

    def __init__(self, plan: Plan, stand: Stand, people: list[Citizen]) -> None:
        self._plan = plan
        self._stand = stand
        self._gateway = threading.Lock()
        self._network = Network(restart_gateway=self._restart_gateway)
        self._dice = random.Random(plan.seed)
        share = len(people) // LANES
        self.lanes = [self._lane(i, people[i * share : (i + 1) * share]) for i in range(LANES)]
        self.seconds = 0.0

    def _lane(self, index: int, people: list[Citizen]) -> Lane:
        printer = SimulatedPrinter()
        relay, port = Relay(("127.0.0.1", self._relay().port)), TcpPort(printer)
        chances = self._plan.chances if index else {**self._plan.chances, Fault.KILLED: 0.0}
        return Lane(
            index=index,
            config=self._configure(index, relay, port),
            relay=relay,
            printer=printer,
            port=port,
            dice=random.Random(self._plan.seed * 100 + index),
            fresh=people,
            network=self._network,
            chances=chances,
        )

    def _relay(self) -> Relay:
        if self._stand.relay is None:
            raise RuntimeError("the stand has no gateway")
        return self._stand.relay

    def _configure(self, index: int, relay: Relay, port: TcpPort) -> Path:
        """A terminal of its own: its slot, its printer, its way to the gateway, its keys."""
        name, folder = f"SOAK{index}", self._plan.out / f"terminal-{index}"
        issue_terminal(self._stand.gateway_config.parent, name, folder / "keys")
        text = self._stand.config.read_text(encoding="utf-8")
        for old, new in (
            ('id = "HZ07"', f'id = "{name}"'),
            (f"{VIRTUAL_READER} 00 00", f"{VIRTUAL_READER} 00 {index:02d}"),
            (f'url = "{self._stand.port.url if self._stand.port else ""}"', f'url = "{port.url}"'),
            (f"127.0.0.1:{self._relay().port}", f"127.0.0.1:{relay.port}"),
        ):
            if old not in text:
                raise RuntimeError(f"the stand's settings have no {old}")
            text = text.replace(old, new)
        config = folder / "kiosk.toml"
        config.write_text(text, encoding="utf-8")
        return config

    def _restart_gateway(self) -> None:
        with self._gateway:
            self._network.troubled_at = float("inf")
            self._stand.stop_gateway(kill=self._dice.random() < 0.5)
            self._stand.start_gateway()
            self._network.troubled_at = time.monotonic()

    def run(self) -> None:
        """All visits, or as many as there is time for."""
        began = time.monotonic()
        over = began + self._plan.minutes * 60 if self._plan.minutes else float("inf")
        with ThreadPoolExecutor(LANES) as pool:
            running = [pool.submit(self._serve, lane, over) for lane in self.lanes]
            while not all(one.done() for one in running):
                threading.Event().wait(min(1.0, _PROGRESS_SECONDS))
                if int(time.monotonic() - began) % int(_PROGRESS_SECONDS) == 0:
                    self._say(time.monotonic() - began)
            for one in running:
                one.result()
        self.seconds = time.monotonic() - began
        self._say(self.seconds)
        for lane in self.lanes:
            lane.close()

    def _serve(self, lane: Lane, over: float) -> None:
        for _ in range(self._plan.visits // LANES):
            if time.monotonic() > over:
                return
            lane.visit()

    def _say(self, seconds: float) -> None:
        visits = sum(lane.visits for lane in self.lanes)
        filed = sum(len(lane.told) for lane in self.lanes)
        memory = self.lanes[0].samples[-1].rss_kb // 1024 if self.lanes[0].samples else 0
        print(  # noqa: T201  # progress of a command
            f"{seconds:7.0f} s  {visits} visits  {visits / seconds:.2f}/s  {filed} filed  {memory} MB",
            flush=True,
        )

    def verdict(self, people: list[Citizen]) -> dict[str, Any]:
        """Everything that can be said of the run; `sound` is what it is about."""
        for lane in self.lanes:
            drain(lane)
        self._stand.stop_gateway()
        outcomes: Counter[tuple[str, str]] = sum((lane.outcomes for lane in self.lanes), Counter())
        pages: defaultdict[str, float] = defaultdict(float)
        for lane in self.lanes:
            for page, seconds in lane.seconds.items():
                pages[page] += seconds
        longest = sorted(pages.items(), key=lambda one: one[1], reverse=True)[:8]
        visits = sum(lane.visits for lane in self.lanes)
        out = self._plan.out
        found: dict[str, Any] = {
            "seed": self._plan.seed,
            "visits": visits,
            "seconds": round(self.seconds),
            "visits/s": round(visits / self.seconds, 2),
            "submissions": accounts(self.lanes, self._stand.gateway_config.parent / "gateway.db"),
            "receipts": sum(lane.pieces for lane in self.lanes),
            "files with personal data": leaks(
                [lane.config.parent for lane in self.lanes] + [out / "gateway.log"], people
            ),
            "the terminal that was never killed": growth(self.lanes[0].samples),
            "threads ended": all(lane.clean for lane in self.lanes),
            "unexplained": unexplained(outcomes),
            "outcomes": {f"{outcome} | {fault}": n for (outcome, fault), n in sorted(outcomes.items())},
            "seconds a visit on": {page: round(s / visits, 3) for page, s in longest},
        }
        return found | {"sound": sound(found)}


def sound(found: dict[str, Any]) -> bool:
    """Nothing lost, doubled, left behind, grown or unexplained."""
    submissions, process = found["submissions"], found["the terminal that was never killed"]
    return (
        submissions["lost"] == submissions["doubled"] == 0
        and not found["files with personal data"]
        and not found["unexplained"]
        and found["threads ended"]
        and process["growth"] < GROWTH_GOAL
        and process["more threads"] <= 0
        and process["more files"] <= SPARE_FILES
    )


def soak(plan: Plan) -> dict[str, Any]:
    """Set up, run, judge."""
    plan.out.mkdir(parents=True, exist_ok=True)
    people = list(citizens(plan.visits + LANES * _SPARE, random.Random(plan.seed)))
    file = plan.out / "people.toml"
    file.write_text("".join(one.entry() for one in people), encoding="utf-8")
    with Stand(StandOptions(out=plan.out, people=file, rows_per_s=0.0)) as stand:
        run = Soak(plan, stand, people)
        run.run()
        return run.verdict(people)

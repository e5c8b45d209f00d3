"""One terminal of the soak: its devices, its people, its faults, and all that it ever told anybody."""

import json
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from deploy.stand.relay import Relay
from deploy.stand.stand import ROOT
from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_ports import TcpPort
from hardware.simulator.vpcd import DEFAULT_PORT, VirtualCardSlot
from tests.soak.people import Citizen
from tests.soak.process import Sample, sample

LAST_PAGE = 12
"""A fault strikes at one of so many first pages; a visit shows eight to twenty-five."""


class Fault(StrEnum):
    """What goes wrong in one visit."""

    NONE = "none"
    LIFTED = "card lifted during the read"
    PULLED = "card pulled on a later page"
    PAPER = "paper out, refilled when staff are called"
    CUT = "network cut until the visit is over"
    GATEWAY = "gateway stopped or killed, and started again"
    KILLED = "terminal killed with SIGKILL, and started again"


NETWORK_FAULTS = {Fault.CUT, Fault.GATEWAY}
OFFLINE = {"advised: offline_refused", "refused: lookup_not_possible", "not offered: offline"}
"""What the terminal says when it cannot ask."""
AFTERMATH = "network back for less than a minute"
AFTERMATH_SECONDS = 60.0


@dataclass(kw_only=True)
class Network:
    """What all terminals share of the way to the gateway."""

    restart_gateway: Callable[[], None]
    troubled_at: float = float("-inf")
    """When the gateway was last away, in monotonic seconds."""


@dataclass(kw_only=True)
class Lane:
    """Serves one citizen after another on one slot of the virtual reader."""

    index: int
    config: Path
    relay: Relay
    printer: SimulatedPrinter
    port: TcpPort
    dice: random.Random
    fresh: Sequence[Citizen]
    network: Network
    chances: dict[Fault, float]
    """The share of the visits that each fault strikes."""
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The last that was said of each submission, by id."""
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(outcome, fault) and how often."""
    samples: list[Sample] = field(default_factory=list)
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Seconds for each page of the flow, all visits together."""
    visits: int = 0
    pieces: int = 0
    clean: bool = True
    """Whether every orderly end left no thread."""
    cut_at: float = float("-inf")
    """When this terminal's network was last away."""

    def __post_init__(self) -> None:
        self._slot = VirtualCardSlot(DEFAULT_PORT + self.index)
        self._coming = list(reversed(self.fresh))
        self._reported: list[Citizen] = []
        self._known: list[Citizen] = []
        self._terminal = self._start()

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "tests.soak.serving", str(self.config)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def close(self) -> None:
        """Let the terminal end in good order; the devices stay up for what is still to be sent."""
        said = self._terminal.communicate()[0]
        self.clean = self.clean and '"clean": true' in said
        self._slot.pull()

    # --- One visit ---

    def visit(self) -> None:
        """Serve one person. Raises EOFError when the terminal ends by itself."""
        service, citizen = self._choose()
        fault, at = self._fault(), self.dice.randint(2, LAST_PAGE)
        self._send({"service": service, "phone": citizen.phone, "signs": self.dice.random() < 0.5})
        outcome, filed = self._listen(citizen, fault, at)
        self._tidy()
        self.visits += 1
        self.outcomes[outcome, self._cause(outcome, fault)] += 1
        self._remember(service, citizen, filed)
        self.samples.append(sample(self._terminal.pid))

    def _choose(self) -> tuple[str, Citizen]:
        draw = self.dice.random()
        if draw < 0.15 and self._reported:
            return "release", self._reported.pop(self.dice.randrange(len(self._reported)))
        if draw < 0.22 and self._reported:
            return "replace", self._reported.pop(self.dice.randrange(len(self._reported)))
        if draw < 0.32 and self._known:
            return "progress", self.dice.choice(self._known)
        return ("report_loss" if draw < 0.8 else "report_and_replace"), self._coming.pop()

    def _fault(self) -> Fault:
        draw = self.dice.random()
        for fault, chance in self.chances.items():
            if draw < chance:
                return fault
            draw -= chance
        return Fault.NONE

    def _cause(self, outcome: str, fault: Fault) -> str:
        """A terminal learns only by its next question that the network is back: that is a cause too."""
        since = time.monotonic() - max(self.cut_at, self.network.troubled_at)
        late = outcome in OFFLINE and fault not in NETWORK_FAULTS and since < AFTERMATH_SECONDS
        return AFTERMATH if late else fault.value

    def _send(self, wish: dict[str, Any]) -> None:
        assert self._terminal.stdin is not None
        self._terminal.stdin.write(json.dumps(wish) + "\n")
        self._terminal.stdin.flush()

    def _listen(self, citizen: Citizen, fault: Fault, at: int) -> tuple[str, list[str]]:
        """Act on what is told until the visit is over: how it ended, and the ids of what it filed."""
        assert self._terminal.stdout is not None
        filed: dict[str, None] = {}
        pages, state, since = 0, "", time.monotonic()
        for line in self._terminal.stdout:
            told = json.loads(line)
            if told["said"] == "filed":
                self.told[told["id"]] = told
                filed[told["id"]] = None
                continue
            now = time.monotonic()
            self.seconds[state] += now - since
            if told["said"] == "end":
                return told["outcome"], list(filed)
            state, since, pages = told["state"], now, pages + 1
            self._serve(told, citizen, fault)
            if pages == at and self._strike(fault):
                return "killed", list(filed)
            if pages == at and fault is Fault.PULLED and state == "place_document":
                self._slot.put(citizen.card())  # lifted before it was read: people lay it down again
        raise EOFError(f"lane {self.index}: the terminal ended by itself with {self._terminal.wait()}")

    def _serve(self, told: dict[str, Any], citizen: Citizen, fault: Fault) -> None:
        """What hands do at this page."""
        match told["state"], told["detail"]:
            case "place_document", "":
                self._slot.put(citizen.card(removed_after=1 if fault is Fault.LIFTED else 0))
            case "place_document", "reading":
                pass
            case "place_document", _:
                self._slot.put(citizen.card())
            case "take_document", _:
                self._slot.pull()
            case "printing", "paper_out":
                self.printer.load_paper()
            case _:
                pass

    def _strike(self, fault: Fault) -> bool:
        """The fault happens now; True when it ended the visit."""
        match fault:
            case Fault.PULLED:
                self._slot.pull()
            case Fault.PAPER:
                self.printer.load_paper(0)
            case Fault.CUT:
                self.relay.cut()
                self.cut_at = float("inf")
            case Fault.GATEWAY:
                self.network.restart_gateway()
            case Fault.KILLED:
                self._kill()
                return True
            case _:
                pass
        return False

    def _kill(self) -> None:
        self._terminal.kill()
        assert self._terminal.stdout is not None
        for line in self._terminal.stdout:  # what was said before the kill was said
            told = json.loads(line)
            if told["said"] == "filed":
                self.told[told["id"]] = told
        self._terminal.wait()
        assert self._terminal.stdin is not None
        self._terminal.stdin.close()
        self._terminal.stdout.close()
        self._terminal = self._start()

    def _tidy(self) -> None:
        self._slot.pull()
        if not self.relay.is_whole:
            self.relay.mend()
            self.cut_at = time.monotonic()
        if self.printer.condition.paper_end:
            self.printer.load_paper()
        self.pieces += len(self.printer.take_pieces())

    def _remember(self, service: str, citizen: Citizen, filed: list[str]) -> None:
        if filed:
            self._known.append(citizen)
        if service == "report_loss" and any(self.told[one]["standing"] == "in_force" for one in filed):
            self._reported.append(citizen)

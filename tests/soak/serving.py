"""One terminal in a process of its own, kept alive over many visits; killed and started again from outside.

Wishes come in on standard input, one JSON object a line; what the screen would show goes out on standard
output. What was said there before a kill stays said.
"""

import dataclasses
import json
import sys
import time
from pathlib import Path
from typing import Any

from deploy.stand.signature import SIGNATURE
from kiosk.config import Settings, load_settings
from kiosk.flow.conditions import PrinterCondition
from kiosk.flow.current import visit_of
from kiosk.flow.events import PersonEvent, Press, Pressed
from kiosk.flow.pages import (
    CardStanding,
    ClosedPage,
    Failsafe,
    Goodbye,
    NotEligible,
    Page,
    PlaceDocument,
    Printing,
    Refused,
    Welcome,
)
from kiosk.flow.visit import FiledAct, Service
from kiosk.log import configure_log
from kiosk.terminal.headless import state_name, unoffered
from kiosk.terminal.loop import PlainLoop
from kiosk.terminal.terminal import Terminal, build
from kiosk.terminal.visitor import Wish, answer

VISIT_SECONDS = 150.0
"""The longest patience of the flow is far below; past this the visit hangs."""
READY_SECONDS = 30.0


def say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


class Served:
    """The terminal, and what has been said of the present visit."""

    def __init__(self, settings: Settings) -> None:
        self._loop = PlainLoop()
        built = build(settings, self._loop, lambda _: None)
        if not isinstance(built, Terminal):
            raise SystemExit(f"not fit: {built.code}")
        self._terminal = built
        self._told: dict[str, FiledAct] = {}
        self._seen: Page | None = None

    def run(self) -> None:
        self._terminal.begin()
        for line in sys.stdin:
            self._loop.post(self._terminal.clock_tick())
            self._rest()
            wish = json.loads(line)
            signature = SIGNATURE if wish["signs"] else ()
            self._visit(Wish(service=Service(wish["service"]), phone=wish["phone"], signature=signature))
        say(said="ended", clean=self._terminal.end())

    def _rest(self) -> None:
        """What came in while nobody was here; a person would see the devices' state on the welcome page."""
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            event = self._loop.next_event(time.monotonic() + 0.01)
            if event is not None:
                self._terminal.handle(event)
            elif self._ready():
                return

    def _ready(self) -> bool:
        kiosk = self._terminal.kiosk
        ready = kiosk.conditions.printer is PrinterCondition.READY and kiosk.policy is not None
        return ready and isinstance(kiosk.page, Welcome)

    def _visit(self, wish: Wish) -> None:
        self._told, self._seen, begun, outcome = {}, None, False, "nothing"
        deadline = time.monotonic() + VISIT_SECONDS
        while time.monotonic() < deadline:
            page = self._terminal.kiosk.page
            self._tell(page)
            if why := unoffered(page, wish):
                outcome = f"not offered: {why}"
            outcome = _outcome(page) or outcome
            if isinstance(page, Welcome | Failsafe | ClosedPage) and (begun or not isinstance(page, Welcome)):
                say(said="end", outcome=outcome)
                return
            begun = begun or not isinstance(page, Welcome)
            press = _press(page, wish)
            event = press or self._loop.next_event(min(deadline, time.monotonic() + 0.2))
            if event is not None:
                self._terminal.handle(event)
        say(said="end", outcome=f"hung on {state_name(self._terminal.kiosk.page)}")

    def _tell(self, page: Page) -> None:
        visit = visit_of(page)
        for act in visit.filed if visit else ():
            if self._told.get(act.submission_id) != act:
                self._told[act.submission_id] = act
                say(
                    said="filed", id=act.submission_id, number=act.number, kind=act.kind.value,
                    standing=act.standing.value, paper=act.print_state.value,
                )  # fmt: skip
        shown = page
        if hasattr(page, "visit"):
            shown = dataclasses.replace(page, visit=None)  # type: ignore[arg-type]  # compared without it
        if shown != self._seen:
            self._seen = shown
            say(said="page", state=state_name(page), detail=_detail(page))


def _detail(page: Page) -> str:
    match page:
        case PlaceDocument():
            return "reading" if page.reading else page.trouble.value if page.trouble else ""
        case Printing():
            return page.waiting_for.value if page.waiting_for else ""
        case _:
            return ""


def _press(page: Page, wish: Wish) -> PersonEvent | None:
    if isinstance(page, Goodbye):
        return Pressed(press=Press.CONFIRM)
    return Pressed(press=Press.QUIT) if unoffered(page, wish) else answer(page, wish)


def _outcome(page: Page) -> str:
    """What the person will remember; empty on a page that decides nothing."""
    match page:
        case Refused():
            return f"refused: {page.refusal.value}"
        case NotEligible():
            return "refused: " + ",".join(one.condition.value for one in page.unmet)
        case CardStanding():
            return f"advised: {page.advice.value}"
        case Failsafe():
            return f"failsafe: {page.code}"
        case ClosedPage():
            return f"closed: {page.reason.value}"
        case _:
            return {"result": "done", "show_progress": "progress shown"}.get(state_name(page), "")


if __name__ == "__main__":
    found = load_settings(Path(sys.argv[1]))
    if not isinstance(found, Settings):
        raise SystemExit(str(found))
    configure_log(found.log.path)
    Served(found).run()

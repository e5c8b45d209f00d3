"""`kiosk visit`: a whole visit without a screen, one JSON object for every state entered."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kiosk.config import Settings
from kiosk.flow.conditions import OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.current import visit_of
from kiosk.flow.events import (
    Event,
    LanguageChosen,
    PersonEvent,
    Press,
    Pressed,
    PrintChanged,
    ReceiptChosen,
)
from kiosk.flow.pages import (
    BrowseOutlets,
    CardStanding,
    ChooseService,
    ClosedPage,
    Failsafe,
    Goodbye,
    NotEligible,
    Page,
    Paying,
    PlaceDocument,
    Refusal,
    Refused,
    Result,
    ShowProgress,
    TakeDocument,
    Welcome,
    WhatToBring,
    Whose,
)
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import FiledAct, PrintState, Service
from kiosk.terminal.loop import PlainLoop
from kiosk.terminal.not_fit import NotFit
from kiosk.terminal.terminal import Terminal, build
from kiosk.terminal.visitor import EXIT_CODES, Ending, Wish, answer, not_offered

_READY_SECONDS = 5.0
"""For the devices to say how they are before somebody walks up."""
_VISIT_SECONDS = 180.0
"""Whole visits take seconds; past this something hangs, and that is a failure."""
_STEP_SECONDS = 0.2
"""A state that is not understood yet is looked at again."""

Line = dict[str, Any]


def state_name(page: Page) -> str:
    """place_document for PlaceDocument."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(page).__name__).lower()


@dataclass
class _Diary:
    """What is worth telling at the end."""

    wish: Wish
    filed: dict[str, FiledAct] = field(default_factory=dict)
    reason: str = ""
    ending: Ending | None = None
    slip: PrintState | None = None
    """Of a slip that is no receipt of this visit: a copy of an earlier one, what to bring."""

    def hear(self, event: Event) -> None:
        """How far that slip is."""
        if isinstance(event, PrintChanged) and self.slip is not None:
            self.slip = event.state

    def note(self, kiosk: Kiosk) -> None:
        visit = visit_of(kiosk.page)
        if visit is not None:
            self.filed.update({act.submission_id: act for act in visit.filed})
        self._judge(kiosk.page)

    def _judge(self, page: Page) -> None:
        if why := not_offered(page, self.wish):
            self.ending, self.reason = "refused", why
            return
        match page:
            case Refused():
                self.reason = page.detail or page.refusal.value
                self.ending = _REFUSALS.get(page.refusal, "refused")
            case NotEligible():
                self.ending, self.reason = "refused", ",".join(one.condition.value for one in page.unmet)
            case CardStanding():
                self.reason = page.advice.value
            case Result() | ShowProgress() | BrowseOutlets() | WhatToBring():
                self.ending, self.reason = "done", ""
            case Failsafe():
                self.ending, self.reason = "device", page.code
            case ClosedPage():
                self.reason = page.reason.value
                self.ending = _CLOSED.get(page.reason, "refused")
            case _:
                pass


_REFUSALS: dict[Refusal, Ending] = {Refusal.READS_FAILED: "no_card", Refusal.COULD_NOT_STORE: "store"}
_CLOSED: dict[OutOfService, Ending] = {OutOfService.STORE: "store", OutOfService.READER: "device"}
_WITHOUT_DOCUMENT = (BrowseOutlets, WhatToBring)
_UNDER_WAY = {PrintState.WAITING, PrintState.PRINTING}
_NO_SLIP = {PrintState.NOT_PRINTED, PrintState.UNKNOWN, PrintState.PAPERLESS}


def visit(settings: Settings, wish: Wish, *, wait: float, language: str, tell: Callable[[Line], None]) -> int:
    """Make one visit; the exit code of `EXIT_CODES`."""
    loop = PlainLoop()
    terminal = build(settings, loop, lambda _: None)
    if isinstance(terminal, NotFit):
        terminal.log()
        ending: Ending = "store" if terminal.reason is OutOfService.STORE else "device"
        tell(
            {
                "state": "closed_page",
                "outcome": ending,
                "reason": terminal.code,
                "submissions": [],
                "receipt": None,
            }
        )
        return EXIT_CODES[ending]
    diary = _Diary(wish)
    terminal.begin()
    try:
        loop.post(terminal.clock_tick())
        loop.post(LanguageChosen(language=language))
        for line in _walk(loop, terminal, wait, diary):
            tell(line)
    finally:
        terminal.end()
    ending, reason = _ending(diary)
    tell({"state": "end", "outcome": ending, "reason": reason, **_acts(diary)})
    return EXIT_CODES[ending]


def _walk(loop: PlainLoop, terminal: Terminal, wait: float, diary: _Diary) -> Iterator[Line]:
    """Take events off the loop and answer every page until the visit is over."""
    _settle(loop, terminal)
    seen, begun, whose = Line(), False, None
    deadline, no_card_by = time.monotonic() + _VISIT_SECONDS, time.monotonic() + wait
    while time.monotonic() < deadline:
        page = terminal.kiosk.page
        diary.note(terminal.kiosk)
        if isinstance(page, PlaceDocument) and page.whose is not whose:
            whose, no_card_by = page.whose, time.monotonic() + wait  # the second document has its own time
        if (line := _told(terminal.kiosk)) != seen:
            seen = line
            yield line
        if _over(page, begun):
            return
        if why := unoffered(page, diary.wish):
            diary.ending, diary.reason = "refused", why
            return
        begun = begun or visit_of(page) is not None or isinstance(page, _WITHOUT_DOCUMENT)
        if _nobody_puts_a_card(page, no_card_by):
            diary.ending, diary.reason = _missing_card(terminal.kiosk)
            return
        press = _press(page, diary)
        if press is not None:
            terminal.handle(press)
        if terminal.kiosk.page is not page:
            continue
        event = loop.next_event(min(deadline, time.monotonic() + _STEP_SECONDS))
        if event is not None:
            diary.hear(event)
            terminal.handle(event)
    diary.ending, diary.reason = "device", "TIMED_OUT"


def _press(page: Page, diary: _Diary) -> PersonEvent | None:
    """What the person made of answers does, and the slips that the page itself keeps no account of."""
    if diary.slip in _UNDER_WAY:
        return None
    if isinstance(page, ShowProgress) and page.visit.service is Service.REPRINT and diary.slip is None:
        diary.slip = PrintState.WAITING
        newest = max(range(len(page.items)), key=lambda index: page.items[index].filed_at)
        return ReceiptChosen(index=newest)
    press = answer(page, diary.wish)
    if press == Pressed(press=Press.PRINT):
        diary.slip = PrintState.WAITING
    return press


def _settle(loop: PlainLoop, terminal: Terminal) -> None:
    """Let devices and upstream say how they are: a person would see that on the welcome page."""
    deadline = time.monotonic() + _READY_SECONDS
    while time.monotonic() < deadline and not _settled(terminal.kiosk):
        event = loop.next_event(deadline)
        if event is not None:
            terminal.handle(event)


def _settled(kiosk: Kiosk) -> bool:
    ready = kiosk.conditions.printer is PrinterCondition.READY
    return kiosk.policy is not None and ready and isinstance(kiosk.page, Welcome)


def unoffered(page: Page, wish: Wish) -> str:
    """Why the menu does not let the wish be chosen now; empty when it does, and on other pages."""
    offers = page.offers if isinstance(page, ChooseService) else ()
    return next((o.unoffered.value for o in offers if o.service is wish.service and o.unoffered), "")


def _over(page: Page, begun: bool) -> bool:
    if isinstance(page, TakeDocument | Goodbye | ClosedPage | Failsafe):
        return True
    return begun and isinstance(page, Welcome)


def _nobody_puts_a_card(page: Page, deadline: float) -> bool:
    return isinstance(page, PlaceDocument) and not page.reading and time.monotonic() > deadline


def _missing_card(kiosk: Kiosk) -> tuple[Ending, str]:
    page = kiosk.page
    if kiosk.conditions.reader is ReaderCondition.NO_READER:
        return "device", "no_reader"
    trouble = page.trouble if isinstance(page, PlaceDocument) else None
    return "no_card", trouble.value if trouble else "no_card"


def _told(kiosk: Kiosk) -> Line:
    """The state, and what whoever acts on it must know.

    One line a state, but for a second document, which waits until the first is gone, and for a QR that comes.
    """
    line = {"state": state_name(kiosk.page), **_detail(kiosk.page)}
    if isinstance(kiosk.page, PlaceDocument) and kiosk.page.whose is Whose.HOLDER:
        line["reader"] = kiosk.conditions.reader.value
    return line


def _detail(page: Page) -> Line:  # noqa: PLR0911 - one return a page
    match page:
        case CardStanding():
            return {"advice": page.advice.value}
        case Refused():
            return {"refusal": page.refusal.value}
        case NotEligible():
            return {"unmet": [one.condition.value for one in page.unmet]}
        case ClosedPage():
            return {"reason": page.reason.value}
        case PlaceDocument():
            return {"whose": page.whose.value}
        case Paying() if page.order:
            return {"qr": page.qr}
        case _:
            return {}


def _ending(diary: _Diary) -> tuple[Ending, str]:
    """Done only if every slip is on paper: a device that failed is told, though the filing stands."""
    ending = diary.ending or "refused"
    slips = [diary.slip, *(act.print_state for act in diary.filed.values())]
    if ending == "done" and any(slip in _NO_SLIP for slip in slips):
        return "device", "printer"
    return ending, "" if ending == "done" else diary.reason


def _acts(diary: _Diary) -> Line:
    acts = list(diary.filed.values())
    return {
        "submissions": [
            {
                "id": act.submission_id,
                "kind": act.kind.value,
                "number": act.number,
                "standing": act.standing.value,
                "since": act.since.isoformat() if act.since else None,
                "receipt": act.print_state.value,
            }
            for act in acts
        ],
        "receipt": acts[-1].number if acts else None,
    }

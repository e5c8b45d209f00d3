"""The states and transitions as a diagram, found by driving the reducer itself: it cannot be out of date.

Every page reached is answered with every event it has in the table; each step that leads to another
page is an arrow. What holds on every page (help, back, leaving, idleness, a bug) is left out.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from kiosk.flow.conditions import Conditions, OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.current import uncovered, visit_of
from kiosk.flow.events import Crashed, Event, Press, ServiceStateSet, TimerFired
from kiosk.flow.pages import ClosedPage, ConfirmQuit, Help, IdleWarning, Page, TypePassport, Welcome
from kiosk.flow.reduce import TABLE, reduce
from kiosk.flow.samples import sample_events, sample_policy
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk, Place

_EVERYWHERE = frozenset({Press.BACK, Press.QUIT, Press.HELP})
_OVERLAYS = (IdleWarning, ConfirmQuit, Help)
_NOW = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=8)))

Arrow = tuple[str, str, str]
"""From a page, to a page, for what."""


def mermaid() -> str:
    """A mermaid state diagram of the flow, the same at every run."""
    labels: dict[tuple[str, str], list[str]] = {}
    for source, target, reason in sorted(arrows()):
        labels.setdefault((source, target), []).append(reason)
    lines = [f"    {source} --> {target}: {' / '.join(why)}" for (source, target), why in labels.items()]
    return "\n".join(["stateDiagram-v2", "    [*] --> Welcome", *lines]) + "\n"


def arrows() -> set[Arrow]:
    """Every step from one page to another that the reducer takes."""
    found: set[Arrow] = set()
    waiting = deque(_beginnings())
    seen = {_gist(kiosk) for kiosk in waiting}
    while waiting:
        kiosk = waiting.popleft()
        for reason, event in _events(kiosk):
            after, _ = reduce(kiosk, event)
            if isinstance(after.page, _OVERLAYS):
                continue
            if type(after.page) is not type(kiosk.page):
                found.add((_name(kiosk.page), _name(after.page), reason))
            if _gist(after) not in seen:
                seen.add(_gist(after))
                waiting.append(after)
    return found


def _beginnings() -> list[Kiosk]:
    """In order, without paper, offline, and with a card left on the reader."""
    policy = sample_policy()
    place = Place(terminal="", site="outlet", hospital_level=0, region=policy.region, name="", name_en="")
    well = Conditions(now=_NOW)
    surroundings = (
        well,
        replace(well, printer=PrinterCondition.PAPER_OUT),
        replace(well, upstream_reachable=False),
        replace(well, reader=ReaderCondition.CARD_PRESENT),
    )
    return [start(place, policy, _NOW, conditions=around)[0] for around in surroundings]


def _events(kiosk: Kiosk) -> Iterator[tuple[str, Event]]:
    if isinstance(kiosk.page, Welcome):
        yield "a bug (on any page)", Crashed(code="")
        yield "out of service", ServiceStateSet(reason=OutOfService.STAFF)
    if isinstance(kiosk.page, ClosedPage):
        yield "back in service", ServiceStateSet(reason=None)
    for page, trigger in TABLE:
        if page is not type(kiosk.page) or trigger in _EVERYWHERE:
            continue
        if trigger is TimerFired:
            yield "time is up", TimerFired(token=kiosk.page_timer)
            continue
        yield from ((_words(trigger), event) for event in sample_events(kiosk, trigger))


def _words(trigger: object) -> str:
    name = trigger.value if isinstance(trigger, Press) else getattr(trigger, "__name__", "")
    return "".join(f" {char.lower()}" if char.isupper() else char for char in name).strip().replace("_", " ")


def _name(page: Page) -> str:
    return type(page).__name__


def _gist(kiosk: Kiosk) -> tuple[object, ...]:
    """What makes two states behave alike, as far as the arrows go."""
    visit = visit_of(kiosk.page)
    page = uncovered(kiosk.page)
    around = (kiosk.conditions.printer, kiosk.conditions.reader, kiosk.conditions.upstream_reachable)
    if visit is None:
        open_here = kiosk.conditions.out_of_service is None
        return (_name(page), around, open_here, getattr(page, "leaving", None))
    said = (visit.answers.reason, visit.answers.delivery, visit.answers.payment, bool(visit.answers.phone))
    filed = tuple((act.kind, act.standing) for act in visit.filed)
    card = visit.card.state if visit.card else None
    held = (
        visit.relation,
        visit.loss_form,
        visit.known is None,
        visit.paperless,
        getattr(page, "failures", 0),
    )
    typed = len(page.first + page.second) if isinstance(page, TypePassport) else 0
    stage = (
        getattr(page, "advice", None),
        getattr(page, "refusal", None),
        getattr(page, "asked_again", None),
    )
    return (
        _name(page),
        around,
        visit.service,
        card,
        said,
        filed,
        held,
        stage,
        bool(getattr(page, "order", "")),
        typed,
    )

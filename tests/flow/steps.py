"""Visits written as lists of steps: the page expected, and what happens on it.

walk(at_welcome(), [
    (Welcome, START),
    (ChooseService, choose(Service.REPORT_LOSS)),
    (PlaceDocument, lays(WANG)),
    (ConfirmIdentity,),
])
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from kiosk.flow.conditions import Conditions, ReaderCondition
from kiosk.flow.current import uncovered, visit_of
from kiosk.flow.effects import Effect
from kiosk.flow.events import (
    DocumentRead,
    Event,
    FilingFailed,
    LookedUp,
    Press,
    Pressed,
    PrintChanged,
    ReaderChanged,
    ReadFailed,
    ServiceChosen,
    SubmissionFiled,
    TimerFired,
    VerdictArrived,
)
from kiosk.flow.pages import ChooseService, Filing, Page, PlaceDocument, ReadTrouble, Welcome
from kiosk.flow.reduce import reduce
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk, Place
from kiosk.flow.visit import PrintState, Service, Standing, Visit
from kiosk.rules.cards import CardState, Holder, InsuredCard, LossChannel, Scheme
from kiosk.rules.documents import DocumentKind, IdentityDocument, Sex
from kiosk.rules.policy import Policy
from kiosk.rules.policy_file import load_policy
from kiosk.rules.progress import ProgressItem
from kiosk.rules.submissions import SubmissionKind

CHINA = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)
"""A Monday."""

Occasion = Event | Callable[[Kiosk], Event]
Step = tuple[type[Page]] | tuple[type[Page], Occasion]


def policy(name: str = "mission") -> Policy:
    loaded = load_policy(Path(f"assets/policies/{name}.toml"))
    assert isinstance(loaded, Policy), str(loaded)
    return loaded


MISSION = policy()
HOSPITAL = Place(
    terminal="t1", site="hospital", hospital_level=3, region="330100", name="市二医院", name_en="Hospital 2"
)

WANG = IdentityDocument(
    kind=DocumentKind.RESIDENT_ID,
    number="11010519491231002X",
    name="王桂兰",
    sex=Sex.FEMALE,
    birth=date(1949, 12, 31),
    unlimited=True,
)
LI = IdentityDocument(
    kind=DocumentKind.RESIDENT_ID,
    number="110101198001010010",
    name="李明",
    sex=Sex.MALE,
    birth=date(1980, 1, 1),
    valid_to=date(2035, 1, 1),
)
CHILD = IdentityDocument(
    kind=DocumentKind.RESIDENT_ID,
    number="330113202201010010",
    name="李小小",
    birth=date(2022, 1, 1),
    valid_to=date(2030, 1, 1),
)


def card(state: CardState = CardState.NORMAL, **changes: object) -> InsuredCard:
    made = InsuredCard(
        scheme=Scheme.SOCIAL_SECURITY,
        number="E12345678",
        region="330100",
        outlet="330100-001",
        state=state,
        reported_by=LossChannel.HOTLINE if state is CardState.TEMPORARILY_LOST else None,
        reported_at=NOW - timedelta(days=1) if state is CardState.TEMPORARILY_LOST else None,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # test data by keyword


def holder(*cards: InsuredCard, **changes: object) -> Holder:
    return replace(Holder(insured=True, cards=cards or (card(),)), **changes)  # type: ignore[arg-type]  # as above


def press(button: Press) -> Event:
    return Pressed(press=button)


START, CONFIRM, DECLINE, BACK, QUIT, HELP, RETRY = (
    press(one)
    for one in (
        Press.START,
        Press.CONFIRM,
        Press.DECLINE,
        Press.BACK,
        Press.QUIT,
        Press.HELP,
        Press.RETRY,
    )
)


def choose(service: Service) -> Event:
    return ServiceChosen(service=service)


def reader(condition: ReaderCondition) -> Event:
    return ReaderChanged(condition=condition)


def visit_in(kiosk: Kiosk) -> Visit:
    visit = visit_of(kiosk.page)
    assert visit is not None, f"no visit on {kiosk.page!r}"
    return visit


def lays(document: IdentityDocument) -> Occasion:
    return lambda kiosk: DocumentRead(visit=visit_in(kiosk).id, document=document)


TO_IDENTITY: list[Step] = [
    (Welcome, START),
    (ChooseService, choose(Service.REPORT_LOSS)),
    (PlaceDocument, lays(LI)),
]
"""A loss report up to the question whether that is them."""


def misreads(trouble: ReadTrouble) -> Occasion:
    return lambda kiosk: ReadFailed(visit=visit_in(kiosk).id, trouble=trouble)


def upstream_knows(known: Holder | None, *progress: ProgressItem) -> Occasion:
    return lambda kiosk: LookedUp(visit=visit_in(kiosk).id, known=known, progress=progress)


UNREACHABLE = upstream_knows(None)


def _kind(kiosk: Kiosk) -> SubmissionKind:
    kind = getattr(uncovered(kiosk.page), "kind", None)
    assert isinstance(kind, SubmissionKind)
    return kind


def stored(kiosk: Kiosk) -> Event:
    """The store wrote it."""
    kind = _kind(kiosk)
    return SubmissionFiled(
        visit=visit_in(kiosk).id,
        kind=kind,
        submission_id=f"id-{kind.value}",
        number=f"no-{kind.value}",
        token=f"token-{kind.value}",
        at=NOW,
    )


def verdict(standing: Standing, refusal: str = "") -> Occasion:
    def arrives(kiosk: Kiosk) -> Event:
        return VerdictArrived(
            visit=visit_in(kiosk).id,
            submission_id=visit_in(kiosk).filed[-1].submission_id,
            standing=standing,
            since=NOW if standing is Standing.IN_FORCE else None,
            refusal=refusal,
        )

    return arrives


IN_FORCE = verdict(Standing.IN_FORCE)


def slip(state: PrintState, **changes: object) -> Occasion:
    def changed(kiosk: Kiosk) -> Event:
        visit = visit_in(kiosk)
        event = PrintChanged(visit=visit.id, number=visit.filed[-1].number, state=state)
        return replace(event, **changes)  # type: ignore[arg-type]  # test data by keyword

    return changed


PRINTED = slip(PrintState.PRINTED)


def not_stored(kiosk: Kiosk) -> Event:
    """The disk is full."""
    assert isinstance(kiosk.page, Filing)
    return FilingFailed(visit=kiosk.page.visit.id, kind=kiosk.page.kind, cause="disk_full")


def times_out(kiosk: Kiosk) -> Event:
    """The page's own time is over."""
    assert kiosk.page_timer, f"{kiosk.page!r} has no time of its own"
    return TimerFired(token=kiosk.page_timer)


def nobody_touches(kiosk: Kiosk) -> Event:
    """The idle time is over."""
    assert kiosk.idle_timer, f"{kiosk.page!r} has no idle time"
    return TimerFired(token=kiosk.idle_timer)


@dataclass(frozen=True)
class Walked:
    """Where a walk ended and all that it asked of the terminal."""

    kiosk: Kiosk
    effects: tuple[Effect, ...]

    @property
    def page(self) -> Page:
        return self.kiosk.page

    def asked(self, kind: type[Effect]) -> list[Effect]:
        return [effect for effect in self.effects if isinstance(effect, kind)]


def at_welcome(rules: Policy | None = MISSION, place: Place = HOSPITAL, **conditions: object) -> Walked:
    said = replace(Conditions(now=NOW), **conditions)  # type: ignore[arg-type]  # test data by keyword
    return Walked(*start(place, rules, NOW, conditions=said))


def walk(begun: Walked, steps: Iterable[Step]) -> Walked:
    kiosk, effects = begun.kiosk, begun.effects
    for number, (expected, *occasions) in enumerate(steps, start=1):
        assert isinstance(kiosk.page, expected), f"step {number}: {kiosk.page!r} is not {expected.__name__}"
        for occasion in occasions:
            event = occasion(kiosk) if callable(occasion) else occasion
            kiosk, more = reduce(kiosk, event)
            effects += more
    return Walked(kiosk, effects)

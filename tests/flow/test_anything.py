"""Whatever happens in whatever order: never stuck, never filed twice, always wiped."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from kiosk.flow import events as ev
from kiosk.flow import pages
from kiosk.flow.conditions import OutOfService, PrinterCondition, ReaderCondition
from kiosk.flow.current import uncovered, visit_of
from kiosk.flow.effects import CancelOrder, CancelTimer, File, SetTimer, Wipe
from kiosk.flow.pages import (
    CheckAnswers,
    ClosedPage,
    ConfirmLoss,
    ConfirmQuit,
    ConfirmRelease,
    Filing,
    IdleWarning,
    Paying,
    ReadTrouble,
    Refused,
    TakeDocument,
    Welcome,
)
from kiosk.flow.preferences import Contrast
from kiosk.flow.reduce import reduce
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import Answers, PrintState, Service, Standing
from kiosk.rules.cards import CardState, Holder, LossChannel, Scheme
from kiosk.rules.documents import DocumentKind, IdentityDocument
from kiosk.rules.policy import Policy
from kiosk.rules.progress import MakingStage, ProgressItem
from kiosk.rules.submissions import (
    Delivery,
    LossForm,
    PaymentWay,
    ReplacementApplication,
    ReplacementReason,
    SubmissionKind,
)
from tests.flow.steps import CHILD, HOSPITAL, LI, MISSION, NOW, WANG, at_welcome, card, holder, policy

PASSPORT = IdentityDocument(
    kind=DocumentKind.PASSPORT, number="L898902C3", name="ERIKSSON ANNA", from_chip=False
)
GARBLED = replace(WANG, number="110105194912310029")
DOORS = {
    SubmissionKind.LOSS_REPORT: ConfirmLoss,
    SubmissionKind.RELEASE: ConfirmRelease,
    SubmissionKind.REPLACEMENT: CheckAnswers,
}
OVER = {ev.OrderState.EXPIRED, ev.OrderState.CANCELLED, ev.OrderState.FAILED}
SECRETS = [part for one in (WANG, LI, CHILD, PASSPORT) for part in (one.number, one.name)] + [
    "13800138000",
    "E12345678",
]
POLICIES = sorted(path.stem for path in Path("assets/policies").glob("*.toml"))

person = st.one_of(
    st.builds(ev.Pressed, press=st.sampled_from(ev.Press)),
    st.just(ev.Pressed(press=ev.Press.CONFIRM)),
    st.just(ev.Touched()),
    st.builds(ev.ServiceChosen, service=st.sampled_from(Service)),
    st.builds(ev.CardChosen, index=st.integers(-1, 3)),
    st.builds(ev.KeyTyped, key=st.sampled_from([*"0123456789+ASC<", "", "xx"])),
    st.builds(ev.LossFormChosen, form=st.sampled_from(LossForm)),
    st.builds(ev.ReasonChosen, reason=st.sampled_from(ReplacementReason)),
    st.builds(ev.DistrictChosen, district=st.sampled_from(["城东区", "nowhere", ""])),
    st.builds(ev.DeliveryChosen, delivery=st.sampled_from(Delivery)),
    st.builds(ev.OutletChosen, outlet=st.sampled_from(["330100-001", "330100-002", "nowhere"])),
    st.builds(ev.PaymentChosen, payment=st.sampled_from(PaymentWay)),
    st.builds(ev.StrokeDrawn, stroke=st.sampled_from([(), ((1.0, 1.0, 0), (2.0, 3.0, 40))])),
    st.builds(ev.EditAsked, field=st.sampled_from(ev.Field)),
    st.builds(ev.ReceiptChosen, index=st.integers(-1, 2)),
    st.builds(ev.LanguageChosen, language=st.sampled_from(["zh", "en"])),
    st.builds(ev.AidToggled, aid=st.sampled_from(ev.Aid)),
    st.builds(ev.VolumeChosen, volume=st.integers(-3, 9)),
    st.builds(ev.HallContrastSet, contrast=st.sampled_from(Contrast)),
)
machine = st.one_of(
    st.builds(ev.ReaderChanged, condition=st.sampled_from(ReaderCondition)),
    st.builds(ev.PrinterChanged, condition=st.sampled_from(PrinterCondition)),
    st.builds(ev.UpstreamChanged, reachable=st.booleans()),
    st.builds(ev.ClockTicked, now=st.sampled_from([NOW, NOW + timedelta(days=40)]), trusted=st.booleans()),
    st.builds(ev.ServiceStateSet, reason=st.sampled_from([None, None, None, *OutOfService])),
)
visits = st.integers(0, 12)
documents = st.sampled_from([WANG, LI, CHILD, PASSPORT, GARBLED])
cards = st.builds(
    card,
    state=st.sampled_from(CardState),
    scheme=st.sampled_from(Scheme),
    outlet=st.sampled_from(["330100-001", "elsewhere"]),
    region=st.sampled_from(["330100", "110000"]),
    reported_by=st.none() | st.sampled_from(LossChannel),
)
holders = st.none() | st.builds(
    lambda them, insured, phone: holder(insured=insured, phone=phone, cards=tuple(them)),
    st.lists(cards, max_size=3),
    st.booleans(),
    st.sampled_from(["", "13800138000"]),
)
items = st.lists(
    st.builds(
        ProgressItem,
        kind=st.sampled_from(SubmissionKind),
        submission_id=st.just("old"),
        number=st.just("old"),
        filed_at=st.just(NOW),
        stage=st.none() | st.sampled_from(MakingStage),
    ),
    max_size=2,
).map(tuple)
filed = st.sampled_from(SubmissionKind)


CONFIRM = ev.Pressed(press=ev.Press.CONFIRM)
REGION_CARDS = st.builds(card, state=st.sampled_from([CardState.NORMAL, *CardState]))
SENSIBLE: dict[type, Callable[[Any], st.SearchStrategy[ev.Event]]] = {
    pages.Welcome: lambda _: st.just(ev.Pressed(press=ev.Press.START)),
    pages.ChooseService: lambda _: st.builds(ev.ServiceChosen, service=st.sampled_from(Service)),
    pages.PlaceDocument: lambda page: st.builds(
        ev.DocumentRead, visit=st.just(page.visit.id), document=documents
    ),
    pages.ConfirmIdentity: lambda _: st.just(CONFIRM),
    pages.LookingUp: lambda page: st.builds(
        ev.LookedUp,
        visit=st.just(page.visit.id),
        known=st.builds(holder, REGION_CARDS, phone=st.just("13800138000")),
        progress=items,
    ),
    pages.ChooseCard: lambda _: st.just(ev.CardChosen(index=0)),
    pages.CardStanding: lambda _: st.just(CONFIRM),
    pages.NotEligible: lambda _: st.just(ev.Pressed(press=ev.Press.FOR_ANOTHER)),
    pages.ChooseLossForm: lambda _: st.builds(ev.LossFormChosen, form=st.sampled_from(LossForm)),
    pages.ConfirmLoss: lambda _: st.just(CONFIRM),
    pages.ConfirmRelease: lambda _: st.just(CONFIRM),
    pages.OfferPaperless: lambda _: st.just(CONFIRM),
    pages.ChooseReason: lambda _: st.builds(ev.ReasonChosen, reason=st.sampled_from(ReplacementReason)),
    pages.EnterPhone: lambda _: st.just(CONFIRM),
    pages.ChooseDelivery: lambda _: st.builds(ev.DeliveryChosen, delivery=st.sampled_from(Delivery)),
    pages.ChooseOutlet: lambda page: st.sampled_from(
        [ev.OutletChosen(outlet=page.outlets[0].id), ev.Pressed(press=ev.Press.SEARCH)]
    ),
    pages.ChooseDistrict: lambda page: st.sampled_from(
        [ev.DistrictChosen(district=page.districts[0].name), ev.Pressed(press=ev.Press.SEARCH)]
    ),
    pages.FindOutlet: lambda _: st.just(CONFIRM),
    pages.Sign: lambda _: st.just(ev.Pressed(press=ev.Press.CANNOT_SIGN)),
    pages.ChoosePayment: lambda _: st.builds(ev.PaymentChosen, payment=st.sampled_from(PaymentWay)),
    pages.CheckAnswers: lambda _: st.just(CONFIRM),
    pages.Result: lambda _: st.just(CONFIRM),
    pages.Filing: lambda page: st.just(written(page.visit.id, page.kind)),
    pages.AwaitingVerdict: lambda page: st.builds(word, st.just(page), st.sampled_from(Standing)),
    pages.Printing: lambda _: st.just(CONFIRM),
    pages.Paying: lambda page: st.sampled_from(
        [
            opened_order(page.visit.id),
            ev.OrderChanged(visit=page.visit.id, order=f"o{page.visit.id}", state=ev.OrderState.PAID),
        ]
    ),
    pages.TakeDocument: lambda _: st.just(ev.ReaderChanged(condition=ReaderCondition.NO_CARD)),
}


def opened_order(visit: int) -> ev.Event:
    return ev.OrderOpened(visit=visit, order=f"o{visit}", qr="q", expires=NOW + timedelta(minutes=5))


def written(visit: int, kind: SubmissionKind) -> ev.Event:
    name = f"{visit}-{kind}"
    return ev.SubmissionFiled(visit=visit, kind=kind, submission_id=name, number=name, token="t", at=NOW)


def word(page: pages.AwaitingVerdict, standing: Standing) -> ev.Event:
    number = f"{page.visit.id}-{page.kind}"
    return ev.VerdictArrived(visit=page.visit.id, submission_id=number, standing=standing)


def strings_in(value: object) -> Iterator[str]:
    """Every text in it, however deep; what a repr hides too. Policies are nobody's data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(strings_in, value.values()))
    elif isinstance(value, tuple | list | set | frozenset):
        yield from chain.from_iterable(map(strings_in, value))
    elif is_dataclass(value):
        yield from chain.from_iterable(strings_in(getattr(value, one.name)) for one in fields(value))


class AnyVisit(RuleBasedStateMachine):
    """Random touches and answers against the real reducer, with the timers kept as a terminal would."""

    sample = "mission"

    def __init__(self) -> None:
        super().__init__()
        begun = at_welcome(self.region(), HOSPITAL)
        self.kiosk, self.timers = begun.kiosk, set[int]()
        self.filings: dict[tuple[int, SubmissionKind], int] = {}
        self.wiped: dict[int, int] = {}
        self.begun: set[int] = set()
        self.agreed: dict[int, Answers] = {}
        self.payable: set[str] = set()
        """Orders whose QR was shown, until they stand for a filing, are cancelled, or came to nothing."""

    def region(self) -> Policy:
        """The sample's rules, moved to where the cards and outlets of these tests are."""
        moved = {"region": "330100", "card_regions": ("33",), "outlets": MISSION.outlets}
        return policy(self.sample).model_copy(update=moved)

    def happens(self, event: ev.Event) -> None:
        before = self.kiosk
        self.kiosk, effects = reduce(before, event)
        for effect in effects:
            match effect:
                case SetTimer(token=token, seconds=seconds):
                    assert token not in self.timers
                    assert seconds > 0
                    self.timers.add(token)
                case CancelTimer(token=token):
                    self.timers.discard(token)
                case File():
                    self.files(before, event, effect)
                case CancelOrder(order=order):
                    self.payable.discard(order)
                case Wipe(visit=visit):
                    self.wiped[visit] = self.wiped.get(visit, 0) + 1
                case _:
                    pass
        if running := visit_of(self.kiosk.page):
            self.begun.add(running.id)
        self.watches_money(before.page, event)

    def watches_money(self, before: pages.Page, event: ev.Event) -> None:
        after = uncovered(self.kiosk.page)
        if isinstance(after, Paying) and isinstance(before, CheckAnswers):
            self.agreed[after.visit.id] = after.visit.answers
        if isinstance(after, Paying) and after.order and not after.cancelling:
            self.payable.add(after.order)
        if isinstance(event, ev.OrderChanged) and event.state in OVER:
            self.payable.discard(event.order)

    def files(self, before: Kiosk, event: ev.Event, effect: File) -> None:
        kind = effect.submission.kind
        key = (effect.visit, kind)
        self.filings[key] = self.filings.get(key, 0) + 1
        page = before.page
        if isinstance(page, DOORS[kind]) and event == CONFIRM:
            return
        paying = uncovered(page)
        assert isinstance(event, ev.OrderChanged)
        assert isinstance(paying, Paying)
        assert kind is SubmissionKind.REPLACEMENT
        assert isinstance(effect.submission, ReplacementApplication)
        assert self.agreed[effect.visit] == paying.visit.answers, "paid for something else than agreed"
        assert effect.submission.payment_order == paying.order
        self.payable.discard(paying.order)

    # --- what may happen ---

    @initialize(steps=st.integers(0, 30), data=st.data())
    def a_visit_is_under_way(self, steps: int, data: st.DataObject) -> None:
        """Most visits are disturbed in their middle, not on the welcome page."""
        self.the_visit_goes_on(steps, data)

    @rule(steps=st.integers(1, 14), data=st.data())
    def the_visit_goes_on(self, steps: int, data: st.DataObject) -> None:
        """What a willing person, and a machine in order, do next: so that visits get far."""
        for _ in range(steps):
            page = self.kiosk.page
            if type(page) not in SENSIBLE:
                break
            self.happens(data.draw(SENSIBLE[type(page)](page)))

    @rule(event=person)
    def somebody_does_something(self, event: ev.Event) -> None:
        self.happens(event)

    @rule(event=machine)
    def something_changes(self, event: ev.Event) -> None:
        self.happens(event)

    @rule(late=visits, document=documents)
    def a_document_is_read(self, late: int, document: IdentityDocument) -> None:
        self.happens(ev.DocumentRead(visit=self.running(late), document=document))

    @rule(late=visits, trouble=st.sampled_from(ReadTrouble))
    def a_read_fails(self, late: int, trouble: ReadTrouble) -> None:
        self.happens(ev.ReadingStarted(visit=self.running(late)))
        self.happens(ev.ReadFailed(visit=self.running(late), trouble=trouble))

    @rule(late=visits, known=holders, progress=items)
    def the_upstream_answers(
        self, late: int, known: Holder | None, progress: tuple[ProgressItem, ...]
    ) -> None:
        self.happens(ev.LookedUp(visit=self.running(late), known=known, progress=progress))

    @rule(late=visits, kind=filed, works=st.booleans())
    def the_store_answers(self, late: int, kind: SubmissionKind, works: bool) -> None:
        visit = self.running(late)
        if works:
            self.happens(written(visit, kind))
        else:
            self.happens(ev.FilingFailed(visit=visit, kind=kind, cause="disk_full"))

    @rule(late=visits, standing=st.sampled_from(Standing))
    def a_verdict_arrives(self, late: int, standing: Standing) -> None:
        running = visit_of(self.kiosk.page)
        number = running.filed[-1].submission_id if running and running.filed else "old"
        self.happens(
            ev.VerdictArrived(visit=self.running(late), submission_id=number, standing=standing, refusal="r")
        )

    @rule(
        late=visits, state=st.sampled_from(PrintState), waiting=st.none() | st.sampled_from(PrinterCondition)
    )
    def the_slip_comes_on(self, late: int, state: PrintState, waiting: PrinterCondition | None) -> None:
        running = visit_of(self.kiosk.page)
        number = running.filed[-1].number if running and running.filed else "old"
        self.happens(
            ev.PrintChanged(visit=self.running(late), number=number, state=state, waiting_for=waiting)
        )

    @rule(late=visits, opened=st.booleans(), state=st.sampled_from(ev.OrderState))
    def money_moves(self, late: int, opened: bool, state: ev.OrderState) -> None:
        visit = self.running(late)
        if opened:
            self.happens(opened_order(visit))
        else:
            self.happens(ev.OrderOpened(visit=visit, order="", qr="", expires=None))
        self.happens(ev.OrderChanged(visit=visit, order=f"o{visit}", state=state))

    @rule(service=st.sampled_from(Service))
    def staff_open_a_visit(self, service: Service) -> None:
        self.happens(
            ev.AssistedVisitOpened(clerk="zhang", service=service, holder=replace(WANG, from_chip=False))
        )

    @rule(rare=st.integers(0, 9))
    def a_bug_raises(self, rare: int) -> None:
        if rare == 0:
            self.happens(ev.Crashed(code="bug"))

    @precondition(lambda self: self.timers)
    @rule(data=st.data())
    def time_passes(self, data: st.DataObject) -> None:
        token = data.draw(st.sampled_from(sorted(self.timers)))
        self.timers.discard(token)
        self.happens(ev.TimerFired(token=token))

    @rule(token=st.integers(0, 400))
    def a_stale_timer_fires(self, token: int) -> None:
        if token not in self.timers:
            self.happens(ev.TimerFired(token=token))

    def running(self, late: int) -> int:
        """Mostly the visit that runs, sometimes one that is over or never was."""
        visit = visit_of(self.kiosk.page)
        return late if late < 3 or visit is None else visit.id

    # --- what always holds ---

    @invariant()
    def nothing_is_filed_twice(self) -> None:
        assert all(count == 1 for count in self.filings.values())

    @invariant()
    def every_visit_that_ended_was_wiped_once(self) -> None:
        running = visit_of(self.kiosk.page)
        over = self.begun - ({running.id} if running else set())
        assert all(self.wiped.get(visit) == 1 for visit in over)
        assert running is None or running.id not in self.wiped

    @invariant()
    def no_personal_data_is_left_when_nobody_is_served(self) -> None:
        if visit_of(self.kiosk.page) is None:
            text = " ".join(strings_in(self.kiosk))
            assert [secret for secret in SECRETS if secret in text] == []

    @invariant()
    def every_state_has_a_time_limit(self) -> None:
        """Only pages without a person wait for ever; the two running timers are the only ones set."""
        waits = {token for token in (self.kiosk.idle_timer, self.kiosk.page_timer) if token}
        assert waits <= self.timers
        assert self.timers == waits
        forever = isinstance(self.kiosk.page, Welcome | ClosedPage) or (
            isinstance(self.kiosk.page, TakeDocument) and self.kiosk.page.alarmed
        )
        assert waits or forever

    @invariant()
    def every_refusal_names_a_next_step(self) -> None:
        page = uncovered(self.kiosk.page)
        if isinstance(page, Refused | ClosedPage):
            assert page.outlets
        if isinstance(page, pages.NotEligible):
            assert page.unmet

    @invariant()
    def every_state_of_a_visit_has_a_way_out(self) -> None:
        """A person can always leave: at once, or after the blink in which something is written."""
        if visit_of(self.kiosk.page) is None or isinstance(self.kiosk.page, Filing | ConfirmQuit):
            return
        asked, first = reduce(self.awake(), ev.Pressed(press=ev.Press.QUIT))
        left, then = reduce(asked, CONFIRM)
        assert visit_of(left.page) is None, self.kiosk.page
        assert any(isinstance(effect, Wipe) for effect in (*first, *then))

    def awake(self) -> Kiosk:
        """A touch on the idle warning only says that somebody is there."""
        page = self.kiosk.page
        return replace(self.kiosk, page=page.under) if isinstance(page, IdleWarning) else self.kiosk

    def teardown(self) -> None:
        """However it went: left alone, with the document taken, the terminal is free again."""
        self.happens(ev.ServiceStateSet(reason=None))
        self.happens(ev.ReaderChanged(condition=ReaderCondition.NO_CARD))
        for _ in range(800):
            if not self.timers:
                break
            self.time_runs_out()
        assert isinstance(self.kiosk.page, Welcome), self.kiosk.page
        assert self.kiosk.preferences == self.kiosk.defaults
        assert self.begun == set(self.wiped)
        assert self.payable == set(), "money that is neither filed with nor given back"

    def time_runs_out(self) -> None:
        token = self.kiosk.page_timer or self.kiosk.idle_timer
        self.timers.discard(token)
        self.happens(ev.TimerFired(token=token))


@pytest.mark.parametrize("name", POLICIES)
def test_whatever_happens_the_promises_of_the_flow_hold(name: str) -> None:
    sample = type("Sample", (AnyVisit,), {"sample": name})
    run_state_machine_as_test(
        sample,
        settings=settings(
            max_examples=20,
            stateful_step_count=60,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

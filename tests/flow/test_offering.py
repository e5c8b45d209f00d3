"""Before a visit: which sites serve, what is offered here and now, and visits that staff open."""

from dataclasses import replace

import pytest

from kiosk.flow.conditions import OutOfService, ReaderCondition
from kiosk.flow.effects import Print, Slip, Wipe
from kiosk.flow.events import (
    Aid,
    AidToggled,
    AssistedVisitOpened,
    Event,
    LanguageChosen,
    PolicyArrived,
    Press,
    ServiceStateSet,
    UpstreamChanged,
)
from kiosk.flow.pages import (
    ChooseService,
    ClosedPage,
    ConfirmIdentity,
    ConfirmQuit,
    Goodbye,
    Unoffered,
    Welcome,
    WhatToBring,
)
from kiosk.flow.preferences import Preferences
from kiosk.flow.start import start
from kiosk.flow.state import Place
from kiosk.flow.visit import Service
from kiosk.rules.documents import DocumentKind
from kiosk.rules.outlets import OutletService
from kiosk.rules.policy import Policy
from kiosk.rules.terms import Revocation
from tests.flow.steps import (
    BACK,
    CONFIRM,
    HOSPITAL,
    LI,
    MISSION,
    NOW,
    QUIT,
    START,
    TO_IDENTITY,
    Step,
    Walked,
    at_welcome,
    choose,
    press,
    times_out,
    visit_in,
    walk,
)

OUTLET = replace(HOSPITAL, site="outlet", hospital_level=0)


def mission(**changes: object) -> Policy:
    return MISSION.model_copy(update=changes)


def offers(walked: Walked) -> dict[Service, Unoffered | None]:
    assert isinstance(walked.page, ChooseService)
    return {offer.service: offer.unoffered for offer in walked.page.offers}


def to_menu(rules: Policy = MISSION, **conditions: object) -> Walked:
    return walk(at_welcome(rules, HOSPITAL, **conditions), [(Welcome, START), (ChooseService,)])


# --- who may serve ---


@pytest.mark.parametrize(
    ("place", "sites", "open_"),
    [
        (replace(HOSPITAL, hospital_level=2), {}, True),
        (replace(HOSPITAL, hospital_level=3), {"hospital_level": 3}, True),
        (replace(HOSPITAL, hospital_level=3), {"hospital_level": 0}, False),
        (OUTLET, {"outlets": False}, False),
        (OUTLET, {"hospital_level": 0}, True),
    ],
)
def test_the_region_says_which_sites_may_serve(place: Place, sites: dict[str, object], open_: bool) -> None:
    """Mission: outlets, and designated hospitals of the second level or higher."""
    rules = mission(sites=MISSION.sites.model_copy(update=sites))
    begun = at_welcome(rules, place)
    assert isinstance(begun.page, Welcome) is open_
    assert open_ or begun.page == ClosedPage(reason=OutOfService.SITE, outlets=MISSION.outlets)


def test_a_terminal_that_is_still_starting_is_not_called_closed() -> None:
    assert isinstance(at_welcome(None, starting=True).page, Welcome)
    begun = walk(at_welcome(None, starting=True), [(Welcome, START), (Welcome,)])
    assert isinstance(begun.page, Welcome)


def test_a_policy_of_another_region_closes() -> None:
    begun = at_welcome(mission(region="110000"))
    assert isinstance(begun.page, ClosedPage)
    assert begun.page.reason is OutOfService.POLICY


# --- what is offered ---


def test_everything_is_offered_when_all_is_well() -> None:
    assert offers(to_menu()) == dict.fromkeys(Service)


def test_offline_only_what_the_upstream_need_not_know_is_offered() -> None:
    cut = offers(to_menu(upstream_reachable=False))
    assert {service for service, why in cut.items() if why} == {
        Service.RELEASE,
        Service.PROGRESS,
        Service.REPRINT,
    }
    none = MISSION.offline.model_copy(update={"report": False, "replace": False})
    silent = offers(to_menu(mission(offline=none), upstream_reachable=False))
    assert {service for service, why in silent.items() if why is None} == {
        Service.OUTLETS,
        Service.NO_DOCUMENT,
    }


@pytest.mark.parametrize(("report", "replace_"), [(True, False), (False, True)])
def test_reports_and_applications_are_taken_offline_each_as_the_region_says(
    report: bool, replace_: bool
) -> None:
    rules = mission(offline=MISSION.offline.model_copy(update={"report": report, "replace": replace_}))
    shown = offers(to_menu(rules, upstream_reachable=False))
    assert (shown[Service.REPORT_LOSS] is None, shown[Service.REPLACE] is None) == (report, replace_)
    assert (shown[Service.REPORT_AND_REPLACE] is None) is report


def test_without_a_reader_only_a_region_that_takes_passports_goes_on() -> None:
    chips = tuple(kind for kind in MISSION.documents if kind is not DocumentKind.PASSPORT)
    gone = offers(to_menu(mission(documents=chips), reader=ReaderCondition.NO_READER))
    assert gone[Service.REPORT_LOSS] is Unoffered.NO_READER
    assert gone[Service.OUTLETS] is None
    assert offers(to_menu(mission(documents=chips)))[Service.REPORT_LOSS] is None
    assert offers(to_menu(reader=ReaderCondition.NO_READER))[Service.REPORT_LOSS] is None


def test_a_release_is_not_offered_where_no_report_could_ever_be_released() -> None:
    never = MISSION.formal_loss.model_copy(update={"revocable": Revocation.NEVER})
    assert offers(to_menu(mission(formal_loss=never)))[Service.RELEASE] is None
    shut = offers(to_menu(mission(formal_loss=never, temporary_loss=None)))
    assert shut[Service.RELEASE] is Unoffered.POLICY
    assert offers(to_menu(mission(temporary_loss=None)))[Service.RELEASE] is None


def test_an_offer_that_goes_or_comes_shows_on_the_menu_at_once_and_is_no_touch() -> None:
    shown = to_menu()
    cut = walk(shown, [(ChooseService, UpstreamChanged(reachable=False)), (ChooseService,)])
    assert offers(cut)[Service.RELEASE] is Unoffered.OFFLINE
    assert cut.kiosk.idle_timer == shown.kiosk.idle_timer
    back = walk(cut, [(ChooseService, UpstreamChanged(reachable=True))])
    assert offers(back)[Service.RELEASE] is None
    never = MISSION.formal_loss.model_copy(update={"offered": False})
    newer = PolicyArrived(policy=mission(formal_loss=never, version=2))
    assert offers(walk(back, [(ChooseService, newer)]))[Service.REPORT_AND_REPLACE] is Unoffered.POLICY


def test_a_policy_of_the_same_version_is_taken_again() -> None:
    """It may have been sent again with another signature or text."""
    same = mission(paperless=False)
    assert walk(at_welcome(), [(Welcome, PolicyArrived(policy=same))]).kiosk.policy == same


def test_a_menu_closes_when_staff_take_the_terminal_out_and_opens_where_it_was_closed() -> None:
    out = ServiceStateSet(reason=OutOfService.REPAIR)
    closed = walk(to_menu(), [(ChooseService, out), (ClosedPage,)])
    assert closed.page == ClosedPage(reason=OutOfService.REPAIR, outlets=MISSION.outlets)
    again = walk(closed, [(ClosedPage, out), (ClosedPage,)])
    assert again.effects == closed.effects
    other = walk(closed, [(ClosedPage, ServiceStateSet(reason=OutOfService.CLEANING)), (ClosedPage,)])
    assert isinstance(other.page, ClosedPage)
    assert other.page.reason is OutOfService.CLEANING


# --- without a document ---


def test_what_to_bring_names_the_outlets_that_take_reports_and_is_printed_as_one_wants_it() -> None:
    first, *rest = MISSION.outlets
    collecting = replace(first, services=frozenset({OutletService.COLLECT}))
    rules = mission(outlets=(collecting, *rest))
    steps: list[Step] = [
        (Welcome, START),
        (ChooseService, choose(Service.NO_DOCUMENT)),
        (WhatToBring, LanguageChosen(language="en")),
        (WhatToBring, AidToggled(aid=Aid.LARGE)),
        (WhatToBring, press(Press.PRINT)),
    ]
    ended = walk(at_welcome(rules), [*steps, (WhatToBring,)])
    assert isinstance(ended.page, WhatToBring)
    assert ended.page.outlets == tuple(rest)
    assert ended.asked(Print) == [
        Print(visit=None, slip=Slip.WHAT_TO_BRING, outlets=tuple(rest), language="en", large=True)
    ]
    walk(ended, [(WhatToBring, BACK), (ChooseService,)])
    walk(ended, [(WhatToBring, QUIT), (Welcome,)])


def test_where_no_outlet_takes_reports_all_are_named() -> None:
    counters = tuple(replace(one, services=frozenset({OutletService.COLLECT})) for one in MISSION.outlets)
    steps: list[Step] = [(Welcome, START), (ChooseService, choose(Service.NO_DOCUMENT)), (WhatToBring,)]
    ended = walk(at_welcome(mission(outlets=counters)), steps)
    assert isinstance(ended.page, WhatToBring)
    assert ended.page.outlets == counters


# --- staff open a visit ---


def opens(service: Service) -> Event:
    return AssistedVisitOpened(clerk="zhang", service=service, holder=replace(LI, from_chip=False))


def test_an_assisted_visit_is_a_visit_of_its_own_and_its_person_stands_there() -> None:
    walked = walk(at_welcome(), [*TO_IDENTITY, (ConfirmIdentity, QUIT), (ConfirmQuit, CONFIRM)])
    before = max(one.visit for one in walked.effects if isinstance(one, Wipe))
    begun = walk(walked, [(Goodbye, times_out), (Welcome, opens(Service.REPORT_LOSS)), (ConfirmIdentity,)])
    visit = visit_in(begun.kiosk)
    assert visit.id > before
    assert (visit.applicant, visit.holder) == (replace(LI, from_chip=False), replace(LI, from_chip=False))
    assert begun.kiosk.idle_timer > visit.id
    ended = walk(begun, [(ConfirmIdentity, QUIT), (ConfirmQuit, CONFIRM)])
    assert Wipe(visit=visit.id) in ended.effects


@pytest.mark.parametrize(
    ("service", "conditions", "begins"),
    [
        (Service.REPORT_LOSS, {"reader": ReaderCondition.NO_READER}, True),
        (Service.RELEASE, {"upstream_reachable": False}, False),
        (Service.OUTLETS, {}, False),
        (Service.NO_DOCUMENT, {}, False),
    ],
)
def test_staff_open_what_can_be_had_now(
    service: Service, conditions: dict[str, object], begins: bool
) -> None:
    begun = walk(at_welcome(MISSION, HOSPITAL, **conditions), [(Welcome, opens(service))])
    assert isinstance(begun.page, ConfirmIdentity) is begins


def test_staff_open_no_visit_at_a_terminal_without_a_policy() -> None:
    walk(at_welcome(None, starting=True), [(Welcome, opens(Service.REPORT_LOSS)), (Welcome,)])


def test_a_terminal_begins_as_staff_want_it_and_that_is_no_sign_of_somebody() -> None:
    wanted = Preferences(language="en", volume=2)
    kiosk, effects = start(HOSPITAL, MISSION, NOW, defaults=wanted)
    assert (kiosk.preferences, kiosk.defaults, effects) == (wanted, wanted, ())

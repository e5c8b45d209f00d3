"""A bug anywhere ends the visit on the failsafe page, with the numbers, and nothing personal in the log."""

from dataclasses import replace

import pytest

from kiosk.flow.effects import ArmReader, Effect, Wipe
from kiosk.flow.events import Event, Press, Pressed, ReadFailed, ServiceChosen
from kiosk.flow.pages import ChooseService, Failsafe, PlaceDocument, ReadTrouble, Result
from kiosk.flow.reduce import reduce
from kiosk.flow.start import start
from kiosk.flow.state import Kiosk
from kiosk.flow.visit import FiledAct, Service, Visit
from kiosk.rules.submissions import SubmissionKind
from kiosk.terminal.machine import Machine
from tests.conftest import LogRecord
from tests.flow.steps import HOSPITAL, MISSION, NOW, WANG


class Performer:
    """Does nothing but remember; raises with a person's name on one kind of effect."""

    def __init__(self, breaks_on: type | None = None) -> None:
        self.done: list[Effect] = []
        self.breaks_on = breaks_on

    def perform(self, effect: Effect) -> None:
        if self.breaks_on is not None and isinstance(effect, self.breaks_on):
            raise RuntimeError(f"cannot for {WANG.name} {WANG.number}")
        self.done.append(effect)


class Screen:
    def __init__(self, breaks_on: type | None = None) -> None:
        self.shown: list[Kiosk] = []
        self.breaks_on = breaks_on

    def __call__(self, kiosk: Kiosk) -> None:
        if self.breaks_on is not None and isinstance(kiosk.page, self.breaks_on):
            raise RuntimeError(f"cannot draw {WANG.name}")
        self.shown.append(kiosk)


def _machine(performer: Performer, screen: Screen) -> Machine:
    kiosk, effects = start(HOSPITAL, MISSION, NOW)
    machine = Machine(kiosk, performer, screen)
    machine.begin(effects)
    return machine


def _to_reader(machine: Machine) -> None:
    machine.handle(Pressed(press=Press.START))
    machine.handle(ServiceChosen(service=Service.REPORT_LOSS))


def _in_result(machine: Machine) -> None:
    act = FiledAct(kind=SubmissionKind.LOSS_REPORT, submission_id="1", number="HZ07-1", filed_at=NOW)
    visit = Visit(
        id=7, service=Service.REPORT_LOSS, policy=MISSION, applicant=WANG, holder=WANG, filed=(act,)
    )
    machine.kiosk = replace(machine.kiosk, page=Result(visit=visit, go_on=False))


def _nothing_personal(log: LogRecord) -> bool:
    said = str([{key: value for key, value in entry.items() if key != "exc_info"} for entry in log])
    return WANG.name not in said and WANG.number not in said


def test_an_effect_that_raises_ends_on_the_failsafe_page_and_wipes(log: LogRecord) -> None:
    log.expected.add("terminal.crashed")
    performer, screen = Performer(ArmReader), Screen()
    machine = _machine(performer, screen)
    _to_reader(machine)
    assert isinstance(machine.kiosk.page, Failsafe)
    assert screen.shown[-1] is machine.kiosk
    assert [type(effect) for effect in performer.done if isinstance(effect, Wipe)] == [Wipe]
    assert _nothing_personal(log)


def test_a_page_that_cannot_be_drawn_ends_on_the_failsafe_page(log: LogRecord) -> None:
    log.expected.add("terminal.crashed")
    machine = _machine(Performer(), screen := Screen(PlaceDocument))
    _to_reader(machine)
    assert isinstance(screen.shown[-1].page, Failsafe)


def test_a_crash_while_crashing_still_reaches_the_failsafe_page(log: LogRecord) -> None:
    log.expected |= {"terminal.crashed", "terminal.crashed_again"}
    performer, screen = Performer(Wipe), Screen(PlaceDocument)
    machine = _machine(performer, screen)
    _to_reader(machine)
    assert isinstance(screen.shown[-1].page, Failsafe)
    assert _nothing_personal(log)


def test_even_a_failsafe_page_that_cannot_be_drawn_raises_nothing(log: LogRecord) -> None:
    log.expected |= {"terminal.crashed", "terminal.crashed_again"}
    machine = _machine(Performer(ArmReader), Screen(Failsafe))
    _to_reader(machine)
    assert isinstance(machine.kiosk.page, Failsafe)


def test_the_failsafe_page_names_what_was_filed(log: LogRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    log.expected.add("terminal.crashed")
    machine = _machine(Performer(), Screen())
    _in_result(machine)

    def broken(kiosk: Kiosk, event: Event) -> tuple[Kiosk, tuple[Effect, ...]]:
        if not hasattr(event, "code"):
            raise KeyError(WANG.number)
        monkeypatch.undo()
        return reduce(kiosk, event)

    monkeypatch.setattr("kiosk.terminal.machine.reduce", broken)
    machine.handle(Pressed(press=Press.CONFIRM))
    page = machine.kiosk.page
    assert isinstance(page, Failsafe)
    assert (page.numbers, page.code) == (("HZ07-1",), "BUG_PRESSED_1")
    assert _nothing_personal(log)


def test_a_late_answer_of_an_earlier_visit_changes_nothing() -> None:
    machine = _machine(Performer(), screen := Screen())
    machine.handle(Pressed(press=Press.START))
    before, shown = machine.kiosk, len(screen.shown)
    assert isinstance(before.page, ChooseService)
    machine.handle(ReadFailed(visit=99, trouble=ReadTrouble.INTERRUPTED))
    assert machine.kiosk is before
    assert len(screen.shown) == shown

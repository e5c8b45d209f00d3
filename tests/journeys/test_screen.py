"""The real screen, pressed by real presses, while everything around it breaks: unhappy ways first."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deploy.stand.fingers import NoSuchButtonError
from deploy.stand.stand import LANDSCAPE, Stand, StandOptions
from hardware.simulator.card_file import CardFile
from hardware.simulator.pcscd import PcscDaemon
from kiosk.flow import pages as p
from kiosk.flow.conditions import PrinterCondition, ReaderCondition
from kiosk.flow.events import PersonEvent
from kiosk.flow.visit import PrintState, Standing
from kiosk.ui.app import make_application
from tests.conftest import LogRecord
from tests.journeys.at_screen import REPORT, WISH, Person, settings_of
from tests.journeys.newcomers import faulty, newcomers, people_file

pytestmark = [pytest.mark.real, pytest.mark.faults]
_PEOPLE = 40
_OF_THE_STAND = ("relay", "printer-", "virtual-card", "simulated-printer")
Start = Callable[..., Person]


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application as the terminal makes it."""
    application = QApplication.instance()
    return application if isinstance(application, QApplication) else make_application(["test"])


@pytest.fixture(scope="module")
def whole_stand(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    out = tmp_path_factory.mktemp("screen")
    people = people_file(tmp_path_factory.mktemp("people") / "people.toml", _PEOPLE)
    with Stand(StandOptions(out=out, people=people, rows_per_s=0.0)) as stand:
        yield stand


@pytest.fixture(scope="module")
def cards() -> Iterator[CardFile]:
    return newcomers(_PEOPLE)


@pytest.fixture
def start(stand: Stand, cards: Iterator[CardFile], qapp: QApplication) -> Iterator[Start]:
    """Switch the terminal on for a person whom nobody has served yet; off at the end, no thread left."""
    running: list[Person] = []
    before = set(threading.enumerate())

    def begin(**sections: dict[str, object]) -> Person:
        person = Person(stand, settings_of(stand, **sections), next(cards))
        running.append(person)
        return person

    yield begin
    assert stand.printer is not None
    stand.printer.set_speed(0.0)
    stand.printer.open_cover(False)
    assert all([person.leave() for person in running])
    stand.slot.pull()
    names = {thread.name for thread in set(threading.enumerate()) - before}
    left = [name for name in names if not name.startswith(_OF_THE_STAND)]
    assert left == []


def test_a_card_pulled_during_the_read_is_told_and_read_when_it_comes_again(start: Start) -> None:
    me = start()
    me.until_ready()
    card = me.card
    assert card is not None
    me.card = faulty(card, removed_after=1)
    me.go_on(REPORT, p.PlaceDocument)
    me.lay_card()
    me.until(lambda: getattr(me.page, "trouble", None) is not None, "trouble")
    assert me.until_page(p.PlaceDocument).trouble is p.ReadTrouble.INTERRUPTED
    QTest.qWait(500)
    me.lay_card(card)
    me.until_page(p.ConfirmIdentity)


@pytest.mark.parametrize("fault", ["paper", "cover"])
def test_paper_out_or_an_open_cover_in_the_middle_of_a_receipt_waits_and_goes_on(
    start: Start, stand: Stand, fault: str
) -> None:
    printer = stand.printer
    assert printer is not None
    printer.set_speed(2400.0)
    me = start()
    me.until_ready()
    wanted = PrinterCondition.PAPER_OUT if fault == "paper" else PrinterCondition.COVER_OPEN
    me.go_on(REPORT, p.ConfirmLoss)
    before = len(printer.pieces)
    if fault == "paper":
        printer.end_paper_after(400)
    me.go_on(REPORT, p.Printing)
    if fault == "cover":
        rows = printer.rows_printed
        assert printer.wait_until(lambda one: one.rows_printed > rows + 100, 5)
        printer.open_cover()
    me.until(lambda: getattr(me.page, "waiting_for", None) is wanted, "the page that says what is missing")
    printer.load_paper() if fault == "paper" else printer.open_cover(False)
    me.until_page(p.Result)
    assert [act.print_state for act in me.acts.values()] == [PrintState.PRINTED]
    assert len(printer.pieces) > before
    me.go_on(REPORT, p.Goodbye)


def test_a_printer_that_loses_power_in_the_middle_gives_an_unknown_receipt_and_a_copy_on_wish(
    start: Start, stand: Stand
) -> None:
    printer = stand.printer
    assert printer is not None
    printer.set_speed(1200.0)
    me = start()
    me.until_ready()
    me.go_on(REPORT, p.Printing)
    rows = printer.rows_printed
    assert printer.wait_until(lambda one: one.rows_printed > rows + 100, 5)
    printer.switch_power(False)
    me.until_page(p.Result)
    assert [act.print_state for act in me.acts.values()] == [PrintState.UNKNOWN]
    printer.switch_power(True)
    me.until(lambda: me.kiosk.conditions.printer is PrinterCondition.READY, "the printer")
    assert [act.print_state for act in me.acts.values()] == [PrintState.UNKNOWN]
    me.click("reprint")
    me.until(lambda: [a.print_state for a in me.acts.values()] == [PrintState.PRINTED], "the copy")


def test_without_a_printer_the_person_is_asked_and_served(start: Start, stand: Stand) -> None:
    assert stand.printer is not None
    stand.printer.switch_power(False)
    me = start()
    me.until_page(p.Welcome)
    me.go_on(REPORT, p.OfferPaperless)
    result = me.go_on(REPORT, p.Result)
    assert result.visit.filed[-1].print_state is PrintState.PAPERLESS
    me.go_on(REPORT, p.Goodbye)


def test_the_network_cut_at_the_look_up_offers_to_report_offline(start: Start, stand: Stand) -> None:
    assert stand.relay is not None
    me = start()
    me.until_ready()
    me.go_on(REPORT, p.ConfirmIdentity)
    stand.relay.cut()
    standing = me.go_on(REPORT, p.CardStanding)
    assert standing.advice is p.Advice.OFFLINE_REPORT
    result = me.go_on(REPORT, p.Result)
    assert result.visit.filed[-1].standing is Standing.KEPT
    me.go_on(REPORT, p.Goodbye)


def test_the_network_cut_at_filing_keeps_the_report_and_delivers_it_once_later(
    start: Start, stand: Stand
) -> None:
    assert stand.relay is not None
    me = start()
    me.until_ready()
    me.go_on(REPORT, p.ConfirmLoss)
    stand.relay.cut()
    result = me.go_on(REPORT, p.Result)
    act = result.visit.filed[-1]
    assert (act.standing, act.since) == (Standing.KEPT, None)
    stand.relay.mend()
    assert me.screen.terminal is not None
    queue = me.screen.terminal.store.queue
    me.until(lambda: queue.summary().depth == 0, "an empty queue", 60)  # type: ignore[union-attr]


def test_a_gateway_killed_before_its_answer_is_asked_again_and_counts_once(
    start: Start, stand: Stand
) -> None:
    me = start()
    me.until_ready()
    me.go_on(REPORT, p.ConfirmLoss)
    me.screen.shown.connect(
        lambda kiosk: stand.stop_gateway(kill=True) if isinstance(kiosk.page, p.AwaitingVerdict) else None
    )
    me.go_on(REPORT, p.Result)
    stand.start_gateway()
    me.go_on(REPORT, p.Goodbye)
    assert me.screen.terminal is not None
    queue = me.screen.terminal.store.queue
    me.until(lambda: queue.summary().depth == 0, "an empty queue", 60)  # type: ignore[union-attr]


def test_a_dead_reader_service_is_told_on_the_page_and_served_again_at_once(
    start: Start, stand: Stand
) -> None:
    me = start()
    me.until_ready()
    me.go_on(REPORT, p.PlaceDocument)
    daemon: PcscDaemon = stand._pcscd
    if not daemon.is_ours:
        pytest.skip("pcscd was running here before")
    with daemon.away():
        me.until(lambda: me.kiosk.conditions.reader is ReaderCondition.NO_READER, "the loss of the reader")
        QTest.qWait(300)
        assert isinstance(me.page, p.PlaceDocument)
    back = time.monotonic()
    me.until(lambda: me.kiosk.conditions.reader is not ReaderCondition.NO_READER, "the reader")
    assert time.monotonic() - back < 2.0
    me.lay_card()
    me.until_page(p.ConfirmIdentity)


def test_nervous_fingers_file_once_and_print_once(start: Start, stand: Stand) -> None:
    assert stand.printer is not None
    before = len(stand.printer.pieces)
    me = start()
    me.until_ready()
    press = me.fingers.press

    def thrice(event: PersonEvent) -> None:
        press(event)
        for _ in range(2):
            with contextlib.suppress(NoSuchButtonError):
                press(event)

    me.fingers.press = thrice  # type: ignore[method-assign]
    me.go_on(REPORT, p.Goodbye, 40)
    assert len(me.acts) == 1
    assert len(stand.printer.pieces) == before + 1


def test_the_main_job_in_landscape_with_the_card_gone_early_and_the_language_changed_on_every_page(
    start: Start,
) -> None:
    width, height, px = LANDSCAPE
    me = start(screen={"width": width, "height": height, "px_per_mm": px})
    me.until_ready()
    changed: set[type] = set()

    def change() -> None:
        kind = type(me.page)
        if kind in changed or kind in {p.Filing, p.AwaitingVerdict, p.LookingUp}:
            return
        changed.add(kind)
        wanted = "zh" if me.kiosk.preferences.language == "en" else "en"
        me.click(f"language_{wanted}")
        me.until(lambda: me.kiosk.preferences.language == wanted, wanted)

    deadline = time.monotonic() + 60
    while not isinstance(me.page, p.Goodbye):
        assert time.monotonic() < deadline, me.page
        change()
        me.act(WISH)
        if isinstance(me.page, p.ConfirmIdentity):
            me.take_card()
        QTest.qWait(20)
    assert [act.standing for act in me.acts.values()] == [Standing.IN_FORCE] * 2
    me.until_page(p.Welcome)
    assert me.kiosk.preferences.language == "zh"


def test_a_second_terminal_on_the_same_store_says_so_and_closes(start: Start, log: LogRecord) -> None:
    log.expected |= {"terminal.store_unusable"}
    first = start()
    first.until_ready()
    second = start()
    assert second.screen.terminal is None
    assert [e["kind"] for e in log if e["event"] == "terminal.store_unusable"] == ["in_use"]

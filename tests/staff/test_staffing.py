"""What staff do at a terminal: done or refused in words, in the audit, with nothing half-done."""

import errno
import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from hardware.card.failure import ReadFailure
from hardware.card.staff_card import StaffCardAnswer, StaffCardQuestion, ask_staff_card
from hardware.printer.journal import FINISHED, JobState, JournalEntry
from hardware.simulator.piv_card import PivCard
from kiosk.config import Settings, StaffSection
from kiosk.flow.conditions import Conditions, OutOfService, PrinterCondition
from kiosk.flow.effects import DoStaffAct, TryDoor
from kiosk.flow.events import DoorOpened, DoorRefused, Event, StaffActed, StaffLooked
from kiosk.flow.pages.maintenance import DoorTrouble
from kiosk.flow.roles import Role, StaffAct
from kiosk.flow.start import start
from kiosk.staff.accounts import Accounts
from kiosk.staff.door import Office, add
from kiosk.staff.pins import PEPPER_FILE, PinHasher, load_pepper, make_pepper
from kiosk.staff.shell_acts import carry_out
from kiosk.staff.stick import Stick, StickTrouble
from kiosk.store.store import Store, open_store
from kiosk.store.trouble import StoreTrouble, TroubleKind
from kiosk.terminal.loop import PlainLoop
from kiosk.terminal.panel import place_of
from kiosk.terminal.printing import ReceiptPrinter
from kiosk.terminal.staff_devices import play_notes
from kiosk.terminal.staffing import Room, Staffing
from kiosk.upstream.contract import SignedPolicy
from tests.conftest import LogRecord
from tests.staff.conftest import NOW, Clock


class NoCourier:
    """Remembers what is urgent; sending is the courier's own test."""

    def __init__(self) -> None:
        self.urgent: list[str] = []
        self.hurried = 0

    def send_now(self, submission_id: str) -> None:
        self.urgent.append(submission_id)

    def send_all_now(self) -> None:
        self.hurried += 1


class Contacts:
    """A card's contacts."""

    def __init__(self, card: PivCard) -> None:
        self.card = card

    def transmit(self, command: bytes) -> bytes:
        return self.card.answer(command)


class Hall:
    """Staff pages over a real store and an unplugged printer."""

    def __init__(self, settings: Settings, store: Store, clock: Clock) -> None:
        self.settings, self.store = settings, store
        self.loop = PlainLoop()
        self.courier = NoCourier()
        self.policies: list[SignedPolicy] = []
        self.card: PivCard | None = None
        journal = store.print_journal(state=JobState, entry=JournalEntry, finished=FINISHED)
        conditions = Conditions(now=NOW, printer=PrinterCondition.PAPER_OUT, upstream_reachable=False)
        kiosk, _ = start(place_of(settings), None, NOW, conditions=conditions)
        room = Room(
            settings=settings,
            store=store,
            loop=self.loop,
            printer=ReceiptPrinter(settings.printer, journal, self.loop),
            courier=self.courier,  # type: ignore[arg-type] # stands in for the courier's thread
            clock=clock,
            kiosk=lambda: kiosk,
            ask_card=self.ask_card,
            policy_arrived=self.policies.append,
        )
        self.staffing = Staffing(room)

    def ask_card(self, question: StaffCardQuestion) -> StaffCardAnswer | ReadFailure:
        """The card that lies there, without a reader between."""
        if self.card is None:
            return ReadFailure.INTERRUPTED
        return ask_staff_card(Contacts(self.card), question)

    def does(self, effect: TryDoor | DoStaffAct) -> Event:
        self.staffing.perform(effect)
        event = self.loop.next_event(self.loop._monotonic() + 30)
        assert event is not None
        return event

    def act(self, act: StaffAct, argument: str = "") -> StaffActed:
        done = self.does(DoStaffAct(act=act, number="01", name="李", argument=argument))
        assert isinstance(done, StaffActed)
        return done

    def audited(self) -> list[dict[str, object]]:
        return [json.loads(entry) for entry in self.store.audit.entries()]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def hall(settings: Settings, clock: Clock, stick: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    monkeypatch.setattr("kiosk.staff.stick.WAIT_SECONDS", 0.0)
    ours = settings.model_copy(update={"staff": StaffSection(stick=stick)})
    store = open_store(ours.store.path, terminal="HZ07", clock=clock)
    assert isinstance(store, Store)
    yield Hall(ours, store, clock)
    store.close()


@pytest.fixture
def code(hall: Hall, clock: Clock, authority: Path) -> Iterator[str]:
    """The one-time code of staff number 01."""
    keys = hall.settings.upstream.keys
    make_pepper(keys)
    accounts = Accounts(hall.settings.store.path.parent)
    hasher = PinHasher(load_pepper(keys))
    office = Office(accounts=accounts, hasher=hasher, clock=clock, record=partial(carry_out, hall.store))
    yield add(office, "李", Role.SUPERVISOR)[1]
    (authority / "keys" / PEPPER_FILE).unlink()


def test_a_terminal_that_was_never_set_up_says_so_at_the_door(hall: Hall) -> None:
    assert hall.does(TryDoor(number="01", secret="000000")) == DoorRefused(trouble=DoorTrouble.NOT_SET_UP)


def test_a_wrong_pin_is_refused_and_a_right_code_opens(hall: Hall, code: str) -> None:
    assert hall.does(TryDoor(number="01", secret="00000000")) == DoorRefused(trouble=DoorTrouble.WRONG)
    opened = hall.does(TryDoor(number="01", secret=code))
    assert isinstance(opened, DoorOpened)
    assert opened.must_choose_pin
    chosen = hall.does(TryDoor(number="01", secret="271828", new_pin=True))
    assert isinstance(chosen, DoorOpened)
    assert not chosen.must_choose_pin


def test_a_test_page_is_not_queued_at_a_printer_without_paper(hall: Hall) -> None:
    done = hall.act(StaffAct.TEST_PRINTER)
    assert not done.well
    assert done.said.en == "Out of paper"


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (StaffAct.STOP_STAFF, OutOfService.STAFF),
        (StaffAct.STOP_CLEANING, OutOfService.CLEANING),
        (StaffAct.STOP_REPAIR, OutOfService.REPAIR),
    ],
)
def test_out_of_service_is_kept_and_taken_back(act: StaffAct, reason: OutOfService, hall: Hall) -> None:
    assert hall.act(act).well
    assert hall.store.service.out_of_service() == reason.value
    assert hall.act(StaffAct.OPEN).well
    assert hall.store.service.out_of_service() == ""


def test_an_act_that_cannot_be_audited_is_not_done(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    full = StoreTrouble(kind=TroubleKind.FULL)
    monkeypatch.setattr(hall.store.audit, "append", lambda *_event, **_fields: full)
    killed: list[int] = []
    monkeypatch.setattr(os, "kill", lambda _process, number: killed.append(number))
    assert not hall.act(StaffAct.RESTART).well
    assert killed == []


def test_a_restart_ends_the_program_in_good_order(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    killed: list[int] = []
    monkeypatch.setattr(os, "kill", lambda _process, number: killed.append(number))
    assert hall.act(StaffAct.RESTART).well
    assert killed == [15]


def test_every_act_is_in_the_audit_with_who_did_it(hall: Hall) -> None:
    for act in (StaffAct.TEST_PRINTER, StaffAct.CLEAN, StaffAct.KEEP_LOOK, StaffAct.RETRY_ALL):
        hall.act(act)
    entries = [entry for entry in hall.audited() if entry.get("clerk") == "01"]
    assert [entry.get("act", entry["event"]) for entry in entries] == [
        "test_printer",
        "clean",
        "keep_look",
        "queue.retried",
    ]


def test_a_record_that_is_not_parked_cannot_be_sent_again(hall: Hall) -> None:
    assert not hall.act(StaffAct.UNPARK, "0" * 32).well


def test_the_queue_goes_to_the_stick_sealed_and_is_not_taken_away(hall: Hall, stick: Path) -> None:
    done = hall.act(StaffAct.EXPORT_QUEUE)
    (written,) = stick.iterdir()
    assert done.well
    assert json.loads(written.read_text().splitlines()[0])["format"] == "buka-outbox/1"


def test_without_a_stick_it_is_said_and_nothing_is_written(hall: Hall, stick: Path) -> None:
    stick.rmdir()
    done = hall.act(StaffAct.EXPORT_QUEUE)
    assert not done.well
    assert "No usable stick" in done.said.en


@pytest.mark.parametrize(
    ("number", "trouble"),
    [
        (errno.ENOSPC, StickTrouble.FULL),
        (errno.EROFS, StickTrouble.READ_ONLY),
        (errno.EIO, StickTrouble.PULLED),
        (errno.ENOENT, StickTrouble.PULLED),
    ],
)
def test_every_trouble_with_a_stick_has_its_name(number: int, trouble: StickTrouble, stick: Path) -> None:
    def fails(_path: Path) -> int:
        raise OSError(number, os.strerror(number))

    assert Stick(mount=stick, wish=stick / "wish", real=False).write("x", fails) is trouble


def test_a_stick_pulled_after_the_last_byte_is_not_called_written(stick: Path) -> None:
    def pulled(path: Path) -> int:
        path.write_text("all of it")
        path.unlink()
        path.parent.rmdir()
        return 1

    ours = Stick(mount=stick, wish=stick.parent / "wish", real=False, sleep=lambda _s: None, clock=_soon())
    assert ours.write("x", pulled) is StickTrouble.PULLED


def _soon() -> Callable[[], float]:
    """A clock on which every look is a minute later."""
    ticks = iter(range(0, 6000, 60))
    return lambda: float(next(ticks))


def test_a_look_shows_what_is_wrong_first_and_why_the_queue_waits(hall: Hall) -> None:
    looked = hall.does(DoStaffAct(act=StaffAct.LOOK, number="01", name="李"))
    assert isinstance(looked, StaffLooked)
    verdicts = [check.ok for check in looked.look.checks]
    assert verdicts == sorted(verdicts)
    assert looked.look.queue.why.en == "Everything has arrived"


def test_a_defect_in_an_act_is_told_and_the_terminal_goes_on(
    hall: Hall, log: LogRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.expected.add("staff.act_crashed")
    monkeypatch.setattr(hall.store.queue, "retry_now", lambda _clerk: 1 / 0)
    assert not hall.act(StaffAct.RETRY_ALL).well


def test_a_terminal_that_waits_for_no_wish_says_that_it_cannot_restart_the_machine(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.terminal.staffing.REBOOT_WISH", tmp_path / "none" / "reboot-wanted")
    assert not hall.act(StaffAct.REBOOT).well


def test_a_restart_of_the_machine_leaves_the_wish(
    hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.terminal.staffing.REBOOT_WISH", tmp_path / "reboot-wanted")
    assert hall.act(StaffAct.REBOOT).well
    assert (tmp_path / "reboot-wanted").exists()


def test_an_assisted_visit_is_in_the_audit_before_it_begins(hall: Hall) -> None:
    assert hall.act(StaffAct.ASSIST).well
    assert hall.audited()[-1]["event"] == "visit.assisted"


def test_one_record_is_sent_at_once_and_the_audit_says_who_asked(hall: Hall) -> None:
    assert hall.act(StaffAct.RETRY_ONE, "0" * 32).well
    assert hall.courier.urgent == ["0" * 32]
    assert hall.audited()[-1]["act"] == "retry_one"


@pytest.mark.parametrize(
    ("argument", "words"),
    [("1 5 0.0", "1 cells never answered"), ("0 2 1.0", "beside"), ("0 0 9.5", "9.5 mm")],
)
def test_a_touch_panel_that_fails_is_told_with_what_to_do(argument: str, words: str, hall: Hall) -> None:
    done = hall.act(StaffAct.TEST_TOUCH, argument)
    assert not done.well
    assert words in done.said.en


def test_a_sound_touch_panel_is_told_with_its_worst_miss(hall: Hall) -> None:
    done = hall.act(StaffAct.TEST_TOUCH, "0 0 2.5")
    assert done.well
    assert "2.5 mm" in done.said.en


@pytest.mark.parametrize(
    ("player", "well", "words"),
    [
        (("/none/aplay",), False, "No player"),
        (("false",), False, "No sound device"),
        (("cat",), True, "Three notes"),
    ],
)
def test_the_sound_test_plays_notes_or_says_what_is_missing(
    player: tuple[str, ...], well: bool, words: str
) -> None:
    played, said = play_notes(player)
    assert played is well
    assert words in said.en

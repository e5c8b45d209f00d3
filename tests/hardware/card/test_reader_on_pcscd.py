"""The reader thread on a real pcscd with the virtual reader."""

import random
import threading
from pathlib import Path

import pytest

from hardware.card.diagnosis import diagnose
from hardware.card.documents import ResidentId, SocialSecurityCard
from hardware.card.failure import ReadFailure
from hardware.card.pcsc import PcscReader
from hardware.card.pcsc_escape import open_escape
from hardware.card.presence import Presence, PresenceChanged, ReadEnded
from hardware.card.reader import CardReader
from hardware.card.scard import chosen, reader_names
from hardware.card.settings import ReaderKind, ReaderSettings
from hardware.simulator.card_file import CardFile, card_file, load_card_file
from hardware.simulator.faults import FaultyCard
from hardware.simulator.pcscd import PcscDaemon
from hardware.simulator.vpcd import DEFAULT_PORT, VirtualCardSlot
from tests.hardware.card.conftest import Listener

pytestmark = pytest.mark.real

SAMPLES = Path("assets/samples/cards")
WANG = load_card_file(SAMPLES / "wang-guilan.toml")
CHEN = load_card_file(SAMPLES / "chen-wei.toml")
SOCIAL = load_card_file(SAMPLES / "social-security.toml")
FIRST = "Virtual PCD 00 00"
SECOND = "Virtual PCD 00 01"


def faulty(**faults: float) -> FaultyCard:
    return card_file({"kind": WANG.kind, "fields": dict(WANG.fields), "faults": faults}).card()


def chip(**peculiarities: object) -> FaultyCard:
    return card_file({"kind": SOCIAL.kind, "fields": dict(SOCIAL.fields), "chip": peculiarities}).card()


def name_of(outcome: object) -> str:
    assert isinstance(outcome, ResidentId)
    return outcome.name


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_card_pulled_mid_read_is_reported_as_interrupted(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener
) -> None:
    reader.arm("visit")
    slot.put(faulty(removed_after=1))
    assert listener.outcome("visit") is ReadFailure.INTERRUPTED
    listener.presence(Presence.INTERRUPTED)


def test_a_card_that_falls_silent_is_reported_and_served_again_after_it_left(
    pcscd: PcscDaemon, slot: VirtualCardSlot, listener: Listener
) -> None:
    del pcscd
    reader = CardReader(ReaderSettings(name=FIRST, read_seconds=0.3), listener)
    reader.start()
    listener.presence(Presence.NO_CARD)
    reader.arm("visit")
    slot.put(faulty(mute_after=1))
    assert listener.outcome("visit") is ReadFailure.READER_SILENT
    listener.presence(Presence.UNREADABLE)
    slot.pull()
    listener.presence(Presence.NO_CARD)
    reader.arm("next")
    slot.put(WANG.card())
    assert isinstance(listener.outcome("next"), ResidentId)
    assert reader.stop(5.0)


def test_a_card_upside_down_is_unreadable_and_read_once_it_is_turned(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener
) -> None:
    reader.arm("visit")
    slot.put(faulty(unreadable=True))
    listener.presence(Presence.UNREADABLE)
    slot.put(WANG.card())
    assert isinstance(listener.outcome("visit"), ResidentId)


def test_a_chip_card_of_another_kind_is_unserved(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener
) -> None:
    reader.arm("visit")
    slot.put(chip(knows_aid=False, record_forms=[]))
    assert listener.outcome("visit") is ReadFailure.CARD_NOT_SERVED
    listener.presence(Presence.UNSERVED)


@pytest.mark.parametrize(
    ("faults", "failure"),
    [
        ({"wrong_status_at": 1}, ReadFailure.WRONG_STATUS),
        ({"wrong_length_at": 2}, ReadFailure.WRONG_LENGTH),
    ],
)
def test_a_wrong_answer_is_a_named_failure_and_the_card_can_be_read_again(
    reader: CardReader,
    slot: VirtualCardSlot,
    listener: Listener,
    faults: dict[str, int],
    failure: ReadFailure,
) -> None:
    reader.arm("visit")
    slot.put(faulty(**faults))
    assert listener.outcome("visit") is failure
    reader.arm("again")
    assert isinstance(listener.outcome("again"), ResidentId)


def test_a_card_that_another_program_holds_is_busy(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener
) -> None:
    other = PcscReader(FIRST)
    slot.put(WANG.card())
    listener.presence(Presence.CARD_PRESENT)
    other.wait(0.1)
    card = other.connect()
    assert not isinstance(card, ReadFailure)
    with card:
        reader.arm("visit")
        assert listener.outcome("visit") is ReadFailure.READER_BUSY
    other.close()
    reader.arm("again")
    assert isinstance(listener.outcome("again"), ResidentId)


def test_service_is_back_within_two_seconds_after_pcscd_was_killed(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener, pcscd: PcscDaemon
) -> None:
    slot.put(WANG.card())
    listener.presence(Presence.CARD_PRESENT)
    with pcscd.away():
        listener.presence(Presence.NO_READER)
    listener.presence(Presence.CARD_PRESENT, seconds=2.0)
    reader.arm("visit")
    assert isinstance(listener.outcome("visit"), ResidentId)


def test_pcscd_killed_in_the_middle_of_a_reading_ends_it(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener, pcscd: PcscDaemon
) -> None:
    reader.arm("visit")
    slot.put(faulty(seconds_per_answer=5.0))
    listener.presence(Presence.CARD_PRESENT)
    with pcscd.away():
        assert listener.outcome("visit") is ReadFailure.NO_READER
        listener.presence(Presence.NO_READER)
        slot.pull()
    listener.presence(Presence.NO_CARD)
    reader.arm("next")
    slot.put(WANG.card())
    assert isinstance(listener.outcome("next"), ResidentId)


def test_a_reader_that_comes_after_the_program_started_is_found(
    pcscd: PcscDaemon, slot: VirtualCardSlot, listener: Listener
) -> None:
    reader = CardReader(ReaderSettings(name=FIRST), listener)
    with pcscd.away():
        reader.start()
        listener.presence(Presence.NO_READER)
    slot.put(WANG.card())
    listener.presence(Presence.CARD_PRESENT, seconds=2.5)
    assert reader.stop(5.0)


def test_a_reader_that_is_not_there_is_no_reader_and_its_neighbour_is_not_taken(
    pcscd: PcscDaemon, slot: VirtualCardSlot, listener: Listener
) -> None:
    del pcscd
    reader = CardReader(ReaderSettings(name="Another Reader"), listener)
    reader.start()
    slot.put(WANG.card())
    listener.presence(Presence.NO_READER)
    assert reader.stop(5.0)
    assert listener.reports == [PresenceChanged(Presence.NO_READER)]


def test_each_of_two_readers_sees_its_own_card_only(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener, pcscd: PcscDaemon
) -> None:
    del pcscd
    heard = type(listener)()
    second = CardReader(ReaderSettings(name=SECOND), heard)
    second.start()
    heard.presence(Presence.NO_CARD)
    second_slot = VirtualCardSlot(DEFAULT_PORT + 1)
    reader.arm("first")
    second.arm("second")
    with second_slot.holding(CHEN.card()):
        assert name_of(heard.outcome("second")) == "陈伟"
        slot.put(WANG.card())
        assert name_of(listener.outcome("first")) == "王桂兰"
        slot.pull()
        listener.presence(Presence.NO_CARD)
        second.arm("again")
        assert name_of(heard.outcome("again")) == "陈伟"
    assert second.stop(5.0)


def test_a_card_on_the_reader_is_not_read_before_it_is_asked_for(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener
) -> None:
    slot.put(WANG.card())
    listener.presence(Presence.CARD_PRESENT)
    slot.pull()
    listener.presence(Presence.NO_CARD)
    assert all(isinstance(report, PresenceChanged) for report in listener.reports)


def test_a_resident_id_is_read_when_it_is_put_down_and_stays_present(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener
) -> None:
    reader.arm("visit")
    slot.put(WANG.card())
    document = listener.outcome("visit")
    assert isinstance(document, ResidentId)
    assert (document.name, document.number) == ("王桂兰", "11010519491231002X")
    reader.arm("again")
    assert listener.outcome("again") == document
    assert listener.reports[-3] == ReadEnded("visit", document)


@pytest.mark.parametrize("protocol", ["T=0", "T=1"])
def test_a_social_security_card_is_read_over_both_protocols(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener, protocol: str
) -> None:
    reader.arm("visit")
    slot.put(chip(protocol=protocol))
    document = listener.outcome("visit")
    assert isinstance(document, SocialSecurityCard)
    assert document.card_number == "E12345678"


@pytest.mark.faults
def test_twenty_cards_put_on_and_pulled_at_random_moments_leave_nothing_behind(
    reader: CardReader, slot: VirtualCardSlot, listener: Listener
) -> None:
    chance = random.Random(20)
    files, threads = open_files(), threading.active_count()
    held = {}
    for visit in range(20):
        card = chance.choice([WANG, CHEN])
        held[str(visit)] = card.fields["name"]
        reader.arm(str(visit))
        slot.put(faulty_at(card, chance.choice([0, 0, 1])))
        threading.Event().wait(0.4 + chance.random() * 0.4)
        slot.pull()
        reader.disarm()
    listener.settled(Presence.NO_CARD)
    reader.arm("last")
    slot.put(CHEN.card())
    assert name_of(listener.outcome("last")) == "陈伟"
    read = [report for report in listener.reports if isinstance(report, ReadEnded)]
    documents = [(one.token, one.outcome) for one in read if isinstance(one.outcome, ResidentId)]
    assert len(documents) > 1
    assert all(document.name == held.get(token, "陈伟") for token, document in documents)
    slot.pull()
    listener.presence(Presence.NO_CARD)
    assert open_files() <= files, "fewer when what an earlier test left is collected meanwhile"
    assert threading.active_count() <= threads


def faulty_at(card: CardFile, removed_after: int) -> FaultyCard:
    content = {"kind": card.kind, "fields": dict(card.fields), "faults": {"removed_after": removed_after}}
    return card_file(content).card()


class TestEscape:
    """The escape door on a reader that has no escape commands."""

    def test_a_reader_without_escape_commands_says_so(self, pcscd: PcscDaemon) -> None:
        del pcscd
        channel = open_escape(FIRST, 1)
        assert not isinstance(channel, ReadFailure)
        assert channel.control(b"\xaa") is ReadFailure.READER_FAULT
        channel.close()

    def test_a_missing_reader_and_a_missing_service_are_no_reader(self, pcscd: PcscDaemon) -> None:
        assert open_escape("Another Reader", 1) is ReadFailure.NO_READER
        with pcscd.away():
            assert open_escape(FIRST, 1) is ReadFailure.NO_READER
            assert reader_names() == []

    def test_a_module_that_cannot_be_reached_is_no_reader(
        self, pcscd: PcscDaemon, listener: Listener
    ) -> None:
        del pcscd
        reader = CardReader(ReaderSettings(kind=ReaderKind.SAMV_ESCAPE, name=FIRST), listener)
        reader.start()
        listener.presence(Presence.NO_READER)
        assert reader.stop(5.0)


class TestDiagnosis:
    """What staff are told about the reader."""

    def test_a_service_that_is_away_is_told_apart_from_a_reader_that_is_not_there(
        self, pcscd: PcscDaemon
    ) -> None:
        absent = diagnose(ReaderSettings(name="Another Reader"))
        assert (absent.trouble, absent.service, absent.readers) == (
            ReadFailure.NO_READER,
            True,
            (FIRST, SECOND),
        )
        with pcscd.away():
            away = diagnose(ReaderSettings(name=FIRST))
        assert (away.trouble, away.service, away.readers) == (ReadFailure.NO_READER, False, ())

    def test_an_escape_reader_without_a_module_is_named_with_its_neighbours(self, pcscd: PcscDaemon) -> None:
        del pcscd
        found = diagnose(ReaderSettings(kind=ReaderKind.SAMV_ESCAPE, name=SECOND))
        assert (found.trouble, found.readers) == (ReadFailure.READER_FAULT, (FIRST, SECOND))

    def test_a_fit_reader_is_named(self, pcscd: PcscDaemon) -> None:
        del pcscd
        found = diagnose(ReaderSettings(name="00 01"))
        assert (found.trouble, found.reader) == (None, SECOND)

    @pytest.mark.parametrize("kind", [ReaderKind.PCSC, ReaderKind.SAMV_ESCAPE])
    def test_a_virtual_reader_is_as_good_as_absent_in_production(
        self, pcscd: PcscDaemon, kind: ReaderKind
    ) -> None:
        del pcscd
        settings = ReaderSettings(kind=kind, name=FIRST, accept_simulated=False)
        assert diagnose(settings).trouble is ReadFailure.NO_READER


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(SECOND, SECOND), ("PCD 00 01", SECOND), ("", FIRST), ("Virtual", FIRST), ("ACS", "")],
)
def test_the_reader_is_chosen_by_its_name_or_a_part_of_it(wanted: str, found: str) -> None:
    assert chosen(wanted, [SECOND, FIRST]) == found

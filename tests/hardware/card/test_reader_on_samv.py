"""The reader thread on a SAM_V module at the end of a serial line (a pty)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.card.diagnosis import diagnose
from hardware.card.documents import ForeignerResidence2017, ResidentId
from hardware.card.failure import ReadFailure
from hardware.card.presence import Presence
from hardware.card.reader import CardReader
from hardware.card.settings import ReaderKind, ReaderSettings
from hardware.card.trace import Exchange
from hardware.simulator.card_file import CardFile, card_file, load_card_file
from hardware.simulator.samv_pty import VirtualSamvReader
from tests.hardware.card.conftest import Listener

pytestmark = pytest.mark.real

SAMPLES = Path("assets/samples/cards")
WANG = load_card_file(SAMPLES / "wang-guilan.toml")


def faulty(**faults: float) -> CardFile:
    return card_file({"kind": WANG.kind, "fields": dict(WANG.fields), "faults": faults})


@pytest.fixture
def samv(tmp_path: Path) -> Iterator[VirtualSamvReader]:
    with VirtualSamvReader(tmp_path / "ttyIDCARD") as virtual:
        yield virtual


def settings(samv: VirtualSamvReader) -> ReaderSettings:
    return ReaderSettings(kind=ReaderKind.SAMV_SERIAL, name=str(samv.path))


def test_a_simulated_module_is_no_reader_in_production(samv: VirtualSamvReader) -> None:
    assert diagnose(replace(settings(samv), accept_simulated=False)).trouble is ReadFailure.NO_READER


def test_a_missing_serial_device_is_no_reader(samv: VirtualSamvReader) -> None:
    samv.unplug()
    found = diagnose(settings(samv))
    assert (found.trouble, found.reader, found.sam_id) == (ReadFailure.NO_READER, "", "")


def test_a_module_that_failed_its_self_test_is_diagnosed_as_such(samv: VirtualSamvReader) -> None:
    samv.module.fault = 0x60
    found = diagnose(settings(samv))
    assert (found.trouble, found.sam_id) == (ReadFailure.SAM_SELF_TEST_FAILED, "")


def test_a_fit_module_tells_its_identity(samv: VirtualSamvReader) -> None:
    found = diagnose(settings(samv))
    assert found.trouble is None
    assert (found.service, found.readers, found.reader) == (True, (), str(samv.path))
    assert len(found.sam_id) == 32


@pytest.fixture
def exchanges() -> list[Exchange]:
    return []


@pytest.fixture
def reader(samv: VirtualSamvReader, listener: Listener, exchanges: list[Exchange]) -> Iterator[CardReader]:
    reader = CardReader(replace(settings(samv), taken_seconds=0.2), listener, trace=exchanges.append)
    reader.start()
    listener.presence(Presence.NO_CARD)
    yield reader
    assert reader.stop(5.0)


def test_a_reader_that_is_unplugged_and_plugged_in_again_serves_again(
    reader: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    samv.unplug()
    listener.presence(Presence.NO_READER)
    samv.plug()
    listener.presence(Presence.NO_CARD, seconds=2.0)
    reader.arm("visit")
    samv.put(WANG)
    assert isinstance(listener.outcome("visit"), ResidentId)


def test_a_module_that_does_not_answer_is_no_reader(
    reader: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    samv.put(faulty(mute_after=2))
    listener.presence(Presence.NO_READER)
    samv.put(WANG)
    listener.presence(Presence.CARD_PRESENT)
    reader.arm("visit")
    assert isinstance(listener.outcome("visit"), ResidentId)


def test_a_card_whose_answer_was_garbled_must_leave_the_field_too_and_is_then_read(
    reader: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    reader.arm("visit")
    samv.put(faulty(wrong_checksum_at=3))
    assert listener.outcome("visit") is ReadFailure.GARBLED_ANSWER
    listener.presence(Presence.ALREADY_READ)
    reader.arm("again")
    samv.pull()
    samv.put(WANG)
    assert isinstance(listener.outcome("again"), ResidentId)


def test_a_card_read_for_a_visit_that_is_over_counts_as_taken_away_after_a_while(
    reader: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    reader.arm("visit")
    samv.put(WANG)
    assert isinstance(listener.outcome("visit"), ResidentId)
    listener.presence(Presence.ALREADY_READ)
    reader.disarm()
    listener.presence(Presence.NO_CARD)


def test_a_second_card_is_asked_for_only_once_the_first_has_left_and_both_moves_are_told(
    reader: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    reader.arm("applicant")
    samv.put(WANG)
    assert isinstance(listener.outcome("applicant"), ResidentId)
    listener.presence(Presence.ALREADY_READ)
    samv.pull()
    samv.put(load_card_file(SAMPLES / "smith-2017.toml"))
    listener.presence(Presence.NO_CARD)
    listener.presence(Presence.CARD_PRESENT)
    reader.arm("holder")
    assert isinstance(listener.outcome("holder"), ForeignerResidence2017)


def test_a_card_pulled_mid_read_is_interrupted(
    reader: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    reader.arm("visit")
    samv.put(faulty(removed_after=2))
    assert listener.outcome("visit") is ReadFailure.INTERRUPTED
    listener.presence(Presence.INTERRUPTED)


def test_a_slow_module_is_waited_for(reader: CardReader, samv: VirtualSamvReader, listener: Listener) -> None:
    reader.arm("visit")
    samv.put(faulty(seconds_per_answer=0.1))
    assert isinstance(listener.outcome("visit"), ResidentId)


def test_noise_before_every_answer_does_no_harm(
    reader: CardReader, samv: VirtualSamvReader, listener: Listener
) -> None:
    samv.module.noise = b"\x00\xff\xaa\xaa\x96"
    reader.arm("visit")
    samv.put(WANG)
    assert isinstance(listener.outcome("visit"), ResidentId)


def test_a_card_read_once_is_read_again_only_after_it_left_the_field(
    reader: CardReader, samv: VirtualSamvReader, listener: Listener, exchanges: list[Exchange]
) -> None:
    reader.arm("first")
    samv.put(WANG)
    assert isinstance(listener.outcome("first"), ResidentId)
    listener.presence(Presence.ALREADY_READ)
    reader.arm("second")
    samv.pull()
    samv.put(load_card_file(SAMPLES / "smith-2017.toml"))
    assert isinstance(listener.outcome("second"), ForeignerResidence2017)
    assert not any("王桂兰".encode("utf-16-le").hex(" ").upper() in repr(exchange) for exchange in exchanges)
    assert exchanges

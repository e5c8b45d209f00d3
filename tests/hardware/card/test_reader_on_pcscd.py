"""The reader thread on a real pcscd with the virtual reader."""

from pathlib import Path

import pytest

from hardware.card.documents import ResidentId
from hardware.card.failure import ReadFailure
from hardware.card.presence import Presence, PresenceChanged
from hardware.simulator.card_file import card_file, load_card_file

pytestmark = pytest.mark.real

SAMPLES = Path("assets/samples/cards")
WANG = load_card_file(SAMPLES / "wang-guilan.toml")


def faulty(**faults):
    return card_file({"kind": WANG.kind, "fields": dict(WANG.fields), "faults": faults}).card()


def test_a_card_pulled_mid_read_is_reported_as_interrupted(reader, slot, listener):
    reader.arm("visit")
    slot.put(faulty(removed_after=1))
    assert listener.outcome("visit") is ReadFailure.INTERRUPTED
    listener.presence(Presence.INTERRUPTED)


def test_a_card_on_the_reader_is_not_read_before_it_is_asked_for(reader, slot, listener):
    slot.put(WANG.card())
    listener.presence(Presence.CARD_PRESENT)
    slot.pull()
    listener.presence(Presence.NO_CARD)
    assert all(isinstance(report, PresenceChanged) for report in listener.reports)


def test_a_resident_id_is_read_when_it_is_put_down(reader, slot, listener):
    reader.arm("visit")
    slot.put(WANG.card())
    document = listener.outcome("visit")
    assert isinstance(document, ResidentId)
    assert (document.name, document.number) == ("王桂兰", "11010519491231002X")
    assert document.unlimited


def test_service_is_back_within_two_seconds_after_pcscd_was_killed(reader, slot, listener, pcscd):
    slot.put(WANG.card())
    listener.presence(Presence.CARD_PRESENT)
    pcscd.kill()
    listener.presence(Presence.NO_READER)
    pcscd.resume()
    listener.presence(Presence.CARD_PRESENT, seconds=2.0)
    reader.arm("visit")
    assert isinstance(listener.outcome("visit"), ResidentId)

"""The module's commands, against the simulated module without a line between."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card.documents import ForeignerResidence2017, ResidentId
from hardware.card.failure import SAM_STATUS, ReadFailure, Remedy
from hardware.card.presence import Presence
from hardware.card.sam_content import base_text, checked, fingerprint_text, newest_address
from hardware.card.sam_device import SamDevice
from hardware.card.sam_escape import Control, EscapePort
from hardware.card.sam_frame import SamAnswer, SamFrameParser
from hardware.card.sam_module import SamModule
from hardware.simulator.card_file import CardFile, card_file, load_card_file
from hardware.simulator.samv import SamvModule
from tests.conftest import LogRecord

SAMPLES = Path("assets/samples/cards")
WANG = load_card_file(SAMPLES / "wang-guilan.toml")
MEMET = load_card_file(SAMPLES / "memet-tursun.toml")


class DirectPort:
    """The simulated module at the end of no line at all; silences and losses on demand."""

    def __init__(self, module: SamvModule) -> None:
        self.module = module
        self.requests = 0
        self.silences = 0
        self.lost = False
        self.closed = False

    def request(self, frame: bytes, seconds: float) -> SamAnswer | ReadFailure:
        del seconds
        self.requests += 1
        if self.lost:
            return ReadFailure.NO_READER
        if self.silences:
            self.silences -= 1
            return ReadFailure.READER_SILENT
        answers = self.module.receive(frame)
        return SamFrameParser().feed(answers[0])[0] if answers else ReadFailure.READER_SILENT

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def port() -> DirectPort:
    return DirectPort(SamvModule())


@pytest.fixture
def module(port: DirectPort) -> SamModule:
    return SamModule(port)


def faulty(**faults: float) -> CardFile:
    return card_file({"kind": WANG.kind, "fields": dict(WANG.fields), "faults": faults})


@pytest.mark.parametrize(("sw3", "cause"), SAM_STATUS.items())
def test_every_status_byte_of_the_table_has_its_own_named_cause(
    port: DirectPort, module: SamModule, sw3: int, cause: ReadFailure
) -> None:
    port.module.fault = sw3
    assert module.status() is cause
    assert module.find() is cause


def test_a_status_byte_outside_the_table_is_named_too(port: DirectPort, module: SamModule) -> None:
    port.module.fault = 0x77
    assert module.status() is ReadFailure.SAM_UNKNOWN_STATUS


def test_no_two_status_bytes_share_a_cause() -> None:
    assert len(set(SAM_STATUS.values())) == len(SAM_STATUS)


def test_a_status_word_of_the_card_passed_through_is_a_wrong_status() -> None:
    assert checked(SamAnswer(b"\x6a\x82\x90", b"")) is ReadFailure.WRONG_STATUS


def test_silence_is_asked_again_but_an_error_answer_is_a_result(port: DirectPort, module: SamModule) -> None:
    port.silences = 2
    assert module.find() is ReadFailure.FIND_FAILED
    assert port.requests == 3


def test_lasting_silence_is_reported(port: DirectPort, module: SamModule) -> None:
    port.silences = 99
    assert module.status() is ReadFailure.READER_SILENT
    assert port.requests == 3


def test_a_card_is_not_read_before_it_is_selected(port: DirectPort, module: SamModule) -> None:
    port.module.put(WANG)
    assert module.find() is None
    assert module.read_base() is ReadFailure.CARD_READ_FAILED


@pytest.mark.parametrize("fingerprint", [1024, 512, 0])
def test_a_card_is_read_and_its_fingerprint_never_leaves(
    port: DirectPort, module: SamModule, fingerprint: int
) -> None:
    port.module.put(WANG)
    port.module.fingerprint = fingerprint
    assert (module.find(), module.select()) == (None, None)
    document = module.read_with_fingerprint()
    assert isinstance(document, ResidentId)
    assert document.name == "王桂兰"


def test_a_card_without_an_appended_address_keeps_its_printed_one(
    port: DirectPort, module: SamModule
) -> None:
    port.module.put(WANG)
    assert (module.find(), module.select()) == (None, None)
    document = module.read_base()
    assert isinstance(document, ResidentId)
    assert module.with_newest_address(document) == document


def test_the_appended_address_is_added(port: DirectPort, module: SamModule) -> None:
    port.module.put(MEMET)
    assert (module.find(), module.select()) == (None, None)
    printed = module.read_base()
    assert isinstance(printed, ResidentId)
    document = module.with_newest_address(printed)
    assert isinstance(document, ResidentId)
    assert document.newest_address == "浙江省杭州市滨江区江南大道３８８号"


def test_the_appended_address_is_asked_for_only_with_a_citizen_s_card(
    port: DirectPort, module: SamModule
) -> None:
    foreigner = load_card_file(SAMPLES / "smith-2017.toml")
    port.module.put(foreigner)
    assert (module.find(), module.select()) == (None, None)
    document = module.read_base()
    assert isinstance(document, ForeignerResidence2017)
    before = port.requests
    assert module.with_newest_address(document) == document
    assert port.requests == before


def test_a_failure_at_the_appended_address_is_no_document(port: DirectPort, module: SamModule) -> None:
    port.module.put(faulty(wrong_status_at=4))
    assert (module.find(), module.select()) == (None, None)
    document = module.read_base()
    assert isinstance(document, ResidentId)
    assert module.with_newest_address(document) is ReadFailure.CARD_READ_FAILED


def test_the_module_tells_its_identity_and_can_be_reset(port: DirectPort, module: SamModule) -> None:
    assert len(module.sam_id()) == 16
    assert module.reset() is None
    assert module.status() is None
    port.module.fault = 0x60
    assert module.sam_id() is ReadFailure.SAM_SELF_TEST_FAILED
    assert module.reset() is ReadFailure.SAM_SELF_TEST_FAILED
    assert module.read_base() is ReadFailure.SAM_SELF_TEST_FAILED
    assert module.read_with_fingerprint() is ReadFailure.SAM_SELF_TEST_FAILED


class TestDevice:
    """The reader thread's view."""

    @pytest.fixture
    def device(self, port: DirectPort) -> SamDevice:
        return SamDevice(lambda: port)

    def look(self, device: SamDevice) -> Presence:
        return device.watch(0.0).presence

    def test_a_module_that_cannot_be_reached_is_no_reader(self) -> None:
        device = SamDevice(lambda: ReadFailure.NO_READER)
        assert self.look(device) is Presence.NO_READER
        assert device.read() is ReadFailure.NO_READER

    def test_a_module_that_failed_its_self_test_is_no_reader_and_the_log_says_why_once(
        self, port: DirectPort, device: SamDevice, log: LogRecord
    ) -> None:
        port.module.fault = 0x60
        assert [self.look(device) for _ in range(3)] == [Presence.NO_READER] * 3
        assert [entry["cause"] for entry in log] == ["sam_self_test_failed"]
        port.module.fault = None
        assert self.look(device) is Presence.NO_CARD

    def test_a_module_that_is_not_fit_when_it_is_opened_is_reset(
        self, port: DirectPort, device: SamDevice
    ) -> None:
        port.module.fault = 0x60
        port.module.reset_cures = True
        assert self.look(device) is Presence.NO_CARD

    def test_noise_on_the_line_does_not_change_what_the_field_shows(
        self, port: DirectPort, device: SamDevice
    ) -> None:
        port.module.put(faulty(wrong_checksum_at=2))
        assert [self.look(device) for _ in range(3)] == [Presence.CARD_PRESENT] * 3

    def test_a_card_that_goes_after_it_was_found_is_interrupted(
        self, port: DirectPort, device: SamDevice
    ) -> None:
        port.module.put(WANG)
        assert self.look(device) is Presence.CARD_PRESENT
        port.module.pull()
        assert device.read() is ReadFailure.INTERRUPTED
        assert self.look(device) is Presence.NO_CARD

    def test_a_card_that_goes_during_the_read_is_interrupted(
        self, port: DirectPort, device: SamDevice
    ) -> None:
        port.module.put(faulty(removed_after=2))
        assert self.look(device) is Presence.CARD_PRESENT
        assert device.read() is ReadFailure.INTERRUPTED

    def test_a_read_that_fails_with_the_card_still_there_is_not_an_interruption(
        self, port: DirectPort, device: SamDevice
    ) -> None:
        port.module.put(faulty(wrong_status_at=3))
        assert self.look(device) is Presence.CARD_PRESENT
        assert device.read() is ReadFailure.CARD_READ_FAILED
        assert self.look(device) is Presence.CARD_PRESENT
        assert isinstance(device.read(), ResidentId)

    def test_a_short_answer_is_a_wrong_length(self, port: DirectPort, device: SamDevice) -> None:
        port.module.put(faulty(wrong_length_at=3))
        assert self.look(device) is Presence.CARD_PRESENT
        assert device.read() is ReadFailure.WRONG_LENGTH

    def test_a_card_left_after_a_good_read_is_already_read_and_never_no_card(
        self, port: DirectPort, device: SamDevice
    ) -> None:
        port.module.put(WANG)
        assert self.look(device) is Presence.CARD_PRESENT
        assert isinstance(device.read(), ResidentId)
        assert [self.look(device) for _ in range(3)] == [Presence.ALREADY_READ] * 3

    def test_the_same_card_put_down_again_is_a_new_presentation(
        self, port: DirectPort, device: SamDevice
    ) -> None:
        port.module.put(WANG)
        first = device.watch(0.0)
        device.read()
        device.watch(0.0)
        port.module.pull()
        port.module.put(WANG)
        second = device.watch(0.0)
        assert (first.presence, second.presence) == (Presence.CARD_PRESENT, Presence.CARD_PRESENT)
        assert first.presentation != second.presentation
        assert isinstance(device.read(), ResidentId)

    def test_a_line_lost_during_the_read_is_opened_again(self, port: DirectPort, device: SamDevice) -> None:
        port.module.put(WANG)
        self.look(device)
        port.lost = True
        assert device.read() is ReadFailure.NO_READER
        assert port.closed
        port.lost = False
        assert self.look(device) is Presence.CARD_PRESENT

    def test_the_appended_address_is_read_when_the_settings_say_so(self, port: DirectPort) -> None:
        device = SamDevice(lambda: port, newest_address=True)
        port.module.put(MEMET)
        self.look(device)
        document = device.read()
        assert isinstance(document, ResidentId)
        assert document.newest_address.startswith("浙江省")


class TestEscape:
    """Frames in a PC/SC escape command."""

    def escape(self, control: Control) -> EscapePort:
        return EscapePort(control, lambda: None)

    def test_a_command_that_the_reader_refuses_is_its_failure(self) -> None:
        port = self.escape(lambda frame: ReadFailure.READER_FAULT)
        assert port.request(b"", 1.0) is ReadFailure.READER_FAULT

    def test_an_empty_answer_is_silence_and_an_unfinished_one_is_garbled(self) -> None:
        assert self.escape(lambda frame: b"").request(b"", 1.0) is ReadFailure.READER_SILENT
        assert self.escape(lambda frame: b"\xaa\xaa").request(b"", 1.0) is ReadFailure.GARBLED_ANSWER

    def test_a_card_is_read_through_escape_commands(self) -> None:
        simulated = SamvModule()
        simulated.put(WANG)
        released = []
        port = EscapePort(lambda frame: simulated.receive(frame)[0], lambda: released.append(True))
        device = SamDevice(lambda: port)
        assert device.watch(0.0).presence is Presence.CARD_PRESENT
        assert isinstance(device.read(), ResidentId)
        device.close()
        assert released == [True]


@pytest.mark.parametrize(
    ("data", "failure"),
    [(b"\x00", ReadFailure.TEXT_NOT_UNICODE), (b"\n\x00", ReadFailure.UNEXPECTED_CHARACTER)],
)
def test_an_appended_address_that_is_no_text_is_named(data: bytes, failure: ReadFailure) -> None:
    assert newest_address(data) is failure


@given(st.binary(max_size=1400))
def test_any_data_give_text_or_a_named_failure(data: bytes) -> None:
    for outcome in (base_text(data), fingerprint_text(data)):
        assert outcome is ReadFailure.WRONG_LENGTH or len(outcome) == 256
    assert isinstance(newest_address(data), str)


@pytest.mark.parametrize("failure", ReadFailure)
def test_every_failure_has_a_remedy(failure: ReadFailure) -> None:
    assert failure.remedy in Remedy


def test_a_card_upside_down_is_to_be_turned_and_a_broken_module_is_for_staff() -> None:
    assert ReadFailure.CARD_UNREADABLE.remedy is Remedy.TURN_ROUND
    assert ReadFailure.SAM_SELF_TEST_FAILED.remedy is Remedy.CALL_STAFF

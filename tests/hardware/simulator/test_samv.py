"""The simulated SAM_V module, frame by frame, in the published bytes."""

from pathlib import Path

import pytest

from hardware.simulator.card_file import CardFile, card_file, load_card_file
from hardware.simulator.samv import SamvModule

WANG = load_card_file(Path("assets/samples/cards/wang-guilan.toml"))
FIND = "AAAAAA96690003200122"
SELECT = "AAAAAA96690003200221"
READ = "AAAAAA96690003300132"
READ_ALL = "AAAAAA96690003301023"
NEWEST = "AAAAAA96690003300330"
FOUND = "AAAAAA9669000800009F0000000097"
SELECTED = "AAAAAA9669000C00009000000000000000009C"
FIND_FAILED = "AAAAAA9669000400008084"


@pytest.fixture
def module() -> SamvModule:
    return SamvModule()


def ask(module: SamvModule, request: str) -> str | None:
    answers = module.receive(bytes.fromhex(request))
    return answers[0].hex().upper() if answers else None


def said(module: SamvModule, request: str) -> str:
    answer = ask(module, request)
    assert answer is not None
    return answer


def faulty(**faults: float) -> CardFile:
    return card_file({"kind": WANG.kind, "fields": dict(WANG.fields), "faults": faults})


@pytest.mark.parametrize(
    ("request_", "answer"),
    [
        (FIND, FIND_FAILED),
        (SELECT, "AAAAAA9669000400008185"),
        (READ, "AAAAAA9669000400004145"),
        ("AAAAAA96690003770074", "AAAAAA9669000400002125"),
        ("AAAAAA96690003200100", "AAAAAA9669000400001014"),
    ],
)
def test_without_a_card_or_with_a_bad_command_it_answers_the_published_error(
    module: SamvModule, request_: str, answer: str
) -> None:
    assert ask(module, request_) == answer


def test_it_waits_for_the_whole_frame_and_skips_noise(module: SamvModule) -> None:
    frame = b"\x00\xff" + bytes.fromhex(FIND)
    assert module.receive(frame[:4]) == []
    assert module.receive(frame[4:9]) == []
    assert [answer.hex().upper() for answer in module.receive(frame[9:])] == [FIND_FAILED]


def test_a_card_is_found_selected_and_read_in_the_published_sizes(module: SamvModule) -> None:
    module.put(WANG)
    assert (ask(module, FIND), ask(module, SELECT)) == (FOUND, SELECTED)
    read = said(module, READ)
    assert len(read) // 2 == 1295
    assert read.startswith("AAAAAA9669050800009001000400")


@pytest.mark.parametrize(("fingerprint", "size"), [(1024, 2321), (512, 1809), (0, 1297)])
def test_the_fingerprint_comes_in_three_sizes(module: SamvModule, fingerprint: int, size: int) -> None:
    module.put(WANG)
    module.fingerprint = fingerprint
    ask(module, FIND), ask(module, SELECT)
    assert len(said(module, READ_ALL)) // 2 == size


def test_a_card_that_was_read_must_leave_the_field_before_it_is_found_again(module: SamvModule) -> None:
    module.put(WANG)
    ask(module, FIND), ask(module, SELECT), ask(module, READ)
    assert ask(module, FIND) == FIND_FAILED
    assert ask(module, SELECT) == "AAAAAA9669000400008185"
    module.pull()
    module.put(WANG)
    assert ask(module, FIND) == FOUND


def test_most_cards_have_no_appended_address(module: SamvModule) -> None:
    module.put(WANG)
    ask(module, FIND), ask(module, SELECT), ask(module, READ)
    assert ask(module, NEWEST) == "AAAAAA9669000400009195"


def test_an_appended_address_has_70_bytes(module: SamvModule) -> None:
    module.put(load_card_file(Path("assets/samples/cards/memet-tursun.toml")))
    ask(module, FIND), ask(module, SELECT), ask(module, READ)
    assert said(module, NEWEST).startswith("AAAAAA9669004A000090")


def test_a_module_at_fault_answers_everything_with_it(module: SamvModule) -> None:
    module.fault = 0x60
    assert ask(module, "AAAAAA9669000311FFED") == "AAAAAA9669000400006064"


def test_a_sound_module_answers_status_reset_and_its_identity(module: SamvModule) -> None:
    assert ask(module, "AAAAAA9669000311FFED") == "AAAAAA9669000400009094"
    assert ask(module, "AAAAAA9669000310FFEC") == "AAAAAA9669000400009094"
    assert len(said(module, "AAAAAA9669000312FFEE")) // 2 == 27


def test_faults_count_from_the_moment_the_card_enters(module: SamvModule) -> None:
    module.put(faulty(wrong_checksum_at=1))
    assert ask(module, FIND) == FOUND[:-2] + "68"
    module.put(faulty(wrong_status_at=1))
    assert ask(module, FIND) == "AAAAAA9669000400004145"
    module.put(faulty(mute_after=1))
    assert (ask(module, FIND), ask(module, FIND)) == (FOUND, None)
    module.put(faulty(removed_after=1))
    assert (ask(module, FIND), ask(module, FIND)) == (FOUND, FIND_FAILED)
    module.put(faulty(wrong_length_at=1))
    assert len(said(module, FIND)) == len(FOUND) - 2
    module.put(faulty(unreadable=True))
    assert ask(module, FIND) == FIND_FAILED


def test_noise_stands_before_every_answer(module: SamvModule) -> None:
    module.noise = b"\xaa\x00"
    assert ask(module, FIND) == "AA00" + FIND_FAILED

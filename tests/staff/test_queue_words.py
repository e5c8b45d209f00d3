"""The queue in words that staff understand, and sending all of it now."""

from zoneinfo import ZoneInfo

import pytest

from kiosk.flow.roles import StaffAct
from kiosk.gateway import problems
from kiosk.staff.log_file import codes_in, local_time
from kiosk.staff.queue_problems import problem_words
from kiosk.upstream.trouble import TroubleKind
from tests.staff.test_staffing import Hall, hall, stick
from tests.store.stand import filed

__all__ = ["hall", "stick"]


@pytest.mark.parametrize("kind", list(TroubleKind))
def test_every_trouble_on_the_way_has_words(kind: TroubleKind) -> None:
    words = problem_words(kind.value)
    assert words is not None
    assert words.zh != kind.value


@pytest.mark.parametrize(
    "kind", [problems.OTHER_DIGEST, problems.BAD_SIGNATURE, problems.UNKNOWN_SEALING_KEY]
)
def test_what_the_gateway_refuses_has_words(kind: problems.ProblemType) -> None:
    words = problem_words(kind.problem().type)
    assert words is not None
    assert ":" not in words.zh


def test_a_code_of_another_upstream_stays_as_it_is_and_nothing_is_nothing() -> None:
    words = problem_words("urn:somewhere:else")
    assert words is not None
    assert words.en == "urn:somewhere:else"
    assert problem_words("") is None


def test_who_set_a_record_aside_is_named() -> None:
    words = problem_words("staff 01")
    assert words is not None
    assert words.en == "set aside by 01"


def test_nothing_to_send_is_said_and_no_courier_is_woken(hall: Hall) -> None:
    done = hall.act(StaffAct.RETRY_ALL)
    assert done.well
    assert done.said.en == "Nothing waits to be sent"
    assert hall.courier.urgent == []


def test_sending_all_now_counts_what_waits_and_hurries_it(hall: Hall) -> None:
    for _ in range(2):
        filed(hall.store)
    done = hall.act(StaffAct.RETRY_ALL)
    assert done.said.en == "2 are sent now"
    assert hall.courier.hurried == 1


def test_times_of_the_log_are_those_of_the_clock_on_the_screen() -> None:
    assert local_time("2026-11-22T16:05:00Z", ZoneInfo("Asia/Shanghai")) == "11-23 00:05"
    assert local_time("cut off", ZoneInfo("Asia/Shanghai")) == "cut off"


def test_a_line_of_the_log_shows_its_codes_and_no_traceback() -> None:
    fields = {"reason": "printer", "exception": "x" * 200, "none": None, "seconds": 3, "empty": ""}
    assert codes_in(fields) == "reason=printer seconds=3"

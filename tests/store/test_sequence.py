"""The mark beside the database: no receipt number is given twice, whatever happens to the file."""

from pathlib import Path

import pytest

from kiosk.store.sequence import STEP, HighWater


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    return tmp_path / "numbers"


def test_numbers_begin_with_one_and_go_on_after_the_last(mark: Path) -> None:
    numbers = HighWater(mark)
    assert [numbers.reserve(None), numbers.reserve(1), numbers.reserve(41)] == [1, 2, 42]


def test_the_mark_is_ahead_of_every_number_before_it_is_given(mark: Path) -> None:
    numbers = HighWater(mark)
    for last in (None, 1, STEP - 1, STEP, STEP + 1):
        assert numbers.reserve(last) < int(mark.read_text().split()[0])
    assert mark.read_text() == f"{2 * STEP + 1}\n"


def test_an_empty_file_goes_on_where_certainly_nothing_was_given(mark: Path) -> None:
    HighWater(mark).reserve(None)
    assert HighWater(mark).reserve(None) == STEP + 1
    assert mark.read_text() == f"{2 * STEP + 1}\n"


def test_after_beginning_anew_no_number_is_given_that_lies_below(mark: Path) -> None:
    HighWater(mark).reserve(None)
    numbers = HighWater(mark)
    numbers.begin_anew()
    assert numbers.reserve(7) == STEP + 1
    assert HighWater(mark).reserve(7) == STEP + 1
    assert HighWater(mark).reserve(STEP + 5) == STEP + 6


def test_there_is_nothing_to_begin_anew_before_the_first_number(mark: Path) -> None:
    numbers = HighWater(mark)
    numbers.begin_anew()
    assert not mark.exists()
    assert numbers.reserve(None) == 1


def test_a_mark_that_was_taken_away_is_put_back_as_it_was(mark: Path) -> None:
    numbers = HighWater(mark)
    numbers.keep()
    assert not mark.exists()
    numbers.reserve(None)
    HighWater(mark).begin_anew()
    numbers = HighWater(mark)
    written = mark.read_text()
    numbers.keep()
    mark.unlink()
    numbers.keep()
    assert mark.read_text() == written == f"{STEP + 1} {STEP + 1}\n"


def test_a_mark_that_cannot_be_read_is_none(mark: Path) -> None:
    mark.write_text("rubbish")
    assert HighWater(mark).reserve(None) == 1

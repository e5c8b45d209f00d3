"""Late answers, whatever their number and moment, never pass for answers to a later question."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printer.rounds import ANSWERS, MOST_LATE, StatusRounds


def answered(rounds: StatusRounds, *answers: int) -> list[bytes]:
    return [taken for byte in answers if (taken := rounds.take(byte)) is not None]


def test_an_answer_that_nobody_asked_for_is_dropped() -> None:
    rounds = StatusRounds()
    assert answered(rounds, 1, 2, 3, 4) == []
    rounds.begin()
    assert answered(rounds, 5, 6, 7, 8) == [bytes((5, 6, 7, 8))]


def test_a_round_that_was_only_begun_again_is_not_believed() -> None:
    rounds = StatusRounds()
    rounds.begin()
    answered(rounds, 1, 2)
    rounds.begin()
    assert answered(rounds, 3, 4, 5, 6) == []
    assert rounds.owed == 2


@pytest.mark.parametrize("missed", [1, 3, MOST_LATE])
def test_when_the_missed_answers_are_lost_as_many_rounds_later_are_thrown_away(missed: int) -> None:
    rounds = StatusRounds(missed)
    for _ in range(missed):
        rounds.begin()
        assert answered(rounds, 1, 1, 1, 1) == []
    rounds.begin()
    assert answered(rounds, 2, 2, 2, 2) == [bytes((2, 2, 2, 2))]


def test_after_hours_of_silence_no_more_rounds_are_thrown_away_than_can_be_late() -> None:
    rounds = StatusRounds()
    for _ in range(1000):
        rounds.begin()
    rounds.give_up()
    assert rounds.late == MOST_LATE


def test_answers_that_were_waited_for_in_vain_are_owed_no_more() -> None:
    rounds = StatusRounds(1)
    rounds.begin()
    rounds.give_up()
    for _ in range(2):
        rounds.begin()
        answered(rounds, 1, 1, 1, 1)
    assert (rounds.late, rounds.owed) == (0, ANSWERS)
    rounds.begin()
    assert rounds.owed == ANSWERS
    assert answered(rounds, 2, 2, 2, 2) == [bytes((2, 2, 2, 2))]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, ANSWERS), st.booleans()), max_size=40))
def test_a_believed_round_holds_only_answers_to_its_own_questions(steps: list[tuple[int, int, bool]]) -> None:
    """The printer keeps the order; the wire brings any number of answers at any moment, but loses none."""
    rounds, wire = StatusRounds(), deque[int]()

    def deliver(count: int) -> list[bytes]:
        return answered(rounds, *(wire.popleft() for _ in range(min(count, len(wire)))))

    for number, (before, within, impatient) in enumerate(steps):
        deliver(before)
        if rounds.owed and not (rounds.late or (impatient and rounds.open)):
            continue
        rounds.begin()
        wire.extend([number] * ANSWERS)
        assert deliver(within) in ([], [bytes([number] * ANSWERS)])
        if impatient:
            rounds.give_up()
    deliver(len(wire))
    while rounds.late:
        rounds.begin()
        assert answered(rounds, *[200] * ANSWERS) == []
    rounds.begin()
    assert answered(rounds, *[201] * ANSWERS) == [bytes([201] * ANSWERS)]

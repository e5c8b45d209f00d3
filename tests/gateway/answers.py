"""Answers that are unwrapped when they are what a test expects, and shown when not."""

from typing import TypeVar

from kiosk.upstream.client import Answers, ItemProblem
from kiosk.upstream.contract import Acknowledgement
from kiosk.upstream.trouble import Trouble

T = TypeVar("T")


def sure(answer: T | Trouble) -> T:
    assert not isinstance(answer, Trouble), answer
    return answer


def trouble(answer: object) -> Trouble:
    assert isinstance(answer, Trouble), answer
    return answer


def words(answers: Answers | Trouble) -> list[Acknowledgement]:
    """The acknowledgement of every item."""
    return [_word(item) for item in sure(answers).items]


def word(answers: Answers | Trouble) -> Acknowledgement:
    """The acknowledgement of the only item."""
    (one,) = words(answers)
    return one


def problem(answers: Answers | Trouble) -> ItemProblem:
    """The problem of the only item."""
    (item,) = sure(answers).items
    assert isinstance(item, ItemProblem), item
    return item


def _word(item: object) -> Acknowledgement:
    assert isinstance(item, Acknowledgement), item
    return item

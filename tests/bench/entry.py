"""One row of `build/bench.json`: the medians of both sides, their spread, and whether a goal is met."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

Entry = dict[str, Any]
TENFOLD = 12.0
"""Ten times the work may take so many times as long: a fifth more than its share."""


class Measure(Enum):
    """What a goal speaks of."""

    RATIO_AT_MOST = auto()
    RATIO_AT_LEAST = auto()
    VALUE_AT_MOST = auto()


@dataclass(frozen=True)
class Goal:
    """A figure that must be kept; `ratio` is ours to theirs."""

    figure: float
    measure: Measure = Measure.RATIO_AT_MOST

    def met(self, value: float, ratio: float | None) -> bool:
        """Raises ValueError when the goal is a ratio and there is none."""
        if self.measure is Measure.VALUE_AT_MOST:
            return value <= self.figure
        if ratio is None:
            raise ValueError("no ratio to be judged")
        return ratio <= self.figure if self.measure is Measure.RATIO_AT_MOST else ratio >= self.figure


def entry(
    name: str,
    unit: str,
    ours: Sequence[float],
    beside: str,
    theirs: Sequence[float],
    goal: Goal | None = None,
    *,
    digits: int = 1,
) -> Entry:
    """Both sides as measured in the same rounds; the ratio is the median of the rounds' own.

    `theirs` may be nothing but zeros: then there is no ratio. Raises ValueError when one side is empty.
    """
    ratio = _ratio(ours, theirs)
    value = statistics.median(ours)
    return {
        "name": name,
        "value": _rounded(value, digits),
        "unit": unit,
        "beside": beside,
        "beside_value": _rounded(statistics.median(theirs), digits),
        "ratio": None if ratio is None else round(ratio, 3),
        "goal": None if goal is None else goal.figure,
        "met": None if goal is None else goal.met(value, ratio),
        "spread": [[_rounded(min(side), digits), _rounded(max(side), digits)] for side in (ours, theirs)],
    }


def growth(
    name: str, unit: str, tenfold: Sequence[float], once: Sequence[float], *, digits: int = 1
) -> Entry:
    """What ten times the work takes beside the work once: both in time, not in speed."""
    return entry(f"growth: {name}", unit, tenfold, "a tenth of it", once, Goal(TENFOLD), digits=digits)


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> float | None:
    """In a round both sides met the same machine; without rounds in common the medians must do."""
    if not statistics.median(theirs):
        return None
    if len(ours) == len(theirs) and all(theirs):
        return statistics.median(mine / its for mine, its in zip(ours, theirs, strict=True))
    return statistics.median(ours) / statistics.median(theirs)


def _rounded(value: float, digits: int) -> float:
    """A figure without decimals is a whole number."""
    return round(value, digits) if digits else round(value)

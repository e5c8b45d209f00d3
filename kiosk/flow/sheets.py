"""Long lists are turned like sheets of paper: five entries each."""

from collections.abc import Sequence

from kiosk.flow.preferences import Preferences

ENTRIES = 5
"""What a person takes in at a glance, and what fits in large type."""
FEW_ENTRIES = 3
"""What fits in large type within low reach, every name whole."""


def entries_on_a_sheet(wishes: Preferences) -> int:
    """Entries of a sheet as this person wants the screen."""
    return FEW_ENTRIES if wishes.large and wishes.low_reach else ENTRIES


def same_place(sheet: int, before: Preferences, after: Preferences) -> int:
    """The sheet that shows the first entry of `sheet` after the sheets have changed their size."""
    return sheet * entries_on_a_sheet(before) // entries_on_a_sheet(after)


def turn(sheet: int, entries: int, by: int, *, on_a_sheet: int = ENTRIES) -> int:
    """The sheet after turning; the first and the last do not wrap round."""
    last = max(0, (entries - 1) // on_a_sheet)
    return min(max(0, sheet + by), last)


def packed(lines: Sequence[int], room: int) -> tuple[range, ...]:
    """The entries of each sheet, where they take different numbers of `lines`; there is always one sheet, and
    an entry that is longer than `room` has a sheet of its own.
    """
    sheets: list[range] = []
    first = used = 0
    for index, needed in enumerate(lines):
        if index > first and used + needed > room:
            sheets.append(range(first, index))
            first, used = index, 0
        used += needed
    return (*sheets, range(first, len(lines)))

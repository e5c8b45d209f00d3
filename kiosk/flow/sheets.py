"""Long lists are turned like sheets of paper: five entries each."""

ENTRIES = 5
"""What a person takes in at a glance, and what fits in large type."""


def turn(sheet: int, entries: int, by: int, *, on_a_sheet: int = ENTRIES) -> int:
    """The sheet after turning; the first and the last do not wrap round."""
    last = max(0, (entries - 1) // on_a_sheet)
    return min(max(0, sheet + by), last)

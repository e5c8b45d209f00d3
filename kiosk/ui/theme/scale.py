"""The type scale, by cap height in mm, and the spacing steps."""

from enum import IntEnum, StrEnum

FAMILY = "Noto Sans CJK SC"
"""By name: plain "sans" draws Japanese glyph shapes where both are installed."""
CAP_PER_EM = 0.733
"""Cap height of Noto Sans CJK SC; a Han glyph is 0.875 em."""


class Density(IntEnum):
    """How closely a page is set: the first in which it fits."""

    ROOMY = 0
    SNUG = 1
    """Closer spaces; the drawing leaves unless it is needed."""
    TIGHT = 2
    """Closer still; in large text the steps of the type scale draw together."""


class Step(StrEnum):
    """Sizes of text. Nothing on a page has a size of its own."""

    CAPTION = "caption"
    BODY = "body"
    LEAD = "lead"
    TITLE = "title"
    NUMBER = "number"
    """A receipt number, a countdown, a phone number."""


CAP_MM = {
    # 4.8 mm is the least capital of Revised 508, 402.4; 7.33 mm is 0.7 degrees at 600 mm (EN 301 549, 5.1.4)
    Step.CAPTION: 4.8,
    Step.BODY: 7.33,
    Step.LEAD: 8.5,
    Step.TITLE: 11.0,
    Step.NUMBER: 16.0,
}
LARGE_CAP_MM = {
    # 10.06 mm of capital is a Han glyph of 12 mm: the least of the large mode, for every text.
    # The steps lie closer together than in the normal scale, or no page would hold its words.
    Step.CAPTION: 10.06,
    Step.BODY: 10.6,
    Step.LEAD: 11.3,
    Step.TITLE: 13.6,
    Step.NUMBER: 18.0,
}

TIGHT_LARGE_CAP_MM = {
    # a crowded page in large text: still 12 mm for every Han glyph, but hardly any steps
    Step.CAPTION: 10.06,
    Step.BODY: 10.06,
    Step.LEAD: 10.06,
    Step.TITLE: 11.3,
    Step.NUMBER: 13.6,
}

SPACES_MM = (2, 4, 6, 9, 14, 20)
"""All distances on a page."""
TARGET_MM = 16
"""Least side of anything that is pressed; elderly people do best at 16 mm."""
PRIMARY_MM = 20
"""Least side of a primary button and of a keypad's key."""
GAP_MM = 4
"""Least distance between two targets."""
CORNER_MM = 2.5

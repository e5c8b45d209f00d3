"""The lines of a slip: what stands where, in which words; not yet how large or in which font."""

from dataclasses import dataclass
from enum import StrEnum

Words = tuple[str, ...]
"""One text in the languages of the slip, the leading language first."""


@dataclass(frozen=True)
class Masthead:
    """Who issues the slip, and where it stands."""

    product: Words
    place: Words


@dataclass(frozen=True)
class Title:
    """What the slip is."""

    words: Words


class Tone(StrEnum):
    """How a band looks: three that cannot be taken for each other without reading a word."""

    DONE = "done"
    """A frame with a tick."""
    ALERT = "alert"
    """White on solid black with a warning sign."""
    REFUSED = "refused"
    """White on solid black with a cross."""
    NOTICE = "notice"
    """A plain frame."""


@dataclass(frozen=True)
class Band:
    """The sentence that must not be missed."""

    tone: Tone
    head: Words
    action: Words = ()
    """What to do now."""
    detail: Words = ()


@dataclass(frozen=True)
class Marker:
    """A copy is a copy, a void strip is void: the same words in every language, hatched left and right."""

    words: Words


@dataclass(frozen=True)
class Number:
    """The receipt number, large enough to be read aloud on the telephone."""

    label: Words
    value: str


@dataclass(frozen=True)
class Field:
    """A label and its value in two columns."""

    label: Words
    value: Words
    note: Words = ()
    """Smaller, under the value."""
    strong: bool = False


@dataclass(frozen=True)
class Heading:
    """Begins a part of the slip."""

    words: Words


@dataclass(frozen=True)
class Paragraph:
    """Running text, with a number or a mark hung out on the left."""

    words: Words
    lead: str = ""
    head: Words = ()
    """A bold line over it."""


@dataclass(frozen=True)
class Rule:
    """A line across."""


@dataclass(frozen=True)
class Qr:
    """A QR code with what it is for, and small facts under that."""

    text: str
    head: Words
    caption: Words
    facts: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Fineprint:
    """Small centred words at the foot."""

    words: Words
    strong: bool = False


@dataclass(frozen=True)
class Pattern:
    """Edges, steps and bars that show whether the head, the width and the darkness are right."""


@dataclass(frozen=True)
class Feed:
    """Blank paper, in mm."""

    mm: float


Line = (
    Masthead
    | Title
    | Band
    | Marker
    | Number
    | Field
    | Heading
    | Paragraph
    | Rule
    | Qr
    | Fineprint
    | Pattern
    | Feed
)


@dataclass(frozen=True)
class Slip:
    """A whole slip, ready to be drawn."""

    lines: tuple[Line, ...]
    large: bool = False

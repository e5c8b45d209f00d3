"""The whole state of the flow: one page, the preferences, the conditions, the policy."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kiosk.flow.conditions import Conditions
from kiosk.flow.preferences import Preferences
from kiosk.rules.workdays import Overrides

if TYPE_CHECKING:
    from kiosk.flow.pages import Page
    from kiosk.rules.outlets import Position
    from kiosk.rules.policy import Policy


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where this terminal stands; fixed by the settings."""

    terminal: str
    site: str
    """"hospital" or "outlet"."""
    hospital_level: int
    """1 to 3; 0 at an outlet."""
    region: str
    name: str
    name_en: str
    desk: str = ""
    """Where people help here: 导诊台就在左手边."""
    desk_en: str = ""
    position: "Position | None" = None
    """Degrees north and east; None: outlets stay in the policy's order."""

    def seen_from_here(self, policy: "Policy") -> "Policy":
        """The same rules; every list of outlets begins with the nearest."""
        from kiosk.rules.outlets import nearest_first

        return policy.model_copy(update={"outlets": nearest_first(policy.outlets, self.position)})


@dataclass(frozen=True, kw_only=True)
class Kiosk:
    """The state that `reduce` maps to the next one."""

    place: Place
    policy: "Policy | None"
    page: "Page"
    conditions: Conditions
    preferences: Preferences = field(default_factory=Preferences)
    defaults: Preferences = field(default_factory=Preferences)
    calendar: Overrides = field(default_factory=Overrides)
    """Working days that operations set by hand."""
    serial: int = 0
    """Grows by one for every visit and every timer: ids are never used twice."""
    idle_timer: int = 0
    """Token of the running idle timer, 0 when none."""
    page_timer: int = 0
    """Token of the running page timer, 0 when none."""

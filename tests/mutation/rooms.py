"""What is mutated, and which tests must notice: the rules, the flow, the store, and whatever reads bytes that
somebody else has written.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Room:
    """Code as paths or patterns of paths, and the tests that must notice."""

    name: str
    code: Sequence[str]
    tests: Sequence[str]
    without: Sequence[str] = ()

    def files(self) -> list[str]:
        """Every file of the room, from the root of the project."""
        found = {str(path.relative_to(ROOT)) for pattern in self.code for path in ROOT.glob(pattern)}
        return sorted(found.difference(self.without))


_CARD_PARSERS = (
    "apdu", "codepoints", "documents", "ethnic_group", "foreigner_residence_2017", "foreigner_residence_2023",
    "hk_mo_tw_residence", "identity_apdu", "resident_id", "sam_content", "sam_frame", "social_security",
    "social_security_records", "text_block", "text_fields", "tlv",
)  # fmt: skip

_SALVAGE = ("kiosk/store/page_rows.py", "kiosk/store/salvage.py", "kiosk/store/traces.py")

ROOMS = (
    Room("kiosk.rules", ("kiosk/rules/*.py",), ("tests/rules",)),
    Room("kiosk.flow", ("kiosk/flow/*.py",), ("tests/flow",)),
    Room("kiosk.store", ("kiosk/store/*.py",), ("tests/store",), without=_SALVAGE),
    Room("salvage", _SALVAGE, ("tests/store/test_page_rows.py", "tests/upstream/test_salvage.py")),
    Room("hardware.card", [f"hardware/card/{name}.py" for name in _CARD_PARSERS], ("tests/hardware/card",)),
    Room(
        "hardware.printer",
        ("hardware/printer/demux.py", "hardware/printer/status.py"),
        ("tests/hardware/printer/test_demux.py", "tests/hardware/printer/test_status.py"),
    ),
)


def room_of(module: str) -> Room:
    """The room itself, or one module of a room as a room of its own."""
    file = f"{module.replace('.', '/')}.py"
    for room in ROOMS:
        if module == room.name:
            return room
        if file in room.files():
            return Room(module, (file,), room.tests)
    raise SystemExit(f"{module} is no module of {', '.join(room.name for room in ROOMS)}")

"""A screen reader in small, over AT-SPI: what is on the screen by role and name, and its Press action.

Runs under Debian's own Python, which has the D-Bus of GLib: one JSON request a line in, one answer out.
Names and constants: at-spi2-core 2.46, xml/Accessible.xml, xml/Action.xml and atspi-constants.h.
"""

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

from gi.repository import Gio, GLib  # type: ignore[import-not-found]  # only Debian's own Python has it

STATES = {8: "enabled", 12: "focused", 24: "sensitive", 25: "showing"}
PREFIX = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
CALL_MS = 5000
BUTTONS = ("push button", "check box")
LEAVES = ("label", *BUTTONS)
Where = tuple[str, str]
Thing = dict[str, object]


def accessibility_bus() -> Any:
    session = Gio.DBusConnection.new_for_address_sync(
        os.environ["DBUS_SESSION_BUS_ADDRESS"],
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        None,
        None,
    )
    answer = session.call_sync(
        "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, CALL_MS, None
    )
    return Gio.DBusConnection.new_for_address_sync(
        answer.unpack()[0],
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        None,
        None,
    )


class Reader:
    """Objects are (bus name, path), as AT-SPI hands them out."""

    def __init__(self) -> None:
        self.bus = accessibility_bus()

    def call(self, where: Where, interface: str, method: str, arguments: object = None) -> Any:
        name, path = where
        answer = self.bus.call_sync(
            name, path, PREFIX + interface, method, arguments, None, 0, CALL_MS, None
        ).unpack()
        return answer[0] if len(answer) == 1 else answer

    def value(self, where: Where, name: str) -> object:
        arguments = GLib.Variant("(ss)", (PREFIX + "Accessible", name))
        answer = self.bus.call_sync(
            where[0], where[1], "org.freedesktop.DBus.Properties", "Get", arguments, None, 0, CALL_MS, None
        )
        return answer.unpack()[0]

    def children(self, where: Where) -> list[Where]:
        found: list[Where] = self.call(where, "Accessible", "GetChildren")
        return found

    def states(self, where: Where) -> list[str]:
        low, high = self.call(where, "Accessible", "GetState")
        return [name for bit, name in STATES.items() if (low | high << 32) >> bit & 1]

    def walk(self, where: Where, depth: int = 0) -> Iterator[Thing]:
        """What is showing, depth first, in reading order. Every call costs: only what matters is asked."""
        role = self.call(where, "Accessible", "GetRoleName")
        leaf, whole = role in LEAVES, depth < 2
        states = self.states(where) if leaf or whole else ["showing"]
        if "showing" not in states:
            return
        if leaf or whole:
            yield {
                "role": role,
                "name": self.value(where, "Name"),
                "description": self.value(where, "Description") if role in BUTTONS else "",
                "states": states,
                "where": where,
            }
        if not leaf:
            for child in self.children(where):
                yield from self.walk(child, depth + 1)

    def look(self, application: str) -> list[Thing]:
        """Every thing of the application's windows; nothing before it is on the bus."""
        for found in self.children((PREFIX + "Registry", ROOT)):
            if self.value(found, "Name") == application:
                return [thing for window in self.children(found) for thing in self.walk(window)]
        return []

    def press(self, where: Where) -> object:
        """Do the action that is called Press, as a screen reader's double tap does."""
        actions = [name for name, _, _ in self.call(where, "Action", "GetActions")]
        return self.call(where, "Action", "DoAction", GLib.Variant("(i)", (actions.index("Press"),)))


def answer(reader: Reader, request: dict[str, Any]) -> object:
    """A thing that went away while it was looked at is no fault: the page has changed."""
    try:
        if "press" in request:
            name, path = request["press"]
            return reader.press((name, path))
        return reader.look(request["look"])
    except GLib.Error as gone:
        return {"gone": gone.message}


if __name__ == "__main__":
    reader = Reader()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(reader, json.loads(line))) + "\n")
        sys.stdout.flush()

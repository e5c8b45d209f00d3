"""An outlet on a slip: its name, address, counter, hours and telephone."""

from kiosk.receipt.slip import Field, Line
from kiosk.receipt.wording import Wording
from kiosk.rules.outlets import Outlet
from kiosk.rules.policy import Text


def outlet_fields(outlet: Outlet, say: Wording) -> list[Line]:
    """All that is known of an outlet, one field each; what is not known is left out."""
    rows = (
        ("place", outlet.name, outlet.name_en),
        ("address", outlet.address, outlet.address_en),
        ("counter", outlet.counter, outlet.counter_en),
        ("hours", outlet.hours, outlet.hours_en),
        ("phone", outlet.phone, outlet.phone),
    )
    return [
        Field(say(f"outlet.{key}"), say.value(local(zh, en)), strong=key == "place")
        for key, zh, en in rows
        if zh
    ]


def local(zh: str, en: str) -> Text:
    """Words that come in both languages; the Chinese stand in where English is not given."""
    return Text(zh=zh, en=en or zh)

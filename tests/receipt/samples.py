"""What the receipt tests share: every sample slip, and all words on a slip."""

from dataclasses import fields, is_dataclass

from kiosk.receipt.content import Content
from kiosk.receipt.slip import Band, Marker, Slip
from kiosk.receipt.specimen import SPECIMENS, printer_test_page

LANGUAGES = ("zh", "en", "zh+en")
CONTENTS: dict[str, Content] = {
    **SPECIMENS,
    "printer-test": printer_test_page((("url", "tcp://10.0.0.9:9100"),)),
}


def texts(part: object) -> list[str]:
    """Every string that stands on a slip, and the text of its QR."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, tuple):
        return [text for item in part for text in texts(item)]
    if is_dataclass(part):
        names = [field.name for field in fields(part) if not isinstance(part, Band) or field.name != "tone"]
        return [text for name in names for text in texts(getattr(part, name))]
    return []


def said(slip: Slip) -> str:
    """All words of a slip as one text, no-break spaces as spaces."""
    return "\n".join(texts(slip.lines)).replace("\u00a0", " ")


def band(slip: Slip) -> Band:
    """The first band of a slip."""
    return next(line for line in slip.lines if isinstance(line, Band))


def markers(slip: Slip) -> list[int]:
    """Where the copy or void marks stand."""
    return [i for i, line in enumerate(slip.lines) if isinstance(line, Marker)]

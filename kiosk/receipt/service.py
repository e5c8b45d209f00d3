"""The body of the slips for staff: readiness and the printer's test page."""

from kiosk.receipt.content import Check, PrinterTestPage, ReadinessSlip
from kiosk.receipt.slip import Band, Field, Heading, Line, Paragraph, Pattern, Qr, Rule, Title, Tone
from kiosk.receipt.wording import Wording

_SCANNED = "BUKA 补卡 0123456789"
"""What a telephone should show."""


def readiness(slip: ReadinessSlip, say: Wording) -> list[Line]:
    """Fit or not, then every check with what it found."""
    failed = sum(not check.ok and not check.warning for check in slip.checks)
    warned = sum(check.warning for check in slip.checks)
    total = len(slip.checks)
    if failed:
        band = Band(Tone.ALERT, say("readiness.unfit"), say("readiness.failed", n=failed, total=total))
    elif warned:
        band = Band(Tone.DONE, say("readiness.fit"), say("readiness.warned", n=warned, total=total))
    else:
        band = Band(Tone.DONE, say("readiness.fit"), say("readiness.passed", total=total))
    return [Title(say("readiness.title")), band, *(_check(check, say) for check in slip.checks)]


def _check(check: Check, say: Wording) -> Field:
    return Field(
        say.value(check.name),
        say(_verdict(check)),
        say.value(check.detail) if check.detail else (),
        strong=not check.ok,
    )


def _verdict(check: Check) -> str:
    if check.warning:
        return "readiness.warning"
    return "readiness.ok" if check.ok else "readiness.not_ok"


def printer_test(page: PrinterTestPage, say: Wording) -> list[Line]:
    """A frame to the very edges, dark and light, small and rare characters, a code to scan."""
    lines: list[Line] = [
        Title(say("test.title")),
        Paragraph(say("test.says")),
        Pattern(),
        Paragraph(say("test.faces")),
        Paragraph(say("test.rare")),
        Qr(_SCANNED, say("test.qr_head"), say("test.qr_caption")),
    ]
    if page.settings:
        lines += [Rule(), Heading(say("test.settings"))]
    return [*lines, *(Field(say.value(name), say.value(value)) for name, value in page.settings)]

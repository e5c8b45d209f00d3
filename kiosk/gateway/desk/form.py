"""The filed form as PDF, A4, in Chinese and English, with the signature as it was drawn."""

from io import BytesIO
from itertools import pairwise
from typing import Protocol, cast

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from kiosk.gateway.desk.cases import Case
from kiosk.gateway.desk.words import words
from kiosk.rules.submissions import LossReport, Release, ReplacementApplication, Stroke
from kiosk.upstream.payload import Filing

_FONT = "STSong-Light"
"""One of the Chinese fonts that every PDF reader brings or replaces: nothing is embedded."""
_LEFT, _LABEL = 25 * mm, 55 * mm
_LINE = 10 * mm


class _Sheet(Protocol):
    """What is used of reportlab's canvas, which has no types."""

    def setTitle(self, title: str) -> None: ...  # noqa: N802  # reportlab's names
    def setFont(self, name: str, size: float) -> None: ...  # noqa: N802  # reportlab's names
    def setLineWidth(self, width: float) -> None: ...  # noqa: N802  # reportlab's names
    def drawString(self, x: float, y: float, text: str) -> None: ...  # noqa: N802  # reportlab's names
    def line(self, x1: float, y1: float, x2: float, y2: float) -> None: ...
    def showPage(self) -> None: ...  # noqa: N802  # reportlab's names
    def save(self) -> None: ...


def _sheet(buffer: BytesIO) -> _Sheet:
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))  # type: ignore[no-untyped-call]  # reportlab has no types
    return cast(_Sheet, Canvas(buffer, pagesize=A4))  # type: ignore[no-untyped-call]  # reportlab has no types


def form_pdf(case: Case, filing: Filing) -> bytes:
    """The PDF of one submission."""
    buffer = BytesIO()
    canvas = _sheet(buffer)
    canvas.setTitle(case.number)
    zh, en = words("zh"), words("en")
    canvas.setFont(_FONT, 18)
    canvas.drawString(_LEFT, A4[1] - 30 * mm, f"{zh[case.kind]}  {en[case.kind]}")
    height = A4[1] - 45 * mm
    for key, value in _lines(case, filing):
        canvas.setFont(_FONT, 9)
        canvas.drawString(_LEFT, height, f"{zh[key]} {en[key]}")
        canvas.setFont(_FONT, 12)
        canvas.drawString(_LEFT + _LABEL, height, value)
        canvas.setLineWidth(0.3)
        canvas.line(_LEFT, height - 3 * mm, A4[0] - _LEFT, height - 3 * mm)
        height -= _LINE
    if isinstance(filing.submission, ReplacementApplication):
        _sign(canvas, height, filing.submission.signature, f"{zh['signature']} {en['signature']}")
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _lines(case: Case, filing: Filing) -> list[tuple[str, str]]:
    submission, holder = filing.submission, filing.submission.holder
    lines = [
        ("number", case.number),
        ("terminal", case.terminal),
        ("filed_at", filing.filed_at.isoformat(sep=" ", timespec="minutes")),
        ("applicant", holder.name),
        ("document", holder.number),
        ("birth", holder.birth.isoformat() if holder.birth else ""),
        ("address", holder.address),
        ("card", submission.card.number),
    ]
    match submission:
        case ReplacementApplication():
            lines += [
                ("phone", submission.phone),
                ("outlet", submission.outlet),
                ("fee", f"{submission.fee.amount_fen / 100:.2f}"),
                ("delivery", words("zh")[submission.delivery.value]),
            ]
        case LossReport() | Release():
            lines.append(("outlet", submission.card.outlet))
    return lines


def _sign(canvas: _Sheet, height: float, strokes: tuple[Stroke, ...], label: str) -> None:
    """Strokes are mm with y downwards; the page's y goes up."""
    canvas.setFont(_FONT, 9)
    canvas.drawString(_LEFT, height, label)
    canvas.setLineWidth(1)
    for stroke in strokes:
        for (x1, y1, _), (x2, y2, _) in pairwise(stroke):
            canvas.line(
                _LEFT + _LABEL + x1 * mm, height - y1 * mm, _LEFT + _LABEL + x2 * mm, height - y2 * mm
            )

"""The bars that are the same on every page, and between them the page that is turned.

The strip above and the aids below stay while pages change: they are half of what a page would have to
build, lay out and paint. Another language, size, contrast or reach makes another frame.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.flow.state import Kiosk
from kiosk.ui.body import PageBody
from kiosk.ui.components.aid_bar import AidBar
from kiosk.ui.components.button import TouchButton
from kiosk.ui.components.context import Context
from kiosk.ui.components.focus_ring import FocusRing
from kiosk.ui.components.text import Surface
from kiosk.ui.components.top_strip import top_strip
from kiosk.ui.pages.content import Content


class PageFrame(Surface):
    """Strip, page, aids."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, context.theme.palette.paper)
        self._own = context
        self._ring = FocusRing(context.theme, self)
        self._strip, self._aids = top_strip(context), AidBar(context)
        self._body: PageBody | None = None
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._strip)
        lines.addWidget(self._aids)

    @property
    def body(self) -> PageBody:
        """The page that is shown; raises before the first."""
        if self._body is None:
            raise LookupError("no page has been shown yet")
        return self._body

    @property
    def context(self) -> Context:
        """Of the page that is shown."""
        return self.body.context

    @property
    def content(self) -> Content:
        """Of the page that is shown."""
        return self.body.content

    def room(self, width: int, height: int) -> int:
        """Pixels that the bars leave between them."""
        return height - sum(_tall(bar, width) for bar in (self._strip, self._aids))

    def turn_to(self, body: PageBody, focus: str = "") -> None:
        """Shows `body` in place of the page before; the control named `focus` is reached, or the first."""
        old, self._body = self._body, body
        self._bring_up_to_date(body.context.kiosk)
        self._aids.offer_leaving(body.content.quit)
        self._aids.offer_help(body.content.help)
        self._insert(body, old)
        target = self._control(focus) or body.first_control() or self.findChild(TouchButton)
        if target is not None:
            target.setFocus()
        self._drop(old)
        self.setAccessibleName(body.content.title)

    def _insert(self, body: PageBody, old: PageBody | None) -> None:
        lines = self.layout()
        if not isinstance(lines, QVBoxLayout):
            raise TypeError(lines)
        if old is not None:
            lines.removeWidget(old)
        lines.insertWidget(1, body, 1)
        # what reads the page walks from child to child
        body.stackUnder(self._aids)
        if old is not None:
            body.setGeometry(old.geometry())
        body.show()

    def _drop(self, old: PageBody | None) -> None:
        """Not a child of this page from now on, so that nothing finds it."""
        self._aids.let_go()
        if old is not None:
            old.hide()
            old.setParent(self.parentWidget())
            old.deleteLater()

    def _control(self, name: str) -> TouchButton | None:
        places = (self.body, self._strip, self._aids) if name else ()
        found = (place.findChild(TouchButton, name) for place in places)
        return next((each for each in found if each is not None), None)

    def _buttons(self) -> list[TouchButton]:
        """In the order of reading (WCAG 2.2, 2.4.3), whatever was built first."""
        places = (self._strip, self.body, self._aids)
        return [each for place in places for each in place.findChildren(TouchButton)]

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: N802 - Qt's name, Qt's argument
        """A keypad walks from button to button and begins anew at the end."""
        walk = [each for each in self._buttons() if each.isEnabled() and each.isVisibleTo(self)]
        now = self.focusWidget()
        at = walk.index(now) if isinstance(now, TouchButton) and now in walk else -1
        if walk:
            walk[(at + (1 if onward else -1)) % len(walk)].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(walk)

    # --- life ---

    def fits(self, width: int, height: int) -> bool:
        """Whether everything has its room on this panel."""
        return self.body.fits(width, self.room(width, height))

    def patch(self, kiosk: Kiosk) -> None:
        """Brings the live values up to date."""
        self._bring_up_to_date(kiosk)
        for patch in self.context.patches:
            patch(kiosk)

    def _bring_up_to_date(self, kiosk: Kiosk) -> None:
        for patch in self._own.patches:
            patch(kiosk)

    def ring(self, widget: QWidget | None) -> None:
        """Shows which control a keypad has reached."""
        self._ring.surround(widget)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The idle warning takes a touch anywhere; the window counts those in its corner."""
        self.context.guard.notice()
        if self.content.tap_anywhere is not None and self.context.guard.accepts():
            self.context.post(self.content.tap_anywhere)
        event.ignore()


def _tall(bar: QWidget, width: int) -> int:
    return max(bar.heightForWidth(width), bar.sizeHint().height(), bar.minimumHeight())

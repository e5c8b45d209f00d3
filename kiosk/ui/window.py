"""The one window: full screen, one page at a time, from the state alone."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from kiosk.flow.events import Touched, VolumeChosen
from kiosk.flow.pages import Welcome
from kiosk.flow.preferences import Preferences
from kiosk.flow.state import Kiosk, Place
from kiosk.ui.body import PageBody
from kiosk.ui.chimes import Chimes
from kiosk.ui.components.context import Context
from kiosk.ui.components.guard import FINGER, PressGuard
from kiosk.ui.frame import PageFrame
from kiosk.ui.keys import event_of_key, is_walking_key
from kiosk.ui.page_key import PageKey, frame_key, page_key
from kiosk.ui.pages.build import content_of
from kiosk.ui.settings import Orientation, ScreenSettings
from kiosk.ui.speech import Silence, Speaker
from kiosk.ui.speech_script import focus_words, page_script
from kiosk.ui.staff_gesture import CORNER_MM, StaffGesture
from kiosk.ui.theme.scale import Density
from kiosk.ui.theme.theme import theme_for
from kiosk.ui.translations import translations

if TYPE_CHECKING:
    from kiosk.flow.events import Event
    from kiosk.ui.touch_correction import TouchCorrection


class KioskWindow(QWidget):
    """Shows states, posts what a person does."""

    def __init__(
        self,
        screen: ScreenSettings,
        place: Place,
        post: "Callable[[Event], None]",
        *,
        speaker: Speaker | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._screen, self._place, self._post = screen, place, post
        self._speaker: Speaker = speaker or Silence()
        self._chimes = Chimes(self._speaker)
        self._touch: TouchCorrection | None = None
        self._translations = translations()
        self._guard = PressGuard(clock)
        self._guard.let_go.connect(lambda: QTimer.singleShot(0, self, self._catch_up))
        self._page: PageFrame | None = None
        self._key: PageKey = ()
        self._frame_key: PageKey = ()
        self._kiosk: Kiosk | None = None
        self._waiting: Kiosk | None = None
        self._walked = False
        self._guard.somebody.connect(self._somebody_is_here)
        corner = round(CORNER_MM * screen.px_per_mm)
        self._staff = StaffGesture(corner, self._ask_for_staff, clock)
        # without a window manager showFullScreen() gives the size hint, so the geometry is explicit
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setGeometry(screen.left_px, screen.top_px, screen.width_px, screen.height_px)
        self.setWindowTitle("Buka")

    # --- states ---

    def show_state(self, kiosk: Kiosk) -> None:
        """Builds a new page when the page's identity changed, else patches its live values."""
        self._kiosk, key = kiosk, page_key(kiosk)
        if self._touch is not None:
            self._touch.try_out(getattr(kiosk.page, "trial", None))
        if self._page is not None and key == self._key:
            self._waiting = None
            self._page.patch(kiosk)
        elif self._guard.held and _is_visit(kiosk):
            # a rebuild between press and release would lose the tap; the wipe never waits for a finger
            self._waiting = kiosk
        else:
            self._waiting = None
            self._change_page(kiosk, key)
        self._chimes.hear(kiosk)

    @property
    def touch(self) -> "TouchCorrection":
        """Where touches are meant; loaded when it is first wanted, for a start needs none."""
        from kiosk.ui.touch_correction import TouchCorrection

        if self._touch is None:
            self._touch = TouchCorrection(self, self._screen.px_per_mm)
        return self._touch

    def _ask_for_staff(self) -> None:
        from kiosk.flow.events import StaffAsked

        self._post(StaffAsked())

    def _catch_up(self) -> None:
        """The finger is off: what waited is shown."""
        if self._waiting is not None:
            self.show_state(self._waiting)

    def _change_page(self, kiosk: Kiosk, key: PageKey) -> None:
        before, self._key = self._page, key
        another = before is None or type(before.context.kiosk.page) is not type(kiosk.page)
        focus = "" if another else self._focused_name()
        self._translations.switch_to(kiosk.preferences.language)
        frame = self._frame(kiosk)
        frame.turn_to(self._body(kiosk, frame), focus)
        frame.ring(self.focusWidget() if self._walked else None)
        if before is not None and before is not frame:
            before.hide()
            before.deleteLater()
        self._guard.page_changed()
        self._speak(kiosk)

    def _frame(self, kiosk: Kiosk) -> PageFrame:
        """The bars that stand already, or others where a wish has changed."""
        key = frame_key(kiosk)
        if self._page is None or key != self._frame_key:
            self._frame_key = key
            # the bars outlive the visit, so they never see whose it is
            self._page = PageFrame(self._context(replace(kiosk, page=Welcome()), Density.ROOMY))
            self._page.setParent(self)
            self._page.setGeometry(0, 0, self._screen.width_px, self._screen.height_px)
            self._page.show()
        return self._page

    def _body(self, kiosk: Kiosk, frame: PageFrame) -> PageBody:
        """As roomy as it fits."""
        width = self._screen.width_px
        room = frame.room(width, self._screen.height_px)
        first, *closer = self._densities(kiosk.preferences)
        body = self._page_body(kiosk, first)
        for density in closer:
            if body.fits(width, room):
                break
            body.deleteLater()
            body = self._page_body(kiosk, density)
        return body

    def _densities(self, wishes: Preferences) -> tuple[Density, ...]:
        """Large text within low reach has only the lower part of a portrait panel."""
        portrait = self._screen.orientation is Orientation.PORTRAIT
        return (Density.TIGHT,) if wishes.large and wishes.low_reach and portrait else tuple(Density)

    def _page_body(self, kiosk: Kiosk, density: Density) -> PageBody:
        context = self._context(kiosk, density)
        return PageBody(context, content_of(context))

    def _context(self, kiosk: Kiosk, density: Density) -> Context:
        return Context(
            kiosk=kiosk,
            theme=theme_for(self._screen, kiosk.preferences, density=density),
            settings=self._screen,
            post=self._post,
            guard=self._guard,
            replay=self._replay,
        )

    def page_widget(self) -> PageFrame:
        """The live page; raises before the first state."""
        if self._page is None:
            raise LookupError("no state has been shown yet")
        return self._page

    def grab_png(self, path: Path) -> None:
        """The page as a picture."""
        self.grab().save(str(path))

    # --- focus and keys ---

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """What no button and no page took."""
        self._staff.tap(event.position().toPoint())
        event.accept()

    def _focused_name(self) -> str:
        focused = self.focusWidget()
        return focused.objectName() if focused is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys that no control took: digits, back, volume, repeat."""
        if event.isAutoRepeat():
            return
        self._guard.notice(event.key())
        if event.key() == Qt.Key.Key_F5:
            self._replay()
        elif self._kiosk is not None:
            posted = event_of_key(event, self._kiosk)
            if isinstance(posted, VolumeChosen) or (posted is not None and self._guard.accepts()):
                self._post(posted)  # louder is louder on any page: no press is lost to a change of it

    def _somebody_is_here(self, key: int) -> None:
        """Any touch or key: not idle; speech stops; a keypad makes the focus visible."""
        self._speaker.stop()
        if key == FINGER:
            self._walked = False
            if self._page is not None:
                self._page.ring(None)
        else:
            self._staff.key(key)
        if is_walking_key(key):
            self._walked = True
            QTimer.singleShot(0, self, self._show_focus)
        self._post(Touched())

    def _show_focus(self) -> None:
        focused = self.focusWidget()
        if self._page is None or self._kiosk is None:
            return
        self._page.ring(focused)
        if focused is not None and self._kiosk.preferences.speech:
            self._speaker.say(focus_words(focused), self._kiosk.preferences)

    # --- speech ---

    def _speak(self, kiosk: Kiosk) -> None:
        if kiosk.preferences.speech:
            self._speaker.say(page_script(self.page_widget()), kiosk.preferences)
        else:
            self._speaker.stop()

    def _replay(self) -> None:
        if self._page is not None and self._kiosk is not None:
            self._speaker.say(page_script(self._page), self._kiosk.preferences)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing speaks after the window."""
        self._chimes.end()
        self._speaker.stop()
        super().closeEvent(event)


def _is_visit(kiosk: Kiosk) -> bool:
    from kiosk.flow.current import visit_of

    return visit_of(kiosk.page) is not None

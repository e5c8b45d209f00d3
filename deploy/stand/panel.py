"""With a display: the terminal, and beside it a panel that plays the card, the paper and the network."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGroupBox,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from deploy.stand.stand import SAMPLES, Stand, StandError, StandOptions
from hardware.simulator.card_file import load_card_file
from kiosk.commands.shared import say
from kiosk.config import Settings, load_settings
from kiosk.terminal.screen import Screen
from kiosk.ui import clips
from kiosk.ui.app import make_application

_PANEL_PX = 340
_PANEL_MM = 527
"""Width of a 23.8 inch panel in landscape: the kiosk is shown whole, at a scale that fits the display."""


class Panel(QWidget):
    """Buttons of what hands, paper and cables do; each acts on the simulated device at once."""

    closed = Signal()
    """The kiosk's window has no frame to close: the panel's end is the end."""

    def __init__(self, stand: Stand) -> None:
        super().__init__()
        self._stand = stand
        self.setWindowTitle("Buka: hands, paper, network")
        self._said = QLabel("")
        self._said.setWordWrap(True)
        column = QVBoxLayout(self)
        for group in (self._card(), self._paper(), self._network()):
            column.addWidget(group)
        column.addWidget(self._said)
        column.addStretch()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell whoever waits for the end."""
        self.closed.emit()
        super().closeEvent(event)

    def _card(self) -> QGroupBox:
        choice = QComboBox()
        for file in sorted((SAMPLES / "cards").glob("*.toml")):
            choice.addItem(file.stem, file)

        def put() -> None:
            file = choice.currentData()
            if isinstance(file, Path):
                self._stand.slot.put(load_card_file(file).card())

        return _group("Card on the reader", choice, self._button("Put it on", put), self._pull())

    def _pull(self) -> QPushButton:
        return self._button("Take it away", self._stand.slot.pull)

    def _paper(self) -> QGroupBox:
        printer = self._stand.printer
        if printer is None:
            return _group("Printer", QLabel("Another printer is in use."))
        buttons = [
            self._button("Paper ends now", lambda: printer.end_paper_after(0)),
            self._button("Paper ends in 30 mm", lambda: printer.end_paper_after(240)),
            self._button("New roll", printer.load_paper),
            self._button("Open the cover", lambda: printer.open_cover(True)),
            self._button("Close the cover", lambda: printer.open_cover(False)),
            self._button("Jam the cutter", lambda: printer.jam_cutter(True)),
            self._button("Free the cutter", lambda: printer.jam_cutter(False)),
            self._button("Switch it off", lambda: printer.switch_power(False)),
            self._button("Switch it on", lambda: printer.switch_power(True)),
        ]
        return _group("Printer", *buttons)

    def _network(self) -> QGroupBox:
        relay = self._stand.relay
        if relay is None:
            return _group("Network", QLabel("No gateway."))
        return _group(
            "Network and gateway",
            self._button("Cut the network", relay.cut),
            self._button("Mend the network", relay.mend),
            self._button("Kill the gateway", lambda: self._stand.stop_gateway(kill=True)),
            self._button("Start the gateway", self._stand.start_gateway),
        )

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)

        def pressed() -> None:
            try:
                act()
            except (StandError, OSError) as failed:
                self._said.setText(f"{words}: {failed}")
            else:
                self._said.setText(words)

        button.clicked.connect(pressed)
        return button


def _group(title: str, *widgets: QWidget) -> QGroupBox:
    group = QGroupBox(title)
    column = QVBoxLayout(group)
    for widget in widgets:
        column.addWidget(widget)
    return group


def play(options: StandOptions) -> int:
    """Until the panel is closed. Exit code 0, 1 when the terminal did not end in order."""
    _make_clips()
    application = make_application(["demo"], cursor=True)
    area = application.primaryScreen().availableGeometry()
    with Stand(replace(options, screen=_fitting(area))) as stand:
        settings = load_settings(stand.config)
        if not isinstance(settings, Settings):
            raise StandError(str(settings))
        screen = Screen(settings, cursor=True)
        panel = Panel(stand)
        panel.setGeometry(area.right() - _PANEL_PX + 1, area.top(), _PANEL_PX, area.height())
        screen.begin()
        screen.window.show()
        panel.show()
        panel.closed.connect(application.quit)
        application.exec()
        return 0 if screen.end() else 1


def _make_clips() -> None:
    """A package has them from its build; a stand makes them once, so that it can read aloud."""
    say("making the clips that are read aloud, those that are not there yet …")
    try:
        clips.main([])
    except clips.VoiceMissingError as missing:
        say(f"nothing will be read aloud: {missing}")


def _fitting(area: QRect) -> tuple[int, int, float]:
    """The largest 16:9 screen that leaves room for the panel, with its scale in pixels per mm."""
    width = max(960, min(1920, area.width() - _PANEL_PX, area.height() * 16 // 9))
    return width, width * 9 // 16, width / _PANEL_MM

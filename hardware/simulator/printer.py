"""A simulated ESC/POS printer: what the bytes ask for happens on simulated paper, row by row.

It is steered while it prints: every public method may be called from any thread. It decodes the wire
itself; nobody hands it a picture.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from hardware.simulator import escpos_answers as answers
from hardware.simulator.printer_mechanism import Moment, PrinterMechanism
from hardware.simulator.printer_model import EPSON_LIKE, PrinterModel
from hardware.simulator.printer_paper import ROLL_ROWS, Piece

NEAR_END_ROWS = 8 * 5000
"""The near-end sensor sees the last 5 m."""


class SimulatedPrinter(PrinterMechanism):
    """`rows_per_s` 0 prints at once; a real one makes 400 to 2400. `folder` gets a PNG of each cut piece."""

    def __init__(
        self, model: PrinterModel = EPSON_LIKE, *, rows_per_s: float = 0.0, folder: Path | None = None
    ) -> None:
        super().__init__(model, rows_per_s, folder)

    @property
    def pieces(self) -> list[Piece]:
        """The pieces cut off so far, oldest first."""
        with self._lock:
            return list(self._paper.pieces)

    def take_pieces(self) -> list[Piece]:
        """Empty the tray: the pieces cut off since the last time, oldest first. Long runs must do it."""
        with self._lock:
            taken, self._paper.pieces = self._paper.pieces, []
            return taken

    @property
    def strip(self) -> Image.Image:
        """What hangs in the printer, uncut."""
        with self._lock:
            return self._paper.strip

    @property
    def rows_printed(self) -> int:
        """Rows printed since it was built."""
        with self._lock:
            return self._paper.printed

    @property
    def texts(self) -> list[bytes]:
        """Characters that came outside of pictures, as bytes; they are not drawn."""
        with self._lock:
            return list(self._texts)

    @property
    def condition(self) -> answers.Condition:
        """What its sensors say."""
        with self._lock:
            return self._condition

    @property
    def powered(self) -> bool:
        """Whether it is switched on."""
        with self._lock:
            return self._powered

    def wait_until(self, holds: Callable[[SimulatedPrinter], bool], timeout: float) -> bool:
        """Wait until something holds; looked at after each thing the printer does."""
        with self._lock:
            return self._lock.wait_for(lambda: holds(self), timeout)

    def wake(self) -> None:
        """Let everybody who waits look again."""
        self._steer()

    def at(self, moment: Moment, action: Callable[[], None], number: int = 1) -> None:
        """Do something once at the `number`-th such moment from now, on the printer's own thread."""
        with self._lock:
            self._triggers.append((moment, number, action))

    def set_speed(self, rows_per_s: float) -> None:
        """Change the speed; 0 prints at once."""
        self._steer(_rows_per_s=rows_per_s)

    def load_paper(self, rows: int = ROLL_ROWS) -> None:
        """Put in a roll that ends after `rows` rows, 0 for none."""
        with self._lock:
            self._paper.left = rows
            was_out = self._condition.paper_end
            self._update(paper_end=rows == 0, near_end=rows <= NEAR_END_ROWS)
            if was_out and rows:
                self._recovered()

    def end_paper_after(self, rows: int) -> None:
        """Let the paper that is in end after so many more rows; the near-end sensor keeps its word."""
        with self._lock:
            self._paper.left = rows
            self._lock.notify_all()

    def set_near_end(self, near: bool) -> None:
        """Move the near-end sensor."""
        self._update(near_end=near)

    def open_cover(self, is_open: bool = True) -> None:
        """Open or close the cover."""
        with self._lock:
            was_open = self._condition.cover_open
            self._update(cover_open=is_open)
            if was_open and not is_open:
                self._recovered()

    def jam_cutter(self, jammed: bool = True) -> None:
        """Block the knife: the next cut fails. Freeing it ends the error, and the cut is made."""
        with self._lock:
            self._knife_blocked = jammed
            if not jammed:
                self._update(cutter_error=False)

    def overheat(self, hot: bool = True) -> None:
        """Let the head be too hot to print."""
        self._update(overheated=hot)

    def break_mechanism(self, broken: bool = True) -> None:
        """Let it report an unrecoverable error."""
        self._update(mechanical_error=broken)

    def take_offline(self, offline: bool = True) -> None:
        """Press the button that takes it offline."""
        self._update(taken_offline=offline)

    def fall_silent(self, silent: bool = True) -> None:
        """Answer nothing any more, but print on."""
        self._steer(_silent=silent)

    def hold_answers(self) -> None:
        """Keep back all answers, to be late."""
        self._steer(_held=[])

    def release_answers(self) -> None:
        """Give the answers that were kept back."""
        with self._lock:
            held, self._held = self._held or [], None
            for data in held:
                self._say(data)

    def switch_power(self, on: bool) -> None:
        """Power lost: buffer and settings are gone, the strip stays. Ports close with it."""
        with self._lock:
            self._powered = on
            self._forget()
            self._lock.notify_all()

    def close(self) -> None:
        """End the printer's thread."""
        self._steer(_closed=True)
        self._engine.join(5)

    def _steer(self, **changes: Any) -> None:  # noqa: ANN401 - our own fields
        with self._lock:
            for name, value in changes.items():
                setattr(self, name, value)
            self._lock.notify_all()

"""The connection to the printer: kept open, opened anew when it is lost, watched while nothing prints."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from hardware.printer.address import PrinterAddress
from hardware.printer.job import Cause
from hardware.printer.link import Link
from hardware.printer.pump import TICK
from hardware.printer.raster import filler
from hardware.printer.settings import PrinterSettings
from hardware.printer.status import UNREACHABLE, PrinterStatus
from hardware.printer.transport import LinkLostError, Transport

log = structlog.get_logger()


class Connection:
    """Used on the printer's thread only. `changed` hears every status that differs from the one before."""

    def __init__(
        self,
        settings: PrinterSettings,
        clock: Callable[[], float],
        transport: Callable[[PrinterAddress, float], Transport],
        changed: Callable[[PrinterStatus], None],
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._transport = transport
        self._heard = changed
        self._link: Link | None = None
        self._late = (
            0  # rounds that were missed on the last connection: a serial line or a converter keeps them
        )
        self._told: PrinterStatus | None = None
        self.backoff = settings.deadlines.backoff_first
        """Seconds to wait before the next try to connect."""
        self.torn = False
        """Whether an earlier job may have ended in the middle of a picture."""

    def link(self) -> Link | None:
        """Return the open connection, connecting if there is none; None when that fails."""
        return self._link or self._connect()

    def watch(self) -> bool:
        """Listen for a moment and ask for the status when it is time; False while there is no connection."""
        link = self.link()
        if link is None:
            return False
        try:
            self._look(link)
        except LinkLostError as lost:
            self.drop(lost.cause, str(lost))
        return True

    def drop(self, cause: Cause, detail: str = "") -> None:
        """Close what is no longer to be trusted.

        A printer that was only silent stays silent until it is heard again or refuses the next connection.
        """
        self.close()
        if cause is Cause.LINK_LOST:
            if self._told != UNREACHABLE:
                log.info("printer.link_lost", detail=detail)
            self._changed(UNREACHABLE)

    def close(self) -> None:
        """Let the printer have the tail, then close."""
        if self._link is not None:
            self._link.close(self._settings.deadlines.close)
            self._late, self._link = self._link.late, None

    def _connect(self) -> Link | None:
        deadlines = self._settings.deadlines
        transport = self._transport(self._settings.address, deadlines.connect)
        link = Link(transport, self._settings, self._clock, self._changed, self._late)
        try:
            transport.open()
            if self.torn:
                self.torn = not link.send(filler(self._settings.dots), deadlines.connect)
            link.enable_auto_status()
            link.poll()
        except LinkLostError as lost:
            transport.close(0)
            self._late = link.late
            self.drop(lost.cause, str(lost))
            self.backoff = min(2 * self.backoff, deadlines.backoff_most)
            return None
        self._link, self.backoff = link, deadlines.backoff_first
        return link

    def _look(self, link: Link) -> None:
        link.receive(TICK)
        if self._clock() < link.asked_at + self._settings.deadlines.poll:
            return
        link.poll()
        if self._clock() - link.heard_at > self._settings.deadlines.silence:
            raise LinkLostError(Cause.SILENT)

    def _changed(self, status: PrinterStatus) -> None:
        if status != self._told:
            self._told = status
            log.info("printer.status_changed", state=status.state.value, paper_low=status.paper_low)
            self._heard(status)

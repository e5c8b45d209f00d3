"""Steering a simulated printer by lines of text, for a panel, a shell or another program.

    paper out | paper load [ROWS] | paper end-after ROWS | near-end on|off | cover open|close
    cutter jam|free | head hot|cool | mechanism broken|whole | offline on|off | silence on|off
    power on|off | link drop|unplug|plug | speed ROWS_PER_S | status

Each line is answered by one line: `ok`, one JSON object for `status`, or `error: …`.
"""

from __future__ import annotations

import contextlib
import json
import socketserver
import threading
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from hardware.simulator.printer import SimulatedPrinter
from hardware.simulator.printer_ports import TcpPort


class PrinterControl:
    """Obeys one line at a time."""

    def __init__(self, printer: SimulatedPrinter, port: TcpPort | None = None) -> None:
        self._printer = printer
        self._plain: dict[str, Callable[[], None]] = _commands(printer) | (_links(port) if port else {})
        self._numbered: dict[str, Callable[[int], None]] = {
            "paper load": printer.load_paper,
            "paper end-after": printer.end_paper_after,
            "speed": printer.set_speed,
        }

    def obey(self, line: str) -> str:
        """Do what the line says and return the answer, without a line end."""
        words = line.split()
        if words == ["status"]:
            return json.dumps(self._status())
        command = self._plain.get(" ".join(words))
        if command is not None:
            command()
            return "ok"
        numbered = self._numbered.get(" ".join(words[:-1]))
        if numbered is None or not words[-1].isdecimal():
            known = ", ".join([*self._plain, *(f"{name} N" for name in self._numbered), "status"])
            return f"error: {line.strip()[:80]!r} is none of: {known}"
        numbered(int(words[-1]))
        return "ok"

    def _status(self) -> dict[str, Any]:
        printer = self._printer
        shown = {"powered": printer.powered, "rows": printer.rows_printed, "pieces": len(printer.pieces)}
        return asdict(printer.condition) | shown | {"strip_rows": printer.strip.height}


def _commands(printer: SimulatedPrinter) -> dict[str, Callable[[], None]]:
    return {
        "paper out": lambda: printer.load_paper(0),
        "paper load": printer.load_paper,
        "near-end on": lambda: printer.set_near_end(True),
        "near-end off": lambda: printer.set_near_end(False),
        "cover open": printer.open_cover,
        "cover close": lambda: printer.open_cover(False),
        "cutter jam": printer.jam_cutter,
        "cutter free": lambda: printer.jam_cutter(False),
        "head hot": printer.overheat,
        "head cool": lambda: printer.overheat(False),
        "mechanism broken": printer.break_mechanism,
        "mechanism whole": lambda: printer.break_mechanism(False),
        "offline on": printer.take_offline,
        "offline off": lambda: printer.take_offline(False),
        "silence on": printer.fall_silent,
        "silence off": lambda: printer.fall_silent(False),
        "power on": lambda: printer.switch_power(True),
        "power off": lambda: printer.switch_power(False),
    }


def _links(port: TcpPort) -> dict[str, Callable[[], None]]:
    return {
        "link drop": port.drop,
        "link unplug": port.unplug,
        "link plug": lambda: port.unplug(False),
    }


class ControlPort:
    """The same lines over TCP, on loopback only."""

    def __init__(self, control: PrinterControl, port: int = 0) -> None:
        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(ConnectionError):
                    for line in self.rfile:
                        self.wfile.write(control.obey(line.decode("utf-8", "replace")).encode() + b"\n")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, name="printer-control", daemon=True
        )
        self._thread.start()

    @property
    def port(self) -> int:
        """The port number."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

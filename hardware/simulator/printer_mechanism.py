"""The inside of the simulated printer: its buffer, its sensors, and the thread that moves the paper."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

import segno

from hardware.simulator import escpos_answers as answers
from hardware.simulator.escpos_parser import EscPosParser
from hardware.simulator.escpos_tokens import (
    AskInOrder,
    AskOffline,
    AskProcessId,
    AskStatus,
    ClearBuffers,
    Cut,
    Feed,
    GraphicsPrint,
    GraphicsStore,
    QrPrint,
    QrSize,
    QrStore,
    Queued,
    RealTimeIgnored,
    Recover,
    Reset,
    Row,
    SetAutoStatus,
    Text,
    Token,
)
from hardware.simulator.printer_buffer import PrintBuffer
from hardware.simulator.printer_model import PrinterModel
from hardware.simulator.printer_paper import Paper

PACE_ROWS = 8
"""The paper moves 1 mm at a time."""

Reply: TypeAlias = Callable[[bytes], None]


class Moment(StrEnum):
    """Points in a job at which something can be made to happen, exactly there."""

    ROW_PRINTED = "row_printed"
    FENCE_REACHED = "fence_reached"
    FENCE_ANSWERED = "fence_answered"
    CUT_REACHED = "cut_reached"
    CUT_DONE = "cut_done"


class PrinterMechanism:
    """Everything is guarded by one lock, and every change wakes who waits on it."""

    def __init__(self, model: PrinterModel, rows_per_s: float, folder: Path | None) -> None:
        self.model = model
        self._lock = threading.Condition(threading.RLock())
        self._paper = Paper(model.dots, folder)
        self._condition = answers.Condition(end_bits=model.paper_end_bits)
        self._rows_per_s = rows_per_s
        self._triggers: list[tuple[Moment, int, Callable[[], None]]] = []
        self._held: list[bytes] | None = None
        self._knife_blocked = self._silent = self._closed = False
        self._powered = True
        self._reply: Reply = _nowhere
        self._texts: list[bytes] = []
        self._forget()
        self._engine = threading.Thread(target=self._run, name="simulated-printer", daemon=True)
        self._engine.start()

    def receive(self, data: bytes, reply: Reply) -> None:
        """Take bytes from a port; returns when there is room for more. Answers go to `reply`."""
        with self._lock:
            if not self._powered:
                return
            self._reply = reply
            for token in self._parser.feed(data):
                self._take(token)
            self._lock.notify_all()
            self._lock.wait_for(lambda: self._buffer.bytes < self.model.buffer_bytes or not self._running)

    @property
    def _running(self) -> bool:
        return self._powered and not self._closed

    def _forget(self) -> None:
        self._parser = EscPosParser(real_time_in_raster=self.model.real_time_in_raster)
        self._buffer = PrintBuffer()
        self._auto_mask = 0
        self._graphics: tuple[bytes, ...] = ()
        self._qr, self._qr_dots = b"", 3

    def _take(self, token: Token) -> None:
        """Do a real-time command at once, queue the rest."""
        match token:
            case AskStatus():
                self._say(answers.real_time(self._condition, token.topic))
            case ClearBuffers():
                if self.model.clears:
                    self._buffer.clear()
                    self._say(answers.CLEARED)
            case Recover():
                if token.clear:
                    self._buffer.clear()
                self._update(cutter_error=False)
            case RealTimeIgnored():
                pass
            case AskProcessId() if self.model.echoes_when_parsed:
                self._say(answers.process_id(token.ident))
            case _:
                self._buffer.put(token)

    def _say(self, data: bytes) -> None:
        mute = self._silent or not self._powered
        if mute or (self._condition.offline and not self.model.answers_when_offline):
            return
        if self._held is not None:
            self._held.append(data)
        else:
            self._reply(data)

    def _update(self, **changes: bool) -> None:
        """Change what the sensors say, and say so if automatic status is on."""
        with self._lock:
            before = answers.auto_status(self._condition)
            self._condition = replace(self._condition, **changes)
            block = answers.auto_status(self._condition)
            if self._auto_mask and block != before:
                self._say(block)
            self._lock.notify_all()

    def _recovered(self) -> None:
        if not self.model.resumes:
            self._buffer.repeat_picture()

    def _run(self) -> None:
        with self._lock:
            while not self._closed:
                if self._buffer and self._powered and not self._condition.offline:
                    self._do(self._buffer.next())
                    self._lock.notify_all()
                else:
                    self._lock.wait()

    def _do(self, token: Queued) -> None:
        match token:
            case Row():
                self._print_row(token)
            case Feed():
                self._insert(bytes(1) for _ in range(token.rows))
            case Cut():
                self._cut(token)
            case AskProcessId():
                self._echo(token)
            case AskInOrder():
                self._happen(Moment.FENCE_REACHED)
                self._say(answers.in_order(self._condition))
                self._happen(Moment.FENCE_ANSWERED)
            case AskOffline():
                self._say(answers.offline_response(self._condition, with_cause=token.with_cause))
            case _:
                self._set(token)

    def _set(self, token: Queued) -> None:
        """Do what moves no paper, or only by way of rows."""
        match token:
            case Reset():
                self._auto_mask, self._qr_dots = 0, 3
            case SetAutoStatus() if self.model.auto_status:
                self._auto_mask = token.mask
                if token.mask:
                    self._say(answers.auto_status(self._condition))
            case QrSize():
                self._qr_dots = token.dots
            case QrStore():
                self._qr = token.data
            case QrPrint():
                self._insert(_qr_rows(self._qr, self._qr_dots))
            case GraphicsStore():
                self._graphics += token.rows
            case GraphicsPrint():
                self._insert(self._graphics)
                self._graphics = ()
            case Text():
                self._texts.append(token.data)
            case _:
                pass

    def _insert(self, rows: Iterable[bytes]) -> None:
        self._buffer.insert([Row(bits, first=True) for bits in rows])

    def _print_row(self, row: Row) -> None:
        if self._paper.left <= 0:
            self._buffer.put_back(row)
            self._update(paper_end=True, near_end=True)
            return
        self._paper.row(row.bits)
        self._happen(Moment.ROW_PRINTED)
        if self._rows_per_s and self._paper.printed % PACE_ROWS == 0:
            self._lock.wait_for(lambda: self._closed, PACE_ROWS / self._rows_per_s)

    def _cut(self, cut: Cut) -> None:
        if cut.feed:
            self._buffer.insert([Row(bytes(1), first=True)] * cut.feed + [Cut(0, cut.partial)])
            return
        self._happen(Moment.CUT_REACHED)
        if not self._running:
            return
        if self._knife_blocked or self._condition.offline:
            self._buffer.put_back(cut)
            self._update(cutter_error=self._knife_blocked)
            return
        self._paper.cut()
        self._happen(Moment.CUT_DONE)

    def _echo(self, asked: AskProcessId) -> None:
        self._happen(Moment.FENCE_REACHED)
        if self._condition.offline and self._running:
            self._buffer.put_back(asked)
            return
        if self.model.process_id:
            self._say(answers.process_id(asked.ident))
        self._happen(Moment.FENCE_ANSWERED)

    def _happen(self, moment: Moment) -> None:
        """Let the triggers of this moment count down, and do what is due."""
        due = [action for kind, left, action in self._triggers if kind is moment and left == 1]
        self._triggers = [
            (kind, left - (kind is moment), action)
            for kind, left, action in self._triggers
            if not (kind is moment and left == 1)
        ]
        for action in due:
            action()


def _nowhere(_data: bytes) -> None:
    """Nobody is connected."""


def _qr_rows(data: bytes, dots: int) -> list[bytes]:
    """Draw the symbol as the printer would: without a quiet zone, `dots` rows and columns a module."""
    if not data:
        return []
    modules = segno.make_qr(data).matrix
    lines = ["".join(str(int(dark)) * dots for dark in line) for line in modules]
    width = (len(lines[0]) + 7) // 8
    rows = [int(line.ljust(width * 8, "0"), 2).to_bytes(width, "big") for line in lines]
    return [row for row in rows for _ in range(dots)]

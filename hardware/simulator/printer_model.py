"""What one model of printer can do; the simulator behaves accordingly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class PrinterModel:
    """A capability set. The default is a current Epson-like printer on 80 mm paper."""

    dots: int = 576
    process_id: bool = True
    """Answers GS ( H function 48."""
    echoes_when_parsed: bool = False
    """A clone that sends the process id back when it reads it, not when the paper has moved."""
    auto_status: bool = True
    """Obeys GS a."""
    clears: bool = True
    """Obeys DLE DC4 8."""
    resumes: bool = True
    """Goes on cleanly after paper or cover; otherwise it repeats the interrupted picture from its start."""
    real_time_in_raster: bool = False
    """Obeys DLE EOT even inside picture data."""
    answers_when_offline: bool = True
    """Some models say nothing at all while the cover is open or the paper is out."""
    paper_end_bits: int = 0x60
    buffer_bytes: int = 64 * 1024
    """Receive buffer; a full one stops the wire."""


EPSON_LIKE = PrinterModel()
OLDER = PrinterModel(process_id=False, clears=False)
"""Without GS ( H, such as TM-T88III."""
CLONE = PrinterModel(echoes_when_parsed=True, clears=False, resumes=False, auto_status=False)
KIOSK = PrinterModel(paper_end_bits=0x20)
"""With a presenter, such as Citizen PPU-231II: bit 20h alone means paper end."""
NARROW = PrinterModel(dots=384)
MODELS = {"epson": EPSON_LIKE, "older": OLDER, "clone": CLONE, "kiosk": KIOSK, "narrow": NARROW}

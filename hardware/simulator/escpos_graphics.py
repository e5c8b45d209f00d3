"""Graphics data of `GS ( L` and `GS 8 L` (Epson reference, gs_lparen_cl_fn112 and fn50)."""

from __future__ import annotations

from hardware.simulator.escpos_raster import doubled
from hardware.simulator.escpos_tokens import GraphicsPrint, GraphicsStore

STORE, PRINT = 112, (2, 50)
HEAD = 10  # m fn a bx by c xL xH yL yH


def graphics(content: bytes) -> GraphicsStore | GraphicsPrint | None:
    """Understand the content after the length; None for functions that store or print no raster."""
    if len(content) >= 2 and content[1] in PRINT:
        return GraphicsPrint()
    if len(content) < HEAD or content[1] != STORE:
        return None
    dots, height = int.from_bytes(content[6:8], "little"), int.from_bytes(content[8:10], "little")
    width = (dots + 7) // 8
    lines = [content[HEAD + y * width : HEAD + (y + 1) * width] for y in range(height)]
    wide = [doubled(line) if content[3] == 2 else line for line in lines if len(line) == width]
    return GraphicsStore(tuple(line for line in wide for _ in range(content[4])))

"""The map of the touch panel that staff kept: a small file beside the store.

No memo of the store: a terminal whose store is broken must be touched in the right place all the same.
"""

import json
from math import isfinite
from pathlib import Path

from kiosk.flow.affine import LEAST_AREA, MOST_AREA, Affine, affine
from kiosk.upstream.keys import write_file

FILE = "touch-calibration.json"


def kept_touch(folder: Path) -> Affine:
    """As the panel reports it when nothing was kept, or nothing that can be believed."""
    try:
        figures = [float(figure) for figure in json.loads((folder / FILE).read_bytes())["mm"]]
        kept = affine(figures)
    except (OSError, ValueError, TypeError, KeyError):
        return Affine()
    believed = all(isfinite(figure) for figure in figures) and LEAST_AREA <= kept.area <= MOST_AREA
    return kept if believed else Affine()


def keep_touch(folder: Path, trial: Affine) -> Affine:
    """Keep what was tried above what is kept already; answers both as one. Raises OSError."""
    whole = trial.after(kept_touch(folder))
    write_file(folder / FILE, json.dumps({"mm": whole.figures}).encode())
    return whole


def forget_touch(folder: Path) -> bool:
    """As the panel reports it again; False when nothing was kept. Raises OSError."""
    kept = (folder / FILE).exists()
    (folder / FILE).unlink(missing_ok=True)
    return kept

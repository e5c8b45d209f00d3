"""`buka-check-copy`: settings and store for a health check that cannot change the real ones.

Run as the terminal's user by `buka-check@.service`: writes `kiosk.toml` and `store/` below the folder it is
started in.
"""

import re
import sys
from pathlib import Path

from deploy.target.layout import Layout
from deploy.target.store_copy import copy_store

_STORE_PATH = re.compile(r"(^\[store\][^\[]*?^path\s*=\s*)(\"[^\"\n]*\"|'[^'\n]*')", re.MULTILINE | re.DOTALL)


def with_store(settings: str, store: Path) -> str:
    """The same settings with another `[store] path`. Raises ValueError when there is none."""
    text, count = _STORE_PATH.subn(lambda found: f'{found[1]}"{store}"', settings)
    if count != 1:
        raise ValueError("[store] path is missing from the settings")
    return text


def main() -> int:
    """Exit code 0; a settings file without a store raises."""
    layout, here = Layout(), Path.cwd()
    store = layout.store()
    if store is None:
        sys.stderr.write("buka-check-copy: no [store] path in the settings\n")
        return 1
    copy_store(store, here / "store")
    copied = with_store(layout.settings.read_text(encoding="utf-8"), here / "store" / store.name)
    (here / "kiosk.toml").write_text(copied, encoding="utf-8")
    return 0

"""PySide6 without its switch for other spellings of Qt's names (`from __feature__ import snake_case`).

To know who uses that switch, PySide6 puts itself in the place of `import` and reads the source text of every
module that is loaded after it, and keeps it: 11 MB, and a third of the time that loading takes. Nobody here
uses it. Checked with PySide6 6.11 (`shibokensupport/feature.py`, `feature_imported`).
"""

import builtins


def plain_imports() -> None:
    """Gives `import` back; before the rooms are loaded."""
    import PySide6.QtCore  # noqa: F401 - loading it is what changes `import`

    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        vars(builtins)["__import__"] = plain

"""The one door to the translation files."""

from PySide6.QtCore import QCoreApplication


def tr(text: str, comment: str = "") -> str:
    """`text` in the language of the screen. lupdate collects every literal call of this name.

    Values are put in afterwards with `.format(...)`: an f-string would never match.
    """
    return QCoreApplication.translate("", text, comment)

"""The welcome page for the peers of `kiosk run`: its words, places and colours, without our code.

python -m tests.bench.same_page items FILE   read off our live page, as JSON
python -m tests.bench.same_page window FILE  a bare PySide6 window that shows them
"""

import html
import json
import os
import sys
from pathlib import Path
from typing import Any

Item = dict[str, Any]


def items(target: Path) -> None:
    """Build our welcome page and write what is on it."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from kiosk.ui.app import make_application
    from kiosk.ui.frame import PageFrame
    from kiosk.ui.measure import items_of
    from kiosk.ui.sample_states import PLACE, sample_kiosk, sample_pages
    from kiosk.ui.settings import ScreenSettings
    from kiosk.ui.window import KioskWindow

    application = make_application(["items"])
    window = KioskWindow(ScreenSettings(width_px=1080, height_px=1920, bottom_mm=800), PLACE, lambda _: None)
    window.show()
    window.show_state(sample_kiosk(sample_pages()["welcome"]))
    QApplication.processEvents()
    page = window.page_widget()
    if not isinstance(page, PageFrame):
        raise TypeError(page)
    found = [vars(item) for item in items_of(page) if item.text]
    target.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    window.close()
    application.quit()


def as_html(found: list[Item]) -> str:
    """The same page for a browser: no script, no picture, no style sheet of anybody."""
    blocks = []
    for item in found:
        x, y, width, height = item["rect"]
        tag = "button" if item["touch"] else "div"
        style = (
            f"position:absolute;left:{x}px;top:{y}px;width:{width}px;height:{height}px;"
            f"font-size:{item['font_px']}px;color:{item['color']};"
            f"background:{item['background'] or 'transparent'};border:0;white-space:pre-wrap"
        )
        blocks.append(f'<{tag} style="{style}">{html.escape(item["text"])}</{tag}>')
    body = "\n".join(blocks)
    return (
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>补卡</title>'
        f'<body style="margin:0;background:#ffffff;font-family:Noto Sans CJK SC">\n{body}\n</body></html>'
    )


def window(found: list[Item]) -> None:
    """The floor: what PySide6 alone needs to show these words."""
    from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

    application = QApplication(["bare"])
    page = QWidget()
    page.setStyleSheet("QWidget { background: #ffffff; font-family: 'Noto Sans CJK SC' }")
    for item in found:
        part = QPushButton(item["text"], page) if item["touch"] else QLabel(item["text"], page)
        ground = item["background"] or "transparent"
        part.setStyleSheet(
            f"color: {item['color']}; background: {ground}; font-size: {item['font_px']}px; border: 0"
        )
        part.setGeometry(*item["rect"])
    page.setGeometry(0, 0, 1080, 1920)
    page.show()
    application.exec()


if __name__ == "__main__":
    if sys.argv[1] == "items":
        items(Path(sys.argv[2]))
    else:
        window(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))

"""Our own keypads: digits for a phone number, capitals and digits for a passport, letters for a name."""

from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase

from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.flow.events import KeyTyped, Press, Pressed
from kiosk.flow.state import Kiosk
from kiosk.ui.components.button import Look
from kiosk.ui.components.context import Context
from kiosk.ui.components.layouts import grid, holder
from kiosk.ui.components.painted_button import Face, PaintedButton
from kiosk.ui.theme.scale import GAP_MM, Step
from kiosk.ui.words.tr import tr

DIGITS = "123456789+0"
PASSPORT_KEYS = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ<"


def digit_keys(context: Context) -> QWidget:
    """Three by four, as on a telephone."""
    keys = [_key(context, key) for key in DIGITS]
    return holder(grid([*keys, _backspace(context)], 3, context.theme.mm(GAP_MM)))


def pin_keys(context: Context) -> QWidget:
    """The same without the plus sign: staff numbers and PINs."""
    keys = [_key(context, key) for key in DIGITS if key != "+"]
    return holder(grid([*keys, _backspace(context)], 3, context.theme.mm(GAP_MM)))


def number_keys(context: Context) -> QWidget:
    """Digits and the X of a citizen number's check character (GB 11643)."""
    keys = [_key(context, key) for key in "123456789X0"]
    return holder(grid([*keys, _backspace(context)], 3, context.theme.mm(GAP_MM)))


def passport_keys(context: Context) -> QWidget:
    """The characters of a machine readable zone (ICAO 9303-3)."""
    columns = 13 if context.theme.landscape else 8
    step = Step.CAPTION if context.theme.large else Step.LEAD
    keys = [_key(context, key, step) for key in PASSPORT_KEYS]
    return holder(grid([*keys, _backspace(context)], columns, context.theme.mm(GAP_MM)))


def code_keys(context: Context) -> QWidget:
    """Hexadecimal digits of a character's code."""
    keys = [_key(context, key) for key in "0123456789ABCDEF"]
    columns = 9 if context.theme.landscape else 6
    return holder(grid([*keys, _backspace(context)], columns, context.theme.mm(GAP_MM)))


def latin_keys(context: Context) -> QWidget:
    """A to Z, and what stands between two parts of a name."""
    keys = [_key(context, key) for key in (*ascii_uppercase, " ", "-", "'", "·")]
    columns = 11 if context.theme.landscape else 8
    return holder(grid([*keys, _backspace(context)], columns, context.theme.mm(GAP_MM)))


def letter_keys(context: Context, onward: Callable[[Kiosk], frozenset[str]], *, others: str = "") -> QWidget:
    """A to Z, only those that lead on can be pressed; `others` always."""
    keys = {letter: _key(context, letter.upper()) for letter in ascii_lowercase}

    def offer(kiosk: Kiosk) -> None:
        for letter, key in keys.items():
            key.setEnabled(letter in onward(kiosk))

    offer(context.kiosk)
    context.live(offer)
    more = [_key(context, key) for key in others]
    columns = (10 if more else 9) if context.theme.landscape else 7
    return holder(grid([*keys.values(), *more, _backspace(context)], columns, context.theme.mm(GAP_MM)))


def _key(context: Context, key: str, step: Step = Step.LEAD) -> PaintedButton:
    names = {
        "+": tr("加号"),
        "<": tr("小于号"),
        " ": tr("空格"),
        "·": tr("间隔点"),
        "-": tr("连字符"),
        "'": tr("撇号"),
    }
    face = Face(text=names[key] if key == " " else key, look=Look.KEY, step=step)
    return _grown(context.button(face, KeyTyped(key=key), f"key_{key}", name=names.get(key, key)))


def _backspace(context: Context) -> PaintedButton:
    face = Face(text="", look=Look.KEY, icon="backspace", step=Step.LEAD)
    button = context.button(face, Pressed(press=Press.BACKSPACE), Press.BACKSPACE.value, name=tr("退格"))
    return _grown(button)


def _grown(button: PaintedButton) -> PaintedButton:
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button

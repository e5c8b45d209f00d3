"""Languages: Chinese stands in the code, every other language is one file `buka_<code>.ts`.

`python -m kiosk.ui.translations` builds the `.qm` files that Qt loads.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QTranslator

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "translations"
SOURCE_LANGUAGE = "zh"
BRIDGE_LANGUAGE = "en"
"""What a language file does not say is said in English, never in Chinese among other words."""
NAME_OF_LANGUAGE: str = str(QT_TRANSLATE_NOOP("", "中文"))
"""Every file translates this into its own name."""


class TranslationMissingError(Exception):
    """A language file cannot be built or loaded; the text says which and what to do."""


@dataclass(frozen=True, kw_only=True)
class Language:
    """A language of the screen, named in its own script."""

    code: str
    name: str


@lru_cache(maxsize=1)
def languages() -> tuple[Language, ...]:
    """Chinese, English, then the others by code. Adding one is adding its file."""
    others = [
        Language(code=code, name=_load(code).translate("", NAME_OF_LANGUAGE) or code)
        for code in (path.stem.removeprefix("buka_") for path in FOLDER.glob("buka_*.ts"))
    ]
    others.sort(key=lambda language: (language.code != BRIDGE_LANGUAGE, language.code))
    return (Language(code=SOURCE_LANGUAGE, name=NAME_OF_LANGUAGE), *others)


def source_strings(language: str) -> list[str]:
    """Every sentence of a language: the Chinese of the code, or what the language's file makes of it."""
    from xml.etree import ElementTree as ET

    code = BRIDGE_LANGUAGE if language == SOURCE_LANGUAGE else language
    root = ET.parse(FOLDER / f"buka_{code}.ts").getroot()  # noqa: S314 - our own file, not input
    tag = "source" if language == SOURCE_LANGUAGE else "translation"
    return [text for message in root.iter("message") if (text := message.findtext(tag))]


class Translations:
    """The translators of one application: at most the bridge and one language above it."""

    def __init__(self) -> None:
        self.language = SOURCE_LANGUAGE
        self._installed: list[QTranslator] = []

    def switch_to(self, code: str) -> None:
        """From now on new pages speak `code`. An unknown code falls back to Chinese."""
        if code == self.language:
            return
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        known = {language.code for language in languages()}
        wanted = (
            []
            if code == SOURCE_LANGUAGE or code not in known
            else list(dict.fromkeys((BRIDGE_LANGUAGE, code)))
        )
        self._installed = [_load(each) for each in wanted]
        for translator in self._installed:
            QCoreApplication.installTranslator(translator)
        self.language = code


@lru_cache(maxsize=1)
def translations() -> Translations:
    """The one of this process: Qt's translators belong to the application."""
    return Translations()


def _load(code: str) -> QTranslator:
    source = FOLDER / f"buka_{code}.ts"
    compiled = source.with_suffix(".qm")
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        build(source)
    translator = QTranslator()
    if not translator.load(str(compiled)):
        raise TranslationMissingError(
            f"{compiled.name} cannot be loaded: run python -m kiosk.ui.translations"
        )
    return translator


def build(source: Path) -> Path:
    """Compiles one `.ts`; raises `TranslationMissingError` when lrelease refuses."""
    import subprocess

    import PySide6

    compiled = source.with_suffix(".qm")
    tool = Path(PySide6.__file__).parent / "lrelease"
    done = subprocess.run(
        [tool, "-silent", source, "-qm", compiled], check=False, capture_output=True, text=True
    )
    if done.returncode != 0 or not compiled.exists():
        raise TranslationMissingError(f"{source.name} cannot be built: {done.stderr.strip()}")
    return compiled


def build_all() -> list[Path]:
    """Compiles every language."""
    return [build(source) for source in sorted(FOLDER.glob("buka_*.ts"))]


if __name__ == "__main__":
    build_all()

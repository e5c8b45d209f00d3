"""Languages: complete, loadable, and a file each."""

import string
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

import PySide6
import pytest

from kiosk.ui import translations
from kiosk.ui.translations import FOLDER, TranslationMissingError, build, languages


def messages(path: Path) -> list[Element]:
    return list(ET.parse(path).getroot().iter("message"))  # noqa: S314 - our own files


def translation_of(message: Element) -> Element:
    found = message.find("translation")
    assert found is not None, message.findtext("source")
    return found


def test_no_string_of_english_is_unfinished() -> None:
    for message in messages(FOLDER / "buka_en.ts"):
        translation = translation_of(message)
        assert translation.get("type") is None, message.findtext("source")
        assert translation.text, message.findtext("source")


def test_no_language_file_carries_unfinished_strings() -> None:
    for path in FOLDER.glob("buka_*.ts"):
        states = {translation_of(message).get("type") for message in messages(path)}
        assert states == {None}, path.name


def test_every_string_of_the_code_is_in_the_english_file(tmp_path: Path) -> None:
    sources = sorted(Path(translations.__file__).parent.rglob("*.py"))
    fresh = tmp_path / "fresh.ts"
    tool = Path(PySide6.__file__).parent / "lupdate"
    listing = Path(PySide6.__file__).parent.parent.parent.parent.parent / "bin" / "pyside6-lupdate"
    assert tool.exists()
    subprocess.run([listing, "-silent", *sources, "-ts", fresh], check=True, capture_output=True)
    wanted = {(m.findtext("source"), m.findtext("comment")) for m in messages(fresh)}
    have = {(m.findtext("source"), m.findtext("comment")) for m in messages(FOLDER / "buka_en.ts")}
    assert wanted - have == set()
    assert have - wanted == set()


def test_placeholders_survive_translation() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for path in FOLDER.glob("buka_*.ts"):
        for message in messages(path):
            source, target = message.findtext("source"), message.findtext("translation")
            assert source is not None
            assert target is not None, source
            extra = fields(target) - fields(source)
            assert extra <= {"month_name"}, source
            lost = fields(source) - fields(target)
            assert lost <= {"month"}, source


def test_each_language_names_itself_in_its_own_script() -> None:
    names = {language.code: language.name for language in languages()}
    assert names["zh"] == "中文"
    assert names["en"] == "English"


def test_a_broken_language_file_is_refused_with_its_name(tmp_path: Path) -> None:
    broken = tmp_path / "buka_xx.ts"
    broken.write_text("<TS>", encoding="utf-8")
    with pytest.raises(TranslationMissingError, match="buka_xx"):
        build(broken)

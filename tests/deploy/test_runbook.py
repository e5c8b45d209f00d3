"""The runbook says what the program says, in both languages."""

import re
from pathlib import Path

import pytest

from deploy.runbook_tables import RUNBOOKS, catalogue, with_tables, words
from deploy.target.questions import QUESTIONS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("language", RUNBOOKS)
def test_its_tables_are_those_of_the_program(language: str) -> None:
    text = RUNBOOKS[language].read_text(encoding="utf-8")
    assert text == with_tables(text, language), "run: python -m deploy.runbook_tables"


def test_every_alarm_has_a_cause_and_a_remedy_in_both_languages_and_no_other_has() -> None:
    assert {table: set(codes) for table, codes in words().items()} == catalogue()
    for codes in words().values():
        for spoken in codes.values():
            assert all(len(spoken[language]) == 2 and all(spoken[language]) for language in ("zh", "en"))


def test_a_missing_marker_is_named() -> None:
    with pytest.raises(ValueError, match="alarms: generated"):
        with_tables("# no markers", "en")


@pytest.mark.parametrize("language", RUNBOOKS)
def test_every_flag_of_the_installer_is_in_it(language: str) -> None:
    text = RUNBOOKS[language].read_text(encoding="utf-8")
    assert [q.flag for q in QUESTIONS if f"`--{q.flag}" not in text] == []


@pytest.mark.parametrize("language", RUNBOOKS)
def test_every_script_and_page_that_it_names_exists(language: str) -> None:
    text = RUNBOOKS[language].read_text(encoding="utf-8")
    named = set(re.findall(r"\bdeploy/[\w./-]+\w", text))
    assert named
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_both_languages_have_the_same_chapters() -> None:
    chapters = {
        language: len(re.findall(r"^## ", path.read_text(encoding="utf-8"), re.MULTILINE))
        for language, path in RUNBOOKS.items()
    }
    assert len(set(chapters.values())) == 1
    assert min(chapters.values()) > 10

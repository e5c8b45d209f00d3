"""The answers about one place: from the flags, from the last run, from the person, or by default."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.target.questions import QUESTIONS, Question
from deploy.target.toml_text import Scalar, Tables

FIXED: Tables = {
    "upstream": {
        "ca": "/etc/buka/ca.pem",
        "cert": "/var/lib/buka/keys/terminal.pem",
        "key": "/var/lib/buka/keys/terminal.key",
        "keys": "/var/lib/buka/keys",
    },
    "store": {"path": "/var/lib/buka/store/buka.db"},
}
"""Not asked: every terminal keeps them in the same place, and units and tmpfiles name it too."""


@dataclass(frozen=True)
class Answers:
    """Both settings files as they should be."""

    kiosk: Tables
    site: Tables


@dataclass(frozen=True)
class Unanswered:
    """Flags that are missing or hold something impossible, a line each."""

    lines: tuple[str, ...]


Ask = Callable[[Question, str], str]
"""Ask a person: the question and the answer that an empty line means."""


def gather(
    flags: Mapping[str, str], kiosk: Tables, site: Tables, ask: Ask | None, suggested: Mapping[str, str]
) -> Answers | Unanswered:
    """Merge; what stands in the files already is kept, keys that nobody asks about included.

    Without `ask`, everything that has no flag, no earlier answer and no default is missing.
    """
    files = {"kiosk": _copy(kiosk), "site": _copy(site)}
    problems = []
    for question in QUESTIONS:
        section, key = question.key.split(".")
        table = files[question.file].setdefault(section, {})
        if question.flag not in flags and key in table:
            continue
        answer = _answer(question, flags, ask, suggested)
        problem = question.problem(answer) if answer is not None else _missing(question)
        if problem or answer is None:
            problems.append(problem)
        else:
            table[key] = question.parse(answer)
    for section, keys in FIXED.items():
        for key, value in keys.items():
            files["kiosk"].setdefault(section, {}).setdefault(key, value)
    return Unanswered(tuple(problems)) if problems else Answers(**files)


def _answer(
    question: Question, flags: Mapping[str, str], ask: Ask | None, suggested: Mapping[str, str]
) -> str | None:
    if question.flag in flags:
        return flags[question.flag]
    default = suggested.get(question.flag, question.default)
    if ask is None:
        return default
    answer = ask(question, default or "")
    while question.problem(answer):
        answer = ask(question, default or "")
    return answer


def _missing(question: Question) -> str:
    hint = f" (for example {question.example})" if question.example else ""
    return f"--{question.flag} is missing: {question.english}{hint}"


def _copy(tables: Tables) -> Tables:
    return {section: dict(keys) for section, keys in tables.items()}


def read_tables(path: Path) -> Tables:
    """The sections of a settings file; empty when there is none. Raises tomllib.TOMLDecodeError."""
    try:
        return _copy(tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}


def text(tables: Tables, key: str) -> str:
    """One answer as text; empty when it is not there."""
    section, name = key.split(".")
    return str(tables.get(section, {}).get(name, ""))


def words(tables: Tables, key: str) -> list[str]:
    """One answer that is a list."""
    section, name = key.split(".")
    value: Scalar = tables.get(section, {}).get(name, [])
    return value if isinstance(value, list) else []

"""The words of the slips, from one file a language: `assets/translations/receipt.<language>.toml`."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from kiosk.receipt.clean import clean
from kiosk.receipt.slip import Words
from kiosk.rules.policy import Text


@dataclass(frozen=True)
class Phrase:
    """A sentence to be filled into another one."""

    key: str
    values: Mapping[str, "Value"]


Value = str | int | date | Text | Phrase
"""What may be filled into a sentence; all but plain strings take each language's own form."""


def phrase(key: str, **values: Value) -> Phrase:
    """A sentence by its key, to be filled into another one."""
    return Phrase(key, values)


FOLDER: Final = Path(__file__).resolve().parents[2] / "assets" / "translations"


class LanguageMissingError(Exception):
    """There is no such file of words."""


@dataclass(frozen=True)
class Catalogue:
    """The words of one language by their keys (`loss.title`)."""

    language: str
    texts: Mapping[str, str]

    def say(self, key: str, **values: Value) -> str:
        """The sentence with its values filled in; every value is cleaned of what only controls."""
        spoken = {name: self.value(value) for name, value in values.items()}
        return clean(self.texts[key].format_map(spoken))

    def value(self, value: Value) -> str:
        """A value in this language."""
        match value:
            case Phrase():
                return self.say(value.key, **value.values)
            case Text():
                return clean(value.zh if self.language == "zh" else value.en)
            case datetime():
                return self.say("format.moment", day=self._date(value), time=f"{value:%H:%M}")
            case date():
                return self._date(value)
            case _:
                return clean(str(value))

    def _date(self, day: date) -> str:
        month = self.texts[f"format.month.{day.month}"]
        return self.say("format.date", year=day.year, month=month, day=day.day)


class Wording:
    """The words of a slip in its languages, the leading one first."""

    def __init__(self, catalogues: tuple[Catalogue, ...]) -> None:
        self.catalogues = catalogues

    def __call__(self, key: str, **values: Value) -> Words:
        """A sentence in each language."""
        return _once(catalogue.say(key, **values) for catalogue in self.catalogues)

    def value(self, value: Value) -> Words:
        """Data in each language; what is the same in all of them is said once."""
        return _once(catalogue.value(value) for catalogue in self.catalogues)


def _once(words: Iterator[str]) -> Words:
    return tuple(dict.fromkeys(words))


def wording(languages: str) -> Wording:
    """The words for "zh", "en" or "zh+en". Raises LanguageMissingError."""
    return Wording(tuple(catalogue(language) for language in languages.split("+")))


@cache
def catalogue(language: str) -> Catalogue:
    """One language's file. Raises LanguageMissingError."""
    path = FOLDER / f"receipt.{language}.toml"
    if not language.isalpha() or not path.is_file():
        raise LanguageMissingError(f"no words for receipts in {language!r}: {path.name} is missing")
    return Catalogue(language, dict(_flat(tomllib.loads(path.read_text("utf-8")))))


def _flat(table: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)

"""People and cards to begin with, from a TOML file: for trials, demos and the built-in registry."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kiosk.gateway.database import Database
from kiosk.rules.cards import CardState, LossChannel, Scheme
from kiosk.rules.documents import DocumentKind


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class _CardEntry(_Part):
    scheme: Scheme
    number: str = Field(min_length=1)
    region: str = Field(pattern=r"^\d{6}$")
    outlet: str = Field(min_length=1)
    state: CardState
    reported_by: LossChannel | Literal[""] = ""


class _PersonEntry(_Part):
    document: DocumentKind
    number: str = Field(min_length=1)
    name: str = Field(min_length=1)
    birth: date | None = None
    insured: bool = True
    phone: str = ""
    cards: tuple[_CardEntry, ...] = ()


class _PeopleFile(_Part):
    people: tuple[_PersonEntry, ...] = ()


def seed_people(database: Database, path: Path) -> int:
    """Add the people and cards that are not there yet; how many people the file has.

    Cards that are there keep their state. Raises OSError and ValueError for an unusable file.
    """
    people = _PeopleFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).people
    with database.transaction() as transaction:
        transaction.run_many(
            "INSERT INTO people (kind, number, name, birth, insured, phone) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [
                (
                    one.document.value, one.number, one.name,
                    one.birth.isoformat() if one.birth else None, int(one.insured), one.phone,
                )
                for one in people
            ],
        )  # fmt: skip
        transaction.run_many(
            "INSERT INTO cards (scheme, number, holder_kind, holder_number, region, outlet, state,"
            " reported_by, reported_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO NOTHING",
            [
                (
                    card.scheme.value, card.number, one.document.value, one.number, card.region,
                    card.outlet, card.state.value, card.reported_by or None,
                )
                for one in people
                for card in one.cards
            ],
        )  # fmt: skip
    return len(people)

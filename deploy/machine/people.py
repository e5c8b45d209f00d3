"""Who comes to the machine: the sample's first person, and a twin who differs by numbers only.

Pages look the same for both, so the recording of one visit fits a second one by somebody new.
"""

from dataclasses import replace
from enum import StrEnum

from deploy.stand.stand import SAMPLES
from deploy.stand.visit import CARD
from hardware.simulator.card_file import load_card_file
from hardware.simulator.vpcd import SimulatedCard


class Person(StrEnum):
    """Their resident ID numbers; the check characters are right (GB 11643)."""

    FIRST = "11010519491231002X"
    TWIN = "110105194912310046"


_SOCIAL_SECURITY_CARDS = {Person.FIRST: "E12345678", Person.TWIN: "E12345694"}


def document_of(person: Person) -> SimulatedCard:
    """The identity document that they put on the reader."""
    sample = load_card_file(CARD)
    return replace(sample, fields={**sample.fields, "number": person.value}).card()


def people_file() -> str:
    """The sample people and the twin, as the gateway's registry reads them."""
    sample = (SAMPLES / "people.toml").read_text(encoding="utf-8")
    first = next(block for block in sample.split("\n\n") if Person.FIRST in block)
    twin = first.replace(Person.FIRST, Person.TWIN)
    twin = twin.replace(_SOCIAL_SECURITY_CARDS[Person.FIRST], _SOCIAL_SECURITY_CARDS[Person.TWIN])
    return f"{sample}\n{twin}\n"

"""What journeys put on the reader, and what they are told."""

from dataclasses import dataclass, replace
from typing import Any

from deploy.stand.stand import SAMPLES
from hardware.simulator.card_file import CardFile, load_card_file
from hardware.simulator.faults import Faults


@dataclass(frozen=True)
class Told:
    """What `kiosk visit --json` said."""

    code: int
    states: list[dict[str, Any]]
    complaints: str

    @property
    def end(self) -> dict[str, Any]:
        return self.states[-1]

    @property
    def path(self) -> list[str]:
        return [line["state"] for line in self.states]


def card(name: str, *, removed_after: int = 0) -> CardFile:
    sample = load_card_file(SAMPLES / "cards" / f"{name}.toml")
    return replace(sample, faults=Faults(removed_after=removed_after))

"""ARCHITECTURE.md draws the states that the code has."""

from pathlib import Path

from kiosk.flow.drawing import mermaid

PAGE = Path(__file__).parents[2] / "ARCHITECTURE.md"


def test_the_drawing_of_the_states_is_the_codes_own() -> None:
    drawn = PAGE.read_text(encoding="utf-8").split("```mermaid\n")[1].split("\n```")[0]
    assert drawn == mermaid().strip(), "ARCHITECTURE.md is stale: put the output of `kiosk states` there"

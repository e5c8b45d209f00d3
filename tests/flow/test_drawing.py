"""The diagram is found by driving the reducer: it shows every page, and a way out of each."""

from typing import get_args

from kiosk.flow.drawing import arrows, mermaid
from kiosk.flow.pages import OpenPage, VisitPage

PAGES = {page.__name__ for page in (*get_args(VisitPage), *get_args(OpenPage))}


def test_every_page_is_reached_and_none_is_a_dead_end() -> None:
    found = arrows()
    assert {target for _, target, _ in found} == PAGES
    assert {source for source, _, _ in found} == PAGES


def test_only_the_confirm_pages_and_a_paid_order_lead_to_filing() -> None:
    doors = {source for source, target, _ in arrows() if target == "Filing"}
    assert doors == {"ConfirmLoss", "ConfirmRelease", "CheckAnswers", "Paying"}


def test_the_diagram_is_the_same_at_every_run_and_is_mermaid() -> None:
    drawn = mermaid()
    assert drawn == mermaid()
    assert drawn.splitlines()[:2] == ["stateDiagram-v2", "    [*] --> Welcome"]
    assert "    ConfirmLoss --> Filing: confirm" in drawn.splitlines()

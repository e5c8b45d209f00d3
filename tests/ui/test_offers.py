"""Ways on that a person must find on the screen, because the flow takes them."""

from dataclasses import replace

from kiosk.flow import pages as p
from kiosk.flow.events import Event, Press, Pressed, ReceiptChosen
from kiosk.flow.visit import Service
from kiosk.ui.components.button import TouchButton
from tests.ui.conftest import Stage, sample


def press(stage: Stage, key: str) -> Event:
    stage.button(key).click()
    return stage.posted()[-1]


def shown(stage: Stage, page: p.Page) -> set[str]:
    stage.show(page)
    return {button.objectName() for button in stage.window.page_widget().findChildren(TouchButton)}


def test_who_comes_for_another_says_so_when_the_policy_allows_it(stage: Stage) -> None:
    page = sample(p.ConfirmIdentity, "confirm_identity")
    assert "for_another" not in shown(stage, replace(page, for_another=False))
    assert "for_another" in shown(stage, replace(page, for_another=True))
    assert press(stage, "for_another") == Pressed(press=Press.FOR_ANOTHER)


def test_a_holder_under_age_is_offered_to_bring_the_guardian(stage: Stage) -> None:
    page = sample(p.NotEligible, "not_eligible")
    barred = tuple(replace(one, guardian_allowed=False) for one in page.unmet)
    assert "for_another" not in shown(stage, replace(page, unmet=barred))
    allowed = (replace(page.unmet[0], guardian_allowed=True),)
    assert "for_another" in shown(stage, replace(page, unmet=allowed))
    assert press(stage, "for_another") == Pressed(press=Press.FOR_ANOTHER)


def test_each_past_filing_can_be_chosen_for_a_reprint(stage: Stage) -> None:
    page = sample(p.ShowProgress, "show_progress")
    visit = replace(page.visit, service=Service.REPRINT)
    keys = shown(stage, replace(page, visit=visit))
    assert {f"receipt_{index}" for index in range(len(page.items))} <= keys
    assert press(stage, "receipt_0") == ReceiptChosen(index=0)

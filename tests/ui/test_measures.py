"""The rules that anybody can hold a ruler to, over all pages."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.flow import pages as p
from kiosk.flow.preferences import Contrast, Preferences
from kiosk.rules.outlets import Outlet
from kiosk.ui.gallery import Mode, preferences_for
from kiosk.ui.measure import faults, items_of
from kiosk.ui.sample_staff import staff_pages
from kiosk.ui.sample_states import sample_pages
from kiosk.ui.settings import ScreenSettings
from kiosk.ui.theme.contrast import contrast_ratio
from kiosk.ui.theme.palette import PALETTES, Tone
from kiosk.ui.theme.scale import CAP_PER_EM, Step
from kiosk.ui.theme.theme import theme_for
from tests.ui.conftest import Stage

PAGES = sample_pages() | staff_pages()
LANDSCAPE = ScreenSettings(bottom_mm=850)
PORTRAIT = ScreenSettings(width_px=1080, height_px=1920, bottom_mm=800)


@pytest.mark.parametrize(
    ("screen", "language", "mode"),
    [
        # the full sweep is the gallery; these are the tightest of each panel, and one of each theme
        (LANDSCAPE, "en", Mode.LARGE_LOW),
        (PORTRAIT, "en", Mode.LARGE_LOW),
        (LANDSCAPE, "zh", Mode.HIGH),
        (PORTRAIT, "zh", Mode.DARK),
    ],
)
def test_no_page_breaks_a_measure(
    stage_on: Callable[[ScreenSettings], Stage], screen: ScreenSettings, language: str, mode: Mode
) -> None:
    stage = stage_on(screen)
    wrong = {}
    for name, page in PAGES.items():
        stage.show(page, preferences_for(language, mode))
        if found := faults(stage.window.page_widget()):
            wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("contrast", list(Contrast))
def test_every_tone_is_readable_on_its_ground(contrast: Contrast) -> None:
    palette = PALETTES[contrast]
    least = 15 if contrast is Contrast.HIGH else 7
    for tone in Tone:
        for ground in {palette.paper, palette.wash, palette.wash_of(tone)}:
            assert contrast_ratio(palette.ink_of(tone), ground) >= least, (tone, ground)
    assert contrast_ratio(palette.on_accent, palette.accent) >= least
    assert contrast_ratio(palette.on_card, palette.card) >= least
    assert contrast_ratio(palette.line, palette.wash) >= 4.5


@pytest.mark.parametrize("px_per_mm", [2.71, 3.4, 3.64, 4.03, 5.58, 6.43])
def test_type_has_the_promised_height_on_every_panel(px_per_mm: float) -> None:
    screen = ScreenSettings(px_per_mm=px_per_mm)
    normal = theme_for(screen, Preferences())
    large = theme_for(screen, Preferences(large=True))
    assert normal.font_px(Step.CAPTION) * CAP_PER_EM / px_per_mm >= 4.8
    assert normal.font_px(Step.BODY) * CAP_PER_EM / px_per_mm >= 7.3
    assert min(large.font_px(step) for step in Step) * 0.875 / px_per_mm >= 12


def test_the_gauge_sees_what_is_wrong(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"])
    page = stage.window.page_widget()
    assert faults(page) == []
    button = stage.button("confirm")
    button.setFixedSize(40, 40)
    button.setAccessibleName("")
    button.setText("")
    decline = stage.button("decline")
    button.move(decline.pos())
    kinds = {each.split(":")[0] for each in faults(page)}
    assert {"small target", "cut", "crowded", "overlap"} <= kinds


def test_items_carry_what_the_gallery_promises(stage: Stage) -> None:
    stage.show(PAGES["confirm_loss"])
    items = {item.name: item for item in items_of(stage.window.page_widget())}
    confirm = items["确认挂失"]
    assert confirm.role == "Button"
    assert confirm.touch
    assert (confirm.color, confirm.background) == ("#FFFFFF", "#0A4A8F")
    assert items["确认挂失这张卡吗？"].role == "StaticText"
    assert items["确认挂失这张卡吗？"].cap_height_px > 0


@pytest.mark.parametrize("mode", [Mode.NORMAL, Mode.LARGE, Mode.LARGE_LOW])
@pytest.mark.parametrize("screen", [LANDSCAPE, PORTRAIT])
@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Jiang'an District Social Security Service Hall"),
        ("zh", "江岸区人力资源和社会保障局政务服务中心第二办事大厅"),
    ],
)
def test_long_names_of_outlets_are_whole_in_every_size_and_within_reach(
    stage_on: Callable[[ScreenSettings], Stage], screen: ScreenSettings, mode: Mode, language: str, name: str
) -> None:
    stage = stage_on(screen)
    wrong = {}
    for page in ("choose_outlet", "browse_outlets", "closed", "check_answers", "result_replacement"):
        stage.show(_named(PAGES[page], name), preferences_for(language, mode))
        if found := faults(stage.window.page_widget()):
            wrong[page] = found
    assert wrong == {}


def _named(page: p.Page, name: str) -> p.Page:
    """The page with every outlet called so."""

    def outlets(found: tuple[Outlet, ...]) -> tuple[Outlet, ...]:
        return tuple(replace(one, name=name, name_en=name) for one in found)

    changes: dict[str, object] = {}
    if found := getattr(page, "outlets", ()):
        changes["outlets"] = outlets(found)
    if outlet := getattr(page, "outlet", None):
        changes["outlet"] = replace(outlet, name=name, name_en=name)
    if hasattr(page, "visit"):
        policy = page.visit.policy
        renamed = policy.model_copy(update={"outlets": outlets(policy.outlets)})
        changes["visit"] = replace(page.visit, policy=renamed)
    return replace(page, **changes)  # type: ignore[arg-type]  # whichever of them the page has

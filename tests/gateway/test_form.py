"""The paper form, read and looked at as its reader sees it: through poppler, not through what wrote it."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageChops
from typer.testing import CliRunner, Result

from kiosk.cli import application
from kiosk.gateway.desk.cases import Case
from kiosk.gateway.desk.form import form_pdf
from kiosk.rules.cards import Scheme
from kiosk.rules.documents import IdentityDocument, Sex
from kiosk.rules.forms import FormField
from kiosk.rules.policy import Policy, Text
from kiosk.rules.policy_file import load_policy
from kiosk.rules.submissions import (
    LossForm,
    LossReport,
    Relation,
    Release,
    ReplacementApplication,
    ReplacementReason,
)
from kiosk.upstream.contract import Standing
from kiosk.upstream.payload import Filing
from tests.gateway.filing import CHEN, WANG, card, loss, release, replacement, sealed
from tests.gateway.live import Stand

BEIJING = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
MISSION = Path(__file__).parents[2] / "assets" / "policies" / "mission.toml"
HOLDER = replace(WANG, sex=Sex.FEMALE, ethnic_group="汉", address="示范市江岸区解放路 12 号", unlimited=True)
LONG = "新疆维吾尔自治区巴音郭楞蒙古自治州和静县巴音布鲁克镇德尔比勒金牧场第三生产队" * 4


@pytest.fixture(scope="module")
def policy() -> Policy:
    policy = load_policy(MISSION.read_bytes())
    assert isinstance(policy, Policy)
    return policy


def drawn(
    submission: Release | ReplacementApplication | LossReport,
    policy: Policy | None,
    standing: Standing = Standing.IN_FORCE,
    clerk: str = "",
) -> bytes:
    since = AT if standing is Standing.IN_FORCE else None
    case = Case(
        number="HZ0001-000123", id="x", kind=submission.kind.value, terminal="HZ0001", outlet="330100-001",
        filed_at=AT, standing=standing, since=since, reason="", stage=None, ready_on="2026-11-29",
        entry=None,  # type: ignore[arg-type]  # what is drawn is given open
    )  # fmt: skip
    return form_pdf(
        case, Filing(submission=submission, filed_at=AT, clerk=clerk), policy, AT.astimezone(BEIJING)
    )


def poppler(tool: str, pdf: bytes, *options: str) -> bytes:
    return subprocess.run([tool, *options], input=pdf, capture_output=True, check=True, timeout=20).stdout


def text(pdf: bytes) -> str:
    return poppler("pdftotext", pdf, "-layout", "-", "-").decode()


def picture(pdf: bytes) -> Image.Image:
    """In grey, three pixels a millimetre."""
    return Image.open(BytesIO(poppler("pdftoppm", pdf, "-r", "76.2", "-gray", "-")))


def pages(pdf: bytes) -> str:
    return next(
        line.split()[1] for line in poppler("pdfinfo", pdf, "-").decode().splitlines() if "Pages" in line
    )


def application_of(holder: IdentityDocument = HOLDER, **changes: object) -> ReplacementApplication:
    return replacement(holder, **changes)


@pytest.mark.parametrize("name", ["𠮷田", "王䶮", "𫓧夫", "阿卜杜拉·提"])
def test_every_character_of_a_rare_name_draws_a_glyph_of_its_own(policy: Policy, name: str) -> None:
    nobody = "\U0003fffd"
    shown = [
        drawn(application_of(replace(HOLDER, name=one)), policy)
        for one in (name, *(name.replace(part, nobody, 1) for part in name))
    ]
    assert len({picture(pdf).tobytes() for pdf in shown}) == len(shown)


def test_an_unsigned_form_says_that_staff_witnessed_it_and_who(policy: Policy) -> None:
    unsigned = application_of(signature=(), unsigned_reason="cannot_sign")
    said = text(drawn(unsigned, policy, clerk="李工"))
    assert "申请人不能签名，由工作人员见证" in said
    assert "李工" in said


def test_a_very_long_address_stays_on_the_one_page_in_full(policy: Policy) -> None:
    pdf = drawn(application_of(replace(HOLDER, address=LONG)), policy)
    assert pages(pdf) == "1"
    assert text(pdf).count("楞") == LONG.count("楞")


def test_the_longest_form_with_an_acting_person_stays_on_one_page(policy: Policy) -> None:
    child = replace(HOLDER, name="GARCÍA MÁRQUEZ DE LA VEGA, JOSÉ ALEJANDRO", birth=date(2015, 2, 3))
    pdf = drawn(application_of(child, applicant=CHEN, relation=Relation.GUARDIAN), policy)
    said = text(pdf)
    assert pages(pdf) == "1"
    assert all(word in said for word in (child.name, CHEN.name, CHEN.number, "监护人", "Guardian"))


def words_of(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Their boxes in mm from the top left corner, as low as their letters are."""
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"',
        poppler("pdftotext", pdf, "-bbox", "-", "-").decode(),
    )
    boxes = [[float(edge) * 25.4 / 72 for edge in box] for box in found]
    return [(x, y + (low - y) * 0.35, right, low - (low - y) * 0.35) for x, y, right, low in boxes]


def clash(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    return across > 0.1 and min(one[3], other[3]) - max(one[1], other[1]) > 0.1


@pytest.mark.parametrize("declarations", [0, 1, 9])
@pytest.mark.parametrize("relation", [Relation.SELF, Relation.GUARDIAN])
def test_a_form_with_every_field_of_the_sheet_stays_within_its_frame_and_nothing_covers_anything(
    policy: Policy, relation: Relation, declarations: int
) -> None:
    """domain 4.7: the union of all fields; long rare names, a long address, a long declaration."""
    fullest = policy.forms[Scheme.SOCIAL_SECURITY].model_copy(update={"fields": tuple(FormField)})
    said = Text(
        zh="本人具有完全民事行为能力，以上内容属实，如有虚假愿承担法律责任。" * 3, en="It is true. " * 30
    )
    judged = policy.eligibility.model_copy(update={"declarations": (said,) * declarations})
    rules = policy.model_copy(update={"forms": {Scheme.SOCIAL_SECURITY: fullest}, "eligibility": judged})
    rare = replace(HOLDER, name="阿不都热合曼·艾合买提江·𠮷䶮𫓧买买提江", address=LONG, ethnic_group="维吾尔")
    agent = replace(CHEN, name="GARCÍA MÁRQUEZ DE LA VEGA Y FERNÁNDEZ DE CÓRDOBA, JOSÉ ALEJANDRO MARÍA")
    acting = {"applicant": agent, "relation": relation} if relation is Relation.GUARDIAN else {}
    pdf = drawn(application_of(rare, **acting), rules, clerk="阿卜杜拉·提莫西")
    words = words_of(pdf)
    assert len(words) > 80
    assert all(x > 11 and y > 11 and right < 199 and low < 286 for x, y, right, low in words)
    assert [pair for pair in combinations(words, 2) if clash(*pair)] == []
    assert text(pdf).count("楞") == LONG.count("楞")
    assert "照片" in text(pdf)


def test_a_region_without_a_policy_still_gets_a_form_with_the_outlets_id() -> None:
    said = text(drawn(application_of(), None))
    assert "社会保障卡补换申请表" in said
    assert "330100-001" in said


def test_a_replacement_has_the_policys_title_outlet_declaration_and_promise(policy: Policy) -> None:
    said = text(drawn(application_of(), policy))
    for word in (
        "社会保障卡补换申请表", "Application for Replacement of the Social Security Card", "HZ0001-000123",
        "市民中心社保卡服务网点", "2026-11-22 16:05", "2026-11-29", "本人具有完全民事行为能力", "20.00 元",
        WANG.name, WANG.number, "长期", "13800138000", "已受理",
    ):  # fmt: skip
        assert word in said
    assert "330100-001" not in said


def test_the_older_medical_insurance_card_has_its_own_form_with_lines_to_fill_in_by_hand(
    policy: Policy,
) -> None:
    older = replace(card(), scheme=Scheme.MEDICAL_INSURANCE)
    said = text(drawn(application_of(card=older, reason=ReplacementReason.DAMAGED), policy))
    assert "Application Form for Replacement of Social Security Cards for Urban Employees" in said
    assert all(word in said for word in ("工作单位", "人员类别", "损坏", "换领"))


@pytest.mark.parametrize(
    ("submission", "title"), [(loss(), "社会保障卡挂失登记表"), (release(), "社会保障卡解除挂失登记表")]
)
def test_a_loss_report_and_a_release_have_the_same_sheet_with_their_own_title(
    policy: Policy, submission: Release | LossReport, title: str
) -> None:
    said = text(drawn(submission, policy))
    assert title in said
    assert all(word in said for word in (WANG.name, "E12345678", "持本人证件在自助终端确认"))


def test_a_loss_reported_by_a_guardian_names_both(policy: Policy) -> None:
    report = LossReport(
        holder=HOLDER, card=card(), form=LossForm.TEMPORARY, applicant=CHEN, relation=Relation.GUARDIAN
    )
    said = text(drawn(report, policy))
    assert all(word in said for word in (WANG.name, CHEN.name, "临时挂失", "监护人"))


@pytest.mark.parametrize(
    ("standing", "word"),
    [(Standing.RECEIVED, "尚未生效"), (Standing.REFUSED, "不予受理"), (Standing.IN_FORCE, "已生效")],
)
def test_the_foot_says_how_the_report_stands(policy: Policy, standing: Standing, word: str) -> None:
    assert word in text(drawn(loss(), policy, standing))


@pytest.mark.parametrize(
    "strokes",
    [(((5.0, 5.0, 0),),), (((0.0, 0.0, 0), (900.0, 400.0, 9)),), (((3.0, 9.0, 0), (3.0, 9.0, 5)),)],
    ids=["a dot", "larger than the box", "no extent"],
)
def test_any_signature_is_drawn_inside_its_box(
    policy: Policy,
    strokes: tuple[tuple[tuple[float, float, int], tuple[float, float, int]]]
    | tuple[tuple[tuple[float, float, int]]],
) -> None:
    blank = picture(drawn(application_of(signature=()), policy))
    signed = picture(drawn(application_of(signature=strokes), policy))
    changed = ImageChops.difference(blank, signed).getbbox()
    assert changed is not None
    left, _, right, _ = changed
    assert 47 * 3 <= left < right <= 140 * 3
    assert min(signed.crop(changed).tobytes()) < 128


@pytest.fixture
def filed(stand: Stand) -> str:
    keys = stand.terminal()
    report = sealed(keys, loss())
    order = sealed(keys, replacement(), depends_on=report.header.id)
    stand.client().submit([report, order])
    return order.header.number


def command(number: str, config: Path, out: Path) -> Result:
    return CliRunner().invoke(
        application("form"), ["form", number, "--config", str(config), "--out", str(out)]
    )


def test_an_unknown_number_ends_the_command_with_3(stand: Stand, config: Path, tmp_path: Path) -> None:
    assert command("NOPE", config, tmp_path / "form.pdf").exit_code == 3
    assert not (tmp_path / "form.pdf").exists()


def test_a_submission_that_another_machine_must_open_ends_the_command_with_4(
    filed: str, config: Path, tmp_path: Path
) -> None:
    config.write_text(config.read_text().replace('["opening.json"]', "[]"))
    assert command(filed, config, tmp_path / "form.pdf").exit_code == 4


def test_bad_settings_end_the_command_with_their_faults(tmp_path: Path) -> None:
    answer = command("X", tmp_path / "none.toml", tmp_path / "form.pdf")
    assert answer.exit_code == 78
    assert "none.toml" in answer.stderr


def test_the_command_writes_a_private_file_and_the_audit_says_so(
    stand: Stand, filed: str, config: Path, tmp_path: Path
) -> None:
    out = tmp_path / "form.pdf"
    answer = command(filed, config, out)
    assert answer.exit_code == 0, answer.output
    assert WANG.name in text(out.read_bytes())
    assert out.stat().st_mode & 0o777 == 0o600
    with stand.parts.database.transaction() as transaction:
        noted = transaction.rows("SELECT name, act, subject FROM desk_audit")
    assert ("shell", "opened_form", filed) in noted

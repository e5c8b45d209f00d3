"""The desk in a real browser: a clerk's morning, and nothing blocked by our own policy."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.gateway.desk.access import Access, Role
from kiosk.receipt.standing import Standing
from kiosk.receipt.token import Token, sign_token
from kiosk.rules.submissions import SubmissionKind
from tests.gateway.browser import CHROMIUM, Page, chromium
from tests.gateway.filing import loss, replacement, sealed
from tests.gateway.live import Stand

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="needs Debian's chromium"),
]
PASSWORD = "correct horse"


@pytest.fixture
def filed(stand: Stand) -> str:
    access = Access(stand.parts.database, stand.parts.now, timedelta(minutes=30))
    access.add_user("clerk", Role.CLERK, "330100-001", PASSWORD)
    access.add_user("boss", Role.SUPERVISOR, "", PASSWORD)
    keys = stand.terminal()
    report = sealed(keys, loss())
    order = sealed(keys, replacement(), depends_on=report.header.id)
    stand.client().submit([report, order])
    return order.header.number


def sign_in(page: Page, stand: Stand, name: str) -> None:
    page.open(f"{stand.url}/desk")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("button")


def test_a_clerk_signs_in_finds_a_submission_sets_its_progress_and_signs_out(
    stand: Stand, filed: str, tmp_path: Path
) -> None:
    with chromium(tmp_path / "profile") as page:
        sign_in(page, stand, "clerk")
        assert filed in page.text
        page.fill("[name=number]", filed)
        page.press("form.find button")
        assert "已生效" in page.text
        page.fill("[name=stage]", "at_outlet")
        page.press("form.find button")
        assert "网点可领" in page.text
        page.press("header form[action='/desk/language'] button")
        assert "Receipt number" in page.text
        page.press("header form[action='/desk/sign-out'] button")
        assert "Sign in" in page.text


def test_the_style_sheet_is_not_blocked_by_our_own_policy(stand: Stand, filed: str, tmp_path: Path) -> None:
    with chromium(tmp_path / "profile") as page:
        sign_in(page, stand, "boss")
        assert page.run("getComputedStyle(document.querySelector('header')).display") == "flex"
        page.press("a[href='/desk/terminals']")
        assert "HZ0001" in page.text
        assert page.run("document.documentElement.scrollWidth <= innerWidth") is True


def test_every_field_has_a_label_and_the_page_a_language(stand: Stand, filed: str, tmp_path: Path) -> None:
    with chromium(tmp_path / "profile") as page:
        page.open(f"{stand.url}/desk/sign-in")
        unlabelled = (
            "[...document.querySelectorAll('input:not([type=hidden])')].filter(i => !i.labels.length)"
        )
        assert page.run(f"{unlabelled}.length") == 0
        assert page.run("document.documentElement.lang") in {"zh-CN", "en"}


def slip(stand: Stand, number: str) -> str:
    """The text of a receipt's QR."""
    claim = Token(
        terminal="HZ0001", number=number, kind=SubmissionKind.REPLACEMENT, standing=Standing.KEPT,
        at=datetime(2026, 11, 22, 8, tzinfo=UTC),
    )  # fmt: skip
    return sign_token(claim, stand.terminal().signer.key)


def test_a_clerk_scans_a_slip_and_sees_whether_it_is_genuine_and_how_it_stands(
    stand: Stand, filed: str, tmp_path: Path
) -> None:
    with chromium(tmp_path / "profile") as page:
        sign_in(page, stand, "clerk")
        page.press("a[href='/desk/receipt']")
        page.fill("[name=token]", slip(stand, filed))
        page.press("#check button")
        for told in ("真实回执", filed, "补换卡", "已生效", "终端已保存，尚未生效", "打开业务"):
            assert told in page.text
        page.press(".verdict a.button")
        assert "更新进度" in page.text
        page.open(f"{stand.url}/desk/receipt")
        page.fill("[name=token]", slip(stand, filed)[:-9])
        page.press("#check button")
        assert "不是真实回执" in page.text


def test_a_link_on_the_slip_checks_itself_and_its_token_stands_in_no_address(
    stand: Stand, filed: str, tmp_path: Path
) -> None:
    with chromium(tmp_path / "profile") as page:
        page.follow(f"{stand.url}/receipt#{slip(stand, filed)}", ".verdict")
        assert "真实回执" in page.text
        assert filed in page.text
        assert "补换卡" not in page.text
        assert page.run("location.href") == f"{stand.url}/receipt"
        assert page.run("document.documentElement.scrollWidth <= innerWidth") is True

"""The desk in a real browser: a clerk's morning, and nothing blocked by our own policy."""

import shutil
from datetime import timedelta

import pytest

from kiosk.gateway.desk.access import Access, Role
from tests.gateway.browser import CHROMIUM, chromium
from tests.gateway.filing import loss, replacement, sealed

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="needs Debian's chromium"),
]
PASSWORD = "correct horse"


@pytest.fixture
def filed(stand):
    access = Access(stand.parts.database, stand.parts.now, timedelta(minutes=30))
    access.add_user("clerk", Role.CLERK, "330100-001", PASSWORD)
    access.add_user("boss", Role.SUPERVISOR, "", PASSWORD)
    keys = stand.terminal()
    report = sealed(keys, loss())
    order = sealed(keys, replacement(), depends_on=report.header.id)
    stand.client().submit([report, order])
    return order.header.number


def sign_in(page, stand, name):
    page.open(f"{stand.url}/desk")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("button")


def test_a_clerk_signs_in_finds_a_submission_sets_its_progress_and_signs_out(stand, filed, tmp_path):
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


def test_the_style_sheet_is_not_blocked_by_our_own_policy(stand, filed, tmp_path):
    with chromium(tmp_path / "profile") as page:
        sign_in(page, stand, "boss")
        assert page.run("getComputedStyle(document.querySelector('header')).display") == "flex"
        page.press("a[href='/desk/terminals']")
        assert "HZ0001" in page.text
        assert page.run("document.documentElement.scrollWidth <= innerWidth") is True


def test_every_field_has_a_label_and_the_page_a_language(stand, filed, tmp_path):
    with chromium(tmp_path / "profile") as page:
        page.open(f"{stand.url}/desk/sign-in")
        unlabelled = (
            "[...document.querySelectorAll('input:not([type=hidden])')].filter(i => !i.labels.length)"
        )
        assert page.run(f"{unlabelled}.length") == 0
        assert page.run("document.documentElement.lang") in {"zh-CN", "en"}

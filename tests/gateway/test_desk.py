"""The web desk: who gets in, who sees what, what is written down, in both languages."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from argon2 import PasswordHasher
from httpx2 import Client

from kiosk.gateway import admin
from kiosk.gateway.desk import access as desk_access
from kiosk.gateway.desk.access import Access, Role
from kiosk.gateway.settings import load_gateway_settings
from kiosk.upstream.contract import DeviceHealth, Heartbeat
from tests.conftest import LogRecord
from tests.gateway.answers import sure
from tests.gateway.filing import CHEN, WANG, loss, replacement, sealed
from tests.gateway.live import Stand, running

PASSWORD = "correct horse"
LIGHT = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""The cost travels in the hash: what the fixture makes is also checked quickly."""


@pytest.fixture
def desk(stand: Stand) -> Stand:
    access = Access(stand.parts.database, stand.parts.now, timedelta(minutes=30), LIGHT)
    access.add_user("clerk", Role.CLERK, "330100-001", PASSWORD)
    access.add_user("other", Role.CLERK, "330100-009", PASSWORD)
    access.add_user("boss", Role.SUPERVISOR, "", PASSWORD)
    return stand


def visitor(stand: Stand, language: str = "zh") -> Client:
    context = ssl.create_default_context(cafile=str(stand.folder / "ca.pem"))
    return httpx2.Client(
        base_url=stand.url,
        verify=context,
        trust_env=False,
        headers={"Accept-Language": language},
        timeout=60,
    )


@contextmanager
def signed_in(stand: Stand, name: str, language: str = "zh") -> Iterator[Client]:
    with visitor(stand, language) as browser:
        answer = browser.post("/desk/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303
        yield browser


def csrf(browser: Client) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', browser.get("/desk").text)
    assert found is not None
    return found[1]


@pytest.fixture
def filed(desk: Stand) -> str:
    """A replacement of Wang's card; its receipt number."""
    keys = desk.terminal()
    report = sealed(keys, loss())
    order = sealed(keys, replacement(), depends_on=report.header.id)
    desk.client().submit([report, order])
    return order.header.number


@pytest.mark.parametrize("path", ["", "/submissions/X", "/submissions/X/form.pdf", "/terminals"])
def test_nobody_sees_a_page_without_signing_in(desk: Stand, path: str) -> None:
    with visitor(desk) as browser:
        answer = browser.get(f"/desk{path}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in")


@pytest.mark.parametrize(("name", "password"), [("clerk", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_or_password_is_answered_alike(desk: Stand, name: str, password: str) -> None:
    with visitor(desk) as browser:
        answer = browser.post("/desk/sign-in", data={"name": name, "password": password})
    assert answer.status_code == 401
    assert "用户名或密码不对" in answer.text
    assert "set-cookie" not in answer.headers


def test_five_wrong_tries_lock_the_user_out_even_with_the_right_password(desk: Stand) -> None:
    with visitor(desk) as browser:
        for _ in range(5):
            browser.post("/desk/sign-in", data={"name": "clerk", "password": "wrong password"})
        assert browser.post("/desk/sign-in", data={"name": "clerk", "password": PASSWORD}).status_code == 401
    with signed_in(desk, "other") as other:
        assert other.get("/desk").status_code == 200


def test_the_lock_opens_again_after_its_time(desk: Stand) -> None:
    parts = desk.parts
    access = Access(parts.database, parts.now, timedelta(minutes=30))
    for _ in range(5):
        access.sign_in("clerk", "wrong password")
    later = Access(parts.database, lambda: parts.now() + timedelta(minutes=16), timedelta(minutes=30))
    assert later.sign_in("clerk", PASSWORD) is not None


def test_a_session_ends_on_the_server_when_somebody_signs_out(desk: Stand) -> None:
    with signed_in(desk, "clerk") as browser:
        browser.post("/desk/sign-out", data={"csrf": csrf(browser)})
        assert browser.get("/desk").status_code == 303


def test_an_idle_session_ends(desk: Stand) -> None:
    parts = desk.parts
    token = Access(parts.database, parts.now, timedelta(minutes=30)).sign_in("clerk", PASSWORD)
    assert token is not None
    later = Access(parts.database, lambda: parts.now() + timedelta(minutes=31), timedelta(minutes=30))
    assert later.user(token) is None


def test_a_new_password_ends_all_sessions(desk: Stand) -> None:
    access = Access(desk.parts.database, desk.parts.now, timedelta(minutes=30))
    token = access.sign_in("clerk", PASSWORD)
    assert token is not None
    access.add_user("clerk", Role.CLERK, "330100-001", "another one")
    assert access.user(token) is None


def test_a_clerk_finds_a_submission_by_its_number(desk: Stand, filed: str) -> None:
    with signed_in(desk, "clerk") as browser:
        found = browser.post("/desk/find", data={"csrf": csrf(browser), "number": f" {filed.lower()} "})
        page = browser.get(found.headers["location"])
    assert filed in page.text
    assert "已生效" in page.text
    assert WANG.number not in page.text
    assert WANG.name not in page.text


def test_a_clerk_of_another_outlet_does_not_see_it(desk: Stand, filed: str) -> None:
    with signed_in(desk, "other") as browser:
        assert browser.get(f"/desk/submissions/{filed}").status_code == 404
        assert browser.get(f"/desk/submissions/{filed}/form.pdf").status_code == 404
        assert filed not in browser.get("/desk").text


def test_an_unknown_number_is_said_to_be_unknown(desk: Stand) -> None:
    with signed_in(desk, "clerk") as browser:
        assert browser.get("/desk/submissions/NOPE").status_code == 404


def test_the_form_is_a_pdf_and_opening_it_is_written_down(desk: Stand, filed: str) -> None:
    with signed_in(desk, "clerk") as browser:
        answer = browser.get(f"/desk/submissions/{filed}/form.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")
    with desk.parts.database.transaction() as transaction:
        assert ("clerk", "opened_form", filed) in transaction.rows(
            "SELECT name, act, subject FROM desk_audit"
        )


def test_progress_set_at_the_desk_is_what_the_holder_is_told(desk: Stand, filed: str) -> None:
    with signed_in(desk, "clerk") as browser:
        data = {"csrf": csrf(browser), "stage": "at_outlet"}
        assert browser.post(f"/desk/submissions/{filed}/stage", data=data).status_code == 303
    assert sure(desk.client().filings(WANG, seconds=5))[0].stage == "at_outlet"


def test_a_collected_card_is_a_normal_card_again(desk: Stand, filed: str) -> None:
    with signed_in(desk, "clerk") as browser:
        data = {"csrf": csrf(browser), "stage": "collected"}
        browser.post(f"/desk/submissions/{filed}/stage", data=data)
    assert sure(desk.client().look_up(WANG, seconds=5)).cards[0].state == "normal"


@pytest.mark.parametrize("token", ["", "forged"])
def test_a_form_from_elsewhere_changes_nothing(desk: Stand, filed: str, token: str) -> None:
    with signed_in(desk, "clerk") as browser:
        data = {"csrf": token, "stage": "collected"}
        assert browser.post(f"/desk/submissions/{filed}/stage", data=data).status_code == 403
    assert sure(desk.client().filings(WANG, seconds=5))[0].stage == "submitted"


def test_the_notice_shows_the_name_masked_only(desk: Stand, filed: str) -> None:
    with signed_in(desk, "clerk") as browser:
        text = browser.get(f"/desk/submissions/{filed}/notice").text
    assert "王*兰" in text
    assert WANG.name not in text


def test_only_supervisors_see_terminals_and_alarms(desk: Stand, log: LogRecord) -> None:
    log.expected.add("gateway.alarm")
    keys, client = desk.terminal(), desk.client()
    report = sealed(keys, loss(CHEN))
    client.submit([report])
    client.submit([sealed(keys, loss(WANG), id=report.header.id)])
    devices = (DeviceHealth(name="printer", state="paper_out"), DeviceHealth(name="reader", state="ready"))
    client.heartbeat(Heartbeat(version="1.2", policy_version=3, devices=devices, queue_depth=17, parked=1))
    with signed_in(desk, "clerk") as browser:
        assert browser.get("/desk/terminals").status_code == 403
    with signed_in(desk, "boss") as browser:
        text = browser.get("/desk/terminals").text
    for word in ("HZ0001", "打印机：缺纸", "17", "1.2", "同一编号收到不同内容"):
        assert word in text
    assert "读卡器" not in text


def test_times_are_told_in_the_time_of_the_place(desk: Stand, filed: str, config: Path) -> None:
    """Filed at 08:00 UTC (see `filing.sealed`)."""
    with signed_in(desk, "clerk") as browser:
        text = browser.get(f"/desk/submissions/{filed}").text
    assert "2026-11-22 16:00" in text
    assert "UTC" not in text
    config.write_text(config.read_text() + '[time]\nzone = "Asia/Urumqi"\n')
    with running(config) as elsewhere, signed_in(elsewhere, "clerk") as browser:
        assert "2026-11-22 14:00" in browser.get(f"/desk/submissions/{filed}").text


def test_a_zone_that_is_none_is_named_with_its_key(config: Path) -> None:
    config.write_text(config.read_text() + '[time]\nzone = "Asia/Beijing"\n')
    faults = load_gateway_settings(config)
    assert isinstance(faults, tuple)
    assert "[time.zone]" in faults[0]
    assert "Asia/Shanghai" in faults[0]


def test_supervisors_read_who_did_what_and_that_is_written_down_too(desk: Stand, filed: str) -> None:
    with signed_in(desk, "clerk") as browser:
        browser.get(f"/desk/submissions/{filed}/form.pdf")
        assert browser.get("/desk/audit").status_code == 403
    with signed_in(desk, "boss", "en") as browser:
        text = browser.get("/desk/audit", params={"about": filed}).text
        assert "Opened the form" in text
        assert "Signed in" not in text
        assert "Looked at the records" in browser.get("/desk/audit").text


def test_a_name_that_nobody_has_is_checked_at_the_cost_of_one_that_somebody_has() -> None:
    assert not PasswordHasher().check_needs_rehash(desk_access._NOBODY)


def test_a_terminal_that_was_never_heard_of_is_silent(desk: Stand) -> None:
    desk.client().look_up(WANG, seconds=5)
    with signed_in(desk, "boss", "en") as browser:
        assert "silent" in browser.get("/desk/terminals").text


def test_the_desk_speaks_both_languages_and_remembers(desk: Stand) -> None:
    with signed_in(desk, "clerk", "en-GB") as browser:
        assert "Receipt number" in browser.get("/desk").text
        browser.post("/desk/language")
        assert "受理号" in browser.get("/desk").text


def test_pages_bring_a_strict_content_policy_and_a_guarded_cookie(desk: Stand) -> None:
    with visitor(desk) as browser:
        answer = browser.post("/desk/sign-in", data={"name": "clerk", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("secure", "httponly", "samesite=strict"))
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_without_the_opening_key_the_desk_shows_the_register_and_says_why_no_form(
    config: Path, filed: str, desk: Stand
) -> None:
    config.write_text(config.read_text().replace('["opening.json"]', "[]"))
    with running(config) as relay, signed_in(relay, "boss") as browser:
        assert "没有解密密钥" in browser.get(f"/desk/submissions/{filed}").text
        assert browser.get(f"/desk/submissions/{filed}/form.pdf").status_code == 409


def test_operators_work_beside_a_running_gateway(desk: Stand, config: Path) -> None:
    assert re.fullmatch(r"([2-9A-Z]{4}-){3}[2-9A-Z]{4}", admin.enrolment_code(config, "HZ0005"))
    desk.client().look_up(WANG, seconds=5)
    assert [one.id for one in admin.list_terminals(config)] == ["HZ0001"]
    assert admin.revoke_terminal(config, "HZ0001") == 1
    assert admin.list_terminals(config)[0].revoked
    admin.set_desk_user(config, "new", PASSWORD, role="clerk", outlet="330100-001")
    with signed_in(desk, "new") as browser:
        assert browser.get("/desk").status_code == 200


def test_a_short_password_and_bad_settings_are_refused(config: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 10"):
        admin.set_desk_user(config, "new", "short", role="clerk")
    with pytest.raises(admin.SettingsFaultError, match="Give the file with --config"):
        admin.prepare_database(tmp_path / "none.toml")

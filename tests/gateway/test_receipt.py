"""Is this slip genuine? At the desk with all it claims, in public with no more than its number."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from httpx2 import Response
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.gateway.receipts import Doubt, Genuine, check_receipt
from kiosk.gateway.settings import GatewaySettings
from kiosk.gateway.sqlite import SqliteDatabase
from kiosk.receipt.standing import Standing
from kiosk.receipt.token import Token, sign_token
from kiosk.rules.submissions import SubmissionKind
from kiosk.upstream import contract
from tests.gateway.filing import WANG, loss, sealed
from tests.gateway.live import Stand, running
from tests.gateway.test_desk import csrf, desk, signed_in, visitor

__all__ = ["desk"]
FILED_AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
LINK = "https://cards.example.gov.cn/receipt"


def token(
    number: str, *, terminal: str = "HZ0001", standing: Standing = Standing.KEPT, copy: int = 0
) -> Token:
    return Token(
        terminal=terminal, number=number, kind=SubmissionKind.LOSS_REPORT, standing=standing, at=FILED_AT,
        copy=copy,
    )  # fmt: skip


def slip(stand: Stand, number: str, *, standing: Standing = Standing.KEPT, copy: int = 0) -> str:
    return sign_token(token(number, standing=standing, copy=copy), stand.terminal().signer.key)


@pytest.fixture
def number(desk: Stand) -> str:
    """Of a loss report in force."""
    report = sealed(desk.terminal(), loss())
    desk.client().submit([report])
    return report.header.number


def judged(stand: Stand, text: str) -> Doubt | Genuine:
    return check_receipt(stand.parts.database, text)


def asked_in_public(stand: Stand, text: str, language: str = "zh") -> Response:
    with visitor(stand, language) as browser:
        return browser.post("/receipt", data={"token": text})


def asked_at_the_desk(stand: Stand, text: str, name: str = "clerk", language: str = "zh") -> Response:
    with signed_in(stand, name, language) as browser:
        return browser.post("/desk/receipt", data={"token": text, "csrf": csrf(browser)})


def test_a_changed_letter_makes_a_slip_not_genuine(desk: Stand, number: str) -> None:
    text = slip(desk, number)
    for place in (3, len(text) // 2, len(text) - 5):
        other = "A" if text[place] != "A" else "B"
        altered = text[:place] + other + text[place + 1 :]
        assert isinstance(judged(desk, altered), Doubt)
        page = asked_in_public(desk, altered).text
        assert "✕" in page
        assert "✓" not in page


def test_a_terminal_cannot_sign_in_the_name_of_another(desk: Stand, number: str) -> None:
    desk.client("HZ0002").submit([sealed(desk.terminal("HZ0002"), loss())])
    forged = sign_token(token(number), desk.terminal("HZ0002").signer.key)
    assert judged(desk, forged) is Doubt.NOT_GENUINE


def test_a_key_of_nobody_is_told_apart_from_a_terminal_that_is_unknown(desk: Stand, number: str) -> None:
    stranger = Ed25519PrivateKey.generate()
    assert judged(desk, sign_token(token(number), stranger)) is Doubt.NOT_GENUINE
    elsewhere = sign_token(token(number, terminal="XX9999"), stranger)
    assert judged(desk, elsewhere) is Doubt.UNKNOWN_TERMINAL
    assert "终端未知" in asked_in_public(desk, elsewhere).text


def test_a_stolen_terminal_signs_in_vain_but_what_it_filed_before_stays_genuine(
    desk: Stand, number: str
) -> None:
    desk.parts.terminals.revoke("HZ0001")
    assert judged(desk, slip(desk, "HZ0001-999999")) is Doubt.WITHDRAWN
    assert isinstance(judged(desk, slip(desk, number)), Genuine)


def test_what_came_in_after_the_revocation_makes_no_slip_genuine(desk: Stand, number: str) -> None:
    desk.parts.terminals.revoke("HZ0001")
    with desk.parts.database.transaction() as transaction:
        transaction.run("UPDATE terminal_keys SET revoked_at = '2020-01-01T00:00:00.000000+00:00'")
    assert judged(desk, slip(desk, number)) is Doubt.WITHDRAWN


@settings(deadline=None)
@given(st.text(max_size=300) | st.binary(max_size=200).map(lambda raw: raw.hex()))
def test_no_text_whatever_is_taken_for_a_slip_or_trips_the_check(text: str) -> None:
    database = SqliteDatabase(":memory:")
    assert check_receipt(database, text) in {Doubt.NOT_GENUINE, Doubt.UNKNOWN_TERMINAL}
    database.close()


def test_a_slip_printed_offline_is_genuine_and_plainly_not_in_force(desk: Stand, number: str) -> None:
    found = judged(desk, slip(desk, "HZ0001-777777"))
    assert isinstance(found, Genuine)
    assert found.registered is None
    assert "尚未上传到本系统，未生效" in asked_in_public(desk, slip(desk, "HZ0001-777777")).text


def test_the_public_page_tells_number_and_standing_of_today_and_nothing_else(
    desk: Stand, number: str
) -> None:
    page = asked_in_public(desk, f"{LINK}#{slip(desk, number)}").text
    assert "真实回执" in page
    assert number in page
    assert "已生效" in page
    for hidden in ("HZ0001<", "挂失", WANG.name, WANG.number, "2026-11-22"):
        assert hidden not in page


def test_staff_see_all_that_the_slip_claims_beside_how_it_stands_now(desk: Stand, number: str) -> None:
    page = asked_at_the_desk(desk, slip(desk, number, copy=2), language="en").text
    for told in ("Genuine receipt", number, "Loss report", "2026-11-22 16:00", "HZ0001", "In force",
                 "Kept at the terminal", "Copy 2", f"/desk/submissions/{number}"):  # fmt: skip
        assert told in page
    assert WANG.name not in page
    assert WANG.number not in page


def test_staff_of_another_outlet_learn_that_it_is_genuine_but_get_no_way_to_it(
    desk: Stand, number: str
) -> None:
    page = asked_at_the_desk(desk, slip(desk, number), name="other").text
    assert "真实回执" in page
    assert "/desk/submissions/" not in page


def test_another_kind_of_business_under_the_same_number_is_not_the_slips(desk: Stand, number: str) -> None:
    release = Token(
        terminal="HZ0001", number=number, kind=SubmissionKind.RELEASE, standing=Standing.IN_FORCE, at=FILED_AT
    )
    found = judged(desk, sign_token(release, desk.terminal().signer.key))
    assert isinstance(found, Genuine)
    assert found.registered is None


def test_every_check_at_the_desk_is_noted_and_needs_the_sessions_own_form(desk: Stand, number: str) -> None:
    asked_at_the_desk(desk, slip(desk, number))
    asked_at_the_desk(desk, "NONSENSE")
    with desk.parts.database.transaction() as transaction:
        noted = transaction.rows("SELECT name, subject FROM desk_audit WHERE act = 'checked_receipt'")
    assert noted == [("clerk", number), ("clerk", "not_genuine")]
    with signed_in(desk, "clerk") as browser:
        assert browser.post("/desk/receipt", data={"token": slip(desk, number)}).status_code == 403
    with visitor(desk) as browser:
        assert browser.get("/desk/receipt").headers["location"] == "/desk/sign-in"


def test_the_public_page_speaks_both_languages_and_changes_on_the_spot(desk: Stand) -> None:
    with visitor(desk) as browser:
        assert "回执验真" in browser.get("/receipt").text
        assert browser.post("/receipt/language").headers["location"] == "/receipt"
        assert "Check a receipt" in browser.get("/receipt").text


def test_who_asks_too_often_in_public_is_told_when_to_come_back(config: Path) -> None:
    def strict(settings: GatewaySettings) -> GatewaySettings:
        return settings.model_copy(update={"limits": settings.limits.model_copy(update={"receipts": 1})})

    with running(config, settings=strict) as stand:
        answers = [asked_in_public(stand, "X") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0


def test_only_this_page_may_run_a_script_and_only_the_sites_own(desk: Stand) -> None:
    with visitor(desk) as browser:
        policy = browser.get("/receipt").headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "script-src" not in browser.get("/desk/sign-in").headers["content-security-policy"]


def test_the_standing_follows_what_becomes_of_the_submission(desk: Stand, number: str) -> None:
    with desk.parts.database.transaction() as transaction:
        transaction.run("UPDATE submissions SET standing = 'refused', since = NULL")
    found = judged(desk, slip(desk, number, standing=Standing.IN_FORCE))
    assert isinstance(found, Genuine)
    assert found.registered is not None
    assert found.registered.standing is contract.Standing.REFUSED

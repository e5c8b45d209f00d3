"""Region policies: what a file may say, what it is told when it is wrong, and the samples."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flow.menu import loss_forms
from kiosk.flow.visit import Service
from kiosk.rules.cards import Scheme
from kiosk.rules.outlets import OutletService
from kiosk.rules.policy import Policy
from kiosk.rules.policy_file import PolicyFault, load_policy, policy_schema
from kiosk.rules.submissions import Delivery, LossForm, PaymentWay, ReplacementReason
from kiosk.rules.terms import Lapse, Revocation, TimeUnit
from tests.flow.steps import policy

FOLDER = Path("assets/policies")
SAMPLES = sorted(path.stem for path in FOLDER.glob("*.toml"))
TEXT = (FOLDER / "mission.toml").read_text()


def faults(text: str) -> dict[str, str]:
    loaded = load_policy(text.encode())
    assert isinstance(loaded, PolicyFault)
    return {one.key: f"{one.problem} | {one.remedy}" for one in loaded.faults}


def test_a_file_that_is_not_there_says_so() -> None:
    loaded = load_policy(Path("assets/policies/nowhere.toml"))
    assert isinstance(loaded, PolicyFault)
    assert str(loaded) == "file: cannot be read: No such file or directory (check the path and its rights)"


@pytest.mark.parametrize(
    ("content", "problem", "remedy"),
    [
        (b"region = ", "is not TOML in UTF-8: Invalid value", "correct that line"),
        (b"\xff\xfe", "is not TOML in UTF-8: 'utf-8' codec", "correct that line"),
        (b"#" * 1_000_001, "is larger than 1000000 bytes", "list only this region's outlets"),
    ],
)
def test_bytes_that_are_no_policy_file_are_a_fault_of_the_file(
    content: bytes, problem: str, remedy: str
) -> None:
    loaded = load_policy(content)
    assert isinstance(loaded, PolicyFault)
    (fault,) = loaded.faults
    assert (fault.key, fault.remedy) == ("file", remedy)
    assert fault.problem.startswith(problem)


def test_a_file_of_exactly_a_million_bytes_is_still_read() -> None:
    content = TEXT.encode()
    assert isinstance(load_policy(content + b"#" * (1_000_000 - len(content))), Policy)


def test_every_fault_of_a_file_is_a_line_of_its_own() -> None:
    """Issue 4, 1: errors with key and remedy."""
    wrong = TEXT.replace('region = "330100"', 'region = "x"', 1).replace("standard_fen = 2000", "fen = 1", 1)
    loaded = load_policy(wrong.encode())
    assert [line.split(":")[0] for line in str(loaded).splitlines()] == [
        "region",
        "fees.standard_fen",
        "fees.fen",
    ]


def test_what_has_no_remedy_of_its_own_leads_to_the_schema() -> None:
    found = faults(TEXT.replace("standard_fen = 2000", "standard_fen = -1", 1))
    assert found["fees.standard_fen"].endswith("| correct the value; `kiosk policy schema` describes it")


@pytest.mark.parametrize("empty", ["delivery", "reasons", "ways"])
def test_a_policy_must_leave_something_to_choose(empty: str) -> None:
    """A visit would stand before a page without a button."""
    lines = (f"{empty} = []" if line.startswith(f"{empty} =") else line for line in TEXT.splitlines())
    problem = faults("\n".join(lines))["policy"]
    assert problem == (
        "delivery, fees.ways and reasons must each name at least one | make the policy agree with itself"
    )


@pytest.mark.parametrize(
    ("old", "new", "key", "word"),
    [
        ('region = "330100"', 'region = "hangzhou"', "region", "pattern"),
        ("standard_fen = 2000", "standard_fen = 20.5", "fees.standard_fen", "whole number"),
        ("standard_fen = 2000", "standard_fen = -1", "fees.standard_fen", "greater"),
        ("standard_fen = 2000", "standard_fen = 2000\ncurrency = 1", "fees.currency", "remove this key"),
        ('unit = "workdays"', 'unit = "weeks"', "promises[1].unit", "take one of the values"),
        ('reasons = ["lost",', 'reasons = ["stolen",', "reasons[0]", "take one of the values"),
        ("hospital_level = 2", "hospital_level = 9", "sites.hospital_level", "less"),
        ('id = "330100-002"', 'id = "330100-001"', "policy", "same id"),
        ('ways = ["at_pick_up", "qr"]', 'ways = ["waived"]', "policy", "needs a way to pay"),
        ('phone = "0571-00000001"', 'telephone = "1"', "outlets[0].telephone", "remove this key"),
        ('phone = "0571-00000001"', 'phone = ""', "outlets[0].phone", "at least 1"),
        (
            'services = ["report",',
            'services = ["repair",',
            "outlets[0].services[0]",
            "take one of the values",
        ),
        ('pinyin = "smzx sbk fwwd"', 'pinyin = "市民中心"', "outlets[0].pinyin", "pattern"),
        ("position = [30.27, 120.15]", "position = [120.15, 30.27]", "outlets[0].position[0]", "less than"),
    ],
)
def test_every_fault_names_its_key_and_the_remedy(old: str, new: str, key: str, word: str) -> None:
    """Issue 4, 1: errors with key and remedy."""
    assert old in TEXT
    found = faults(TEXT.replace(old, new, 1))
    assert key in found
    assert word in found[key]


def test_a_form_without_a_promise_is_a_policy_that_contradicts_itself() -> None:
    """Issue 4, 1: days promised by card scheme, forms by scheme."""
    head, tail = TEXT.split('[[promises]]\nscheme = "medical_insurance"')
    assert "medical_insurance" in faults(head + tail.split("\n\n", 1)[1])["policy"]


@given(st.binary(max_size=200))
def test_no_bytes_make_the_loader_raise(content: bytes) -> None:
    assert isinstance(load_policy(content), PolicyFault)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_is_valid_and_says_that_it_is_one_and_where_it_is_from(name: str) -> None:
    """Issue 4, 1: all marked as samples with their source."""
    loaded = policy(name)
    assert loaded.sample
    assert "ample" in loaded.source
    assert all(outlet.id.startswith(loaded.region) for outlet in loaded.outlets)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_outlet_of_a_sample_says_where_when_how_to_call_and_what_it_can_do(name: str) -> None:
    """Issue 4, 1: outlets with address, hours, phone, what they can do."""
    for outlet in policy(name).outlets:
        assert all((outlet.address, outlet.address_en, outlet.hours, outlet.hours_en, outlet.phone))
        assert outlet.services <= set(OutletService)
        assert outlet.services
        assert all((outlet.district, outlet.district_en, outlet.pinyin, outlet.position))


def test_the_samples_differ_as_the_regions_do() -> None:
    """domain 4.2: the regional spread."""
    loaded = [policy(name) for name in SAMPLES]
    assert len(loaded) >= 6
    assert {one.formal_loss.revocable for one in loaded} == set(Revocation)
    assert {one.temporary_loss.ends_in for one in loaded if one.temporary_loss} == set(Lapse)
    assert {one.temporary_loss.unit for one in loaded if one.temporary_loss} >= {
        TimeUnit.DAYS,
        TimeUnit.WORKDAYS,
    }
    assert {one.bank_half.covered for one in loaded} == {True, False}
    assert {one.fees.standard_fen for one in loaded} >= {0, 2000, 2500}
    assert {len(one.delivery) for one in loaded} == {1, 2}
    assert {one.formal_loss.together for one in loaded} == {True, False}
    assert {bool(one.proxies.services) for one in loaded} == {True, False}
    assert {len(loss_forms(Service.REPORT_LOSS, one)) for one in loaded} == {1, 2}


def test_the_missions_own_text_is_a_policy_to_the_letter() -> None:
    """Mission: second-level hospitals; 16 or older; about one week; 5 working days; fee; own outlet."""
    mission = policy("mission")
    terms = {one.scheme: (one.length, one.unit, one.usually) for one in mission.promises}
    assert terms[Scheme.SOCIAL_SECURITY] == (7, TimeUnit.DAYS, True)
    assert terms[Scheme.MEDICAL_INSURANCE] == (5, TimeUnit.WORKDAYS, False)
    assert (mission.sites.hospital_level, mission.sites.outlets) == (2, True)
    assert (mission.eligibility.minimum_age, mission.eligibility.insurance_required) == (16, True)
    assert mission.own_outlet_only
    assert mission.fees.standard_fen > 0
    assert mission.hotline == "12333"
    assert mission.temporary_loss is not None
    assert not mission.temporary_loss.offered, "the hotline's; at a terminal the report is the written one"
    assert loss_forms(Service.REPORT_LOSS, mission) == (LossForm.FORMAL,)
    title = mission.forms[Scheme.MEDICAL_INSURANCE].title.en
    assert title == "Application Form for Replacement of Social Security Cards for Urban Employees"


def test_the_schema_describes_every_key() -> None:
    """Issue 4, 1: JSON Schema published by `kiosk policy schema`."""
    schema = policy_schema()
    assert {"region", "fees", "outlets"} <= schema["properties"].keys()
    tables = {"Policy": schema} | schema["$defs"]
    silent = [
        f"{name}.{key}"
        for name, table in tables.items()
        for key, about in table.get("properties", {}).items()
        if "description" not in about
    ]
    assert silent == []


def test_a_policy_does_not_change_and_knows_its_outlets() -> None:
    mission = policy("mission")
    assert isinstance(mission, Policy)
    assert mission.outlet("nowhere") is None
    found = mission.outlet("330100-002")
    assert found is not None
    assert found.phone == "0571-00000002"
    assert mission.delivery == (Delivery.PICK_UP,)
    assert PaymentWay.QR in mission.fees.ways
    assert ReplacementReason.LOST in mission.reasons


def test_a_receipts_code_is_the_bare_token_where_there_is_no_page_to_check_it() -> None:
    assert policy("mission").receipt_code("TOKEN") == "TOKEN"


def test_a_receipts_code_leads_to_the_page_with_its_token_in_no_address() -> None:
    page = "https://cards.example.gov.cn/receipt"
    checked = policy("mission").model_copy(update={"check_page": page})
    assert checked.receipt_code("TOKEN") == f"{page}#TOKEN"
    assert checked.receipt_code("") == ""


@pytest.mark.parametrize(
    "page", ["http://plain.example/receipt", "https://e.example/r?t=1", "https://e.example/r#x", "receipt"]
)
def test_a_check_page_that_would_leak_the_token_or_its_reader_is_refused(page: str) -> None:
    assert "check_page" in faults(TEXT.replace("version = 1", f'version = 1\ncheck_page = "{page}"', 1))

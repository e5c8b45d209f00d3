"""Services that need more than one ID card and one yes: for a child, by passport, by QR, from elsewhere."""

import json
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.stand.stand import SAMPLES, Stand, StandOptions
from hardware.simulator.card_file import CardFile
from kiosk.commands.store import opened
from kiosk.config import Settings, load_settings
from kiosk.rules.mrz import LINE, check_digit
from kiosk.terminal.keyring import keys_of
from kiosk.terminal.policies import fetch_first
from kiosk.upstream.client import Client
from kiosk.upstream.keys import KeyTrouble
from kiosk.upstream.trouble import Trouble
from tests.journeys.newcomers import newcomers, people_file, person_entry
from tests.journeys.visiting import Told, card

pytestmark = pytest.mark.real

HOTLINE, ELSEWHERE, ZUNHUA, PAYING, MOTHER, STRANGER = range(6)
PARTS = [part + check_digit(part) for part in ("L898902C3", "740812", "400415")]
HEAD = "P<UTOERIKSSON<<ANNA<MARIA".ljust(LINE, "<")
BODY = f"{PARTS[0]}UTO{PARTS[1]}F{PARTS[2]}{'<' * 15}"
ZONE = (HEAD, BODY + check_digit(PARTS[0] + PARTS[1] + PARTS[2] + "<" * 15))
"""ICAO Doc 9303-4, appendix B: the specimen, valid for longer."""


@pytest.fixture(scope="module")
def people() -> tuple[CardFile, ...]:
    return tuple(newcomers(6))


@pytest.fixture(scope="module")
def whole_stand(tmp_path_factory: pytest.TempPathFactory, people: tuple[CardFile, ...]) -> Iterator[Stand]:
    """Own people: two whose cards are not as usual, and one with a passport."""
    file = people_file(tmp_path_factory.mktemp("people") / "people.toml", 0)
    special: dict[int, dict[str, str]] = {
        HOTLINE: {"state": "temporarily_lost", "reported_by": "hotline"},
        ELSEWHERE: {"region": "110000", "outlet": "110000-001"},
        ZUNHUA: {"region": "130281", "outlet": "130281-001"},
    }
    entries = [
        person_entry(
            "resident_id",
            str(one.fields["number"]),
            str(one.fields["name"]),
            f"S{i:08d}",
            **special.get(i, {}),
        )
        for i, one in enumerate(people)
    ]
    entries.append(person_entry("passport", "L898902C3", "ERIKSSON ANNA MARIA", "S00000099"))
    file.write_text("".join(entries) + (SAMPLES / "people.toml").read_text("utf-8"), encoding="utf-8")
    options = StandOptions(out=tmp_path_factory.mktemp("stand"), people=file, rows_per_s=0.0)
    with Stand(options) as stand:
        yield stand


def visit_while(stand: Stand, *words: str, happens: Callable[[dict[str, Any]], None]) -> Told:
    """A visit in which somebody acts on what each page says."""
    command = [sys.executable, "-m", "kiosk.cli", "visit", *words, "--json", "--config", str(stand.config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        lines = []
        for line in running.stdout:
            lines.append(json.loads(line))
            happens(lines[-1])
        return Told(running.wait(60), lines, running.stderr.read())


def lays_second(stand: Stand, second: CardFile) -> Callable[[dict[str, Any]], None]:
    """Takes the first away, and lays the second down once the terminal saw that."""

    def happens(line: dict[str, Any]) -> None:
        match line:
            case {"whose": "holder", "reader": "card_present"} if not exchanged:
                stand.slot.pull()
                exchanged.append(True)
            case {"whose": "holder", "reader": "no_card"}:
                exchanged.append(True)
                stand.slot.put(second.card())

    exchanged: list[bool] = []

    return happens


def test_a_card_of_another_region_is_sent_home(
    stand: Stand, visit: Callable[..., Told], people: tuple[CardFile, ...]
) -> None:
    stand.slot.put(people[ELSEWHERE].card())
    told = visit("report-loss")
    assert (told.code, told.end["reason"]) == (3, "other_region")


def test_nobody_acts_for_an_adult_where_the_region_takes_no_proxies(
    stand: Stand, people: tuple[CardFile, ...]
) -> None:
    stand.slot.put(people[MOTHER].card())
    told = visit_while(stand, "report-loss", "--for-another", happens=lays_second(stand, people[STRANGER]))
    assert (told.code, told.end["submissions"]) == (3, [])
    assert {"state": "refused", "refusal": "no_guardian"} in told.states


def test_a_guardian_reports_and_replaces_the_card_of_a_child(
    stand: Stand, people: tuple[CardFile, ...]
) -> None:
    stand.slot.put(people[MOTHER].card())
    words = ("report-and-replace", "--for-another", "--phone", "13800138000")
    told = visit_while(stand, *words, happens=lays_second(stand, card("lin-xiaoyu")))
    assert told.code == 0, (told.end, told.complaints)
    acts = [(one["kind"], one["standing"]) for one in told.end["submissions"]]
    assert acts == [("loss_report", "in_force"), ("replacement", "in_force")]


def test_a_report_by_hotline_is_made_formal(
    stand: Stand, visit: Callable[..., Told], people: tuple[CardFile, ...]
) -> None:
    stand.slot.put(people[HOTLINE].card())
    told = visit("report-loss")
    assert told.code == 0, (told.end, told.complaints)
    assert {"state": "card_standing", "advice": "can_formalise"} in told.states
    assert [one["standing"] for one in told.end["submissions"]] == ["in_force"]


def test_a_passport_is_typed_in_place_of_a_card(
    stand: Stand, visit: Callable[..., Told], tmp_path: Path
) -> None:
    file = tmp_path / "zone"
    file.write_text("\n".join(ZONE))
    told = visit("report-loss", "--passport", str(file))
    assert told.code == 0, (told.end, told.complaints)
    assert "type_passport" in told.path


def test_a_fee_paid_by_qr_is_filed_with_the_application(stand: Stand, people: tuple[CardFile, ...]) -> None:
    trust = ssl.create_default_context(cafile=str(stand.gateway_config.parent / "ca.pem"))

    def pays(line: dict[str, Any]) -> None:
        if "qr" in line:
            asked = urllib.request.Request(line["qr"], method="POST")  # noqa: S310 - the stand's own gateway
            urllib.request.urlopen(asked, context=trust, timeout=10).close()  # noqa: S310 - as above

    stand.slot.put(people[PAYING].card())
    words = ("report-and-replace", "--pay", "qr", "--phone", "13800138000")
    told = visit_while(stand, *words, happens=pays)
    assert told.code == 0, (told.end, told.complaints)
    assert "paying" in told.path
    assert told.end["submissions"][-1]["standing"] == "in_force"


def bring_policy(config: Path) -> None:
    """As the enrolment does: a terminal that never served has none, and is closed until it comes."""
    settings = load_settings(config)
    assert isinstance(settings, Settings)
    keys = keys_of(settings)
    assert not isinstance(keys, KeyTrouble)
    with opened(settings) as store:
        client = Client(settings.upstream.url, keys)
        assert not isinstance(fetch_first(client, store, settings.terminal.region, 20.0), Trouble)
        client.close()


def test_where_the_region_leaves_the_choice_the_report_is_as_wished(
    stand: Stand, visit: Callable[..., Told], people: tuple[CardFile, ...]
) -> None:
    config = stand.config.with_name("zunhua.toml")
    text = stand.config.read_text(encoding="utf-8").replace('region = "330100"', 'region = "130281"')
    config.write_text(text.replace('path = "store/', 'path = "zunhua/'))
    bring_policy(config)
    stand.slot.put(people[ZUNHUA].card())
    told = visit("report-loss", "--loss", "temporary", config=config)
    assert told.code == 0, (told.end, told.complaints)
    assert "choose_loss_form" in told.path
    assert [one["standing"] for one in told.end["submissions"]] == ["in_force"]

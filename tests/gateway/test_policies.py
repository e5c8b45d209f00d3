"""Region policies: signed, cheap to ask for again, and never an unsound one."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.gateway import ledger
from kiosk.gateway.settings import GatewaySettings, load_gateway_settings
from kiosk.gateway.stand import make_stand
from kiosk.rules.policy import Policy
from kiosk.rules.policy_file import load_policy
from kiosk.rules.submissions import ReplacementApplication, ReplacementReason
from kiosk.upstream.client import NewPolicy, NotModified
from kiosk.upstream.contract import Heartbeat
from kiosk.upstream.keys import upstream_keys
from kiosk.upstream.trouble import Trouble
from tests.conftest import LogRecord
from tests.gateway.answers import sure
from tests.gateway.filing import WANG, loss, replacement, sealed
from tests.gateway.live import SAMPLES, running

POLICIES = SAMPLES.parent / "policies"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample policies."""
    shutil.copytree(POLICIES, tmp_path / "policies")
    return tmp_path / "policies"


@pytest.fixture
def config(tmp_path: Path, folder: Path) -> Path:
    return make_stand(
        tmp_path / "g", people=SAMPLES / "people.toml", policies=folder, requests_a_minute=100_000
    )


def sample(folder: Path) -> Policy:
    loaded = [load_policy(file) for file in sorted(folder.glob("*.toml"))]
    return next(one for one in loaded if isinstance(one, Policy) and one.region == "330100")


def test_a_policy_arrives_signed_with_the_keys_in_use_and_reads_as_the_file(
    folder: Path, config: Path
) -> None:
    with running(config) as stand:
        news = stand.client().policy("330100", known_version=0)
        assert isinstance(news, NewPolicy)
        assert load_policy(news.signed.document) == sample(folder)
        keys = upstream_keys(news.signed.keys)
        assert keys is not None
        assert keys.sealing.kid == stand.terminal().upstream.sealing.kid


def test_asking_again_with_the_tag_brings_nothing(config: Path) -> None:
    with running(config) as stand:
        news = stand.client().policy("330100", known_version=0)
        assert isinstance(news, NewPolicy)
        again = stand.client().policy("330100", known_version=news.signed.version, etag=news.etag)
        assert again == NotModified()


def test_after_asking_once_every_answer_names_the_newest_version(folder: Path, config: Path) -> None:
    version = sample(folder).version
    beat = Heartbeat(version="1", policy_version=0, queue_depth=0)
    with running(config) as stand:
        client = stand.client()
        assert sure(client.heartbeat(beat)).policy_version == 0
        client.policy("330100", known_version=0)
        assert sure(client.heartbeat(beat)).policy_version == version
        assert sure(client.submit([sealed(stand.terminal(), loss())])).policy_version == version


def test_an_unsound_policy_is_reported_and_the_others_are_served(
    folder: Path, config: Path, log: LogRecord
) -> None:
    log.expected.add("gateway.policy_unsound")
    (folder / "999999.toml").write_text('region = "999999"\nversion = 0\n')
    with running(config) as stand:
        assert isinstance(stand.client().policy("330100", known_version=0), NewPolicy)
        none = stand.client().policy("999999", known_version=0)
        assert isinstance(none, Trouble)
        assert none.detail == "urn:buka:problem:no-policy"
    assert any(entry["event"] == "gateway.policy_unsound" for entry in log)


def test_the_day_a_card_is_promised_comes_from_the_policy_of_its_region(config: Path) -> None:
    with running(config) as stand:
        keys, client = stand.terminal(), stand.client()
        client.submit([sealed(keys, loss()), sealed(keys, replacement())])
        assert sure(client.filings(WANG, seconds=5))[0].ready_on is not None


class Promises:
    """Keeps the day from which the term is counted."""

    def __init__(self) -> None:
        self.counted_from: list[date] = []

    def ready_on(self, _application: ReplacementApplication, accepted: date) -> None:
        self.counted_from.append(accepted)


def test_what_comes_before_eight_in_beijing_is_promised_from_that_day_and_not_from_the_day_before(
    config: Path,
) -> None:
    with running(config) as stand:
        order = sealed(stand.terminal(), replacement(reason=ReplacementReason.DAMAGED))
        stand.client().submit([order])
        promises = Promises()
        applier = replace(
            stand.parts.applier, promiser=promises, now=lambda: datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
        )
        with stand.parts.database.transaction() as transaction:
            entries = ledger.entries(transaction, "WHERE id = ?", order.header.id)
        applier.apply(entries)
        assert promises.counted_from == [date(2026, 11, 23)]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("port = 0", "port = 70000", "listen.port"),
        ('url = "sqlite:///gateway.db"', 'url = "mysql://x"', "database.url"),
        ('cert = "server.pem"\n', "", "tls.cert"),
        ("[listen]", "[listen]\ncolour = 1", "listen.colour"),
        ("[listen]", "[listen", "is not TOML"),
    ],
)
def test_bad_settings_are_named_by_their_key(config: Path, old: str, new: str, place: str) -> None:
    config.write_text(config.read_text().replace(old, new))
    faults = load_gateway_settings(config)
    assert not isinstance(faults, GatewaySettings)
    assert place in faults[0]


def test_paths_count_from_the_settings_folder(config: Path) -> None:
    settings = load_gateway_settings(config)
    assert isinstance(settings, GatewaySettings)
    assert settings.tls.cert == config.parent / "server.pem"
    assert settings.keys.opening == (config.parent / "opening.json",)
    assert settings.database.url == f"sqlite:///{config.parent}/gateway.db"

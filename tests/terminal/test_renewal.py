"""A certificate is renewed at the real gateway while the terminal runs, and used at once."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from deploy.stand.stand import Stand, StandOptions
from kiosk.config import Settings, load_settings
from kiosk.terminal.keyring import Keyring, keys_of
from kiosk.terminal.renewal import AGAIN_SECONDS, Renewal
from kiosk.upstream.client import Client, NewPolicy
from kiosk.upstream.courier import Courier
from kiosk.upstream.keys import TerminalKeys
from kiosk.upstream.trouble import Trouble
from tests.conftest import LogRecord

pytestmark = pytest.mark.real
T = TypeVar("T")


class Office(Stand):
    """A gateway and an enrolled terminal's keys; no devices."""

    def _start(self) -> None:
        self._make_gateway()
        self.start_gateway()
        self._write_settings("tcp://127.0.0.1:9")
        self._enrol()


class PromptCourier(Courier):
    """Runs a question at once."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.asked = 0

    def ask(
        self,
        question: Callable[[Client, float], T | Trouble],
        seconds: float,
        reply: Callable[[T | Trouble], None],
    ) -> None:
        self.asked += 1
        reply(question(self.client, seconds))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stand]:
    with Office(StandOptions(out=tmp_path_factory.mktemp("office"))) as office:
        yield office


@pytest.fixture
def parts(office: Stand) -> Iterator[tuple[Settings, Keyring, Client]]:
    settings = load_settings(office.config)
    assert isinstance(settings, Settings)
    keys = keys_of(settings)
    assert isinstance(keys, TerminalKeys), keys
    client = Client(settings.upstream.url, keys)
    yield settings, Keyring(settings, keys, client), client
    client.close()


def test_a_gateway_that_does_not_answer_changes_nothing_and_is_left_in_peace_for_an_hour(
    office: Stand, parts: tuple[Settings, Keyring, Client], log: LogRecord
) -> None:
    log.expected.add("certificate.not_renewed")
    settings, keyring, client = parts
    before, now, courier = keyring.present(), [0.0], PromptCourier(client)
    renewal = Renewal(keyring, settings.upstream, lambda: courier, lambda: now[0])
    assert office.relay is not None
    office.relay.cut()
    renewal.due()
    renewal.due()
    assert (courier.asked, keyring.present()) == (1, before)
    office.relay.mend()
    now[0] += AGAIN_SECONDS
    renewal.due()
    assert courier.asked == 2


def test_a_certificate_that_cannot_be_written_is_told_and_the_old_one_stays(
    parts: tuple[Settings, Keyring, Client], log: LogRecord
) -> None:
    log.expected.add("certificate.not_renewed")
    settings, keyring, client = parts
    section = settings.upstream.model_copy(update={"keys": Path("/proc/version/keys")})
    Renewal(keyring, section, lambda: PromptCourier(client)).due()
    assert "not_written" in str(log[-1]["detail"])


def test_a_new_certificate_over_the_same_key_is_used_at_once(
    parts: tuple[Settings, Keyring, Client],
) -> None:
    settings, keyring, client = parts
    before = keyring.present()
    Renewal(keyring, settings.upstream, lambda: PromptCourier(client)).due()
    after = keyring.present()
    assert after is not before
    assert after.signer.raw_public == before.signer.raw_public
    assert after.expires - before.expires >= timedelta(0)
    answer = client.policy("330100", known_version=0, seconds=5.0)
    assert not isinstance(answer, Trouble)
    assert isinstance(answer, NewPolicy)

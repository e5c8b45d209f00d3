"""A gateway put back from its back-up knows what it promised then, and takes the rest again."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.gateway.stand import make_stand
from kiosk.upstream.client import Client, ItemProblem
from kiosk.upstream.contract import Acknowledgement
from tests.gateway.answers import sure, words
from tests.gateway.filing import CHEN, WANG, loss, sealed
from tests.gateway.live import SAMPLES, running
from tests.gateway.postgres import new_database

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not shutil.which("age"), reason="needs Debian's age"),
]
SCRIPTS = Path(__file__).parents[2] / "deploy" / "gateway"


def run(name: str, *words: str | Path) -> str:
    done = subprocess.run([SCRIPTS / name, *words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_gateway_put_back_knows_what_it_acknowledged_and_takes_again_what_came_after(
    tmp_path: Path, postgres: str
) -> None:
    identity = tmp_path / "identity"
    subprocess.run(["age-keygen", "-o", identity], check=True, capture_output=True)
    recipient = recipient_of(identity)
    before, after = new_database(postgres), new_database(postgres)
    config = make_stand(tmp_path / "g", people=SAMPLES / "people.toml", database=before)
    with running(config) as stand:
        keys = stand.terminal()
        saved, lost = sealed(keys, loss(WANG)), sealed(keys, loss(CHEN))
        stand.client().submit([saved])
        file = run("backup", "--config", config, "--to", tmp_path / "safe", "--recipient", recipient)
        stand.client().submit([lost])  # acknowledged after the back-up, and still at the terminal

    fresh = tmp_path / "fresh"
    run("restore", file, "--identity", identity, "--settings-to", fresh)
    settings = fresh / config.name
    settings.write_text(settings.read_text().replace(before, after))
    said = run("restore", file, "--identity", identity, "--config", settings)
    assert "1 submissions" in said
    with running(settings) as stand:
        client = Client(stand.url, keys)
        stand.clients.append(client)
        kept, gone = sure(client.verdicts({saved.header.id: saved.digest, lost.header.id: lost.digest})).items
        assert isinstance(kept, Acknowledgement)
        assert isinstance(gone, ItemProblem)
        assert (kept.standing, gone.status) == ("in_force", 404)
        again = words(client.submit([saved, lost]))
        assert [word.standing for word in again] == ["in_force", "in_force"]
        with stand.parts.database.transaction() as transaction:
            assert transaction.rows("SELECT count(*) FROM submissions") == [(2,)]


def recipient_of(identity: Path) -> str:
    done = subprocess.run(["age-keygen", "-y", identity], check=True, capture_output=True, text=True)
    return done.stdout.strip()

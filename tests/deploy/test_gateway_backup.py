"""Back-ups of a gateway: whole, closed to everybody else, and really put back."""

import sqlite3
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from tests.gateway.postgres import postgresql

pytestmark = pytest.mark.real
SCRIPTS = Path(__file__).parents[2] / "deploy/gateway"
_TABLE = "CREATE TABLE submissions (id TEXT PRIMARY KEY)"


@dataclass
class Gateway:
    """Settings, keys, and a database with three submissions."""

    folder: Path
    url: str

    @property
    def config(self) -> Path:
        return self.folder / "etc/gateway.toml"

    def write(self) -> None:
        self.config.parent.mkdir(parents=True)
        self.config.write_text(f'[database]\nurl = "{self.url}"\n')
        (self.config.parent / "ca.key").write_text("the authority's key\n")

    def run(self, name: str, *words: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [SCRIPTS / name, *words], check=False, capture_output=True, text=True, timeout=60
        )


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    subprocess.run(["age-keygen", "-o", tmp_path / "identity"], check=True, capture_output=True)
    return tmp_path / "identity"


def recipient(identity: Path) -> str:
    return subprocess.run(
        ["age-keygen", "-y", identity], check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Gateway:
    gateway = Gateway(tmp_path, "sqlite:///gateway.db")
    gateway.write()
    with closing(sqlite3.connect(gateway.config.parent / "gateway.db")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(_TABLE)
        database.executemany("INSERT INTO submissions VALUES (?)", [("a",), ("b",), ("c",)])
        database.commit()
    return gateway


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """How to reach Debian's PostgreSQL, as the query of a URL; not under pytest's own folder, which is for
    its owner only.
    """
    with TemporaryDirectory(prefix="buka-postgres-") as folder, postgresql(Path(folder)) as reached:
        yield reached.replace(" ", "&")


@pytest.fixture
def on_postgres(tmp_path: Path, server: str) -> Gateway:
    with psycopg.connect(f"postgresql:///postgres?{server}&user=buka", autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS gateway")
        admin.execute("CREATE DATABASE gateway")
    gateway = Gateway(tmp_path, f"postgresql:///gateway?{server}&user=buka")
    gateway.write()
    with psycopg.connect(gateway.url) as database:
        database.execute(_TABLE)
        database.execute("INSERT INTO submissions VALUES ('a'), ('b'), ('c')")
    return gateway


@pytest.fixture(params=["on_sqlite", "on_postgres"])
def gateway(request: pytest.FixtureRequest) -> Gateway:
    made: Gateway = request.getfixturevalue(request.param)
    return made


def execute(gateway: Gateway, statement: str) -> list[tuple[object, ...]]:
    if gateway.url.startswith("sqlite"):
        with closing(sqlite3.connect(gateway.config.parent / "gateway.db")) as database:
            rows = database.execute(statement).fetchall()
            database.commit()
            return rows
    with psycopg.connect(gateway.url) as connection:
        cursor = connection.execute(statement.encode())
        return list(cursor.fetchall()) if cursor.description else []


def backed_up(gateway: Gateway, identity: Path) -> Path:
    made = gateway.run(
        "backup",
        "--config",
        gateway.config,
        "--to",
        gateway.folder / "backups",
        "--recipient",
        recipient(identity),
    )
    assert made.returncode == 0, made.stderr
    return Path(made.stdout.strip())


def test_a_back_up_is_not_put_over_data_unless_that_is_said(gateway: Gateway, identity: Path) -> None:
    file = backed_up(gateway, identity)
    execute(gateway, "INSERT INTO submissions VALUES ('d')")
    refused = gateway.run("restore", file, "--identity", identity, "--config", gateway.config)
    assert refused.returncode == 73
    assert len(execute(gateway, "SELECT id FROM submissions")) == 4


def test_what_was_backed_up_comes_back_whole(gateway: Gateway, identity: Path) -> None:
    file = backed_up(gateway, identity)
    execute(gateway, "DELETE FROM submissions")
    restored = gateway.run("restore", file, "--identity", identity, "--config", gateway.config, "--replace")
    assert restored.returncode == 0, restored.stderr
    assert "restored: 3 submissions" in restored.stdout
    assert sorted(execute(gateway, "SELECT id FROM submissions")) == [("a",), ("b",), ("c",)]


def test_a_back_up_says_nothing_to_who_has_not_its_key(
    gateway: Gateway, identity: Path, tmp_path: Path
) -> None:
    file = backed_up(gateway, identity)
    assert b"authority" not in file.read_bytes()
    other = tmp_path / "other"
    subprocess.run(["age-keygen", "-o", other], check=True, capture_output=True)
    refused = gateway.run("restore", file, "--identity", other, "--config", gateway.config, "--replace")
    assert refused.returncode != 0
    assert len(execute(gateway, "SELECT id FROM submissions")) == 3


def test_a_damaged_back_up_changes_nothing(gateway: Gateway, identity: Path) -> None:
    file = backed_up(gateway, identity)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    refused = gateway.run("restore", file, "--identity", identity, "--config", gateway.config, "--replace")
    assert refused.returncode != 0
    assert len(execute(gateway, "SELECT id FROM submissions")) == 3


def test_the_keys_can_be_taken_out_alone_and_never_replace_others(
    on_sqlite: Gateway, identity: Path, tmp_path: Path
) -> None:
    file = backed_up(on_sqlite, identity)
    fresh = tmp_path / "fresh"
    assert on_sqlite.run("restore", file, "--identity", identity, "--settings-to", fresh).returncode == 0
    assert (fresh / "ca.key").read_text() == "the authority's key\n"
    (fresh / "ca.key").write_text("another\n")
    assert on_sqlite.run("restore", file, "--identity", identity, "--settings-to", fresh).returncode != 0
    assert (fresh / "ca.key").read_text() == "another\n"


def test_only_as_many_back_ups_are_kept_as_asked_for(on_sqlite: Gateway, identity: Path) -> None:
    folder = on_sqlite.folder / "backups"
    folder.mkdir()
    for day in range(3):
        (folder / f"buka-gateway-2026010{day}T000000Z.tar.age").write_bytes(b"old")
    made = on_sqlite.run("backup", "--config", on_sqlite.config, "--to", folder,
                         "--recipient", recipient(identity), "--keep", "2")  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert sorted(path.name for path in folder.iterdir())[0] == "buka-gateway-20260102T000000Z.tar.age"
    assert len(list(folder.iterdir())) == 2


def test_the_database_itself_is_not_in_the_settings(
    on_sqlite: Gateway, identity: Path, tmp_path: Path
) -> None:
    file = backed_up(on_sqlite, identity)
    plain = tmp_path / "plain.tar"
    subprocess.run(["age", "--decrypt", "--identity", identity, "--output", plain, file], check=True)
    with tarfile.open(plain) as outer:
        assert sorted(outer.getnames()) == ["database", "manifest.json", "settings.tar", "sums"]
        member = outer.extractfile("settings.tar")
        assert member
        with tarfile.open(fileobj=member) as inner:
            assert sorted(name for name in inner.getnames() if name != ".") == ["./ca.key", "./gateway.toml"]

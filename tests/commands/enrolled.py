"""The folder of an enrolled terminal whose outbox the tests fill, and its shell."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

from kiosk.rules.submissions import SubmissionKind
from kiosk.store.clock import SystemClock
from kiosk.store.filing import Filed, Filing
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store, open_store
from kiosk.upstream import payload
from kiosk.upstream.courier_items import sealer
from tests.gateway.filing import loss
from tests.gateway.live import Stand

Kiosk = Callable[..., Result]


def name_of(config: Path) -> str:
    return str(tomllib.loads(config.read_text(encoding="utf-8"))["terminal"]["id"])


def settings(folder: Path, name: str, url: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(
        f"""
[terminal]
id = "{name}"
site = "hospital"
hospital_level = 2
region = "330100"
name = "一楼大厅"
name_en = "Ground floor"
production = false
[reader]
name = "Virtual"
[printer]
url = "tcp://127.0.0.1:9"
[upstream]
url = "{url}"
ca = "keys/ca.pem"
cert = "keys/terminal.pem"
key = "keys/terminal.key"
keys = "keys"
[store]
path = "store/outbox.db"
""",
        encoding="utf-8",
    )
    return path


def the_store(config: Path) -> Store:
    store = open_store(
        config.parent / "store" / "outbox.db",
        terminal=name_of(config),
        clock=SystemClock(),
        limits=StoreLimits(floor=0, ballast=0),
    )
    assert isinstance(store, Store)
    return store


def file(gateway: Stand, config: Path, times: int = 1) -> list[Filed]:
    keys = gateway.terminal(name_of(config))
    seal = sealer(
        lambda header: payload.encode(payload.Filing(submission=loss(), filed_at=header.at.wall)),
        terminal=keys.terminal, key=keys.upstream.sealing, signer=keys.signer,
    )  # fmt: skip
    store = the_store(config)
    answers = [store.file(Filing(kind=SubmissionKind.LOSS_REPORT, seal=seal)) for _ in range(times)]
    store.close()
    filed = [one for one in answers if isinstance(one, Filed)]
    assert filed == answers
    return filed


def rows(kiosk: Kiosk) -> list[dict[str, object]]:
    told: list[dict[str, object]] = json.loads(kiosk("queue", "list", "--json", "--all").stdout)
    return told

"""The demo, as somebody runs it who has just cloned the repository."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

pytestmark = pytest.mark.real
ROOT = Path(__file__).parents[2]


def _demo(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "deploy.stand", *words],
        cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def test_the_demo_leaves_pictures_of_every_page_two_receipts_and_the_gateways_view(tmp_path: Path) -> None:
    run = _demo("--headless", "--out", str(tmp_path))
    said, _ = run.communicate(timeout=110)
    assert run.returncode == 0, said
    pages = [file.stem[3:] for file in sorted((tmp_path / "screens").glob("*.png"))]
    assert pages[0] == pages[-1] == "welcome"
    for page in (
        "place-document",
        "confirm-identity",
        "confirm-loss",
        "sign",
        "check-answers",
        "take-document",
    ):
        assert page in pages
    for number in (1, 2):
        with Image.open(tmp_path / f"receipt-{number}.png") as receipt:
            assert receipt.width == 576
    upstream = json.loads((tmp_path / "upstream.json").read_text(encoding="utf-8"))
    assert [one["state"] for one in upstream["cards"]] == ["in_production"]
    assert {one["kind"] for one in upstream["filings"]} == {"loss_report", "replacement"}
    assert all(one["in_force_since"] for one in upstream["filings"])


def test_a_served_stand_says_where_everything_is_and_stops_all_of_it_on_sigterm(tmp_path: Path) -> None:
    run = _demo("--serve", "--out", str(tmp_path))
    try:
        stand = _stand(tmp_path, run)
        assert set(stand) >= {"config", "reader", "vpcd_port", "printer", "gateway", "pid"}
        assert stand["pid"] == run.pid
        assert Path(stand["config"]).is_file()
        asked = subprocess.run(
            [sys.executable, "-m", "kiosk.cli", "printer", "status", "--json", "--config", stand["config"]],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
        assert json.loads(asked.stdout) == {"state": "ready", "paper_low": False}
    finally:
        run.send_signal(signal.SIGTERM)
        said, _ = run.communicate(timeout=30)
    assert run.returncode == 0, said
    assert not _alive("gateway.toml", str(tmp_path))


def _stand(folder: Path, run: "subprocess.Popen[str]") -> dict[str, Any]:
    """It says so when all is up, and `stand.json` is whole by then."""
    assert run.stdout is not None
    said = []
    for line in run.stdout:
        said.append(line)
        if "the stand is up" in line:
            found = json.loads((folder / "stand.json").read_text(encoding="utf-8"))
            assert isinstance(found, dict)
            return found
    raise AssertionError("".join(said))


def _alive(*words: str) -> list[str]:
    lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if _readable(path)]
    return [line.decode() for line in lines if all(word.encode() in line for word in words)]


def _readable(path: Path) -> bool:
    try:
        path.read_bytes()
    except OSError:
        return False
    return True

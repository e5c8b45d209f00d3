"""The published contract is what the live gateway does: schemathesis tries it, good and bad."""

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.gateway.authority import issue_terminal
from tests.conftest import LogRecord
from tests.gateway.live import Stand, running

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
SETTINGS = Path(__file__).with_name("schemathesis.toml")


@pytest.mark.real
@pytest.mark.timeout(400)  # hundreds of requests by another process: 50 s here, more on a busy machine
def test_no_answer_of_the_live_gateway_breaks_the_published_contract(
    config: Path, tmp_path: Path, log: LogRecord
) -> None:
    """The certificate is a terminal's and an opener's, so that no operation is only refused."""
    log.expected |= {"gateway.alarm"}
    issue_terminal(config.parent, "HZ0001", config.parent / "HZ0001")
    with config.open("a") as settings:
        settings.write('[relay]\nopeners = ["HZ0001/terminal.pem"]\n')
    with running(config) as stand:
        _try_all(stand, tmp_path)


def _try_all(stand: Stand, tmp_path: Path) -> None:
    keys = stand.terminal()
    tls = ["--tls-verify", str(keys.ca), "--request-cert", str(keys.cert)]
    key = ["--request-cert-key", str(keys.key)]
    depth = ["--checks", "all", "--max-examples", "6", "--seed", "1", "--generation-database", "none"]
    begin = [str(SCHEMATHESIS), "--config-file", str(SETTINGS), "run", f"{stand.url}/openapi.json"]
    done = subprocess.run(
        [*begin, *tls, *key, *depth, "--no-color"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-30000:] + done.stderr[-2000:]

"""`kiosk audit`: broken chains first; whoever has an export and a hash can verify it."""

import hashlib
import json
from pathlib import Path

from kiosk.store import sqlite
from kiosk.store.filing import Filed
from tests.commands.enrolled import Kiosk


def test_the_audit_is_listed_with_its_meaning_and_a_wrong_name_is_told_the_right_ones(
    kiosk: Kiosk, config: Path, waiting: Filed
) -> None:
    (line,) = kiosk("audit", "list", "--event", "submission.filed").stdout.splitlines()
    assert waiting.header.number in line
    assert line.endswith("# A submission was sealed and kept; only then may its receipt be printed.")
    assert kiosk("audit", "list", "--event", "alarm.raised").stdout == ""
    said = kiosk("audit", "list", "--event", "filed")
    assert (said.exit_code, "submission.filed" in said.stderr) == (64, True)


def test_an_exported_audit_can_be_verified_by_whoever_has_a_hash(
    kiosk: Kiosk, config: Path, waiting: Filed, tmp_path: Path
) -> None:
    out = tmp_path / "audit.jsonl"
    head = json.loads(kiosk("audit", "verify", "--json").stdout)["head"]
    assert json.loads(kiosk("audit", "export", out, "--json").stdout) == {"exported": 2, "head": head}
    link = bytes(32)
    for line in out.read_text(encoding="utf-8").splitlines():
        link = hashlib.sha256(link + line.encode()).digest()
    assert link.hex() == head
    assert "audit.exported clerk=shell count=2" in kiosk("audit", "list", "--last", "1").stdout
    said = kiosk("audit", "export", out)
    assert (said.exit_code, "File exists" in said.stderr) == (73, True)


def test_a_changed_audit_ends_with_exit_1(kiosk: Kiosk, config: Path, waiting: Filed) -> None:
    assert kiosk("audit", "verify").exit_code == 0
    raw = sqlite.connect(str(config.parent / "store" / "outbox.db"), isolation_level=None)
    raw.execute("UPDATE audit SET entry = replace(entry, 'filed', 'foled') WHERE entry LIKE '%filed%'")
    raw.close()
    said = kiosk("audit", "verify")
    assert said.exit_code == 1
    assert "broken" in said.stderr

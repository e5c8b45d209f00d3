"""A version of the terminal small enough to fail in every way: `run STORE` and `doctor STORE`.

`behaviour.json` beside it: format (of the store it writes), files (submissions it files at start),
unready, dies (after READY), unfit (names of checks that fail), mute (the doctor says nothing).
"""

import json
import os
import socket
import sqlite3
import sys
import time
from pathlib import Path

behaviour = json.loads(Path(__file__).parents[1].joinpath("behaviour.json").read_text())
command, store = sys.argv[1:3]
database = sqlite3.connect(store)
found = database.execute("PRAGMA user_version").fetchone()[0]
mine = behaviour.get("format", 1)
if command == "doctor":
    if not behaviour.get("mute"):
        failing = [*behaviour.get("unfit", []), *(["store"] if found > mine else [])]
        names = ["reader", "printer", "store", "python"]
        sys.stdout.write(json.dumps([{"name": name, "ok": name not in failing} for name in names]))
    database.execute(f"PRAGMA user_version = {mine}")
    database.commit()
    sys.exit(0)
if found > mine:
    sys.exit(70)
database.execute(f"PRAGMA user_version = {mine}")
for _ in range(behaviour.get("files", 0)):
    database.execute("INSERT INTO submission DEFAULT VALUES")
database.commit()
database.close()
if behaviour.get("unready"):
    sys.exit(1)
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
    notify.sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])
if behaviour.get("dies"):
    sys.exit(1)
time.sleep(60)

"""The tables, as migrations that are only ever added to.

`user_version` is raised inside each migration: a program that finds a higher one than `SCHEMA_VERSION`
refuses the file, because an older program must not write what a newer one has shaped.
"""

from sqlite_utils import Database, Migrations

SCHEMA_VERSION = 1

migrations = Migrations("kiosk.store")

_FIRST = """
CREATE TABLE submission (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    wall TEXT NOT NULL,
    boot_id TEXT NOT NULL,
    mono_ns INTEGER NOT NULL,
    clock_quality TEXT NOT NULL CHECK (clock_quality IN ('synced', 'holdover', 'unknown')),
    digest TEXT NOT NULL CHECK (length(digest) = 64),
    key_id TEXT NOT NULL,
    sealed BLOB
) STRICT;

CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY REFERENCES submission (seq),
    state TEXT NOT NULL CHECK (state IN ('ready', 'sending', 'acknowledged', 'parked')),
    waits_for INTEGER REFERENCES outbox (seq),
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_at INTEGER NOT NULL DEFAULT 0,
    last_problem TEXT NOT NULL DEFAULT '',
    settled_at INTEGER
) STRICT;

CREATE INDEX outbox_open ON outbox (state, attempts, seq) WHERE state <> 'acknowledged';

CREATE VIEW sendable AS
SELECT o.seq, o.attempts, o.next_at, o.last_problem, s.id, s.kind, s.number, s.sealed, s.digest, s.key_id
FROM outbox o JOIN submission s ON s.seq = o.seq
WHERE o.state = 'ready' AND o.state <> 'acknowledged'
AND (o.waits_for IS NULL OR (SELECT w.state FROM outbox w WHERE w.seq = o.waits_for) = 'acknowledged');

CREATE TABLE acknowledgement (
    seq INTEGER PRIMARY KEY REFERENCES submission (seq),
    standing TEXT NOT NULL,
    signed BLOB NOT NULL,
    signature BLOB NOT NULL,
    key_id TEXT NOT NULL
) STRICT;

CREATE INDEX acknowledgement_pending ON acknowledgement (seq) WHERE standing = 'received';

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    entry TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE print_job (
    ordinal INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    attempt INTEGER NOT NULL CHECK (attempt >= 1),
    state TEXT NOT NULL,
    UNIQUE (key, attempt)
) STRICT;

CREATE TABLE lockout (
    subject TEXT PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    boot_id TEXT NOT NULL,
    since_ns INTEGER NOT NULL
) STRICT;

CREATE TABLE policy (
    version INTEGER PRIMARY KEY,
    etag TEXT NOT NULL,
    signed BLOB NOT NULL
) STRICT;

CREATE TABLE memo (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

PRAGMA user_version = 1;
"""


@migrations()
def the_first_tables(db: Database) -> None:
    """Submission, outbox, acknowledgement, audit, print journal, lock-outs, policy, memos."""
    for statement in _FIRST.split(";"):
        if statement.strip():
            db.execute(statement)

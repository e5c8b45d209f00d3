"""The tables, as migrations: a number, and the statements that lead to it. Never edit one that has shipped.

`{blob}` and `{serial}` are the only words in which the two databases differ.
"""

from kiosk.gateway.database import Transaction

_FIRST = (
    """CREATE TABLE terminals (
        id TEXT PRIMARY KEY, enrolled_at TEXT NOT NULL, region TEXT NOT NULL DEFAULT '',
        seen_at TEXT, health TEXT NOT NULL DEFAULT '{{}}',
        audit_seq BIGINT NOT NULL DEFAULT -1, audit_hash TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE terminal_keys (
        terminal TEXT NOT NULL REFERENCES terminals(id), kid TEXT NOT NULL, public {blob} NOT NULL,
        revoked_at TEXT, PRIMARY KEY (terminal, kid))""",
    """CREATE TABLE enrolment_codes (
        hash TEXT PRIMARY KEY, terminal TEXT NOT NULL, expires TEXT NOT NULL, used_by TEXT)""",
    """CREATE TABLE submissions (
        terminal TEXT NOT NULL, id TEXT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL,
        number TEXT NOT NULL, depends_on TEXT NOT NULL, alg TEXT NOT NULL, kid TEXT NOT NULL,
        signer TEXT NOT NULL, digest TEXT NOT NULL, signature {blob} NOT NULL, sealed {blob} NOT NULL,
        received_at TEXT NOT NULL, standing TEXT NOT NULL, since TEXT, reason TEXT NOT NULL,
        apply_after TEXT NOT NULL, PRIMARY KEY (terminal, id))""",
    "CREATE INDEX submissions_by_number ON submissions (number)",
    "CREATE INDEX submissions_waiting ON submissions (apply_after) WHERE standing = 'received'",
    """CREATE TABLE filings (
        terminal TEXT NOT NULL, id TEXT NOT NULL, holder_kind TEXT NOT NULL, holder_number TEXT NOT NULL,
        kind TEXT NOT NULL, number TEXT NOT NULL, filed_at TEXT NOT NULL, scheme TEXT NOT NULL,
        outlet TEXT NOT NULL, ready_on TEXT, token TEXT NOT NULL, PRIMARY KEY (terminal, id))""",
    "CREATE INDEX filings_by_holder ON filings (holder_kind, holder_number)",
    """CREATE TABLE people (
        kind TEXT NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, birth TEXT, insured INTEGER NOT NULL,
        phone TEXT NOT NULL, PRIMARY KEY (kind, number))""",
    """CREATE TABLE cards (
        scheme TEXT NOT NULL, number TEXT NOT NULL, holder_kind TEXT NOT NULL, holder_number TEXT NOT NULL,
        region TEXT NOT NULL, outlet TEXT NOT NULL, state TEXT NOT NULL, reported_by TEXT, reported_at TEXT,
        PRIMARY KEY (scheme, number))""",
    "CREATE INDEX cards_by_holder ON cards (holder_kind, holder_number)",
    """CREATE TABLE makings (
        terminal TEXT NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL, scheme TEXT NOT NULL,
        card TEXT NOT NULL, stage TEXT NOT NULL, accepted_at TEXT NOT NULL, PRIMARY KEY (terminal, id))""",
    """CREATE TABLE orders (
        id TEXT PRIMARY KEY, terminal TEXT NOT NULL, key TEXT NOT NULL, amount_fen BIGINT NOT NULL,
        state TEXT NOT NULL, expires TEXT NOT NULL, paid_at TEXT, submission TEXT,
        UNIQUE (terminal, key))""",
    """CREATE TABLE alarms (
        seq {serial}, at TEXT NOT NULL, code TEXT NOT NULL, terminal TEXT NOT NULL,
        subject TEXT NOT NULL)""",
    """CREATE TABLE desk_users (
        name TEXT PRIMARY KEY, role TEXT NOT NULL, outlet TEXT NOT NULL, password TEXT NOT NULL,
        failed INTEGER NOT NULL DEFAULT 0, locked_until TEXT)""",
    """CREATE TABLE desk_sessions (
        hash TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES desk_users(name), csrf TEXT NOT NULL,
        expires TEXT NOT NULL)""",
    """CREATE TABLE desk_audit (
        seq {serial}, at TEXT NOT NULL, name TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL)""",
)
_SECOND = (
    """CREATE TABLE staff_cards (
        serial TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, issued_at TEXT NOT NULL,
        expires TEXT NOT NULL, revoked_at TEXT)""",
)
_THIRD = ("ALTER TABLE filings ADD COLUMN terms TEXT NOT NULL DEFAULT '{{}}'",)
"""JSON of `rules.progress.Terms`, for receipts that are printed again."""
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND, _THIRD)


def migrate(transaction: Transaction, *, blob: str, serial: str) -> None:
    """Bring the schema up to date. Raises ValueError when the database is newer than this program."""
    transaction.run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)")
    found = transaction.rows("SELECT max(version) FROM schema_version")[0][0] or 0
    if found > len(MIGRATIONS):
        raise ValueError(f"the database has schema {found}, this program knows {len(MIGRATIONS)}")
    for version, statements in enumerate(MIGRATIONS[found:], start=found + 1):
        for statement in statements:
            transaction.run(statement.format(blob=blob, serial=serial))
        transaction.run("INSERT INTO schema_version (version) VALUES (?)", version)

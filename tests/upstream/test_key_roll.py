"""Rolling the upstream's keys by a signed policy, and what a thief reads of a stolen disk."""

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.gateway.keyring import opening_key_json, read_opening_key, signing_key_pem
from kiosk.gateway.stand import make_stand
from kiosk.rules.submissions import Submission
from kiosk.store.clock import SystemClock
from kiosk.store.filing import Filed, Filing, Header
from kiosk.store.space import StoreLimits
from kiosk.store.store import Store, open_store
from kiosk.terminal.policies import keep_keys
from kiosk.upstream import payload
from kiosk.upstream.client import NewPolicy
from kiosk.upstream.contract import Item, KeySet, SignedPolicy
from kiosk.upstream.courier import Courier, CourierSettings
from kiosk.upstream.courier_items import sealer
from kiosk.upstream.envelope import Algorithm, OpeningKey, Unopened, open_sealed
from kiosk.upstream.keys import KEY_SET_FILE, TerminalKeys, key_set, upstream_keys
from kiosk.upstream.parcels import envelope_of
from kiosk.upstream.signatures import Signer
from tests.conftest import LogRecord
from tests.gateway.filing import CHEN, WANG, loss, replacement
from tests.gateway.live import SAMPLES, Stand, running

NAME = "HZ0001"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    policies = tmp_path / "policies"
    shutil.copytree(SAMPLES.parent / "policies", policies)
    return make_stand(
        tmp_path / "g", people=SAMPLES / "people.toml", policies=policies, requests_a_minute=100_000
    )


@pytest.fixture
def store(tmp_path: Path) -> Store:
    limits = StoreLimits(floor=0, ballast=0)
    store = open_store(tmp_path / "store" / "kiosk.db", terminal=NAME, clock=SystemClock(), limits=limits)
    assert isinstance(store, Store)
    return store


def file(store: Store, keys: TerminalKeys, submission: Submission) -> str:
    def write(header: Header) -> bytes:
        return payload.encode(payload.Filing(submission=submission, filed_at=header.at.wall))

    seal = sealer(write, terminal=NAME, key=keys.upstream.sealing, signer=keys.signer)
    filed = store.file(Filing(kind=submission.kind, seal=seal))
    assert isinstance(filed, Filed)
    return filed.header.submission_id


def add_keys(folder: Path) -> tuple[Signer, OpeningKey]:
    """A second pair at the gateway, offered first; the old ones go on to open and to sign."""
    opening, signing = OpeningKey.generate(Algorithm.HYBRID), Ed25519PrivateKey.generate()
    (folder / "opening-2.json").write_bytes(opening_key_json(opening))
    (folder / "signing-2.key").write_bytes(signing_key_pem(signing))
    old = KeySet.model_validate_json((folder / KEY_SET_FILE).read_bytes())
    sealing = (opening.sealing_key(), read_opening_key(folder / "opening.json").sealing_key())
    public = key_set(sealing, (Signer(signing).raw_public, *(key.key for key in old.verifying)))
    (folder / KEY_SET_FILE).write_text(public.model_dump_json())
    return Signer(signing), opening


def settled(config: Path, old: str, new: str) -> None:
    config.write_text(config.read_text().replace(old, new))


def the_policy(stand: Stand) -> SignedPolicy:
    news = stand.client(NAME).policy("330100", known_version=0)
    assert isinstance(news, NewPolicy), news
    return news.signed


def test_after_a_roll_the_old_backlog_opens_and_new_filings_are_sealed_and_believed_by_the_new_keys(
    config: Path, store: Store
) -> None:
    with running(config) as stand:
        before = stand.terminal(NAME)
    early = file(store, before, loss(WANG))
    signer, opening = add_keys(config.parent)
    settled(config, 'opening = ["opening.json"]', 'opening = ["opening-2.json", "opening.json"]')
    with running(config) as stand:
        assert keep_keys(the_policy(stand), config.parent / NAME), "signed by the key that is believed so far"
        after = stand.terminal(NAME)
    assert (after.upstream.sealing.kid, before.upstream.sealing.kid) == (
        opening.sealing_key().kid,
        read_opening_key(config.parent / "opening.json").sealing_key().kid,
    )
    late = file(store, after, loss(CHEN))
    settled(config, 'signing = "signing.key"', 'signing = "signing-2.key"')
    with running(config) as stand:
        settings = CourierSettings(terminal=NAME, region="330100")
        courier = Courier(store, stand.client(NAME), lambda _: None, settings, SystemClock())
        assert courier.sync_once().in_force == 2
    rows = store.queue.rows(settled=True)
    assert isinstance(rows, list)
    assert {row.id: row.state.value for row in rows} == {early: "acknowledged", late: "acknowledged"}
    signers = store._database.rows("SELECT DISTINCT key_id FROM acknowledgement")
    assert signers == [(signer.kid,)]
    store.close()


def test_a_stolen_disk_shows_nobody_and_its_own_keys_open_nothing(config: Path, store: Store) -> None:
    with running(config) as stand:
        keys = stand.terminal(NAME)
    file(store, keys, loss(WANG))
    file(store, keys, replacement(WANG))
    stolen = b"".join(path.read_bytes() for path in store_files(store))
    assert len(stolen) > 4096
    for secret in (WANG.number, WANG.name, "13800138000", "E12345678"):
        for coding in ("utf-8", "utf-16-le", "gb18030"):
            assert secret.encode(coding) not in stolen
    raw = keys.signer.key.private_bytes_raw()
    own = OpeningKey(alg=Algorithm.X25519, raw=raw)
    for (body,) in store._database.rows("SELECT sealed FROM submission"):
        envelope = envelope_of(Item.model_validate_json(body), NAME)
        for kid in (envelope.kid, own.sealing_key().kid):
            assert isinstance(open_sealed(envelope, {kid: own}), Unopened)
    store.close()


def store_files(store: Store) -> list[Path]:
    """The database and its log, while they are open: nothing is tidied up yet."""
    files = [Path(store._database.rows("PRAGMA database_list")[0][2])]
    files.append(files[0].with_name(f"{files[0].name}-wal"))
    assert files[1].stat().st_size > 0
    return files


def test_a_key_set_that_names_no_key_we_can_seal_to_leaves_the_old_one_in_place(
    config: Path, tmp_path: Path, log: LogRecord
) -> None:
    log.expected.add("policy.keys_unusable")
    with running(config) as stand:
        signed = the_policy(stand)
        kid = stand.terminal(NAME).upstream.sealing.kid
        useless = signed.keys.model_copy(update={"sealing": ()})
        assert upstream_keys(useless) is None
        assert not keep_keys(signed.model_copy(update={"keys": useless}), config.parent / NAME)
        assert stand.terminal(NAME).upstream.sealing.kid == kid

"""The gateway put together from its settings."""

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from kiosk.gateway.applier import Applier
from kiosk.gateway.authority import Authority
from kiosk.gateway.builtin_registry import BuiltinRegistry
from kiosk.gateway.database import Database, open_database
from kiosk.gateway.keyring import Keyring, load_keyring
from kiosk.gateway.metrics import Metrics
from kiosk.gateway.moments import Clock, utc_now
from kiosk.gateway.payments import Payments, Provider, SimulatedProvider
from kiosk.gateway.peer import certificate_key_digest
from kiosk.gateway.people import seed_people
from kiosk.gateway.policies import Policies
from kiosk.gateway.rates import Rate
from kiosk.gateway.reception import Reception
from kiosk.gateway.registry import NoRegistry, Registry
from kiosk.gateway.relay import Relay
from kiosk.gateway.settings import DatabaseSection, GatewaySettings
from kiosk.gateway.staff_cards import StaffCards
from kiosk.gateway.terminals import Terminals
from kiosk.gateway.turns import Turns


@dataclass(frozen=True, kw_only=True)
class Rates:
    """What may be asked how often."""

    requests: Rate
    look_ups: Rate
    enrolments: Rate
    receipts: Rate


@dataclass(frozen=True, kw_only=True)
class Parts:
    """Everything that a request may need. A replica holds no other state."""

    settings: GatewaySettings
    database: Database
    keyring: Keyring
    registry: Registry
    terminals: Terminals
    staff_cards: StaffCards
    policies: Policies
    payments: Payments
    applier: Applier
    reception: Reception
    relay: Relay
    openers: frozenset[str]
    """Digests of the keys that may fetch sealed bodies."""
    authority: Authority | None
    metrics: Metrics
    rates: Rates
    turns: Turns
    now: Clock

    @property
    def zone(self) -> ZoneInfo:
        """In which people here tell the time."""
        return ZoneInfo(self.settings.time.zone)


def build(
    settings: GatewaySettings, *, base_url: str, registry: Registry | None = None, now: Clock = utc_now
) -> Parts:
    """Open and load everything. `registry` puts another card system in place of the settings' one.

    Raises OSError, TypeError, ValueError or KeyError for unusable files, DatabaseDownError for the database.
    """
    keyring = load_keyring(settings.keys)
    database = open_database(database_url(settings.database))
    registry = registry or _registry(settings, database)
    terminals = Terminals(database, now)
    policies = Policies(settings.policies.folder, keyring)
    payments = _payments(settings, database, base_url, now)
    metrics = Metrics()
    applier = Applier(
        database=database, terminals=terminals, registry=registry, keys=keyring.opening, cashier=payments,
        promiser=policies, zone=ZoneInfo(settings.time.zone), now=now,
    )  # fmt: skip
    authority = settings.authority
    return Parts(
        settings=settings,
        database=database,
        keyring=keyring,
        registry=registry,
        terminals=terminals,
        staff_cards=StaffCards(database, now),
        policies=policies,
        payments=payments,
        applier=applier,
        reception=Reception(
            database=database,
            terminals=terminals,
            applier=applier,
            keyring=keyring,
            metrics=metrics,
            now=now,
        ),
        relay=Relay(database=database, terminals=terminals, now=now),
        openers=frozenset(map(certificate_key_digest, settings.relay.openers)),
        authority=Authority.load(authority.cert, authority.key) if authority else None,
        metrics=metrics,
        rates=_rates(settings),
        turns=Turns(),
        now=now,
    )


def database_url(section: DatabaseSection) -> str:
    """With the password from its file. Raises OSError."""
    if section.password_file is None:
        return section.url
    from urllib.parse import quote, urlsplit, urlunsplit

    parts = urlsplit(section.url)
    password = quote(section.password_file.read_text().strip(), safe="")
    user, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}:{password}@{host}"))


def _registry(settings: GatewaySettings, database: Database) -> Registry:
    if settings.registry.kind == "none":
        return NoRegistry()
    if settings.registry.people is not None:
        seed_people(database, settings.registry.people)
    return BuiltinRegistry(database)


def _payments(settings: GatewaySettings, database: Database, base_url: str, now: Clock) -> Payments:
    provider: Provider | None = None
    if settings.payments.provider == "simulated":
        provider = SimulatedProvider(base_url)
    return Payments(
        database=database,
        provider=provider,
        now=now,
        lifetime=timedelta(seconds=settings.payments.order_seconds),
        refund_after=timedelta(seconds=settings.payments.refund_after_seconds),
    )


def _rates(settings: GatewaySettings) -> Rates:
    limits = settings.limits
    return Rates(
        requests=Rate(limits.requests), look_ups=Rate(limits.look_ups), enrolments=Rate(limits.enrolments),
        receipts=Rate(limits.receipts),
    )  # fmt: skip

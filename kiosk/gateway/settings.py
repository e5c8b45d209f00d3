"""The gateway's settings: one TOML file, checked whole at start. Relative paths count from its folder."""

import tomllib
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kiosk.rules.file_faults import in_words, unreadable


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Listen(_Section):
    """Where it answers."""

    host: str = "127.0.0.1"
    port: int = Field(default=8443, ge=0, le=65535, description="0: any free port, see address_file")
    address_file: Path | None = Field(default=None, description="gets the bound address as https://host:port")


class Tls(_Section):
    """Mutual TLS 1.3."""

    cert: Path
    key: Path
    client_ca: Path = Field(description="authority of the terminals' certificates")


class DatabaseSection(_Section):
    """What must survive."""

    url: str = Field(
        pattern=r"^(sqlite:///|postgres(ql)?://)", description="sqlite:///file or postgresql://…"
    )
    password_file: Path | None = Field(default=None, description="for PostgreSQL; never in the url")


class Keys(_Section):
    """The upstream's own keys, files of mode 600."""

    signing: Path = Field(description="Ed25519 in PEM: signs acknowledgements and policies")
    opening: tuple[Path, ...] = Field(
        default=(), description="private keys that open envelopes; none here: another process opens them"
    )
    public: Path = Field(description="upstream-keys.json, the key set that terminals get")


class Authority(_Section):
    """Issues terminals' certificates. Left out: this replica enrols nobody."""

    cert: Path
    key: Path


class Registry(_Section):
    """The card system behind."""

    kind: Literal["builtin", "none"] = "builtin"
    people: Path | None = Field(default=None, description="people to begin with, in TOML")


class Relay(_Section):
    """Openers in other processes, which fetch sealed bodies here."""

    openers: tuple[Path, ...] = Field(default=(), description="their certificates, issued by tls.client_ca")


class Policies(_Section):
    """Region policies, `<region>.toml` each."""

    folder: Path | None = None


class Payments(_Section):
    """Who takes the money."""

    provider: Literal["at_pickup", "simulated"] = "at_pickup"
    order_seconds: int = Field(default=300, ge=30, le=3600)
    refund_after_seconds: int = Field(default=3600, ge=60, description="a paid order that nobody filed with")


class Limits(_Section):
    """Per terminal and replica, in requests a minute."""

    requests: int = Field(default=600, ge=1)
    look_ups: int = Field(default=60, ge=1, description="slows down a stolen terminal that tries numbers")
    enrolments: int = Field(default=10, ge=1, description="per address")
    receipts: int = Field(default=120, ge=1, description="checks on the public page, per address")


class Time(_Section):
    """The time that people here live by: on the desk, on paper, and for days that are promised."""

    zone: str = "Asia/Shanghai"

    @field_validator("zone")
    @classmethod
    def _is_known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise ValueError("no such time zone; the usual one is Asia/Shanghai") from unknown
        return zone


class Desk(_Section):
    """The pages for outlet staff."""

    session_minutes: int = Field(default=30, ge=5, le=720)


class GatewaySettings(_Section):
    """The whole file."""

    listen: Listen = Listen()
    tls: Tls
    database: DatabaseSection
    keys: Keys
    authority: Authority | None = None
    registry: Registry = Registry()
    relay: Relay = Relay()
    policies: Policies = Policies()
    payments: Payments = Payments()
    limits: Limits = Limits()
    desk: Desk = Desk()
    time: Time = Time()


def load_gateway_settings(path: Path) -> GatewaySettings | tuple[str, ...]:
    """The settings, or a line for every fault with its key and the remedy."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        settings = GatewaySettings.model_validate(raw)
    except (OSError, UnicodeDecodeError) as error:
        return (f"{path}: {unreadable(error)}. Give the file with --config.",)
    except tomllib.TOMLDecodeError as error:
        return (f"{path.name}: is not TOML: {error}. Correct that line.",)
    except ValidationError as error:
        return tuple(
            f"{path.name}: [{'.'.join(map(str, one['loc']))}]: {in_words(one)}." for one in error.errors()
        )
    return _from_folder(settings, path.resolve().parent)


def _from_folder(section: GatewaySettings, folder: Path) -> GatewaySettings:
    def placed(value: object) -> object:
        if isinstance(value, Path):
            return folder / value
        if isinstance(value, tuple):
            return tuple(placed(part) for part in value)
        if isinstance(value, BaseModel):
            fields = type(value).model_fields
            return value.model_copy(update={name: placed(getattr(value, name)) for name in fields})
        return value

    done = placed(section)
    if not isinstance(done, GatewaySettings):
        raise TypeError(type(done).__name__)
    file = done.database.url.removeprefix("sqlite:///")
    if file != done.database.url:
        database = done.database.model_copy(update={"url": f"sqlite:///{folder / file}"})
        done = done.model_copy(update={"database": database})
    return done

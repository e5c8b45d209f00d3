"""The one settings file of a terminal: TOML, validated whole at start, faults named by key and remedy."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from kiosk.rules.file_faults import in_words, unreadable
from kiosk.rules.outlets import Position


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError("not a time zone of the tz database, for example Asia/Shanghai") from unknown
    return name


class TerminalSection(_Section):
    """Who and where this terminal is."""

    id: str = Field(pattern=r"^[A-Z0-9]{4,12}$", description="4 to 12 capitals or digits, unique in a city")
    site: Literal["hospital", "outlet"]
    hospital_level: int = Field(default=0, ge=0, le=3, description="1 to 3 in a hospital, 0 at an outlet")
    region: str = Field(pattern=r"^[0-9]{6}$", description="six digits of GB/T 2260")
    name: str = Field(min_length=1, description="the place, in Chinese: 市第二人民医院 一楼大厅")
    name_en: str = Field(min_length=1, description="the place, in English")
    desk: str = Field(default="", description="where people help here, in Chinese")
    desk_en: str = Field(default="", description="where people help here, in English")
    position: Position | None = Field(
        default=None, description="degrees north and east: outlets are listed by their distance from here"
    )
    language: str = Field(default="zh", pattern=r"^[a-z]{2}$", description="language of the welcome page")
    timezone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Shanghai"
    production: bool = Field(default=True, description="false only for demos and tests: allows simulators")

    @model_validator(mode="after")
    def _level_fits_site(self) -> "TerminalSection":
        if (self.site == "hospital") != (self.hospital_level > 0):
            raise ValueError("hospital_level is 1 to 3 for a hospital, and 0 (or left out) for an outlet")
        return self


class ReaderSection(_Section):
    """The reader of identity documents."""

    name: str = Field(min_length=1, description="part of the PC/SC reader's name, or the serial device")
    kind: Literal["pcsc", "samv_serial", "samv_escape"] = "pcsc"
    escape_code: int = Field(default=1, ge=0, description="function of SCARD_CTL_CODE: 1 with libccid")
    baud: Literal[115200, 57600, 38400, 19200, 9600] = 115200


class PrinterSection(_Section):
    """The receipt printer."""

    url: str = Field(pattern=r"^(tcp|serial|usb|file)://", description="tcp://, serial://, usb:// or file://")
    paper_mm: Literal[58, 80] = 80
    confirm: Literal["process_id", "status", "timed"] = Field(
        default="process_id",
        description="how the model says that it printed: GS ( H, GS r, or not at all",
    )
    rows_per_s: float = Field(default=400.0, gt=0, description='slowest speed, for confirm = "timed"')
    paper_end_bits: int = Field(
        default=0x60, ge=0x20, le=0x60, description="of the answer to DLE EOT 4; 0x20 for presenters"
    )
    on_paper_out: Literal["resume", "clear_and_reprint"] = "clear_and_reprint"


class UpstreamSection(_Section):
    """The gateway. Key and certificates are files, or systemd credentials of the same names."""

    url: str = Field(pattern=r"^https://", description="https://host:port of the gateway")
    ca: Path = Field(description="PEM of the certificate authority of the gateway and the terminals")
    cert: Path = Field(description="PEM of this terminal's certificate")
    key: Path = Field(description="PEM of this terminal's private key, mode 600")
    keys: Path = Field(description="folder with the upstream's public keys and this terminal's signing key")


class StoreSection(_Section):
    """What must survive a power cut."""

    path: Path = Field(description="the store's file; its folder is made with mode 700")


class ScreenSection(_Section):
    """The panel. Sizes are millimetres everywhere else; this is where they become pixels."""

    width: int = Field(default=1920, ge=800, le=7680, description="pixels")
    height: int = Field(default=1080, ge=600, le=7680, description="pixels")
    px_per_mm: float = Field(default=3.6, ge=1.5, le=12.0, description="measure it: pixels per millimetre")
    bottom_mm: int = Field(default=850, ge=300, le=1400, description="lower edge of the panel over the floor")
    theme: Literal["normal", "high", "dark"] = "normal"
    recordings: Path | None = Field(default=None, description="folder of recorded clips: LANGUAGE/CLIP.wav")


class StaffSection(_Section):
    """Maintenance."""

    idle_seconds: int = Field(default=300, ge=30, le=1800)
    stick: Path = Field(default=Path("/run/buka-stick"), description="where a USB stick appears")


class LogSection(_Section):
    """Where the log goes; empty: standard error (the journal, under systemd)."""

    path: Path | None = None


class Settings(_Section):
    """The whole file."""

    terminal: TerminalSection
    reader: ReaderSection
    printer: PrinterSection
    upstream: UpstreamSection
    store: StoreSection
    screen: ScreenSection = ScreenSection()
    staff: StaffSection = StaffSection()
    log: LogSection = LogSection()


@dataclass(frozen=True)
class SettingsFault:
    """Why a settings file cannot be used: one line per key, each with its remedy."""

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(self.lines)


def load_settings(path: Path) -> Settings | SettingsFault:
    """Read and check the settings; relative paths in it count from the file's own folder."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        return SettingsFault((f"{path}: {unreadable(wrong)}. Give the file with --config.",))
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        return SettingsFault((f"{path}: is not TOML: {bad}. Correct that line.",))
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as bad:
        return SettingsFault(tuple(_line(path, error["loc"], in_words(error)) for error in bad.errors()))
    return _from_folder(settings, path.resolve().parent)


def _line(path: Path, where: tuple[int | str, ...], message: str) -> str:
    """`[terminal] hospital_level: message. It must be: description.`"""
    section, *rest = [str(part) for part in where] or ["file"]
    key = f"[{section}] {'.'.join(rest)}".rstrip()
    expected = _description(section, rest[0] if rest else "")
    return f"{path.name}: {key}: {message}" + (f" ({expected})" if expected else "")


def _description(section: str, key: str) -> str:
    model = Settings.model_fields.get(section)
    annotation = model.annotation if model else None
    if isinstance(annotation, type) and issubclass(annotation, BaseModel) and key in annotation.model_fields:
        return annotation.model_fields[key].description or ""
    return ""


def _from_folder(settings: Settings, folder: Path) -> Settings:
    upstream = settings.upstream
    return settings.model_copy(
        update={
            "upstream": upstream.model_copy(
                update={name: folder / getattr(upstream, name) for name in ("ca", "cert", "key", "keys")}
            ),
            "store": StoreSection(path=folder / settings.store.path),
            "log": LogSection(path=folder / settings.log.path if settings.log.path else None),
        }
    )


@dataclass(frozen=True)
class SimulatorRefused:
    """A production terminal must not run on a simulated device."""

    key: str
    reason: str


def refused_simulators(settings: Settings) -> tuple[SimulatorRefused, ...]:
    """In production, the virtual reader of vsmartcard and a printer on loopback or a pty are refused."""
    if not settings.terminal.production:
        return ()
    refused = []
    if settings.reader.kind == "pcsc" and "virtual" in settings.reader.name.lower():
        refused.append(SimulatorRefused("[reader] name", "names a virtual reader"))
    if settings.reader.kind == "samv_serial" and settings.reader.name.startswith("/dev/pts/"):
        refused.append(SimulatorRefused("[reader] name", "is a pseudo-terminal"))
    target = settings.printer.url.split("://", 1)[1]
    if target.startswith(("127.", "localhost", "[::1]", "/dev/pts/")):
        refused.append(SimulatorRefused("[printer] url", "is this machine itself"))
    return tuple(refused)

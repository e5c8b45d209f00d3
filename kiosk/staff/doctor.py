"""Is this terminal fit to serve? One list of checks for the shell, the screen and the printed slip.

The looks at devices are given in: a running terminal knows its reader and printer already, and a second
program on the same wire would disturb them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hardware.card.diagnosis import ReaderDiagnosis
from hardware.printer.status import PrinterStatus
from kiosk.config import Settings, SettingsFault, load_settings, refused_simulators
from kiosk.rules.policy import Text
from kiosk.staff.check import Check, Subject, unwell, well
from kiosk.staff.device_checks import check_printer, check_reader, check_simulators
from kiosk.staff.last_results import LastResults, with_history
from kiosk.staff.machine_checks import check_clock, check_disk, check_fonts
from kiosk.staff.network import check_network, network_now
from kiosk.staff.power import check_power, power_now
from kiosk.staff.sound import SoundState, check_sound
from kiosk.staff.store_checks import check_policy, check_store
from kiosk.staff.touch_check import check_touch
from kiosk.staff.upstream_checks import check_keys, check_upstream
from kiosk.store.clock import Moment
from kiosk.store.reading import Reading, open_for_reading
from kiosk.store.trouble import StoreTrouble
from kiosk.upstream.client import Client
from kiosk.upstream.keys import KeyTrouble, TerminalKeys, load_keys
from kiosk.upstream.trouble import Trouble, TroubleKind

_ASK_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True)
class Looks:
    """How the devices, the clock and the upstream are looked at."""

    reader: Callable[[Settings], ReaderDiagnosis]
    printer: Callable[[Settings], PrinterStatus]
    upstream: Callable[[Settings, TerminalKeys], Trouble | None]
    sound: Callable[[], SoundState]
    clock: Callable[[], Moment]
    seen_at: datetime | None = None
    """Printer and sound are as the running terminal saw them, since then; None: asked just now."""


def examine_file(config: Path, looks: Looks) -> tuple[Check, ...]:
    """Everything, from the settings file on; without sound settings nothing else can be looked at."""
    settings = load_settings(config)
    if isinstance(settings, SettingsFault):
        return (_bad_settings(settings),)
    return (well(Subject.SETTINGS, config.name, config.name), *examine(settings, looks))


def examine(settings: Settings, looks: Looks) -> tuple[Check, ...]:
    """Every check but that of the settings file itself, most telling first. Nothing is changed."""
    keys = _keys(settings)
    now = looks.clock()
    zone = ZoneInfo(settings.terminal.timezone)
    upstream = None if isinstance(keys, KeyTrouble) else looks.upstream(settings, keys)
    kept = LastResults(settings.store.path.parent).all()
    checks = (
        check_simulators(settings, refused_simulators(settings)),
        check_reader(looks.reader(settings)),
        _seen(check_printer(looks.printer(settings)), looks.seen_at, zone),
        *_store_and_policy(settings, looks.clock),
        check_keys(keys, settings.terminal.id, now.wall),
        check_clock(now, zone),
        check_disk(settings.store.path.parent),
        check_power(power_now()),
        check_fonts(),
        check_network(network_now(), upstream, asked=not isinstance(keys, KeyTrouble)),
        check_upstream(upstream, asked=not isinstance(keys, KeyTrouble)),
        _seen(check_sound(looks.sound()), looks.seen_at, zone),
        check_touch(kept.get(Subject.TOUCH)),
    )
    return tuple(with_history(check, kept, zone) for check in checks)


def ask_upstream(settings: Settings, keys: TerminalKeys) -> Trouble | None:
    """One harmless question: is there a policy for this region?"""
    try:
        client = Client(settings.upstream.url, keys)
    except OSError as unusable:  # what OpenSSL does not take
        return Trouble(TroubleKind.TLS, type(unusable).__name__)
    try:
        answer = client.policy(settings.terminal.region, known_version=0, seconds=_ASK_SECONDS)
    finally:
        client.close()
    return answer if isinstance(answer, Trouble) else None


def _bad_settings(fault: SettingsFault) -> Check:
    first = fault.lines[0]
    more = f" (+{len(fault.lines) - 1})" if len(fault.lines) > 1 else ""
    return unwell(
        Subject.SETTINGS,
        Text(zh=f"{first}{more}", en=f"{first}{more}"),
        Text(zh="照上面的提示改正设置文件", en="Correct the settings file as it says above"),
    )


def _keys(settings: Settings) -> TerminalKeys | KeyTrouble:
    upstream = settings.upstream
    return load_keys(ca=upstream.ca, cert=upstream.cert, key=upstream.key, keys=upstream.keys)


def _seen(check: Check, at: datetime | None, zone: ZoneInfo) -> Check:
    """Says that it is the running terminal's word."""
    if at is None:
        return check
    when = f"{at.astimezone(zone):%m-%d %H:%M}"
    told = Text(
        zh=f"{check.detail.zh}（终端正在使用，{when} 起）",
        en=f"{check.detail.en} (in use by the running terminal, so since {when})",
    )
    return replace(check, detail=told)


def _store_and_policy(settings: Settings, clock: Callable[[], Moment]) -> tuple[Check, Check]:
    path, region = settings.store.path, settings.terminal.region
    reading = open_for_reading(path, clock) if path.exists() else None
    if not isinstance(reading, Reading):
        return check_store(reading, path), check_policy(None, region)
    try:
        stored = reading.policies.current()
        found = stored if isinstance(stored, StoreTrouble) else reading
        return check_store(found, path), check_policy(stored, region)
    finally:
        reading.close()

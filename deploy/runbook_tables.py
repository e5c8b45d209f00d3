"""Writes the tables of the runbook that come from the program's own catalogues, in both languages.

`python -m deploy.runbook_tables` rewrites what stands between the markers; a test fails while it is stale.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from kiosk.flow.conditions import OutOfService
from kiosk.gateway.alarms import GatewayAlarm
from kiosk.staff.device_checks import PRINTER_WORDS
from kiosk.staff.events import EVENTS
from kiosk.store.audit_events import AuditEvent
from kiosk.upstream.courier_reports import AlarmCode

FOLDER = Path(__file__).parent
RUNBOOKS = {"zh": FOLDER / "runbook.zh.md", "en": FOLDER / "runbook.md"}
_HEADS = {
    "terminal": {"zh": "终端的告警", "en": "Alarms of the terminal"},
    "out_of_service": {"zh": "暂停服务的原因", "en": "Reasons for being out of service"},
    "printer": {"zh": "打印机", "en": "Printer"},
    "gateway": {"zh": "网关的告警", "en": "Alarms of the gateway"},
}
_COLUMNS = {"zh": ("代码", "原因", "处理"), "en": ("Code", "Cause", "Remedy")}
_LOG_COLUMNS = {"zh": ("事件", "级别", "含义", "处理"), "en": ("Event", "Level", "Meaning", "Remedy")}
_EVENT_COLUMNS = {"zh": ("事件", "含义（英文）", "字段"), "en": ("Event", "Meaning", "Fields")}


def catalogue() -> dict[str, set[str]]:
    """Every code that needs words, by its table in alarms.toml."""
    return {
        "terminal": {code.value for code in AlarmCode},
        "out_of_service": {reason.value for reason in OutOfService},
        "gateway": {alarm.value for alarm in GatewayAlarm},
    }


def words() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Table, code, language: cause and remedy."""
    return tomllib.loads((FOLDER / "alarms.toml").read_text(encoding="utf-8"))


def alarm_tables(language: str) -> str:
    """Every alarm with its cause and its remedy."""
    tables = {
        table: [(f"`{code}`", *spoken[language]) for code, spoken in codes.items()]
        for table, codes in words().items()
    }
    tables["printer"] = [
        (f"`{state.value}`", *(text.zh if language == "zh" else text.en for text in said))
        for state, said in PRINTER_WORDS.items()
    ]
    parts = [
        f"### {head[language]}\n\n{_table(_COLUMNS[language], tables[name])}" for name, head in _HEADS.items()
    ]
    return "\n".join(parts)


def audit_table(language: str) -> str:
    """Every event of the audit."""
    rows = [
        (f"`{event.code}`", event.meaning, " ".join(f"`{name}`" for name in sorted(event.fields)))
        for event in AuditEvent
    ]
    return _table(_EVENT_COLUMNS[language], rows)


def log_table(language: str) -> str:
    """Every event of the log, with what to do about it."""
    rows = []
    for event in EVENTS.values():
        said = (event.meaning, event.remedy)
        words = (("" if text is None else text.zh if language == "zh" else text.en) for text in said)
        rows.append((f"`{event.name}`", event.severity.value, *words))
    return _table(_LOG_COLUMNS[language], rows)


def with_tables(runbook: str, language: str) -> str:
    """The runbook with its sections as they should be. Raises ValueError when a marker is missing."""
    sections = {"alarms": alarm_tables, "audit": audit_table, "log": log_table}
    for name, table in sections.items():
        content = table(language)
        begin, end = f"<!-- {name}: generated -->", f"<!-- {name}: end -->"
        before, found, rest = runbook.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"the marker {begin} or {end} is missing")
        runbook = f"{before}{begin}\n{content}\n{end}{after}"
    return runbook


def _table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [columns, ("---",) * len(columns), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    for language, path in RUNBOOKS.items():
        path.write_text(with_tables(path.read_text(encoding="utf-8"), language), encoding="utf-8")

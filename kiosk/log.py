"""The log: one JSON object a line, no personal data, rotated by size."""

import logging
import logging.handlers
import re
import sys
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

_LONG_NUMBERS = re.compile(r"\d{15,18}[0-9Xx]?|1[3-9]\d{9}")
"""Document numbers (15 to 18 characters, GB 11643) and mainland mobiles. Nothing that we log has them;
this is the last net under a mistake."""

_FILE_BYTES = 8 * 1024 * 1024
_FILES = 24
"""24 files of 8 MiB: at 1 MiB a day more than the six months of Cybersecurity Law article 21."""


def _redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _LONG_NUMBERS.sub("[number]", value)
    return event


def configure_log(path: Path | None, level: int = logging.INFO) -> None:
    """Send events of `level` and above to the file at `path` (mode 600), or to standard error."""
    if path is None:
        handler: logging.Handler = logging.StreamHandler(sys.stderr)
    else:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = logging.handlers.RotatingFileHandler(path, maxBytes=_FILE_BYTES, backupCount=_FILES)
        path.chmod(0o600)
    handler.setFormatter(logging.Formatter("%(message)s"))
    root = logging.getLogger("buka")
    root.handlers[:] = [handler]
    root.propagate = False
    root.setLevel(level)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            _exception_without_text,
            _redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=lambda *_: root,
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _exception_without_text(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """An exception is logged as its type and its lines of code: its text may carry a person's data."""
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = code_lines(error)
    return event


def code_lines(error: BaseException) -> list[str]:
    """`file.py:line function` of the innermost eight frames; never the text of the exception."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return lines[-8:]

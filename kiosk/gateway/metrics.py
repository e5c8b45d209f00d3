"""What this replica has done since it started, for Prometheus (text format 0.0.4)."""

import threading
from collections import Counter

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_COUNTERS = {
    "submissions_stored": "Submissions stored for the first time",
    "items_refused": "Items answered with a problem",
    "look_ups": "Look-ups of a person's cards",
    "relayed": "Sealed submissions handed to openers",
    "rate_limited": "Requests refused because of a rate limit",
    "requests": "Requests answered",
    "problems": "Requests answered with a problem",
}


class Metrics:
    """Counters, safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def count(self, name: str, by: int = 1) -> None:
        """Raises KeyError for a name that is not declared above."""
        if name not in _COUNTERS:
            raise KeyError(name)
        with self._lock:
            self._counts[name] += by

    def text(self, gauges: dict[str, tuple[str, int]]) -> str:
        """All counters, and these gauges (name: help, value)."""
        lines = []
        with self._lock:
            for name, help_text in _COUNTERS.items():
                lines += [
                    f"# HELP buka_{name}_total {help_text}",
                    f"# TYPE buka_{name}_total counter",
                    f"buka_{name}_total {self._counts[name]}",
                ]
        for name, (help_text, value) in gauges.items():
            lines += [f"# HELP buka_{name} {help_text}", f"# TYPE buka_{name} gauge", f"buka_{name} {value}"]
        return "\n".join(lines) + "\n"

"""What no test noticed: each change as its lines before and after, and whether `justified.toml` says why."""

import importlib
import re
import tomllib
from collections.abc import Sequence
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from tests.mutation.rooms import ROOT

JUSTIFIED = ROOT / "tests" / "mutation" / "justified.toml"
KILLED, SURVIVED, NO_TESTS, TIMEOUT = 1, 0, 33, 36
"""As mutmut keeps them."""
_SQL = re.compile(
    r"\b(SELECT|FROM|JOIN|WHERE|AND|ORDER|LIMIT|INSERT|VALUES|UPDATE|SET|DELETE|PRAGMA|VACUUM|BEGIN|COMMIT|ROLLBACK)\b"
)


@dataclass(frozen=True)
class Survivor:
    """One change. Lines are stripped, and joined by a line break where there are several."""

    name: str
    module: str
    was: str
    now: str

    @property
    def no_change(self) -> bool:
        """SQL in capitals or in small letters is the same SQL."""
        return self.was.lower() == self.now.lower() and bool(_SQL.search(self.was))

    def __str__(self) -> str:
        return f"{self.name}\n    - {self.was}\n    + {self.now}"


@dataclass(frozen=True)
class Justification:
    """An entry of `justified.toml`. Without `now`: whatever becomes of that line."""

    module: str
    was: str
    why: str
    now: str = ""

    def speaks_of(self, survivor: Survivor) -> bool:
        return (self.module, self.was) == (survivor.module, survivor.was) and self.now in {"", survivor.now}


def justifications() -> list[Justification]:
    """All of them; raises TypeError for a key that does not belong there."""
    entries = tomllib.loads(JUSTIFIED.read_text("utf-8")).get("justified", [])
    return [Justification(**entry) for entry in entries]


def described(place: Path, names: Sequence[str]) -> list[Survivor]:
    """The changes behind mutmut's names."""
    with chdir(place):  # mutmut looks for its settings and its files here
        diff = importlib.import_module("mutmut.mutation.diff_apply").get_diff_for_mutant
        found = []
        for name in names:
            module = name.rpartition(".")[0]
            lines = diff(name, path=f"{module.replace('.', '/')}.py").splitlines()[3:]
            found.append(Survivor(name, module, _of(lines, "-"), _of(lines, "+")))
    return found


def _of(lines: list[str], sign: str) -> str:
    return "\n".join(line[1:].strip() for line in lines if line.startswith(sign))

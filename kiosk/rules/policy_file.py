"""Reading a region policy from its TOML file, with errors that name the key and the remedy."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kiosk.rules.file_faults import in_words, unreadable
from kiosk.rules.policy import Policy

_LARGEST = 1_000_000
"""Bytes; the outlets of a whole province fit."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong in a policy file."""

    key: str
    """As written in the file: fees.waivers[0].key."""
    problem: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class PolicyFault:
    """The file is not a policy: everything that is wrong with it."""

    faults: tuple[Fault, ...]

    def __str__(self) -> str:
        """One line a fault."""
        return "\n".join(f"{one.key}: {one.problem} ({one.remedy})" for one in self.faults)


def load_policy(source: Path | bytes) -> Policy | PolicyFault:
    """The policy in a file or in bytes; never raises for what the file holds."""
    try:
        content = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        return _whole("file", unreadable(error), "check the path and its rights")
    if len(content) > _LARGEST:
        return _whole("file", f"is larger than {_LARGEST} bytes", "list only this region's outlets")
    try:
        table = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return _whole("file", f"is not TOML in UTF-8: {error}", "correct that line")
    return policy_from(table)


def policy_from(table: dict[str, Any]) -> Policy | PolicyFault:
    """The policy in a table that is already parsed (TOML or the upstream's JSON)."""
    try:
        return Policy.model_validate(table)
    except ValidationError as error:
        return PolicyFault(faults=tuple(_fault(one) for one in error.errors(include_url=False)))


def policy_schema() -> dict[str, Any]:
    """The JSON Schema of a policy, with a description of every key."""
    return Policy.model_json_schema()


def _whole(key: str, problem: str, remedy: str) -> PolicyFault:
    return PolicyFault(faults=(Fault(key=key, problem=problem, remedy=remedy),))


_REMEDIES = {
    "missing": "add this key",
    "unexpected_keyword_argument": "remove this key, or correct its spelling",
    "missing_argument": "add this key",
    "extra_forbidden": "remove this key, or correct its spelling",
    "enum": "take one of the values named",
    "string_pattern_mismatch": "write it as the pattern says",
    "value_error": "make the policy agree with itself",
}


def _fault(error: ErrorDetails) -> Fault:
    remedy = _REMEDIES.get(error["type"], "correct the value; `kiosk policy schema` describes it")
    return Fault(key=_dotted(error["loc"]), problem=in_words(error), remedy=remedy)


def _dotted(path: tuple[int | str, ...]) -> str:
    written = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return written.removeprefix(".") or "policy"

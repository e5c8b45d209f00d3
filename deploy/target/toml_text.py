"""Writes the flat TOML that settings files are made of: sections of strings, numbers, switches and lists."""

import json
from collections.abc import Mapping

Scalar = str | int | float | bool | list[str]
Tables = dict[str, dict[str, Scalar]]


def toml_text(tables: Mapping[str, Mapping[str, Scalar]], heading: str) -> str:
    """One `[section]` after another below a comment. JSON's strings are TOML's basic strings."""
    lines = [f"# {line}".rstrip() for line in heading.splitlines()]
    for section, keys in tables.items():
        lines += ["", f"[{section}]"]
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in keys.items()]
    return "\n".join(lines) + "\n"

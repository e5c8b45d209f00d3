"""The copy in which mutmut works, and how it is set up there."""

import ast
import json
import shutil
import subprocess
from pathlib import Path

from tests.mutation.rooms import ROOT, Room

_COPIED = ("kiosk", "hardware", "assets", "tests", "deploy", "pyproject.toml")
_UNWRAPPED = {"trouble_as_value", "property", "contextmanager"}
"""mutmut passes over decorated functions: those with one of these are decorated behind their end instead."""


def prepare(place: Path, room: Room, *, anew: bool) -> None:
    """Copy the project to `place`; unless `anew`, what is already known of unchanged code stays."""
    if anew:
        shutil.rmtree(place, ignore_errors=True)
    for old in ("tests", "mutants/tests"):
        shutil.rmtree(place / old, ignore_errors=True)
    files = set(room.files())
    for name in _listed():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        if name in files:
            (place / name).write_text(undecorated((ROOT / name).read_text("utf-8")), "utf-8")
        else:
            shutil.copy2(ROOT / name, place / name)
    with (place / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write("\n[tool.mutmut]\n")
        project.writelines(f"{key} = {json.dumps(value)}\n" for key, value in _settings(room).items())


def _listed() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *_COPIED],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def _settings(room: Room) -> dict[str, object]:
    files = room.files()
    package = Path(files[0]).parts[0]
    return {
        "source_paths": [package],
        "only_mutate": files,
        "also_copy": [one for one in _COPIED[:-1] if one != package],
    }


def undecorated(source: str) -> str:
    """The same program, with `name = decorator(name)` behind a function, not the decorator before it."""
    lines = source.splitlines(keepends=True)
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for function in sorted(functions, key=lambda node: -node.lineno):
        wrappers = [node.id for node in function.decorator_list if isinstance(node, ast.Name)]
        if wrappers and len(wrappers) == len(function.decorator_list) and _UNWRAPPED.issuperset(wrappers):
            indent = " " * function.col_offset
            call = "".join(f"{wrapper}(" for wrapper in wrappers) + function.name + ")" * len(wrappers)
            lines.insert(function.end_lineno or 0, f"{indent}{function.name} = {call}\n")
            del lines[function.decorator_list[0].lineno - 1 : function.lineno - 1]
    return "".join(lines)

"""The shape of the house: sizes, names, and what may not stand in any file."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT, check=True, capture_output=True, text=True,
).stdout.splitlines()  # fmt: skip
CODE = [ROOT / name for name in TRACKED if name.endswith(".py") and name.startswith(("kiosk/", "hardware/"))]
TEXT = [ROOT / name for name in TRACKED if not name.endswith((".png", ".wav", ".otf", ".woff2"))]


def _functions(file: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_is_longer_than_300_lines() -> None:
    assert [
        f.name for f in CODE if f.exists() and len(f.read_text(encoding="utf-8").splitlines()) > 300
    ] == []


def test_no_function_is_longer_than_50_lines() -> None:
    assert [(f.name, n) for f in CODE if f.exists() for n, lines in _functions(f) if lines > 50] == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    vague = re.compile(r"(utils?|helpers?|common|misc|manager)")
    assert [str(f.relative_to(ROOT)) for f in CODE if vague.search(f.stem)] == []


def test_the_top_level_holds_only_the_rooms_of_the_house() -> None:
    allowed = {
        ".ci", ".gitignore", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "README.md", "assets", "deploy",
        "hardware", "kiosk", "pyproject.toml", "tests",
    }  # fmt: skip
    assert {name.split("/")[0] for name in TRACKED} <= allowed


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("the host of a package registry", r"https?://[a-z0-9.-]*(pypi|pythonhosted|npmjs|mirror)"),
        ("the path of one machine", r"/(root|home/[a-z]+|work)/[a-z]"),
    ],
)
def test_no_file_names(what: str, pattern: str) -> None:
    found = [
        f"{file.relative_to(ROOT)}: {what}"
        for file in TEXT
        if file.is_file()
        and file != Path(__file__)
        and re.search(pattern, file.read_text("utf-8", "replace"))
    ]
    assert found == []

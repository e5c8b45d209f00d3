"""What the documents name exists: links, files, pictures, commands and their options."""

import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from kiosk.cli import application

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    file
    for pattern in ("README.md", "ARCHITECTURE.md", "deploy/runbook*.md", "deploy/comparison.md")
    for file in sorted(ROOT.glob(pattern))
]
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
_OUR_FOLDERS = ("assets/", "deploy/", "hardware/", "kiosk/", "tests/", ".ci/")
_PLACEHOLDER = re.compile(r"[<>{}*…]|[A-Z]{2,}|\.\.\.")


def _text(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def _commands(document: Path) -> list[str]:
    """Every line of code that begins with `kiosk`, after sudo, a shell prompt or variables."""
    code = [block or inline for block, inline in _CODE.findall(_text(document))]
    lines = [line.strip() for part in code for line in part.replace("\\\n", " ").splitlines()]
    found = [re.sub(r"^(\$ |# )?(sudo( -u \S+)? )?([A-Z_]+=\S+ )*", "", line) for line in lines]
    return [line for line in found if re.match(r"(\S*/)?kiosk [a-z]", line)]


@cache
def _program() -> Any:
    return get_command(application())


def _wrong(command: str) -> str:
    """What is wrong with this command; empty when nothing is."""
    line = re.split(r"[|#;]", command, maxsplit=1)[0]
    words = shlex.split(line.replace("[", " ").replace("]", " "))[1:]
    options = {word.split("=")[0] for word in words if word.startswith("--")}
    at, path = _program(), "kiosk"
    while hasattr(at, "commands") and words and not words[0].startswith("-"):
        if (name := words.pop(0)) not in at.commands:
            return f"{path} has no command {name}"
        at, path = at.commands[name], f"{path} {name}"
    known = {option for param in at.params for option in (*param.opts, *param.secondary_opts)} | {"--help"}
    return ", ".join(f"{path} has no option {one}" for one in sorted(options - known))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    targets = [link.split("#")[0] for link in _LINK.findall(_text(document)) if "://" not in link]
    assert [one for one in targets if one and not (document.parent / one).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_file_of_ours_that_is_named_exists(document: Path) -> None:
    code = [inline for _, inline in _CODE.findall(_text(document)) if inline]
    words = [word.strip(".,;:()\"'") for part in code for word in part.split()]
    paths = [word for word in words if word.startswith(_OUR_FOLDERS) and not _PLACEHOLDER.search(word)]
    assert [one for one in paths if not (ROOT / one).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.name)
def test_every_command_that_is_named_works_with_its_options(document: Path) -> None:
    wrong = {command: fault for command in _commands(document) if (fault := _wrong(command))}
    assert wrong == {}


def test_there_are_documents_to_check() -> None:
    assert {"README.md", "ARCHITECTURE.md", "comparison.md"} <= {file.name for file in DOCUMENTS}


def test_a_document_that_names_what_is_not_there_is_found_out() -> None:
    assert _wrong("kiosk fly --config x") == "kiosk has no command fly"
    assert _wrong("kiosk queue burn --config x") == "kiosk queue has no command burn"
    assert _wrong("kiosk queue list --config x --loud") == "kiosk queue list has no option --loud"
    assert _wrong("kiosk queue list --config x --json") == ""

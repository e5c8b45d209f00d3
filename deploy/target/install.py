"""`buka-install`: make this machine a terminal, one question at a time or wholly by flags.

A second run changes nothing; a run with other flags changes just that.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from deploy.target.answers import Answers, Unanswered, gather, read_tables
from deploy.target.layout import Layout
from deploy.target.questions import QUESTIONS, Question
from deploy.target.site_files import KIOSK, SITE, name_servers_of, resolved, site_files
from deploy.target.site_steps import Site, start_services, unlock
from deploy.target.suggestions import suggestions
from deploy.target.toml_text import Tables

_NOT_FIT, _USAGE, _NO_HOST, _NOT_DONE, _NO_PERMISSION, _CONFIG = 1, 64, 68, 70, 77, 78
"""All but the first from sysexits.h."""


def main(words: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 not fit yet, 64 usage, 68 host, 70 a step failed, 77 not root, 78 settings."""
    options = _parser().parse_args(words)
    layout = Layout(options.root)
    live = options.root == Path("/")
    if live and os.geteuid() != 0:
        return _say("buka-install: run it with sudo", _NO_PERMISSION)
    if options.uninstall:
        return _uninstall(layout, live=live, with_outbox=options.with_outbox)
    site = _site(options, layout, live=live)
    return site if isinstance(site, int) else _carry_out(site, dry=options.dry_run)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="buka-install", description=__doc__)
    for question in QUESTIONS:
        default = f" [{question.default}]" if question.default else ""
        parser.add_argument(f"--{question.flag}", metavar="…", help=f"{question.english}{default}")
    parser.add_argument(
        "--ca", type=Path, help="PEM of the authority, brought by hand: it makes enrolment safe"
    )
    parser.add_argument("--update-key", type=Path, help="PEM of the key that updates are signed for")
    parser.add_argument("--code", default="", help="one-time code from the gateway's staff: enrol now")
    parser.add_argument("--yes", action="store_true", help="ask nothing: flags, earlier answers, defaults")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, do nothing")
    parser.add_argument("--uninstall", action="store_true", help="make it an ordinary machine again")
    parser.add_argument("--with-outbox", action="store_true", help="… and delete submissions and keys too")
    parser.add_argument("--root", type=Path, default=Path("/"), help=argparse.SUPPRESS)
    return parser


def _site(options: argparse.Namespace, layout: Layout, *, live: bool) -> Site | int:
    given = {question.flag: getattr(options, question.flag.replace("-", "_")) for question in QUESTIONS}
    flags = {flag: answer for flag, answer in given.items() if answer is not None}
    try:
        earlier = read_tables(layout.root / KIOSK), read_tables(layout.root / SITE)
    except tomllib.TOMLDecodeError as broken:
        return _say(f"/etc/buka: not TOML: {broken}. Correct that line.", _CONFIG)
    ask = None if options.yes or not sys.stdin.isatty() else _ask
    answers = gather(flags, *earlier, ask, suggestions(layout.root / "sys"))
    if isinstance(answers, Unanswered):
        return _say("\n".join(answers.lines), _USAGE)
    fault = _settings_fault(answers.kiosk)
    if fault:
        return _say(fault, _CONFIG)
    return _with_files(options, layout, answers, live=live)


def _with_files(options: argparse.Namespace, layout: Layout, answers: Answers, *, live: bool) -> Site | int:
    try:
        files = site_files(answers, resolved, name_servers_of(layout.root / "etc/resolv.conf"))
    except OSError:
        return _say(
            "The gateway's or printer's name is not known here: check it, or give --upstream-net.", _NO_HOST
        )
    try:
        ca = options.ca.read_bytes() if options.ca else None
        update_key = options.update_key.read_bytes() if options.update_key else None
    except OSError as unreadable:
        return _say(f"{unreadable.filename}: cannot be read", _USAGE)
    if ca is None and not (layout.root / "etc/buka/ca.pem").exists():
        return _say("--ca is missing: the PEM file of the gateway's authority, brought by hand", _USAGE)
    return Site(
        layout=layout,
        answers=answers,
        files=files,
        ca=ca,
        update_key=update_key,
        code=options.code,
        live=live,
    )


def _settings_fault(kiosk: Tables) -> str:
    """The terminal's own check of its settings, before anything is written."""
    from pydantic import ValidationError

    from kiosk.config import Settings

    try:
        Settings.model_validate(kiosk)
    except ValidationError as bad:
        return "\n".join(f"[{'.'.join(map(str, one['loc']))}]: {one['msg']}" for one in bad.errors())
    return ""


def _carry_out(site: Site, *, dry: bool) -> int:
    done = 0
    for step in site.steps():
        done += 1
        _say(f"{'would ' if dry else ''}{step.words}", 0)
        if not dry and not step.do():
            return _say("That did not work; nothing after it was done. Run buka-install again.", _NOT_DONE)
    if not done:
        return _say("Nothing to do: this terminal is as it should be.", 0)
    if dry or not site.live:
        return 0
    start_services()
    return _NOT_FIT if subprocess.run(["buka", "doctor"], check=False).returncode else 0


def _uninstall(layout: Layout, *, live: bool, with_outbox: bool) -> int:
    unlock(layout, layout.current)
    for folder in (layout.root / "etc/systemd/system").glob("buka-*.service.d"):
        shutil.rmtree(folder)
    if live:
        subprocess.run(["apt-get", "purge", "--yes", "buka-kiosk"], check=False)
        subprocess.run(["nft", "delete", "table", "inet", "buka"], check=False, stderr=subprocess.DEVNULL)
    shutil.rmtree(layout.root / "etc/buka", ignore_errors=True)
    kept = layout.root / "var/lib/buka"
    if with_outbox:
        shutil.rmtree(kept, ignore_errors=True)
        for sealed in (layout.root / "etc/credstore.encrypted").glob("buka-*"):
            sealed.unlink()
    elif kept.exists():
        _say(f"Kept: {kept} and the sealed keys (--with-outbox deletes them, sent or not).", 0)
    return _say("Uninstalled.", 0)


def _ask(question: Question, default: str) -> str:
    hint = f" [{default}]" if default else (f" ({question.example})" if question.example else "")
    sys.stderr.write(f"\n{question.chinese}\n{question.english}{hint}: ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        raise SystemExit(_USAGE)
    problem = question.problem(answer.strip() or default)
    if problem:
        _say(problem, 0)
    return answer.strip() or default


def _say(words: str, code: int) -> int:
    sys.stderr.write(f"{words}\n")
    return code

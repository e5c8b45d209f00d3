"""`kiosk policy`: the schema of a region policy, and the check of one."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.commands.shared import fail, say, say_json
from kiosk.rules.policy_file import PolicyFault, load_policy, policy_schema

policy = typer.Typer(help="Region policies.", no_args_is_help=True)


@policy.command("schema")
def schema() -> None:
    """Print the JSON Schema, with a description of every key."""
    say_json(policy_schema())


@policy.command("check")
def check(file: Annotated[Path, typer.Argument(help="a policy in TOML")]) -> None:
    """Check a policy. Exit 1 with every fault, its key and its remedy."""
    loaded = load_policy(file)
    if isinstance(loaded, PolicyFault):
        fail(str(loaded), 1)
    say(f"{file.name}: good: region {loaded.region}, version {loaded.version}, {len(loaded.outlets)} outlets")

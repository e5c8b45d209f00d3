"""`deploy/soak`: the long run, and its verdict as JSON."""

import json
import shutil
from pathlib import Path
from typing import Annotated

import typer

from tests.soak.soak import CHANCES, Plan, soak


def main(
    visits: Annotated[int, typer.Option(help="whole visits, two terminals together")] = 10_000,
    seed: Annotated[int, typer.Option(help="the same seed makes the same people, wishes and faults")] = 1,
    minutes: Annotated[float, typer.Option(help="stop after so many minutes; 0: never")] = 0.0,
    out: Annotated[Path, typer.Option(help="where everything goes")] = Path("build/soak"),
) -> None:
    """Soak: whole visits with random faults. Exit 0 only when the verdict is sound."""
    shutil.rmtree(out, ignore_errors=True)
    found = soak(Plan(visits=visits, seed=seed, minutes=minutes, out=out, chances=CHANCES))
    text = json.dumps(found, indent=1, ensure_ascii=False)
    (out / "verdict.json").write_text(text, encoding="utf-8")
    typer.echo(text)
    raise typer.Exit(0 if found["sound"] else 1)


if __name__ == "__main__":
    typer.run(main)

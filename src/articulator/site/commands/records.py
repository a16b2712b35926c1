"""`fill` and `verify`: a body filled from files, and its record run again."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from articulator.site.commands import input_errors, read_text

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day that counts")]


def register(app: typer.Typer) -> None:
    app.command()(fill)
    app.command()(verify)


def fill(
    constitution: Annotated[Path, typer.Argument(help="the constitution (YAML)")],
    body: Annotated[str, typer.Argument(help="the id of the body to fill")],
    members: Annotated[Path, typer.Option(help="the roll of members (CSV)")],
    ballots: Annotated[Path, typer.Option(help="the ballots (BLT)")],
    seed: Annotated[str, typer.Option(help="at least 32 hexadecimal digits, fixed in public")],
    out: Annotated[Path, typer.Option(help="where to write the record (JSON)")],
    seed_source: Annotated[str, typer.Option(help="where the seed came from")] = "not stated",
    on: Day = None,
) -> None:
    """Fill a body partly by election and partly by lot, and write the record."""
    from articulator.methods import record, roll, sortition, stv
    from articulator.methods.constitution import ConstitutionError

    errors = (
        record.FillError, ConstitutionError, roll.RollError, stv.BallotFileError, stv.PapersError,
        sortition.InfeasibleQuotas, sortition.PoolFileError, sortition.SeedError,
    )  # fmt: skip
    with input_errors(*errors):
        made = record.fill(
            read_text(constitution), body, members.read_bytes(), ballots.read_bytes(), seed=seed,
            seed_source=seed_source, on=on.date() if on else date.today(),  # noqa: DTZ011 - a local day
        )  # fmt: skip
        out.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for seat in made["seats"]:
        typer.echo(f"{seat['seat']:3}  {seat['member']}  {seat['route']}")
    typer.echo(f"{out}: {made['record_hash']}")


def verify(file: Annotated[Path, typer.Argument(help="a record (JSON)")]) -> None:
    """Run a record again: count, prove, draw, and say where it differs."""
    from articulator.methods import record

    with input_errors(json.JSONDecodeError, RecursionError):
        read = json.loads(read_text(file))
    if not isinstance(read, dict):
        typer.echo(f"{file}: this is not a record.", err=True)
        raise typer.Exit(2)
    differences = record.verify(read)
    for difference in differences:
        typer.echo(str(difference), err=True)
    if differences:
        raise typer.Exit(1)
    typer.echo(f"The record is whole: {len(read['seats'])} seats follow from what it contains.")

"""`count` and `draw`: one election, one lot, from files."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from articulator.site.commands import Format, input_errors


class Method(StrEnum):
    LEXIMIN = "leximin"
    MAXIMIN = "maximin"


def register(app: typer.Typer) -> None:
    app.command()(count)
    app.command()(draw)


def count(
    ballots: Annotated[Path, typer.Argument(help="a ballot file (BLT)")],
    seats: Annotated[int | None, typer.Option(help="instead of the number in the file")] = None,
    rule: Annotated[str, typer.Option(help="the counting rule")] = "scottish",
    lots: Annotated[str, typer.Option(help="the public seed for ties")] = "",
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
) -> None:
    """Count ranked ballots by single transferable vote and show every stage."""
    from articulator.methods import stv

    with input_errors(stv.BallotFileError, stv.PapersError, file=ballots):
        result = stv.count(stv.read_blt(ballots.read_bytes()), seats=seats, rule=rule, lots=lots)
    if form is Format.JSON:
        typer.echo(json.dumps(result.to_json(), indent=1, ensure_ascii=False))
    else:
        typer.echo(stv.to_html(result) if form is Format.HTML else stv.to_text(result))


def draw(
    pool: Annotated[Path, typer.Argument(help="the people who may be drawn (CSV)")],
    quotas: Annotated[Path, typer.Argument(help="how many of whom: min and max (CSV)")],
    seats: Annotated[int, typer.Option(help="how many to draw")],
    seed: Annotated[str, typer.Option(help="at least 32 hexadecimal digits, fixed in public")],
    method: Annotated[Method, typer.Option(help="what makes the lot fair")] = Method.LEXIMIN,
    form: Annotated[Format, typer.Option("--format")] = Format.TEXT,
) -> None:
    """Draw people by lot under quotas, with the fairest chances that the quotas allow."""
    from articulator.methods import sortition
    from articulator.methods.sortition.html import page

    errors = (sortition.PoolFileError, sortition.InfeasibleQuotas, sortition.SeedError)
    with input_errors(sortition.PoolFileError, file=pool):
        people = sortition.read_pool(pool.read_bytes())
    with input_errors(sortition.PoolFileError, file=quotas):
        wanted = sortition.read_quotas(quotas.read_bytes())
    with input_errors(*errors):
        lottery = sortition.lottery(people, wanted, seats, method=method.value)
        drawn = sortition.draw(lottery, people, seed)
    if form is Format.JSON:
        typer.echo(json.dumps(drawn.to_json(), indent=1, ensure_ascii=False))
    else:
        typer.echo(page(lottery, drawn) if form is Format.HTML else drawn.to_text())

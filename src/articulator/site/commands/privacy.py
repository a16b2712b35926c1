"""`privacy record`: the record of processing activities, as the registers write it."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from articulator.site.commands.organisation import ready

privacy = typer.Typer(no_args_is_help=True, help="What is kept of people, why and how long.")


class As(StrEnum):
    MARKDOWN = "markdown"
    JSON = "json"


def register(app: typer.Typer) -> None:
    app.add_typer(privacy, name="privacy")


@privacy.command()
def record(
    form: Annotated[As, typer.Option("--format", help="for people or programs")] = As.MARKDOWN,
) -> None:
    """Print the record of processing activities (GDPR, Article 30)."""
    ready()
    from articulator.identity.privacy.queries import house
    from articulator.identity.privacy.record import as_data, as_markdown
    from articulator.identity.privacy.record import record as written

    if form is As.JSON:
        typer.echo(json.dumps(as_data(written(), house()), ensure_ascii=False, indent=1))
    else:
        typer.echo(as_markdown(written(), house()))


@privacy.command()
def due() -> None:
    """Say what the clock would end now, and delete nothing."""
    ready()
    from articulator.identity.privacy.queries import due_deletions, due_jobs, long_gone
    from articulator.kernel import clock

    for job in due_jobs():
        typer.echo(f"{job.due(clock.now()).count():8,}  {job} ({job.keep})")
    typer.echo(f"{due_deletions().count():8,}  people who wished to be deleted")
    typer.echo(f"{long_gone().count():8,}  people who left, or were last in contact, long ago")

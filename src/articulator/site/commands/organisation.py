"""Commands that need the database: found an organisation, serve it, verify its log, the demo."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from articulator.site.commands import input_errors

Port = Annotated[int, typer.Option(help="the port to listen on")]
Host = Annotated[str, typer.Option(help="the address to listen on")]

log = typer.Typer(no_args_is_help=True, help="The append-only log: export it, verify it.")


def register(app: typer.Typer) -> None:
    app.command()(demo)
    app.command()(found)
    app.command()(serve)
    app.command()(tick)
    app.command(name="export")(export_everything)
    app.add_typer(log, name="log")


def demo(
    port: Port = 8000, host: Host = "127.0.0.1", *, fresh: bool = False, only_seed: bool = False
) -> None:
    """Open a living organisation with invented members, in a folder of its own (var/demo)."""
    folder = Path(os.environ.get("ARTICULATOR_VAR", "var")) / "demo"
    os.environ |= {"ARTICULATOR_DEMO": "1", "ARTICULATOR_VAR": str(folder)}
    os.environ.setdefault("ARTICULATOR_ADDRESS", f"http://{host}:{port}")
    if fresh and folder.exists():
        for kept in (*folder.glob("articulator.sqlite3*"), *folder.glob("days-ahead")):
            kept.unlink()
    ready()
    from articulator.site.demo.story import tell

    tell(typer.echo)
    if not only_seed:
        typer.echo(f"\n  The federation is open: http://{host}:{port}   (Ctrl+C closes it)\n")
        raise typer.Exit(_serve(host, port))


def serve(port: Port = 8000, host: Host = "127.0.0.1", workers: int = 2) -> None:
    """Serve the organisation: web processes and a task worker."""
    ready()
    raise typer.Exit(_serve(host, port, workers))


def found(name: str, email: str, organisation: Annotated[str, typer.Option()]) -> None:
    """Found an organisation: its first unit and its founder, who then signs in by mailed code."""
    ready()
    from articulator.identity.bodies import acts
    from articulator.kernel.models import Person, Unit

    unit = Unit(level="party", name=organisation, slug="all")
    person = Person(name=name, email=email.lower())
    person.set_unusable_password()
    acts.found(None, unit, person)
    typer.echo(f"{organisation} is founded. {name} signs in with a code sent to {email}.")


def tick(
    every: Annotated[int, typer.Option(help="go on, with this many seconds between")] = 0,
) -> None:
    """Do what the clock asks for: freeze rolls, lapse invitations. `serve` does it by itself."""
    ready()
    from articulator.site.tick import tick as do

    while True:
        for done in do():
            typer.echo(done)
        if not every:
            return
        time.sleep(every)


def export_everything(folder: Annotated[Path, typer.Argument(help="a new folder")]) -> None:
    """Write everything the organisation has as CSV and JSON, with a description of the tables."""
    ready()
    from articulator.identity.exports import acts, package
    from articulator.kernel.models import Unit

    if (root := Unit.objects.filter(parent=None).first()) is None:
        typer.echo("There is no organisation yet. Found one: articulator found --help", err=True)
        raise typer.Exit(2)
    with input_errors():
        package.refuse_what_is_there(folder)
        acts.take_everything_out(None, root)
        written = package.write(folder)
    rows = sum(one.rows for one in written)
    typer.echo(f"{rows:,} rows of {len(written)} tables are in {folder}. It names people:")
    typer.echo("keep it encrypted, and delete it when it has served.")


@log.command()
def export() -> None:
    """Print the log as JSON lines."""
    ready()
    from articulator.kernel.log import export as lines

    for line in lines():
        typer.echo(json.dumps(line, ensure_ascii=False, sort_keys=True))


@log.command()
def verify(file: Annotated[Path | None, typer.Argument(help="an exported log")] = None) -> None:
    """Verify the chain of the log, in the database or in an exported file."""
    ready()
    from articulator.kernel.log import faults, stored_faults

    if file:
        found_faults = list(faults(json.loads(line) for line in file.open(encoding="utf-8")))
    else:
        found_faults = list(stored_faults())
    for fault in found_faults:
        typer.echo(fault, err=True)
    if found_faults:
        raise typer.Exit(1)
    typer.echo("The log is whole: every line follows from the one before.")


def ready() -> None:
    """Set Django up and bring the database to this version's shape."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "articulator.site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, stdout=sys.stderr)


def _serve(host: str, port: int, workers: int = 2) -> int:
    from articulator.site.serve import serve as run

    return run(host, port, workers)

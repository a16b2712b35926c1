"""`check`, `render` and `diff`: what a constitution says, and whether it makes sense."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from articulator.site.commands import Format, input_errors, read_text

if TYPE_CHECKING:
    from articulator.methods.constitution import Constitution

File = Annotated[Path, typer.Argument(help="a constitution (YAML)")]
Form = Annotated[Format, typer.Option("--format")]


def register(app: typer.Typer) -> None:
    app.command()(check)
    app.command()(render)
    app.command()(diff)


def check(file: File, form: Form = Format.TEXT) -> None:
    """Find where a constitution contradicts itself, the law, or what can be done."""
    from articulator.methods import constitution

    loaded = _load(file)
    findings = constitution.check(loaded)
    if form is Format.JSON:
        said = {"version": loaded.version_id, "findings": [asdict(f) for f in findings]}
        typer.echo(json.dumps(said, indent=1, ensure_ascii=False))
    else:
        for f in findings:
            line, column = loaded.position(f.path)
            clause = f" [§ {f.ref}]" if f.ref else ""
            typer.echo(f"{file}:{line}:{column}: {f.severity} {f.code}{clause} {f.message}")
            typer.echo(f"    {f.remedy}")
        wrong = sum(f.severity == "error" for f in findings)
        doubtful = sum(f.severity == "warning" for f in findings)
        notes = len(findings) - wrong - doubtful
        typer.echo(f"{wrong} errors, {doubtful} warnings, {notes} notes. {loaded.version_id}")
    if any(f.severity == "error" for f in findings):
        raise typer.Exit(1)


def render(file: File) -> None:
    """Say a constitution in plain sentences."""
    from articulator.methods import constitution

    typer.echo(constitution.render(_load(file)).to_text())


def diff(old: File, new: File) -> None:
    """Say in sentences what changes from one constitution to another."""
    from articulator.methods import constitution

    changes = constitution.diff(_load(old), _load(new))
    for change in changes:
        typer.echo(str(change))
    if not changes:
        typer.echo("Nothing changes: the two say the same.")


def _load(file: Path) -> "Constitution":
    from articulator.methods.constitution import ConstitutionError, load

    with input_errors():
        text = read_text(file)
    try:
        return load(text)
    except ConstitutionError as error:
        for problem in error.problems:
            typer.echo(f"{file}:{problem.line}:{problem.column}: {problem.message}", err=True)
        raise typer.Exit(2) from error

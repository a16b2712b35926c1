"""What the commands share: reading files, saying what is wrong, exit codes.

0: well. 1: the answer is bad news (an error found, a record that does not verify). 2: the input
cannot be used; nothing was written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import typer


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    HTML = "html"


@contextmanager
def input_errors(*kinds: type[Exception], file: Path | None = None) -> Iterator[None]:
    """Say what cannot be used, in which file, where and why, and leave with 2."""
    try:
        yield
    except OSError as error:
        typer.echo(f"{error.filename}: {error.strerror}", err=True)
        raise typer.Exit(2) from error
    except UnicodeDecodeError as error:
        typer.echo("The file is not text in UTF-8. Save it as plain text.", err=True)
        raise typer.Exit(2) from error
    except kinds as error:
        typer.echo(f"{file}: {error}" if file else str(error), err=True)
        raise typer.Exit(2) from error


def read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig")

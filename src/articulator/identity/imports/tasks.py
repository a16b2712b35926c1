"""The long work of an import, done by a worker in short acts; and what the clock asks of it."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import batched
from typing import BinaryIO, cast

from django.tasks import task

from articulator.identity.imports import acts
from articulator.identity.imports.models import Import
from articulator.identity.imports.planning import Planner
from articulator.identity.imports.queries import region, stored, stuck, to_forget
from articulator.kernel import clock
from articulator.kernel.acts import Refused
from articulator.methods.people import FileError, Line, Lines, Unread, open_table

BATCH = 1000


@task
def take_up(key: str) -> None:
    """Go on with an import wherever it stands. Safe to repeat: each piece is done once."""
    of = Import.objects.filter(pk=key).first()
    if of is None or not of.working:
        return
    try:
        work(of)
    except Refused:
        return  # another worker was quicker, or an officer has changed their mind


@contextmanager
def no_search_for_circles() -> Iterator[None]:
    """Do without Python's collector for a while: here it took a quarter of the time.

    Rows hardly refer to each other in circles, and what circles there are go at the end.
    `benchmarks/imports.py` watches the memory.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@no_search_for_circles()
def work(of: Import) -> None:
    if of.state == Import.State.READING:
        read(of)
    else:
        while acts.go_on(None, of):
            of.refresh_from_db()


def read(of: Import) -> None:
    """Read the whole file and note of each row what it would do. Nobody is changed by this."""
    run = acts.begin_reading(None, of).run
    planner = Planner(of)
    try:
        for lines in batched(_lines(of), BATCH, strict=False):
            acts.note(None, of, run, planner.plan(lines))
    except FileError as error:
        acts.end_reading(None, of, str(error))
    else:
        acts.end_reading(None, of)


def _lines(of: Import) -> Iterator[Line | Unread]:
    table = open_table(cast("BinaryIO", stored(of)))
    reads = Lines(of.mapping, region(), clock.today())
    return (reads.read(row) for row in table.rows)


def tick() -> Iterable[str]:
    """Take up what a worker has dropped, and forget what is over."""
    for of in stuck():
        take_up.enqueue(str(of.pk))
        yield f"import “{of}” taken up again"
    for of in to_forget():
        acts.forget(None, of)
        yield f"rows of import “{of}” forgotten"

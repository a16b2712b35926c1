import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from articulator.identity.elections.models import Election
from articulator.kernel.models import Unit
from articulator.methods.stv import read_blt
from tests.identity.elections import scene
from tests.methods.stv.wards import files

NAMES = ("ben", "cleo", "dev", "ewa", "finn")


@pytest.fixture
def federation(db) -> Unit:
    return scene.found()


@pytest.fixture
def election(federation) -> Election:
    """Ben, Cleo and Dev stand for two seats; they, Ewa and Finn may vote."""
    return scene.opened(NAMES)


@pytest.fixture
def real(db) -> Election:
    return scene.declared(scene.held(read_blt(files()[scene.WARD])))


@pytest.fixture
def on_disk(transactional_db, tmp_path: Path) -> Iterator[None]:
    """A database that threads share as in production: SQLite's test database lives in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(tmp_path / "shared.sqlite3") as file:
        memory.backup(file)
    connection.connection, connection.settings_dict["NAME"] = None, tmp_path / "shared.sqlite3"
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name

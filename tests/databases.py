"""Databases that are made once and then copied: the empty one, and the one with the demo's story.

What is made is kept beside pytest's cache (SQLite) or on the server (PostgreSQL) under the
fingerprint of what it was made from, so that neither a second worker nor a second run makes it
again. `rm -r .pytest_cache` forgets it all.
"""

import fcntl
import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[1]
EMPTY = ("requirements*.txt", "src/**/migrations/*.py", "src/**/models.py", "src/**/models/*.py")
STORY = ("requirements*.txt", "src/**/*", "constitutions/*", "tests/data/**/*")


def fingerprint(*patterns: str, beside: str = "") -> str:
    """What these files hold, in a few letters."""
    found = hashlib.sha256(f"{settings.SECRET_KEY} {beside}".encode())
    for file in sorted({file for pattern in patterns for file in ROOT.glob(pattern)}):
        if file.is_file() and file.suffix != ".pyc":
            found.update(f"{file} ".encode() + file.read_bytes())
    return found.hexdigest()[:12]


@contextmanager
def one_at_a_time(folder: Path, kind: str) -> Iterator[None]:
    """Let the first worker make what the others then copy."""
    with (folder / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class OnSqlite:
    """Files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def holds(self, kind: str, key: str) -> bool:
        return self._file(kind, key).exists()

    def keep(self, kind: str, key: str) -> None:
        """Keep a copy of the database to which the connection leads, in place of older ones."""
        for old in self.folder.glob(f"{kind}-*.sqlite3"):
            old.unlink()
        made = self.folder / f"{kind}.made"
        made.unlink(missing_ok=True)
        connection.ensure_connection()
        with closing(sqlite3.connect(made)) as file:
            connection.connection.backup(file)
        made.rename(self._file(kind, key))

    def copy(self, kind: str, key: str) -> str:
        return str(shutil.copyfile(self._file(kind, key), self._fresh()))

    @contextmanager
    def laid_out(self, kind: str, key: str) -> Iterator[None]:
        """Fill the test database, which lives in memory as long as somebody holds it open."""
        name = connection.creation._get_test_db_name()
        with (
            closing(sqlite3.connect(name, uri=True, check_same_thread=False)) as memory,
            closing(sqlite3.connect(self._file(kind, key))) as file,
        ):
            file.backup(memory)
            yield

    def copy_of_here(self) -> str:
        connection.ensure_connection()
        name = self._fresh()
        with closing(sqlite3.connect(name)) as file:
            connection.connection.backup(file)
        return name

    def drop(self, name: str) -> None:
        shutil.rmtree(Path(name).parent)

    def _fresh(self) -> str:
        return f"{tempfile.mkdtemp(prefix='articulator-test-')}/copy.sqlite3"

    def _file(self, kind: str, key: str) -> Path:
        return self.folder / f"{kind}-{key}.sqlite3"


class OnPostgresql:
    """Databases of the same server, each a template for its copies."""

    def holds(self, kind: str, key: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("select 1 from pg_database where datname = %s", [self._name(kind, key)])
            return cursor.fetchone() is not None

    def keep(self, kind: str, key: str) -> None:
        self._create(self._name(kind, key), connection.settings_dict["NAME"])

    def copy(self, kind: str, key: str) -> str:
        return self._create(f"{connection.settings_dict['NAME']}_{kind}", self._name(kind, key))

    @contextmanager
    def laid_out(self, kind: str, key: str) -> Iterator[None]:
        self._create(connection.creation._get_test_db_name(), self._name(kind, key))
        yield

    def copy_of_here(self) -> str:
        here = connection.settings_dict["NAME"]
        return self._create(f"{here}_copy", here)

    def drop(self, name: str) -> None:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')

    def _create(self, name: str, template: str) -> str:
        connection.close()
        self.drop(name)
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def _name(self, kind: str, key: str) -> str:
        return f"articulator_{kind}_{key}"


type Shelf = OnSqlite | OnPostgresql


def shelf(folder: Path) -> Shelf:
    return OnSqlite(folder) if connection.vendor == "sqlite" else OnPostgresql()


@contextmanager
def another_database(name: str) -> Iterator[None]:
    """Let the connection lead there for a while."""
    here, settings = connection.connection, connection.settings_dict
    connection.connection, original = None, settings["NAME"]
    settings["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.connection, settings["NAME"] = here, original


def story(folder: Path, tell: Callable[[], object], today: str) -> str:
    """The name of a database with the story of this day, told by the first who asks for it."""
    kept, key = shelf(folder), fingerprint(*STORY, beside=today)
    with one_at_a_time(folder, "story"):
        if not kept.holds("story", key):
            empty = kept.copy_of_here()
            with another_database(empty):
                tell()
                kept.keep("story", key)
            kept.drop(empty)
        return kept.copy("story", key)

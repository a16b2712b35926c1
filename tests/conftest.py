import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # browser driver and ORM share a thread

CHROMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _tasks_run_at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser: the one that is installed, else Playwright's own."""
    found = next(filter(None, map(shutil.which, CHROMES)), None)
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=found, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def on_disk(transactional_db, tmp_path: Path) -> Iterator[None]:
    """A database that threads share as in production: SQLite's test database lives in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    with another_database(copy_of_the_database(tmp_path)):
        yield


@pytest.fixture(scope="session")
def _story(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """A second database in which the demo's story is told, once for all tests of a worker."""
    from articulator.site.demo import story  # models wait for Django

    with django_db_blocker.unblock():
        name = copy_of_the_database(tmp_path_factory.mktemp("story"))
        with another_database(name):
            story.tell(lambda _: None, size=700)
        yield name
        drop(name)


@pytest.fixture
def _in_the_story(_story, django_db_blocker) -> Iterator[None]:
    with another_database(_story):
        yield


@pytest.fixture
def told(_in_the_story, db) -> None:
    """The demo with 700 members; what a test does there is taken back."""


def copy_of_the_database(folder: Path) -> str:
    """A copy of the empty test database; its name."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(folder / "copy.sqlite3") as file:
            connection.connection.backup(file)
        return str(folder / "copy.sqlite3")
    original = connection.settings_dict["NAME"]
    drop(f"{original}_copy")
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{original}_copy" TEMPLATE "{original}"')
    return f"{original}_copy"


def drop(name: str) -> None:
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


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

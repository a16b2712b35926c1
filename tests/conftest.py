import os
import shutil
import sqlite3
from collections.abc import Iterator
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
    memory, name = connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(tmp_path / "shared.sqlite3") as file:
        memory.backup(file)
    connection.connection, connection.settings_dict["NAME"] = None, tmp_path / "shared.sqlite3"
    yield
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name

import gc
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import differences
from tests.databases import EMPTY, another_database, fingerprint, one_at_a_time, shelf, story

# Who forbids Python to keep what it compiled pays for it again in each process that a test starts.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # browser driver and ORM share a thread

PATIENCE = 20_000  # milliseconds for a page to say what is expected, on a busy machine
expect.set_options(timeout=PATIENCE)

CHROMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip


def pytest_addoption(parser):
    parser.addoption(
        "--where-databases-differ", action="store_true", help=str(differences.__doc__).split(":")[0]
    )


def pytest_collection_finish():
    """What is there before the first test stays: the garbage collector need not visit it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def pytest_collection_modifyitems(config, items):
    if config.getoption("--where-databases-differ"):
        differences.keep_what_could_differ(config, items)


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


@pytest.fixture(scope="session")
def databases_kept(request) -> Path:
    """The folder in which databases are kept for other workers and for the next run."""
    return request.config.cache.mkdir("databases")


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix() -> None:
    """Give each worker a database of its own. SQLite's lives in the memory of its process."""
    worker, settings = os.environ.get("PYTEST_XDIST_WORKER"), connection.settings_dict
    if worker and connection.vendor != "sqlite":
        settings["TEST"]["NAME"] = f"test_{settings['NAME']}_{worker}"


@pytest.fixture(scope="session")
def django_db_setup(
    databases_kept, django_test_environment, django_db_modify_db_settings, django_db_blocker
) -> Iterator[None]:
    """The test database, migrated once: later workers and runs begin with a copy of it."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        key = fingerprint(*EMPTY)
        with one_at_a_time(databases_kept, "empty"):
            if known := shelf(databases_kept).holds("empty", key):
                stack.enter_context(shelf(databases_kept).laid_out("empty", key))
            made = setup_databases(verbosity=0, interactive=False, keepdb=known)
            if not known:
                shelf(databases_kept).keep("empty", key)
        stack.callback(teardown_databases, made, verbosity=0)
        with django_db_blocker.block():
            yield


@pytest.fixture
def on_disk(transactional_db, databases_kept: Path) -> Iterator[None]:
    """A database that threads share as in production: SQLite's test database lives in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    name = shelf(databases_kept).copy_of_here()
    with another_database(name):
        yield
    shelf(databases_kept).drop(name)


@pytest.fixture
def live_server(on_disk) -> Iterator[LiveServer]:
    """The house, served by threads that open the database for themselves, as in production.

    pytest-django's own lives for the session and lends one connection to all of its threads, which
    crashes when one of them closes it.
    """
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def _story(databases_kept, django_db_setup, django_db_blocker) -> Iterator[str]:
    """A second database with the demo's story of today, told once for all workers."""
    from articulator.site.demo.story import tell  # models wait for Django

    with django_db_blocker.unblock():
        tell_it = partial(tell, lambda _: None, size=700)
        name = story(databases_kept, tell_it, str(timezone.now().date()))
        yield name
        shelf(databases_kept).drop(name)


@pytest.fixture
def _in_the_story(_story, django_db_blocker) -> Iterator[None]:
    with another_database(_story):
        yield


@pytest.fixture
def told(_in_the_story, db) -> None:
    """The demo with 700 members; what a test does there is taken back."""

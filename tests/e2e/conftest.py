"""A real browser against the real demo: what `make demo` opens, in a folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page

from tests.databases import STORY, fingerprint, one_at_a_time

PATIENCE = 300  # seconds for the demo to tell its story on a slow machine


def pytest_collection_modifyitems(items):
    """The journeys share one demo and follow each other, so one worker runs them all."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("demo"))


@pytest.fixture(scope="session")
def seeded(databases_kept) -> Path:
    """The folder of a demo whose story was told today by the command itself, and then closed."""
    key = fingerprint(*STORY, beside=str(timezone.now().date()))
    folder = databases_kept / f"demo-{key}"
    with one_at_a_time(databases_kept, "demo"):
        if not folder.exists():
            for old in databases_kept.glob("demo-*"):
                shutil.rmtree(old)
            made = databases_kept / "demo-in-the-making"
            command = articulator("demo", "--only-seed")
            subprocess.run(command, env=environment(made), check=True)
            made.rename(folder)
    return folder


@pytest.fixture(scope="session")
def demo(seeded, tmp_path_factory) -> Iterator[str]:
    """The address of a running demo that nobody has visited."""
    with serving("demo", copied(seeded, tmp_path_factory)) as address:
        yield address


def copied(seeded: Path, tmp_path_factory) -> Path:
    return shutil.copytree(seeded, tmp_path_factory.mktemp("demo"), dirs_exist_ok=True)


def environment(folder: Path) -> dict[str, str]:
    """A clean environment with a folder of its own: nothing of the tests' settings leaks in."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("ARTICULATOR_", "DJANGO_"))}
    return {**ours, "ARTICULATOR_VAR": str(folder)}


def articulator(*words: str) -> list[str]:
    return [str(Path(sys.executable).with_name("articulator")), *words]


@contextmanager
def serving(command: str, folder: Path) -> Iterator[str]:
    """Run `articulator demo` or `serve` on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        articulator(command, "--port", str(port)), env=environment(folder), start_new_session=True
    )
    try:
        yield _when_open(f"http://127.0.0.1:{port}", process)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _when_open(address: str, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "the demo stopped while it was starting"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.3)
        else:
            return address
    raise TimeoutError(f"the demo did not open within {PATIENCE} seconds")


def fits(page: Page) -> None:
    """The page is no wider than the phone, and whoever cannot see it can use it."""
    page.wait_for_load_state()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
    report = Axe().run(page).response["violations"]
    grave = [one["id"] for one in report if one["impact"] in {"serious", "critical"}]
    assert grave == [], page.url


@pytest.fixture
def contexts(browser) -> Iterator[Callable[..., BrowserContext]]:
    opened: list[BrowserContext] = []

    def new(**options) -> BrowserContext:
        opened.append(browser.new_context(**options))
        return opened[-1]

    yield new
    for context in opened:
        context.close()


@pytest.fixture
def enter(demo, contexts) -> Callable[..., Page]:
    """Come in as one of the personas (None: a visitor); every complaint of the browser fails."""

    def come_in(persona: str | None = None, **options) -> Page:
        page = contexts(base_url=demo, **options).new_page()
        page.set_default_timeout(30_000)
        page.complaints = []
        page.on(
            "console", lambda m: m.type in {"error", "warning"} and page.complaints.append(m.text)
        )
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto("/")
        if persona:
            page.goto("/demo")
            with page.expect_navigation():
                page.locator(f'form[action$="/demo/{persona}"] button').click()
        return page

    return come_in

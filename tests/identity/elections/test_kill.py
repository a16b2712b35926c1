"""`kill -9` in the middle of 500 votes: every acknowledged vote is there once, none twice (E6).

The server is a real one with two processes; its database is the one the suite runs on.
"""

import http.client
import json
import os
import queue
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from itertools import islice, permutations
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.identity.elections.booth import CANDIDATES, VOTERS

ROOT = Path(__file__).parents[3]
KILLED_AFTER = 150  # acknowledged votes
CLIENTS = 6
PATIENCE = 300  # seconds for the whole election, on a busy machine


@dataclass
class Vote:
    """What one voter's browser holds: its cookies, and the form that it fetched (once)."""

    session: str
    ranking: tuple[int, ...]
    form: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @property
    def cookies(self) -> str:
        return f"session={self.session}" + (f"; csrf={self.token}" if self.token else "")


class Hidden(HTMLParser):
    """The hidden fields of a page: the token against forgery and the key of the form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "input" and said.get("type") == "hidden":
            self.fields[str(said["name"])] = said["value"] or ""


@dataclass
class Server:
    """The web processes, started and killed as one group."""

    environment: dict[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
            "--port", str(self.port), "--workers", "2", "--blocking-threads", "4", "--no-ws",
            "--log-level", "error", "articulator.site.wsgi:application",
        ]  # fmt: skip
        self.process = subprocess.Popen(
            command, env=self.environment, cwd=ROOT, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(10)
            self.process = None


@dataclass
class Poll:
    """500 voters who each send their vote again and again until it is acknowledged."""

    server: Server
    path: str
    waiting: queue.SimpleQueue[Vote] = field(default_factory=queue.SimpleQueue)
    acknowledged: set[str] = field(default_factory=set)
    sent_again: int = 0

    def client(self, deadline: float) -> None:
        while len(self.acknowledged) < VOTERS and time.monotonic() < deadline:
            try:
                vote = self.waiting.get(timeout=0.1)
            except queue.Empty:
                continue
            if self.put_in_the_box(vote):
                self.acknowledged.add(vote.form["_key"])
            else:
                self.sent_again += 1
                self.waiting.put(vote)
                time.sleep(0.05)

    def put_in_the_box(self, vote: Vote) -> bool:
        """Whether the server said that the vote is in the box. A repeat sends the same form."""
        try:
            vote.form or self.fetch(vote)
            ranks = {f"c{number}": rank for rank, number in enumerate(vote.ranking, 1)}
            body = urlencode({**vote.form, **ranks})
            status, headers, _ = self.ask("POST", vote, body)
        except (OSError, http.client.HTTPException):
            return False
        return status == 302 and headers["Location"].endswith("/voted")

    def fetch(self, vote: Vote) -> None:
        status, headers, page = self.ask("GET", vote)
        if status != 200:
            raise http.client.HTTPException(status)
        vote.token = SimpleCookie(headers["Set-Cookie"])["csrf"].value
        vote.form = Hidden(page).fields

    def ask(self, method: str, vote: Vote, body: str | None = None):
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": vote.cookies,
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            connection.request(method, self.path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A folder and a database of its own, of the kind that the suite runs on."""
    own = {
        **os.environ,
        "ARTICULATOR_VAR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "articulator.site.settings",
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "src"))),
    }
    given = os.environ.get("ARTICULATOR_DATABASE", "")
    if not given:
        yield own
        return
    with own_database(given) as url:
        yield {**own, "ARTICULATOR_DATABASE": url}


@contextmanager
def own_database(given: str) -> Iterator[str]:
    url, name = urlsplit(given), f"killed_{uuid.uuid4().hex[:8]}"
    server = {
        "host": url.hostname or os.environ["ARTICULATOR_DATABASE_SOCKET"],
        "user": url.username, "password": url.password, "port": url.port,
        "dbname": url.path.lstrip("/"),
    }  # fmt: skip
    with psycopg.connect(**server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        try:
            yield url._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def booth(command: str, environment: dict[str, str]) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "tests.identity.elections.booth", command],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_no_acknowledged_vote_is_lost_or_doubled_by_kill_9(environment):
    ready = booth("prepare", environment)
    numbers = range(1, len(CANDIDATES) + 1)
    rankings = list(islice(permutations(numbers), VOTERS))  # each voter's own, to tell them apart
    poll = Poll(Server(environment), f"/identity/elections/{ready['election']}/vote")
    for session, ranking in zip(ready["sessions"], rankings, strict=True):
        poll.waiting.put(Vote(session, ranking))
    deadline = time.monotonic() + PATIENCE
    poll.server.start()
    try:
        with ThreadPoolExecutor(CLIENTS) as pool:
            clients = [pool.submit(poll.client, deadline) for _ in range(CLIENTS)]
            while len(poll.acknowledged) < KILLED_AFTER and time.monotonic() < deadline:
                time.sleep(0.005)
            poll.server.kill()
            before = set(poll.acknowledged)
            assert before <= set(booth("report", environment)["keys"])
            poll.server.start()
            for client in clients:
                client.result()
    finally:
        poll.server.kill()
    found = booth("report", environment)
    assert KILLED_AFTER <= len(before) < VOTERS == len(poll.acknowledged)
    assert poll.sent_again > 0  # the kill did hit votes under way
    assert sorted(found["keys"]) == sorted(poll.acknowledged)
    assert sorted(map(tuple, found["rankings"])) == rankings
    assert found["marks"] == VOTERS
    assert found["faults"] == []

"""Let 500 phones follow one evening: how soon do they see a press, how soon comes a whole page.

    PYTHONPATH=src python benchmarks/live.py [--phones 500] [--seconds 40] [--every 1.6] [--streams]

Starts the server as `articulator serve` does (two web processes) on SQLite in a folder of its own,
draws up an evening, lets so many phones ask in the rhythm of `live.js`, and presses at a helper's
desk every few seconds. Server and phones share the machine, which the result says. `--streams` asks
beside it how many phones get a first event within ten seconds on connections that stay open.
"""

import argparse
import asyncio
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
PORT = 8765
ADDRESS = f"http://127.0.0.1:{PORT}/operations/steps/"
UPDATE, PAGE = 2.0, 1.0  # seconds, p95

EVENING = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from articulator.identity.bodies import acts as bodies
from articulator.kernel import clock
from articulator.kernel.models import Person, Unit
from articulator.operations.steps import acts
from articulator.operations.steps.catalogue import kits
unit = Unit(level="party", name="Room", slug="room")
ada = Person(name="Ada", email="ada@example.org")
ada.set_unusable_password()
bodies.found(None, unit, ada)
kit = kits()["world-cafe-90"]
order = acts.draw_up(ada, Unit.objects.get(), kit, "The room", clock.now())
acts.start(ada, order)
desk = acts.lend(ada, order, "A laptop")
print(order.pk, desk.token)
"""
STREAM = """
import time
def application(environ, start):
    start("200 OK", [("Content-Type", "text/event-stream")])
    def events():
        for _ in range(600):
            yield b"data: 1\\n\\n"
            time.sleep(0.1)
    return events()
"""


type Link = tuple[asyncio.StreamReader, asyncio.StreamWriter]
type Answer = tuple[int, dict[str, list[str]], bytes]


def environment(folder: str) -> dict[str, str]:
    return {
        **os.environ, "ARTICULATOR_VAR": folder, "PYTHONPATH": f"{SOURCE}{os.pathsep}{folder}",
        "DJANGO_SETTINGS_MODULE": "articulator.site.settings",
    }  # fmt: skip


@contextmanager
def served(application: str, folder: str) -> Iterator[None]:
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers",
        "2", "--blocking-threads", "4", "--no-ws", "--log-level", "error", application,
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment(folder))
    try:
        until_open()
        yield
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()


def until_open() -> None:
    """Wait until both processes answer: thirty new connections in a row, each within a second."""
    quick, end = 0, time.monotonic() + 90
    while quick < 30:
        assert time.monotonic() < end, "the server did not open in time"
        sent = time.monotonic()
        with suppress(OSError), urllib.request.urlopen(ADDRESS, timeout=10) as answer:
            answer.readline()
            quick = quick + 1 if time.monotonic() - sent < 1 else 0
        time.sleep(0.05)


async def ask(link: Link, path: str, more: str = "", method: str = "GET", body: str = "") -> Answer:
    """One question on a connection that stays open; status, headers, body."""
    reader, writer = link
    size = f"Content-Length: {len(body)}\r\n" if body else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n{more}{size}\r\n"
    writer.write((head + body).encode())
    status = int((await reader.readline()).split()[1])
    headers: dict[str, list[str]] = {}
    while (line := await reader.readline()) not in {b"\r\n", b""}:
        name, _, value = line.decode().partition(":")
        headers.setdefault(name.lower(), []).append(value.strip())
    if "chunked" in headers.get("transfer-encoding", []):
        return status, headers, await chunks(reader)
    return status, headers, await reader.readexactly(int(headers.get("content-length", ["0"])[0]))


async def chunks(reader: asyncio.StreamReader) -> bytes:
    found = b""
    while size := int(await reader.readline(), 16):
        found += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return found


@dataclass
class Room:
    """What is asked of a room, and what was seen in it."""

    order: str
    token: str
    every: float
    until: float
    seen: list[dict[int, float]] = field(default_factory=list)  # by phone: when it saw a version
    took: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    pressed: dict[int, float] = field(default_factory=dict)
    failed: int = 0

    @property
    def is_open(self) -> bool:
        return time.monotonic() < self.until

    def delays(self) -> tuple[list[float], int]:
        """From each press until each phone saw it; and how often one never did."""
        found, lost = list[float](), 0
        for version, sent in self.pressed.items():
            for versions in self.seen:
                later = [at for known, at in versions.items() if known >= version]
                lost += not later
                found += [min(later) - sent] if later else []
        return found, lost


async def phone(room: Room) -> None:
    """Asks in the rhythm of live.js; notes when it saw which version first."""
    await asyncio.sleep(random.random() * room.every)
    mark, link = "", None
    versions: dict[int, float] = {}
    room.seen.append(versions)
    while room.is_open:
        sent = time.monotonic()
        try:
            link = link or await asyncio.open_connection("127.0.0.1", PORT)
            path = f"/operations/steps/{room.order}/pulse/phone?seen={mark}"
            status, headers, _ = await asyncio.wait_for(ask(link, path), 5)
            room.took.append(time.monotonic() - sent)
            if status == 200:
                mark = headers["x-mark"][0]
                versions.setdefault(int(mark.partition(".")[0]), time.monotonic())
        except (OSError, TimeoutError, ValueError, IndexError, asyncio.IncompleteReadError):
            room.failed += 1
            link = None
        await asyncio.sleep(room.every * (0.85 + random.random() * 0.3))


async def desk(room: Room) -> None:
    """Gives one more minute every four seconds; notes when the press was answered."""
    link = await asyncio.open_connection("127.0.0.1", PORT)
    cookie = f"Cookie: helper_desk={room.token}\r\n"
    _, headers, page = await ask(link, f"/operations/steps/{room.order}/desk", cookie)
    found = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found, "the desk has forms"
    csrf = found[1].decode()
    jar = "; ".join(one.partition(";")[0] for one in headers["set-cookie"])
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    more = f"Cookie: helper_desk={room.token}; {jar}\r\n{form}"
    version = 2
    for minutes in range(1, 200):
        await asyncio.sleep(4)
        if time.monotonic() > room.until - 4:
            return
        body = f"csrfmiddlewaretoken={csrf}&do=give&at=1&to={minutes}"
        sent = time.monotonic()
        link = await asyncio.open_connection("127.0.0.1", PORT)
        path = f"/operations/steps/{room.order}/press"
        status, *_ = await asyncio.wait_for(ask(link, path, more, "POST", body), 20)
        assert status == 302, status
        version += 1
        room.pressed[version] = sent


async def reader_of_pages(room: Room) -> None:
    """Loads the whole page again and again, as somebody does who comes late."""
    while room.is_open:
        sent = time.monotonic()
        with suppress(OSError, TimeoutError):
            link = await asyncio.open_connection("127.0.0.1", PORT)
            status, *_ = await asyncio.wait_for(ask(link, f"/operations/steps/{room.order}"), 10)
            assert status == 200, status
            link[1].close()
            room.pages.append(time.monotonic() - sent)
        await asyncio.sleep(0.5)


async def evening(room: Room, phones: int) -> None:
    await asyncio.gather(*(phone(room) for _ in range(phones)), desk(room), reader_of_pages(room))


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)] if values else float("nan")


async def streams(many: int) -> int:
    """How many connections that stay open get anything within ten seconds."""

    async def one() -> bool:
        with suppress(OSError, TimeoutError, asyncio.IncompleteReadError):
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n\r\n".encode())
            return bool(await asyncio.wait_for(reader.readuntil(b"data: 1"), 10))
        return False

    return sum(await asyncio.gather(*(one() for _ in range(many))))


def told(room: Room, said: argparse.Namespace, before: float) -> None:
    delays, lost = room.delays()
    print(
        f"{os.cpu_count()} cores, load before {before:.1f}; {said.phones} phones, "
        f"{len(room.took) / said.seconds:.0f} questions a second, {len(room.pressed)} presses, "
        f"{room.failed} questions failed, {lost} presses not seen"
    )
    for name, values in {"update": delays, "question": room.took, "page": room.pages}.items():
        if values:
            middle = sorted(values)[len(values) // 2]
            print(f"{name:9} p50 {middle:.3f} s   p95 {p95(values):.3f} s   ({len(values)})")
    reached = p95(delays) <= UPDATE and p95(room.pages) <= PAGE and not lost
    print(json.dumps({"update": p95(delays), "page": p95(room.pages), "reached": reached}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--every", type=float, default=1.6)
    parser.add_argument("--streams", action="store_true")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="articulator-live-") as folder:
        made = subprocess.run(
            [sys.executable, "-c", EVENING], env=environment(folder), check=True,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        order, token = made.stdout.split()[-2:]
        with served("articulator.site.wsgi:application", folder):
            before = os.getloadavg()[0]
            room = Room(order, token, said.every, time.monotonic() + said.seconds)
            asyncio.run(evening(room, said.phones))
        told(room, said, before)
        if said.streams:
            (Path(folder) / "stream.py").write_text(STREAM, encoding="utf-8")
            with served("stream:application", folder):
                print(
                    f"streams with an event within ten seconds: {asyncio.run(streams(said.phones))}"
                )


if __name__ == "__main__":
    main()

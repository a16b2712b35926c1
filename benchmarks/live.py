"""A room of 500 phones on one evening: how soon do they see a press, how soon a whole page?

    PYTHONPATH=src python benchmarks/live.py [--phones 500] [--seconds 40] [--every 1.6] [--streams]

Starts the server as `articulator serve` does (two web processes) on SQLite in a folder of its own,
draws up an evening, lets so many phones ask in the rhythm of `live.js`, and presses at a helper's
desk every few seconds. Server and phones share the machine, which the result says. `--streams` asks
beside it how many phones the same server could hold on connections that stay open.
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
from contextlib import contextmanager, suppress
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
PORT = 8765
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


def environment(folder):
    return {
        **os.environ, "ARTICULATOR_VAR": folder, "PYTHONPATH": f"{SOURCE}{os.pathsep}{folder}",
        "DJANGO_SETTINGS_MODULE": "articulator.site.settings",
    }  # fmt: skip


@contextmanager
def served(application, folder):
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORT), "--workers",
        "2", "--blocking-threads", "4", "--no-ws", "--log-level", "error", application,
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment(folder))
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


async def ask(reader, writer, path, more="", method="GET", body=""):
    """One question on a connection that stays open; status, headers, body."""
    size = f"Content-Length: {len(body)}\r\n" if body else ""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n{more}{size}\r\n"
    writer.write((head + body).encode())
    status = int((await reader.readline()).split()[1])
    headers = {}
    while (line := await reader.readline()) not in {b"\r\n", b""}:
        name, _, value = line.decode().partition(":")
        headers.setdefault(name.lower(), []).append(value.strip())
    if "chunked" in headers.get("transfer-encoding", []):
        return status, headers, await chunks(reader)
    return status, headers, await reader.readexactly(int(headers.get("content-length", ["0"])[0]))


async def chunks(reader):
    found = b""
    while size := int(await reader.readline(), 16):
        found += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return found


async def phone(order, every, until, seen, took, failed):
    """Asks in the rhythm of live.js; notes when it saw which version first."""
    await asyncio.sleep(random.random() * every)
    mark, versions, link = "", {}, None
    seen.append(versions)
    while time.monotonic() < until:
        sent = time.monotonic()
        try:
            link = link or await asyncio.open_connection("127.0.0.1", PORT)
            path = f"/operations/steps/{order}/pulse/phone?seen={mark}"
            status, headers, _ = await asyncio.wait_for(ask(*link, path), 5)
            took.append(time.monotonic() - sent)
            if status == 200:
                mark = headers["x-mark"][0]
                versions.setdefault(int(mark.partition(".")[0]), time.monotonic())
        except (OSError, TimeoutError, ValueError, IndexError, asyncio.IncompleteReadError):
            failed.append(sent)
            link = None
        await asyncio.sleep(every * (0.85 + random.random() * 0.3))


async def desk(order, token, until, pressed):
    """Gives one more minute every four seconds; notes when the press was answered."""
    link = await asyncio.open_connection("127.0.0.1", PORT)
    cookie = f"Cookie: helper_desk={token}\r\n"
    _, headers, page = await ask(*link, f"/operations/steps/{order}/desk", cookie)
    csrf = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page)[1].decode()
    jar = "; ".join(one.partition(";")[0] for one in headers["set-cookie"])
    more = f"Cookie: helper_desk={token}; {jar}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    version = 2
    for minutes in range(1, 200):
        await asyncio.sleep(4)
        if time.monotonic() > until - 4:
            return
        body = f"csrfmiddlewaretoken={csrf}&do=give&at=1&to={minutes}"
        sent = time.monotonic()
        link = await asyncio.open_connection("127.0.0.1", PORT)
        path = f"/operations/steps/{order}/press"
        status, *_ = await asyncio.wait_for(ask(*link, path, more, "POST", body), 20)
        assert status == 302, status
        version += 1
        pressed[version] = (sent, time.monotonic())


async def reader_of_pages(order, until, pages):
    """Loads the whole page again and again, as somebody does who comes late."""
    while time.monotonic() < until:
        sent = time.monotonic()
        with suppress(OSError, TimeoutError):
            link = await asyncio.open_connection("127.0.0.1", PORT)
            status, *_ = await asyncio.wait_for(ask(*link, f"/operations/steps/{order}"), 10)
            assert status == 200, status
            link[1].close()
            pages.append(time.monotonic() - sent)
        await asyncio.sleep(0.5)


async def room(order, token, said):
    until = time.monotonic() + said.seconds
    seen, took, failed, pressed, pages = [], [], [], {}, []
    phones = (phone(order, said.every, until, seen, took, failed) for _ in range(said.phones))
    await asyncio.gather(
        *phones, desk(order, token, until, pressed), reader_of_pages(order, until, pages)
    )
    delays, lost = [], 0
    for version, (sent, _) in pressed.items():
        for versions in seen:
            later = [at for known, at in versions.items() if known >= version]
            lost += not later
            delays += [min(later) - sent] if later else []
    return delays, took, pages, len(pressed), lost, len(failed)


def p95(values):
    return sorted(values)[int(len(values) * 0.95)] if values else float("nan")


async def streams(many):
    """How many connections that stay open get anything within ten seconds."""
    async def one():
        with suppress(OSError, TimeoutError):
            reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
            writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{PORT}\r\n\r\n".encode())
            return bool(await asyncio.wait_for(reader.readline(), 10))
        return False

    return sum(await asyncio.gather(*(one() for _ in range(many))))


def main():
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
            time.sleep(5)
            before = os.getloadavg()[0]
            delays, took, pages, presses, lost, failed = asyncio.run(room(order, token, said))
        print(f"{os.cpu_count()} cores, load before {before:.1f}; {said.phones} phones, "
              f"{len(took) / said.seconds:.0f} questions a second, {presses} presses, "
              f"{failed} questions failed, {lost} presses not seen")
        rows = {"update": delays, "question": took, "page": pages}
        for name, values in rows.items():
            print(f"{name:9} p50 {sorted(values)[len(values) // 2]:.3f} s   p95 {p95(values):.3f} s"
                  f"   worst {max(values):.3f} s   ({len(values)})")
        good = p95(delays) <= UPDATE and p95(pages) <= PAGE and not lost
        print(json.dumps({"update_p95": p95(delays), "page_p95": p95(pages), "reached": good}))
        if said.streams:
            (Path(folder) / "stream.py").write_text(STREAM)
            with served("stream:application", folder):
                time.sleep(3)
                print(f"open streams that are served: {asyncio.run(streams(said.phones))}")


if __name__ == "__main__":
    main()

"""Phones as real processes against a real server, all of them killed again and again (check 2).

The test of the suite lets a few phones do it, `benchmarks/fieldwork.py` a hundred.
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
PHONE = Path(__file__).with_name("phone_process.py")
DAY = 86_400
AT_WORK, KILLS = 8, 40  # phones at a time; how often something is killed in the whole
AHEAD = (0, 0, 90, -3 * DAY, 3 * DAY, -40 * DAY, 365 * DAY)  # seconds by which clocks are wrong

PREPARE = """
import json, sys
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.conf import settings
from articulator.kernel import clock
from articulator.kernel.cookies import new_token
from articulator.operations.fieldwork import acts, keys
from articulator.operations.fieldwork.models import Packet
from tests.identity.elections import scene
from tests.operations.fieldwork.scene import opened
from tests.people import NOON, person
with clock.at(NOON):
    scene.found()
    turf = opened("Mill Lane: 1-100", "Harbour Row: 1-100")
places = [str(key) for key in turf.places.values_list("pk", flat=True)]
packets = []
for number in range(int(sys.argv[1])):
    public, private = keys.new_pair()
    made = Packet.objects.create(
        turf=turf, carrier=f"Phone {number}", public=public, private=private,
        expires_at=clock.now() + acts.WEEK,
    )
    token = new_token()
    acts.claim(None, made, token)
    packets.append({"packet": str(made.pk), "public": public, "token": token,
                    "path": keys.walk_path(made) + "send"})
print(json.dumps({"places": places, "packets": packets}))
"""
COUNT = """
import json
import django; django.setup()
from collections import Counter
from articulator.intelligence.listening.models import AnswerSet, Text
from articulator.operations.fieldwork.models import Held, Packet, Receipt, Visit
texts = Text.objects.by_rule("a test").values_list("words", "supporters")
packets = Packet.objects.by_rule("a test").values_list("ahead", flat=True)
print(json.dumps({
    "visits": Visit.objects.by_rule("a test").count(),
    "answers": AnswerSet.objects.by_rule("a test").count(),
    "receipts": Receipt.objects.count(),
    "held": Held.objects.by_rule("a test").count(),
    "words": sorted(words for words, _ in texts),
    "most": max(number for _, number in texts),
    "ahead": list(packets),
}))
"""


type Process = subprocess.Popen[bytes]
type Said = dict[str, Any]


@dataclass
class Told:
    """What came of it."""

    talks: set[str]
    found: Said
    kills: int
    seconds: float


@dataclass
class Server:
    """The web processes, started and killed as one group, on the same port each time."""

    environment: dict[str, str]
    port: int = 0
    process: Process | None = None

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


def run(
    environment: dict[str, str], folder: Path, phones: int, talks: int, patience: float
) -> Told:
    """Let the phones hear their talks while they and the server are killed; count afterwards."""
    prepared = _script(environment, PREPARE, str(phones))
    folders = [_phone(folder / f"phone{n}", n, key, prepared["places"], talks)
               for n, key in enumerate(prepared["packets"])]  # fmt: skip
    said = {talk["answers"]["said"]["answers"]["q1"]
            for one in folders for talk in json.loads((one / "plan.json").read_text())}  # fmt: skip
    server, started = Server(environment), time.monotonic()
    server.start()
    try:
        kills = _until_finished(server, environment, folders, started + patience)
    finally:
        server.kill()
    seconds = time.monotonic() - started
    return Told(said, _script(environment, COUNT), kills, seconds)


def _script(environment: dict[str, str], text: str, *words: str) -> Said:
    done = subprocess.run(
        [sys.executable, "-c", text, *words], env=environment, cwd=ROOT, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    said: Said = json.loads(done.stdout.splitlines()[-1])
    return said


def _phone(folder: Path, number: int, key: Said, places: list[str], talks: int) -> Path:
    for name in ("sealed", "sent"):
        (folder / name).mkdir(parents=True)
    key["ahead"] = AHEAD[number % len(AHEAD)]
    (folder / "key.json").write_text(json.dumps(key))
    plan = [_talk(number, n, places[(number * talks + n) % len(places)]) for n in range(talks)]
    (folder / "plan.json").write_text(json.dumps(plan))
    return folder


def _talk(phone: int, number: int, place: str) -> Said:
    said = {"q1": f"Worry {number} of phone {phone}"}
    visit = {"kind": "visit", "place": place, "outcome": "spoke"}
    answers = {"kind": "answers", "place": place, "answers": said, "thread": ""}
    return {
        "visit": {"id": str(uuid.uuid4()), "said": visit},
        "answers": {"id": str(uuid.uuid4()), "said": answers},
    }


def _until_finished(
    server: Server, environment: dict[str, str], folders: list[Path], end: float
) -> int:
    """Keep at most eight phones at work; kill one whenever some talks more are in, or the server.

    By what is done, not by the clock: on a slow machine nothing would ever be done between kills.
    """
    luck = random.Random(7)
    running: dict[Path, Process] = {}
    step = max(1, sum(_planned(one) for one in folders) // KILLS)
    kills = 0
    try:
        while open_ones := [one for one in folders if not (one / "finished").exists()]:
            assert time.monotonic() < end, f"{len(open_ones)} phones did not finish in time"
            _keep_running(running, open_ones, server, environment)
            if _sent(folders) >= (kills + 1) * step:
                kills += 1
                time.sleep(luck.uniform(0, 0.3))
                _kill(luck, running, server, whole=kills % 5 == 0)
            time.sleep(0.05)
    finally:
        for process in running.values():
            process.kill()
            process.wait(10)
    return kills


def _planned(folder: Path) -> int:
    return len(json.loads((folder / "plan.json").read_text()))


def _sent(folders: list[Path]) -> int:
    return sum(len(list((one / "sent").iterdir())) for one in folders)


def _keep_running(
    running: dict[Path, Process], wanted: list[Path], server: Server, environment: dict[str, str]
) -> None:
    for folder in [one for one, process in running.items() if process.poll() is not None]:
        del running[folder]
    for folder in wanted:
        if len(running) < AT_WORK and folder not in running:
            command = [sys.executable, str(PHONE), str(folder), f"http://127.0.0.1:{server.port}"]
            running[folder] = subprocess.Popen(command, env=environment, cwd=ROOT)


def _kill(
    luck: random.Random, running: dict[Path, Process], server: Server, *, whole: bool
) -> None:
    if whole:
        server.kill()
        server.start()
    elif running:
        process = luck.choice(list(running.values()))
        process.kill()
        process.wait(10)

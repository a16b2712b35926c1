"""A phone as a process of its own: it seals, it keeps files, it is killed and begins again.

    python phone_process.py FOLDER ADDRESS

`plan.json` in the folder says what it will hear; `key.json` its cookie, packet and public key. A
talk that is sealed is one file (`sealed/`), moved into place whole as IndexedDB writes it whole;
taken in, it moves on (`sent/`). No Django here: what a phone knows is what it was given.
"""

import json
import os
import random
import sys
import time
import urllib.error
import urllib.request
from base64 import b64encode, urlsafe_b64decode
from pathlib import Path

from articulator.methods.envelope import seal

TALKS_AT_ONCE = 12
PATIENCE = 0.2  # seconds between tries


class Phone:
    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address
        self.key = json.loads((folder / "key.json").read_text())
        self.sealed, self.sent = folder / "sealed", folder / "sent"
        self.luck = random.Random()

    def now(self) -> int:
        return round((time.time() + self.key["ahead"]) * 1000)

    def run(self) -> None:
        for talk in json.loads((self.folder / "plan.json").read_text()):
            name = talk["answers"]["id"]
            if not (self.sealed / name).exists() and not (self.sent / name).exists():
                self.hear(name, talk)
            if self.luck.random() < 0.2:
                self.send()
        while list(self.sealed.iterdir()):
            self.send()
        (self.folder / "finished").touch()

    def hear(self, name: str, talk: dict) -> None:
        """Seal a talk. A phone that dies before the last line has not heard it."""
        parts = {one["id"]: self.envelope(one["id"], one["said"]) for one in talk.values()}
        half = self.folder / "half"
        half.write_text(json.dumps(parts))
        half.replace(self.sealed / name)

    def envelope(self, key: str, said: dict) -> str:
        about = f"{self.key['packet']} {key}".encode()
        text = json.dumps({**said, "at": self.now()}).encode()
        to = urlsafe_b64decode(self.key["public"])
        return b64encode(seal(text, to, about, os.urandom(32), os.urandom(12))).decode()

    def send(self) -> None:
        """One message; what the server names moves on. Now and then its answer is lost."""
        files = list(self.sealed.iterdir())
        self.luck.shuffle(files)
        talks = {one: json.loads(one.read_text()) for one in files[:TALKS_AT_ONCE]}
        items = [
            {"id": key, "envelope": text} for one in talks.values() for key, text in one.items()
        ]
        self.luck.shuffle(items)
        try:
            said = self.post({"now": self.now(), "waiting": len(files), "items": items})
        except (OSError, ValueError):
            time.sleep(PATIENCE)
            return
        if self.luck.random() < 0.1:
            return  # it never arrived: all of it is sent again
        known = {*said["taken"], *said["held"]}
        for one, parts in talks.items():
            if parts.keys() <= known:
                one.replace(self.sent / one.name)

    def post(self, said: dict) -> dict:
        headers = {"Content-Type": "application/json", "Cookie": f"packet={self.key['token']}"}
        body = json.dumps(said).encode()
        request = urllib.request.Request(self.address + self.key["path"], body, headers)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())


if __name__ == "__main__":
    Phone(Path(sys.argv[1]), sys.argv[2]).run()

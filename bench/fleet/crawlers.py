"""The crawling processes of the trial: `xabar schedule`, each in a group of its own, so that one signal ends its runs too."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

# No visits at night, and turns so short that every site comes several times during the trial.
SCHEDULE: Final = ("schedule", "--every", "20s")
XABAR: Final = (sys.executable, "-P", "-c", "from xabar.cli import main; main(prog_name='xabar')")


@dataclass(slots=True)
class Crawler:
    """One scheduler with a data folder of its own, as on a machine of its own."""

    folder: Path
    environment: Mapping[str, str]
    options: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    starts: int = 0

    def start(self) -> None:
        """Start it, for the first time or again. What it says goes to a file of the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.starts += 1
        with (self.folder / f"log-{self.starts}.txt").open("wb") as log:
            self.process = subprocess.Popen(
                [*XABAR, *SCHEDULE, *self.options],
                stdout=log,
                stderr=log,
                env={**self.environment, "XABAR_DATA": str(self.folder / "data")},
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and all its runs at once, as a power cut would."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        for run in _orphans(self.folder):
            with suppress(ProcessLookupError):
                os.kill(run, signal.SIGKILL)
        self.process.wait()

    def end(self) -> int:
        """Ask it to end, and return its exit code."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(180)


def _orphans(folder: Path) -> list[int]:
    """Return the processes that work in a crawler's folder: its runs, which may have sessions of their own."""
    wanted = f"XABAR_DATA={folder / 'data'}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                if wanted in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
    return found

"""What a program costs that is run as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of a process with its threads and the processes it started, and its largest resident size in MB."""

    seconds: float
    peak: float


def measure(module: str, program: str, *arguments: object) -> Cost:
    """Run `python -m MODULE PROGRAM ARGUMENTS…` to its end. Raise RuntimeError if it fails."""
    process = subprocess.Popen([sys.executable, "-m", module, program, *map(str, arguments)])
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{program} ended with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

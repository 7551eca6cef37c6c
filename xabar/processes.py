"""Processes of this machine: which one this is, whether one that is named has ended, and an end together with another.

Only Linux tells all of it. Elsewhere a process has no name here, and what is unknown is left to time.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from functools import cache
from pathlib import Path
from typing import Final

PR_SET_PDEATHSIG: Final = 1  # prctl(2)
_STARTED: Final = 19  # of the fields of /proc/PID/stat behind the name: proc(5), starttime


def this_process() -> str | None:
    """Return a name that no other process ever has: of the boot, the name space, the pid and the start. None if unknown."""
    return _name(os.getpid())


def has_ended(name: str | None) -> bool:
    """Return whether the process of that name has surely ended. False also means that it cannot be told from here."""
    scope = _scope()
    if name is None or scope is None or not name.startswith(scope):
        return False  # of another machine, another boot or another container
    pid = name.removeprefix(scope).partition(":")[0]
    return pid.isdecimal() and _name(int(pid)) != name


def _name(pid: int) -> str | None:
    scope = _scope()
    if scope is None:
        return None
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = stat.rpartition(")")[2].split()
    return None if fields[0] in "ZX" else f"{scope}{pid}:{fields[_STARTED]}"


@cache
def _scope() -> str | None:
    """Return what all processes that can see each other's pids have in common."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}:{Path('/proc/self/ns/pid').readlink()}:"
    except OSError:
        return None


def end_with_parent(parent: int) -> None:
    """Let the system end this process as SIGTERM does when its parent ends, even by kill -9 (prctl(2))."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before that
        os.kill(os.getpid(), signal.SIGTERM)

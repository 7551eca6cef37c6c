"""Workers that are forked where all is imported, because imports take each of them most of a second of CPU time.

What they run and what a task may take are the same. How Python starts them is the matter of tests/workers/, and of each test
that starts its process by `subprocess`.
"""

from __future__ import annotations

import subprocess
from typing import Final, cast

from tests import fork_server
from xabar.workers import pool

start_by_python: Final = pool.start_process
# The libraries of the whole project reserve more addresses than a worker may have: its bound counts from there.
_WORKER: Final = """
import resource, sys
from pathlib import Path
from xabar.workers.process import main
sizes = Path("/proc/self/statm")
loaded = int(sizes.read_text().split()[0]) * resource.getpagesize() if sizes.exists() else 0
main(int(sys.argv[1]), float(sys.argv[2]), loaded + int(sys.argv[3]))
"""


def install() -> None:
    """Fork the workers that this process starts from now on."""
    pool.start_process = fork_worker


def fork_worker(descriptor: int, seconds: float, memory: int) -> subprocess.Popen[bytes]:
    """Do what `start_process` does."""
    forked = fork_server.Process(
        _WORKER,
        seconds,
        memory,
        env=pool.worker_environment(),
        out=(pool.STDERR, pool.STDERR),
        pass_fds=(descriptor,),
    )
    return cast("subprocess.Popen[bytes]", forked)  # it has what a worker uses of it

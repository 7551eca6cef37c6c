"""Workers that are forked where all is imported, because imports take each of them most of a second of CPU time.

What they run, and their limits, are the same. How Python starts them is the matter of tests/workers/, and of each test
that starts its process by `subprocess`.
"""

from __future__ import annotations

import subprocess
from typing import Final, cast

from tests import fork_server
from xabar.workers import pool

start_by_python: Final = pool.start_process
_WORKER: Final = """
import sys
from xabar.workers.process import main
main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
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

"""What a worker process runs: `python -m xabar.workers.process DESCRIPTOR SECONDS BYTES`.

DESCRIPTOR is the worker's end of a pipe, through which tasks come and answers go. The worker ends when the other end
is closed and, on Linux, when the thread that started it ends, however that happens. The kernel ends a worker whose
task takes more than SECONDS of CPU, whatever C code it is in. On Linux BYTES bound its memory.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import resource
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Final

from xabar.processes import PR_SET_PDEATHSIG
from xabar.workers.answers import is_value

EXHAUSTED: Final = 3  # exit status after a task that needed more memory than there may be


def main(descriptor: int, seconds: float, memory: int) -> None:
    """Answer tasks until the other end of the pipe is closed."""
    _prepare(memory)
    is_new = True
    with Connection(descriptor) as pipe, suppress(EOFError):
        while True:
            task, *large = [pipe.recv_bytes() for _ in range(int(pipe.recv_bytes()))]
            signal.setitimer(signal.ITIMER_PROF, seconds)
            answer = _answer(task, large)
            signal.setitimer(signal.ITIMER_PROF, 0)
            pipe.send_bytes(answer)
            if is_new:
                gc.freeze()  # what the first task has loaded stays, and need not be looked through for garbage
                is_new = False


def _prepare(memory: int) -> None:
    os.nice(10)  # the crawl's own process must not wait for a core
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(
            number, signal.SIG_IGN
        )  # they are meant for the crawl, which first stores what it has begun
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # other systems have neither
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(task: bytes, large: Sequence[bytes]) -> bytes:
    """Return (True, what the function returned) or (False, what it raised), pickled."""
    try:
        function, arguments = pickle.loads(task, buffers=large)
        return pickle.dumps((True, function(*arguments)))
    except MemoryError:
        os._exit(EXHAUSTED)  # nothing can rely on what is left of the heap
    except Exception as error:
        return pickle.dumps((False, error if is_value(type(error)) else RuntimeError(repr(error))))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))

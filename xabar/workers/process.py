"""A process that reads what may take long: `python -m xabar.workers.process SECONDS BYTES`.

Tasks come on the standard input and answers go to the standard output. The end of the input ends the process, and on
Linux so does the end of the crawl, however that ends. A task that takes more CPU than SECONDS is ended by the kernel,
whatever C code it is in; who asked sees the process die. On Linux BYTES bound its memory.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import resource
import signal
import sys
from typing import IO, Any, Final

PR_SET_PDEATHSIG: Final = 1  # prctl(2)
EXHAUSTED: Final = 3  # exit status after a task for which the memory was too small


def main(seconds: float, memory: int) -> None:
    """Answer tasks until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    _prepare(memory)
    while (task := receive(sys.stdin.buffer)) is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        answer = _answer(task)
        signal.setitimer(signal.ITIMER_PROF, 0)
        send(answer, answers)


def send(frame: bytes, stream: IO[bytes]) -> None:
    """Write one frame: its length, then the bytes."""
    stream.write(len(frame).to_bytes(8, "big"))
    stream.write(frame)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next frame; None when the other side is gone."""
    head = stream.read(8)
    size = int.from_bytes(head, "big")
    frame = stream.read(size)
    return frame if len(head) == 8 and len(frame) == size else None


def _prepare(memory: int) -> None:
    os.nice(10)  # the crawl's own process must not wait for a core
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_IGN)  # they are for the crawl, which stores what is under way first
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # others have neither
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(task: bytes) -> bytes:
    """The pickled answer: (True, value), or (False, the exception)."""
    try:
        function, arguments = pickle.loads(task)
        answer: tuple[bool, Any] = (True, function(*arguments))
    except MemoryError:
        os._exit(EXHAUSTED)  # what is left of the heap is good for nothing
    except Exception as error:
        answer = (False, error)
    return pickle.dumps(answer)


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))

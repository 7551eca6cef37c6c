"""A process beside the crawl, which names the page when a library holds the crawl's interpreter.

    python -I -S crawler/witness.py DESCRIPTOR SECONDS

DESCRIPTOR is a shared file: a counter that grows while the interpreter turns, and the pages that were read last. When
the counter has stood still for SECONDS, the process says so once. It ends with its parent.
"""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import sys
import tempfile
import time
from collections import deque
from typing import Final

SIZE: Final = 4096  # bytes of the shared file
LOOK: Final = 1.0  # seconds between two looks at the counter, and at whether the crawl has ended
PAGES: Final = 3  # that are named, the last one first: those that were going to be read, or were received
_COUNTER: Final = struct.Struct("!Q")


class Witness:
    """The crawl's side: it beats while the interpreter turns, and notes the pages."""

    def __init__(self, seconds: float) -> None:
        self._pages: deque[str] = deque(maxlen=PAGES)
        self._beats = 0
        with tempfile.TemporaryFile() as file:
            file.truncate(SIZE)
            self._shared = mmap.mmap(file.fileno(), SIZE)
            command = [sys.executable, "-I", "-S", __file__, str(file.fileno()), str(seconds)]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(file.fileno(),),
                start_new_session=True,  # Ctrl-C is meant for the crawl
            )

    def beat(self) -> None:
        """Show that the interpreter turns."""
        self._beats += 1
        _COUNTER.pack_into(self._shared, 0, self._beats)

    def note(self, page: str) -> None:
        """Note the address of a page that is going to be read."""
        self._pages.append(page)
        text = "\n".join(reversed(self._pages)).encode()[: SIZE - _COUNTER.size]
        self._shared[_COUNTER.size :] = text.ljust(SIZE - _COUNTER.size, b"\0")

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()


def watch(descriptor: int, seconds: float) -> None:
    """Look at the counter until it has stood still for so long, or the crawl has ended."""
    parent = os.getppid()
    with mmap.mmap(descriptor, SIZE, access=mmap.ACCESS_READ) as shared:
        beats, since = -1, time.monotonic()
        while os.getppid() == parent:
            (now,) = _COUNTER.unpack_from(shared)
            if now != beats:
                beats, since = now, time.monotonic()
            elif time.monotonic() - since > seconds:
                pages = shared[_COUNTER.size :].rstrip(b"\0").decode(errors="replace").split("\n")
                said = (
                    f"a library has held the interpreter for {seconds:.0f} s, at one of {', '.join(pages)}\n"
                )
                os.write(2, said.encode())
                return
            time.sleep(min(LOOK, seconds / 5))


if __name__ == "__main__":
    watch(int(sys.argv[1]), float(sys.argv[2]))

"""The process that names the page when a library holds the crawl's interpreter (see `witness`).

    python -I -S crawler/witness_process.py DESCRIPTOR SECONDS

DESCRIPTOR is a shared file: a counter that grows while the interpreter turns, and the pages that were read last. When
the counter has stood still for SECONDS, the process says so once. It ends with its parent.

Every crawl starts it, so it imports little: with what the crawl's side needs, its start took four times the CPU.
"""

from __future__ import annotations

import mmap
import os
import struct
import sys
import time

SIZE = 4096  # bytes of the shared file
LOOK = 1.0  # seconds between two looks at the counter, and at whether the crawl has ended
COUNTER = struct.Struct("!Q")


def watch(descriptor: int, seconds: float) -> None:
    """Look at the counter until it has stood still for so long, or the crawl has ended."""
    parent = os.getppid()
    with mmap.mmap(descriptor, SIZE, access=mmap.ACCESS_READ) as shared:
        beats, since = -1, time.monotonic()
        while os.getppid() == parent:
            (now,) = COUNTER.unpack_from(shared)
            if now != beats:
                beats, since = now, time.monotonic()
            elif time.monotonic() - since > seconds:
                pages = shared[COUNTER.size :].rstrip(b"\0").decode(errors="replace").split("\n")
                said = (
                    f"a library has held the interpreter for {seconds:.0f} s, at one of {', '.join(pages)}\n"
                )
                os.write(2, said.encode())
                return
            time.sleep(min(LOOK, seconds / 5))


if __name__ == "__main__":
    watch(int(sys.argv[1]), float(sys.argv[2]))

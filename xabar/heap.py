"""What this program asks of glibc's malloc. Elsewhere, each of these does nothing."""

from __future__ import annotations

import ctypes
import sys
from functools import cache
from typing import Final

# Parameters of mallopt, by their numbers in malloc.h.
_TRIM_THRESHOLD: Final = -1
_MMAP_THRESHOLD: Final = -3
_ARENA_MAX: Final = -8


def set_up_heap() -> None:
    """Let all threads share two pools of memory, keep what a page needed, and give back what the index needed.

    By default each of the index's short-lived threads gets a pool of its own, which keeps what was freed: that
    doubled the peak of a long crawl. And the tree of a page is given back to the system and asked for again with every
    page, 45 pages of memory each time, which took 40 % of the time for parsing. But the pieces of a commit, 1 MB each,
    are taken from the pools as soon as one was freed, and stay there.
    """
    if (libc := _glibc()) is not None:
        libc.mallopt(_ARENA_MAX, 2)
        libc.mallopt(_TRIM_THRESHOLD, 16 * 2**20)
        libc.mallopt(_MMAP_THRESHOLD, 512 * 2**10)


def give_back_heap() -> None:
    """Give the system what is free in all pools, also between what is in use, in about 3 ms.

    What one pool keeps no other can use: call this before work that needs much memory in another thread.
    """
    if (libc := _glibc()) is not None:
        libc.malloc_trim(0)


@cache
def _glibc() -> ctypes.CDLL | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None

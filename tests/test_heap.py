"""What is asked of glibc's malloc: memory that is free between what is in use goes back to the system."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from xabar.heap import give_back_heap


def resident() -> int:
    """Return the pages of memory that this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows the pages of a process so")
def test_what_is_free_between_what_is_in_use_is_given_back() -> None:
    blocks = [bytearray(b"x" * 100_000) for _ in range(200)]
    held = blocks[::10]  # every tenth stays, so that no end of the heap is free
    del blocks
    before = resident()
    give_back_heap()
    assert (before - resident()) * 4096 > 10_000_000
    assert len(held) == 20

"""What is asked of glibc's malloc, and of the garbage collector."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from xabar.heap import SELDOM, give_back_heap, seldom_collected


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


def test_the_collector_has_its_usual_pace_again_whatever_happened() -> None:
    usual = gc.get_threshold()

    @seldom_collected()
    def fail() -> None:
        assert gc.get_threshold() == SELDOM
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert gc.get_threshold() == usual

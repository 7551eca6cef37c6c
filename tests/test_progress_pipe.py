"""A run tells that something moves: seldom, and without ever waiting for the reader."""

from __future__ import annotations

import os

from xabar.progress_pipe import ProgressPipe


def test_it_tells_once_a_second_at_most() -> None:
    ours, theirs = os.pipe()
    pipe = ProgressPipe(theirs)
    for _ in range(100):
        pipe.tell()
    os.close(theirs)
    assert os.read(ours, 100) == b"."
    os.close(ours)


def test_a_reader_that_is_gone_or_does_not_read_stops_nothing() -> None:
    ours, theirs = os.pipe()
    os.set_blocking(theirs, False)
    os.write(theirs, b"." * 2**20)
    ProgressPipe(theirs).tell()
    os.close(ours)
    ProgressPipe(theirs).tell()
    os.close(theirs)

"""Tantivy's panics: each is raised as an exception, so the lines that Rust prints of it on its own are not shown."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

logger = logging.getLogger(__name__)

_STDERR: Final = 2
_keeping = Lock()


def is_panic(error: BaseException | None) -> bool:
    """Return whether an exception is a panic of Rust's, a class that PyO3 does not let be imported."""
    return type(error).__name__ == "PanicException"


@contextmanager
def panics_unprinted() -> Iterator[None]:
    """Hold back what is written to the standard error, for a moment: after a panic it goes to the debug log.

    Rust writes past Python, to the file descriptor. What others wrote meanwhile is written afterwards. Where a second
    thread comes here at the same time, and on systems other than Linux, nothing is held back.
    """
    if sys.platform != "linux" or not _keeping.acquire(blocking=False):
        yield
        return
    try:
        with os.fdopen(os.memfd_create("stderr"), "rb") as kept, _redirected(kept.fileno()) as shown:
            try:
                yield
            except BaseException as error:
                if is_panic(error) or is_panic(error.__cause__):
                    logger.debug("tantivy: %s", _take(kept.fileno()).decode(errors="replace").strip())
                raise
            finally:
                os.write(shown, _take(kept.fileno()))
    finally:
        _keeping.release()


@contextmanager
def _redirected(file: int) -> Iterator[int]:
    """Let the standard error go into a file, and yield a descriptor of what it was."""
    shown = os.dup(_STDERR)
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
        os.dup2(file, _STDERR)
        yield shown
    finally:
        os.dup2(shown, _STDERR)
        os.close(shown)


def _take(file: int) -> bytes:
    """Return what a file holds, and empty it."""
    held = os.pread(file, os.fstat(file).st_size, 0)
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    return held

"""Loading Scrapy's downloader without its look at everything that is loaded."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager


def load_downloader() -> None:
    """Load what Scrapy's downloader needs for HTTPS, unless it is loaded.

    It defines three outdated names of classes, and for each reads the source of every caller and asks every module for
    its file, 57 ms in all, to say in which module the class stands. Nothing uses these names, so nothing is told of callers.
    """
    with _callers_unread():
        importlib.import_module("scrapy.core.downloader.contextfactory")


@contextmanager
def _callers_unread() -> Iterator[None]:
    """Let `inspect.stack` answer at once, with frames of which nothing is known."""
    real = inspect.stack
    unknown = inspect.FrameInfo(None, "?", 0, "?", None, None)  # type: ignore[arg-type]
    inspect.stack = lambda context=1: [unknown, unknown]
    try:
        yield
    finally:
        inspect.stack = real

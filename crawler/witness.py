"""A process beside the crawl, which names the page when a library holds the crawl's interpreter."""

from __future__ import annotations

import logging
import mmap
import subprocess
import sys
import tempfile
from collections import deque
from typing import Final

from crawler import witness_process
from crawler.witness_process import COUNTER, SIZE

logger = logging.getLogger(__name__)

PAGES: Final = 3  # that are named, the last one first: those that were going to be read, or were received


class Witness:
    """The crawl's side: it beats while the interpreter turns, and notes the pages.

    Where no process can be started, it says so once, and the crawl goes on: its other watches need none.
    """

    def __init__(self, seconds: float) -> None:
        self._pages: deque[str] = deque(maxlen=PAGES)
        self._beats = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._shared = mmap.mmap(-1, SIZE)
        try:
            self._start(seconds)
        except OSError as error:
            logger.warning("a page at which a library stands still will not be named: %s", error)

    def _start(self, seconds: float) -> None:
        with tempfile.TemporaryFile() as file:
            file.truncate(SIZE)
            self._shared = mmap.mmap(file.fileno(), SIZE)
            program = [sys.executable, "-I", "-S", witness_process.__file__]
            self._process = subprocess.Popen(
                [*program, str(file.fileno()), str(seconds)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(file.fileno(),),
                start_new_session=True,  # Ctrl-C is meant for the crawl
            )

    def beat(self) -> None:
        """Show that the interpreter turns."""
        self._beats += 1
        COUNTER.pack_into(self._shared, 0, self._beats)

    def note(self, page: str) -> None:
        """Note the address of a page that is going to be read."""
        self._pages.append(page)
        text = "\n".join(reversed(self._pages)).encode()[: SIZE - COUNTER.size]
        self._shared[COUNTER.size :] = text.ljust(SIZE - COUNTER.size, b"\0")

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

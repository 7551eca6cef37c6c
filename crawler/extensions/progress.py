"""Tell the scheduler that started this run whenever something moves: it ends runs that stand still."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from crawler.extensions.watchdog import MOVES
from xabar.progress_pipe import ProgressPipe


class ProgressExtension:
    """Passes on what `Watchdog` takes for movement. Only in runs that a scheduler has started."""

    def __init__(self, pipe: ProgressPipe) -> None:
        self._pipe = pipe

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the descriptor from the settings. Raise NotConfigured without XABAR_PROGRESS."""
        if not crawler.settings.get("XABAR_PROGRESS"):
            raise NotConfigured
        extension = cls(ProgressPipe(crawler.settings.getint("XABAR_PROGRESS")))
        for signal in MOVES:
            crawler.signals.connect(extension.move, signal)
        return extension

    def move(self) -> None:
        """Note that something moves."""
        self._pipe.tell()

"""The workspace of a crawl: the records, the index and the workers, for all parts of the crawl."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler

from xabar.config import Config
from xabar.workspace import Workspace, open_workspace


class WorkspaceExtension:
    """Opens the workspace when it is first asked for, and lets go of it when the spider is closed."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._held = ExitStack()
        self._workspace: Workspace | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the configuration from the crawler's settings."""
        extension = cls(Config.from_settings(crawler.settings))
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        return extension

    @property
    def workspace(self) -> Workspace:
        """The workspace. Raise RecordsError when the records cannot be opened."""
        if self._workspace is None:
            self._workspace = self._held.enter_context(open_workspace(self.config))
        return self._workspace

    def spider_closed(self) -> None:
        """Let go of the workspace."""
        self._workspace = None
        self._held.close()


def workspace_of(crawler: Crawler) -> Workspace:
    """Return the workspace of a crawl. Raise RecordsError when the records cannot be opened."""
    extension = crawler.get_extension(WorkspaceExtension)
    if extension is None:
        raise RuntimeError("crawler.extensions.workspace.WorkspaceExtension is missing in EXTENSIONS")
    return extension.workspace

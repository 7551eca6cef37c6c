"""Cut boilerplate out of the text."""

from __future__ import annotations

from contextlib import ExitStack

from pipelines.step import StepPipeline, enter_workspace
from xabar.article import Article
from xabar.processing.steps import Context
from xabar.records.errors import RecordsError


class BoilerplatePipeline(StepPipeline):
    """Runs `xabar.processing.boilerplate` with what the records know of the site's lines."""

    step = "boilerplate"

    def open_spider(self) -> None:
        """Open the records."""
        self._known_at: tuple[str, int] | None = None  # of which site, after which commit
        self._held = ExitStack()
        self._workspace = enter_workspace(self._held, self.config)

    def close_spider(self) -> None:
        """Let go of the records."""
        self._held.close()

    def context(self, article: Article) -> Context:
        """Return the lines that the article's site is known to repeat, as they were after the last commit of this process.

        What another process has changed since then counts when the article is stored. Records that cannot say it now are
        asked again then, and refuse the article if they still cannot.
        """
        at = article.site, self._workspace.writes.commits
        if at != self._known_at:
            try:
                self._known = self._workspace.context(article.site)
            except RecordsError:
                return super().context(article)
            self._known_at = at
        return self._known

"""Cut boilerplate out of the text."""

from __future__ import annotations

from contextlib import ExitStack

from pipelines.step import StepPipeline, enter_workspace
from xabar.article import Article
from xabar.processing.steps import Context


class BoilerplatePipeline(StepPipeline):
    """Runs `xabar.processing.boilerplate` with what the records know of the site's lines."""

    step = "boilerplate"

    def open_spider(self) -> None:
        """Open the records."""
        self._held = ExitStack()
        self._workspace = enter_workspace(self._held, self.config)

    def close_spider(self) -> None:
        """Let go of the records."""
        self._held.close()

    def context(self, article: Article) -> Context:
        """Return the lines that the article's site is known to repeat."""
        return self._workspace.latest_context(article.site)

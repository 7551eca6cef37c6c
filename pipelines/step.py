"""The pipeline of one step: it hands an article to a step of `xabar.processing`, and a refusal to Scrapy."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack, ExitStack
from typing import Any, ClassVar, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from pipelines.items import RejectedItem, read_item
from xabar.article import Article
from xabar.bounded_steps import BoundedStep
from xabar.config import Config
from xabar.processing.steps import Context, StepFunction, load_step
from xabar.records.errors import RecordsError
from xabar.rejection import Rejected
from xabar.workspace import Workspace, open_workspace

logger = logging.getLogger(__name__)


class StepPipeline:
    """A Scrapy pipeline of one step."""

    step: ClassVar[str]  # of xabar.processing.steps.STEPS

    def __init__(self, config: Config) -> None:
        self.config = config
        self._step = BoundedStep(self.step, self.function(), config)
        self._context = Context(dict(config.alphabets))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the configuration from the crawler's settings."""
        return cls(Config.from_settings(crawler.settings))

    def function(self) -> StepFunction:
        """Return what is done to a short article."""
        return load_step(self.step)

    def context(self, article: Article) -> Context:
        """Return what the step may know besides the article."""
        return self._context

    async def process_item(self, item: Any) -> Article:
        """Return the article as the step left it. Raise RejectedItem when the step refuses it."""
        try:
            article = await read_item(item, self.config)
            return await self._step.take(article, self.context(article))
        except Rejected as rejected:
            raise RejectedItem(rejected) from rejected


def enter_workspace(held: ExitStack | AsyncExitStack, config: Config) -> Workspace:
    """Return the workspace, held until the stack closes. Raise CloseSpider when the records cannot be opened."""
    try:
        return held.enter_context(open_workspace(config))
    except RecordsError as error:
        logger.error("%s", error)
        raise CloseSpider("store-error") from error

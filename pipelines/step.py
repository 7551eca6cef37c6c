"""The pipeline of one step: it hands an article to a step of `xabar.processing`, and a refusal to Scrapy."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack, ExitStack
from datetime import date
from typing import Any, ClassVar, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from xabar.article import Article
from xabar.bounded_steps import BoundedStep, renew_changed
from xabar.config import Config
from xabar.field_limits import bound_fields
from xabar.processing.steps import Context, StepFunction, load_step
from xabar.records.errors import RecordsError
from xabar.rejection import Rejected
from xabar.workspace import Workspace, open_workspace

logger = logging.getLogger(__name__)


class RejectedItem(DropItem):
    """An article that a step refused. `reason` is a key of `xabar.crawl_stats.REJECTIONS`."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(str(rejected))
        self.reason = rejected.reason


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


async def read_item(item: Any, config: Config) -> Article:
    """Return the item as an Article. Where another pipeline has changed its text, make what follows from it fit again.

    The item may be an Article already, or any item that itemadapter knows with the same fields. Their values may be those
    of an Article, as `ItemAdapter.asdict` copies them, or those of its JSON.
    """
    article = item if isinstance(item, Article) else _to_article(ItemAdapter(item).asdict())
    return await renew_changed(article, config)


def _to_article(values: dict[str, Any]) -> Article:
    values = {name: value for name, value in values.items() if value is not None}
    days = {name: value.isoformat() for name, value in values.items() if isinstance(value, date)}
    return bound_fields(Article.from_dict(values | days))


def enter_workspace(held: ExitStack | AsyncExitStack, config: Config) -> Workspace:
    """Return the workspace, held until the stack closes. Raise CloseSpider when the records cannot be opened."""
    try:
        return held.enter_context(open_workspace(config))
    except RecordsError as error:
        logger.error("%s", error)
        raise CloseSpider("store-error") from error

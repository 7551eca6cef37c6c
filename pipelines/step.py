"""The pipeline of one step: it hands an article to a step of `xabar.processing`, and a refusal to Scrapy."""

from __future__ import annotations

import logging
from contextlib import AsyncExitStack, ExitStack
from datetime import date
from typing import Any, ClassVar, Final, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DropItem

from xabar.article import Article
from xabar.config import Config
from xabar.field_limits import bound_fields
from xabar.processing.changed_text import drop_former, is_changed, note_text
from xabar.processing.steps import Context, WorkerNeeded, load_step, run_step
from xabar.records.errors import RecordsError
from xabar.rejection import Rejected
from xabar.workers.time_limit import TimeLimit, TooCostly
from xabar.workers.turns import own_turn
from xabar.workspace import Workspace, open_workspace

logger = logging.getLogger(__name__)

LONG: Final = 10_000  # characters, five times an article: one step takes up to 20 ms for so many
MANY_LINES: Final = 500  # twenty times an article: rules are tried on each


class RejectedItem(DropItem):
    """An article that a step refused. `reason` is a key of `xabar.crawl_stats.REJECTIONS`."""

    def __init__(self, rejected: Rejected) -> None:
        super().__init__(str(rejected))
        self.reason = rejected.reason


class StepPipeline:
    """A Scrapy pipeline of one step. What may take long is done by a worker, within its bounds."""

    step: ClassVar[str]  # of xabar.processing.steps.STEPS

    def __init__(self, config: Config) -> None:
        self.config = config
        self._run = load_step(self.step)
        self._limit = TimeLimit(config.worker_seconds)
        self._context = Context(alphabets=dict(config.alphabets))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Take the configuration from the crawler's settings."""
        return cls(Config.from_settings(crawler.settings))

    def context(self, article: Article) -> Context:
        """Return what the step may know besides the article."""
        return self._context

    async def process_item(self, item: Any) -> Article:
        """Return the article as the step left it. Raise RejectedItem when the step refuses it."""
        try:
            article = await read_item(item, self.config)
            article = await self._take_step(article, self.context(article))
        except Rejected as rejected:
            raise RejectedItem(rejected) from rejected
        except TooCostly as error:
            raise RejectedItem(Rejected("too-costly")) from error
        note_text(article)
        return article

    async def _take_step(self, article: Article, context: Context) -> Article:
        if is_long(article):
            return await run_in_bounds(self.config, self.step, article, context)
        try:
            async with own_turn():
                with self._limit:
                    return self._run(article, context)
        except WorkerNeeded:
            return await run_in_bounds(self.config, self.step, article, context)


async def run_in_bounds(config: Config, step: str, article: Article, context: Context) -> Article:
    """Return what a step gives in a worker. Raise TooCostly when it takes too much: the worker is ended then."""
    with open_workspace(config) as workspace:
        return await workspace.workers.run(run_step, step, article, context)


def is_long(article: Article) -> bool:
    """Return whether the texts of an article may keep the event loop waiting."""
    characters = len(article.body) + len(article.title)
    characters += sum(map(len, article.tags)) + sum(map(len, article.authors))
    characters += sum([len(printed.text) for printed in article.printed_dates])
    return characters > LONG or article.body.count("\n") > MANY_LINES


async def read_item(item: Any, config: Config) -> Article:
    """Return the item as an Article. Where another pipeline has changed its text, make what follows from it fit again.

    The item may be an Article already, or any item that itemadapter knows with the same fields. Their values may be those
    of an Article, as `ItemAdapter.asdict` copies them, or those of its JSON.
    """
    article = item if isinstance(item, Article) else _to_article(ItemAdapter(item).asdict())
    if is_changed(article):
        drop_former(article)
        if article.language is not None:
            return await run_in_bounds(config, "language", article, Context(alphabets=dict(config.alphabets)))
    return article


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

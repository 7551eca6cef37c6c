"""Take a step as a crawl does: a short article's in a turn of the event loop, one that may take long in a worker."""

from __future__ import annotations

from typing import Final

from xabar.article import Article
from xabar.config import Config
from xabar.processing.changed_text import drop_former, is_changed, note_text
from xabar.processing.steps import Context, StepFunction, WorkerNeeded, run_step
from xabar.rejection import Rejected
from xabar.workers.time_limit import TimeLimit, TooCostly
from xabar.workers.turns import own_turn
from xabar.workspace import open_workspace

LONG: Final = 10_000  # characters, five times an article: one step takes up to 20 ms for so many
MANY_LINES: Final = 500  # twenty times an article: rules are tried on each


class BoundedStep:
    """A step that costs a crawl no more than it may: an article that takes too much is rejected as "too-costly"."""

    def __init__(self, name: str, run: StepFunction, config: Config) -> None:
        self._name = name
        self._run = run
        self._config = config
        self._limit = TimeLimit(config.worker_seconds)

    async def take(self, article: Article, context: Context) -> Article:
        """Return the article as the step left it. Raise Rejected when the step refuses it."""
        article = await self._take(article, context)
        note_text(article)
        return article

    async def _take(self, article: Article, context: Context) -> Article:
        if not is_long(article):
            try:
                async with own_turn():
                    with self._limit:
                        return self._run(article, context)
            except TooCostly as error:
                raise Rejected("too-costly") from error
            except WorkerNeeded:
                pass
        return await _run_in_worker(self._config, self._name, article, context)


async def renew_changed(article: Article, config: Config) -> Article:
    """Return the article. Where others have changed its text since the last step, make what follows from it fit again.

    Raise Rejected when that takes too much.
    """
    if is_changed(article):
        drop_former(article)
        if article.language is not None:
            return await _run_in_worker(config, "language", article, Context(dict(config.alphabets)))
    return article


def is_long(article: Article) -> bool:
    """Return whether the texts of an article may keep the event loop waiting."""
    characters = len(article.body) + len(article.title)
    characters += sum(map(len, article.tags)) + sum(map(len, article.authors))
    characters += sum([len(printed.text) for printed in article.printed_dates])
    return characters > LONG or article.body.count("\n") > MANY_LINES


async def _run_in_worker(config: Config, step: str, article: Article, context: Context) -> Article:
    """Return what a step gives in a worker, which is ended when it takes too much."""
    try:
        with open_workspace(config) as workspace:
            return await workspace.workers.run(run_step, step, article, context)
    except TooCostly as error:
        raise Rejected("too-costly") from error

"""The pipelines as the crawl runs them: a long article's steps do not hold up everything else."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from scrapy.pipelines import ItemPipelineManager

LONG: Final = 10_000  # characters, five times an article; all steps take 20 ms for so many


class Steps(ItemPipelineManager):
    """Scrapy's own, but for long articles.

    A step with the attribute `pure` works in a thread, as does another one's `prepare`. The rest follows at once:
    between looking for the same article in the records and storing this one, no other article may be stored.
    """

    async def open_spider_async(self) -> None:
        """Open every step; what the first article would load for all others is loaded in a thread, before it comes."""
        await super().open_spider_async()
        for step in self.middlewares:
            if warm_up := getattr(step, "warm_up", None):
                await asyncio.to_thread(warm_up)

    async def process_item_async(self, item: Any) -> Any:
        """The article as the last step left it."""
        if len(getattr(item, "body", "")) <= LONG:
            return await super().process_item_async(item)
        await asyncio.sleep(0)  # the page was read just now
        for step in self.middlewares:
            if prepare := getattr(step, "prepare", None):
                await asyncio.to_thread(prepare, item)
            if getattr(step, "pure", False):
                item = await asyncio.to_thread(step.process_item, item)
            else:
                item = step.process_item(item)
        return item

"""The floor: a Scrapy spider that downloads the pages and does nothing else."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

from bench.crawl.transport import TRANSPORT


class BareSpider(scrapy.Spider):
    """A spider that downloads every address of a file with one address on each line."""

    name = "bare"
    addresses: str

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Yield a request for each address. They are not filtered, because the file has none twice."""
        with Path(self.addresses).open(encoding="utf-8") as lines:
            for line in lines:
                yield scrapy.Request(line.strip(), dont_filter=True)

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        """Count the page and yield nothing."""
        self.crawler.stats.inc_value("bench/pages")
        return
        yield


def run(spider: type[scrapy.Spider], settings: dict[str, Any], **arguments: str) -> int:
    """Run one spider to its end. Return the number of pages that answered."""
    process = AsyncCrawlerProcess(settings=TRANSPORT | settings)
    crawler = process.create_crawler(spider)
    process.crawl(crawler, **arguments)
    process.start()
    return int(crawler.stats.get_value("bench/pages", 0))


if __name__ == "__main__":
    print(run(BareSpider, {}, addresses=sys.argv[1]))

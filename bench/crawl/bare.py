"""The floor: a Scrapy spider that downloads the pages and does nothing else."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response

# The same way of fetching for all three programs; what each makes of a page is what differs.
TRANSPORT: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_DELAY": 0,
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
    "ROBOTSTXT_OBEY": False,
}


class BareSpider(scrapy.Spider):
    """Downloads every address of a file, one a line."""

    name = "bare"
    addresses: str

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """A request for each address, not filtered: the list holds none twice."""
        with Path(self.addresses).open(encoding="utf-8") as lines:
            for line in lines:
                yield scrapy.Request(line.strip(), dont_filter=True)

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        """Nothing: the page is here, that is all."""
        self.crawler.stats.inc_value("bench/pages")
        return
        yield


def run(spider: type[scrapy.Spider], settings: dict[str, Any], **arguments: str) -> int:
    """Run one spider to its end; the number of pages that answered."""
    process = AsyncCrawlerProcess(settings=TRANSPORT | settings)
    crawler = process.create_crawler(spider)
    process.crawl(crawler, **arguments)
    process.start()
    return int(crawler.stats.get_value("bench/pages", 0))


if __name__ == "__main__":
    print(run(BareSpider, {}, addresses=sys.argv[1]))

"""The peer, which is what is usually written first: trafilatura on every page, a bulk write of every 500 articles."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

import trafilatura
from scrapy.http import Response, TextResponse

from bench.crawl.bare import BareSpider, run


class BulkPipeline:
    """A pipeline that writes articles as JSON to one SQLite table, 500 at a time."""

    def open_spider(self) -> None:
        """Open the file that the command line names."""
        self.connection = sqlite3.connect(sys.argv[2])
        self.connection.execute("CREATE TABLE article(url TEXT PRIMARY KEY, value TEXT)")
        self.buffer: list[tuple[str, str]] = []

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Keep the item until there are 500."""
        self.buffer.append((item["url"], json.dumps(item, ensure_ascii=False)))
        if len(self.buffer) >= 500:
            self.flush()
        return item

    def close_spider(self) -> None:
        """Write the rest."""
        self.flush()
        self.connection.close()

    def flush(self) -> None:
        """Write the buffer in one transaction."""
        with self.connection:
            self.connection.executemany("INSERT OR REPLACE INTO article VALUES(?, ?)", self.buffer)
        self.buffer.clear()


class NaiveSpider(BareSpider):
    """A spider that lets trafilatura find title, date and text."""

    name = "naive"

    async def parse(self, response: Response) -> AsyncIterator[Any]:
        """Yield one item for each page that trafilatura can read."""
        assert isinstance(response, TextResponse)
        found: Any = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        if found is not None:
            self.crawler.stats.inc_value("bench/pages")
            yield {"url": response.url, "title": found.title, "date": found.date, "text": found.text}


if __name__ == "__main__":
    # Where the newspapers are. West of it, their day may not have begun, and trafilatura takes half as long again to look
    # through the page for a date that is not in the future.
    os.environ["TZ"] = "Asia/Tashkent"
    time.tzset()
    print(run(NaiveSpider, {"ITEM_PIPELINES": {BulkPipeline: 100}}, addresses=sys.argv[1]))

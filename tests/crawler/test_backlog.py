"""Pages that come faster than they are stored."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from crawler import settings
from tests.crawler.test_crawl import article, newspaper, path

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

__all__ = ["newspaper"]  # a fixture

LARGE = 300_000  # bytes of a page


def test_few_pages_wait_however_many_there_are(newspaper: Site, crawl: Callable[..., Crawl]) -> None:
    for number in range(6):
        newspaper.put(f"https://kun.uz{path(number)}", f"<!--{'x' * LARGE}-->{article(number)}")
    pipelines = settings.ITEM_PIPELINES | {"tests.crawler.gate.Gate": 50}
    done = crawl("kun_uz", {"ITEM_PIPELINES": pipelines, "GATE_PAGES": 6, "CONCURRENT_REQUESTS": 1})
    assert done.stats["gate/pages"] == settings.SCRAPER_SLOT_MAX_ACTIVE_SIZE // LARGE + 1
    assert done.counts["stored"] == 6

from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from crawler.extensions.crawl_stats import CrawlStatsExtension
from crawler.site_counts import read_site_stats


class Refusal(DropItem):
    reason = "no-date"


@pytest.fixture
def extension(tmp_path: object) -> CrawlStatsExtension:
    crawler = get_crawler(Spider, {"XABAR_DATA": str(tmp_path)})
    last = SimpleNamespace(counted=["https://kun.uz/counted"])
    pipelines = SimpleNamespace(middlewares=(object(), last))
    crawler.engine = cast(Any, SimpleNamespace(scraper=SimpleNamespace(itemproc=pipelines)))
    return CrawlStatsExtension.from_crawler(crawler)


RESPONSE = Response("https://kun.uz/a", request=Request("https://kun.uz/a"))


def test_a_refused_article_is_counted_by_its_reason(extension: CrawlStatsExtension) -> None:
    extension.item_dropped(None, RESPONSE, Refusal("x"))
    extension.item_dropped(None, RESPONSE, DropItem("by a pipeline of others"))
    extension.item_error(None, RESPONSE)
    total = read_site_stats(extension._stats, "kun_uz")
    assert total.rejected == Counter({"no-date": 1, "dropped": 1, "parse-error": 1})


def test_an_article_that_is_counted_is_not_refused_by_a_later_pipeline(
    extension: CrawlStatsExtension,
) -> None:
    url = "https://kun.uz/counted"
    response = Response(f"{url}?moved", request=Request(f"{url}?moved", meta={"page": url}))
    extension.item_dropped(None, response, DropItem("by a pipeline of others"))
    extension.item_error(None, response)
    assert not read_site_stats(extension._stats, "kun_uz").rejected


def test_the_sum_reads_only_our_own_keys(extension: CrawlStatsExtension) -> None:
    counts = {
        "xabar/fetched": 5, "xabar/stored": 1, "xabar/unchanged": 1, "xabar/duplicate": 1, "xabar/known": 7,
        "xabar/rejected/robots": 2, "xabar/discovery": 3, "xabar/discovery_error/http-error": 1, "item_scraped_count": 9,
    }  # fmt: skip
    for key, value in counts.items():
        extension._stats.set_value(key, value)
    total = read_site_stats(extension._stats, "kun_uz")
    assert (total.site, total.fetched, total.known, total.discovery) == ("kun_uz", 5, 7, 3)
    assert (total.rejected, total.errors) == (Counter(robots=2), Counter({"http-error": 1}))
    assert total.balanced

"""A host has one budget, whatever crawls of a process ask it."""

from __future__ import annotations

import itertools
import json
import os
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from twisted.internet.defer import Deferred

from crawler.downloader import Host, HostDownloader, HostSlot
from tests import fork_server
from tests.crawler.letting_go import PRINTING, moments

if TYPE_CHECKING:
    from tests.crawler.conftest import Site

# Two sites on one host, crawled at once.
_CRAWL: Final = """
import json, sys
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
from crawler.discovery import Feed
from crawler.spider import Edition, NewsSpider
from xabar.extraction.layout import Layout

def make(name, host):
    return type(name, (NewsSpider,), dict(
        name=name, zone="Asia/Tashkent", allowed_domains=("kun.uz",), editions=(Edition("https://kun.uz/", "uz"),),
        article=r"/news/", discovery=tuple(Feed(f"https://{host}/{name}/{n}") for n in range(3)),
        layouts=(Layout(title="h1", body="main"),)))

project = get_project_settings()
project.setdict(json.loads(sys.argv[1]), priority="cmdline")
process = AsyncCrawlerProcess(project)
for name, host in (("one", "kun.uz"), ("two", "www.kun.uz")):
    process.crawl(process.create_crawler(make(name, host)))
process.start()
"""
DELAY: Final = 0.25


def crawl_both(site: Site, folder: Path, **settings: object) -> list[str]:
    """Crawl, and return what was printed."""
    values = {
        "XABAR_MIRROR": site.address,
        "XABAR_DATA": str(folder),
        "RETRY_TIMES": 0,
        "LOG_LEVEL": "WARNING",
    }
    values |= {"DOWNLOAD_DELAY": DELAY, "DOWNLOAD_DELAY_JITTER": 0, **settings}
    environment = {**os.environ, "PYTHONPATH": str(fork_server.ROOT)}
    done = fork_server.run(_CRAWL, json.dumps(values), env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def times(site: Site) -> list[tuple[str, float, float]]:
    """When each address was asked for and answered."""
    noted: list[tuple[str, float, float]] = []

    def note(url: str, status: int, pause: float) -> Callable[[BaseHTTPRequestHandler], None]:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            began = time.monotonic()
            time.sleep(pause)  # the work of a slow server
            noted.append((url, began, time.monotonic()))  # before the next one can be asked for
            handler.send_response(status)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        return answer

    for name, host in (("one", "kun.uz"), ("two", "www.kun.uz")):
        for number in range(3):
            url = f"https://{host}/{name}/{number}"
            site.put(url, note(url, 404, 0.1))
    return noted


def test_two_crawls_keep_the_delay_together(
    site: Site, times: list[tuple[str, float, float]], tmp_path: Path
) -> None:
    asked = moments(crawl_both(site, tmp_path, **PRINTING))
    assert len(times) == 6
    assert {url.split("/")[3] for url, _, _ in times} == {"one", "two"}
    assert len(asked) >= 6
    assert min(later - earlier for (earlier, _), (later, _) in itertools.pairwise(asked)) >= DELAY


def test_a_request_is_under_way_as_soon_as_it_is_let_go() -> None:
    """Before its task begins, both crawls may look at their queues."""
    host = Host()
    one, other = (HostSlot(host, Slot(1, 0, 0)) for _ in range(2))
    downloader = HostDownloader.__new__(HostDownloader)
    waiting = downloader._wait_for_download(one, Request("https://kun.uz/news/1"), Deferred())
    assert (one.free_transfer_slots(), other.free_transfer_slots()) == (0, 0)
    waiting.close()


def test_a_slow_host_has_one_request_under_way(
    site: Site, times: list[tuple[str, float, float]], tmp_path: Path
) -> None:
    crawl_both(site, tmp_path, DOWNLOAD_DELAY=0)
    spans = sorted((began, ended) for _, began, ended in times)
    assert len(spans) == 6
    assert all(ended <= began for (_, ended), (began, _) in itertools.pairwise(spans))


def test_both_keep_a_pause_that_one_was_asked_for(
    site: Site, times: list[tuple[str, float, float]], tmp_path: Path
) -> None:
    refused: list[float] = []

    def refuse(handler: BaseHTTPRequestHandler) -> None:
        refused.append(time.monotonic())
        handler.send_response(429)
        handler.send_header("Retry-After", "1")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.put("https://kun.uz/one/0", refuse)
    crawl_both(site, tmp_path, DOWNLOAD_DELAY=0)
    assert len(refused) == 1
    after = [began for _, began, _ in times if began > refused[0]]
    assert after
    assert min(after) - refused[0] >= 0.9

"""A real crawl of hostile pages: each ends in the counts, and the event loop is never kept long."""

from __future__ import annotations

import gzip
import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import orjson
import pytest
from hypothesis import HealthCheck, Phase, given
from hypothesis import strategies as st

from bench.hostile.pages import KINDS
from tests import fork_server
from tests.cli.conftest import on_loopback
from tests.pace import slowness
from tests.test_hostile_pages import pages as hostile_pages
from xabar.app.project import project_settings
from xabar.article import Article
from xabar.crawl_stats import REJECTIONS
from xabar.extraction.addresses import article_key_url
from xabar.records.store import RecordStore

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

TURN = 0.05  # seconds of CPU
PATH = f"https://kun.uz/news/{datetime.now(UTC):%Y/%m/%d}"
TITLE = "Guldarada yangi koʻprik ochildi"
PLACES = ("Guldara", "Oqtepa", "Bogʻobod", "Yangiyer", "Toshloq", "Qorasuv", "Novqat", "Chortoq")
# name -> page, and what must become of it
PAGES = {
    "many-attributes": (KINDS["attributes"](4_000_000), "too-costly"),
    "nested": (KINDS["nested div"](9_000_000), "too-costly"),
    "paragraphs": (KINDS["paragraphs of one letter"](100_000), "too-large"),
    "long-title": (KINDS["long title"](200_000), "too-large"),
    "script": (KINDS["script"](5_000_000), "stored"),
}


def article(text: str, place: str = '<div class="news-inner__content-page">') -> str:
    return (
        f'<html><head><meta property="article:published_time" content="{datetime.now(UTC):%Y-%m-%d}"></head><body>'
        f'<h1 class="news-inner__content-title">{TITLE}</h1>{place}{text}</div></body></html>'
    )


def paragraphs(count: int, first: int) -> str:
    return "".join(
        f"<p>{number}. {PLACES[number % 8]} qishlogʻida {number * first} kishi yashaydi, {PLACES[number % 7]} esa undan"
        f" {number + first} chaqirim narida, yoʻl bahorda taʼmirlanadi.</p>"
        for number in range(first, first + count)
    )


def put(site: Site, pages: dict[str, str]) -> None:
    for name, page in pages.items():
        site.put(f"{PATH}/{name}", page)
    links = "".join(f"<item><link>{PATH}/{name}</link></item>" for name in pages)
    site.put("https://kun.uz/news/rss", f"<rss><channel>{links}</channel></rss>", Content_Type="text/xml")


def stored(folder: Path, name: str) -> Article:
    with RecordStore(folder / "records.sqlite") as records:
        seen = records.page(article_key_url(f"{PATH}/{name}"))
        assert seen is not None
        found = records.get_article(seen.article_id or "")
        assert found is not None
        return found


def test_pages_that_take_long_become_the_same_articles(
    site: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    put(
        site,
        {
            "no-layout": article(paragraphs(5, 1), place="<div>"),
            "long": article(paragraphs(400, 1_000)),
            "heavy": article(paragraphs(6, 5_000) + f"<!--{'-' * 1_200_000}-->"),
        },
    )
    done = crawl("kun_uz")
    assert done.counts["stored"] == 3, done.log
    assert stored(tmp_path, "no-layout").body_layer == "blocks"
    long = stored(tmp_path, "long")
    assert len(long.body.split("\n")) == 400
    assert (long.language, long.script, long.body_layer) == ("uz", "Latn", "selectors")
    assert len(stored(tmp_path, "heavy").body.split("\n")) == 6


def test_each_hostile_page_ends_in_the_sum_and_the_loop_is_never_kept_long(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    pages = {f"long-{n}": article(paragraphs(300, 1_000 * n)) for n in range(1, 4)}
    put(site, pages | {name: page for name, (page, _) in PAGES.items()})
    extensions = project_settings().getdict("EXTENSIONS") | {"bench.hostile.crawl.LagProbe": 500}
    settings = {"XABAR_WORKER_SECONDS": 0.5, "CONCURRENT_REQUESTS": 1, "EXTENSIONS": extensions}
    done = crawl("kun_uz", settings)
    assert done.balanced
    assert "Traceback" not in done.log
    seen = {line["page"]: line for line in map(orjson.loads, done.printed)}
    expected = dict.fromkeys(pages, "stored") | {name: outcome for name, (_, outcome) in PAGES.items()}
    assert {name: seen[name]["outcome"] for name in expected} == expected
    # 50 ms are to be reached, and bench/hostile measures that on a quiet machine; on a busy or slow one a turn takes
    # several times the CPU, and without the workers some of these pages take seconds of it
    assert max(seen[name]["cpu"] for name in expected) <= 0.5, seen


def test_a_feed_of_many_entries_is_read_apart(site: Site, crawl: Callable[..., Crawl]) -> None:
    site.put(f"{PATH}/new", article(paragraphs(4, 1)))
    links = "".join(
        f"<item><link>https://kun.uz/news/2020/01/01/old-{n}</link><pubDate>Wed, 01 Jan 2020 10:00:00 +0500</pubDate></item>"
        for n in range(3_000)
    )
    body = f"<rss><channel><item><link>{PATH}/new</link></item>{links}</channel></rss>"
    site.put("https://kun.uz/news/rss", body, Content_Type="text/xml")
    assert crawl("kun_uz").counts["stored"] == 1


def test_a_packed_file_costs_the_crawl_nothing_before_it_is_unpacked(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    """A file of .3 MB that a parser in the crawl's own process turned into gigabytes."""
    bomb = gzip.compress(b"<rss><channel>" + b"<item><link>a</link></item>" * 2_000_000, 3)
    site.put("https://kun.uz/news/rss", bomb, Content_Type="application/gzip")
    extensions = project_settings().getdict("EXTENSIONS") | {"bench.hostile.crawl.LagProbe": 500}
    done = crawl("kun_uz", {"XABAR_WORKER_SECONDS": 0.3, "EXTENSIONS": extensions})
    assert done.stats["xabar/discovery_error/too-costly"] == 1, done.log
    assert max(line["cpu"] for line in map(orjson.loads, done.printed)) <= 0.5


def test_ctrl_c_ends_in_order_while_a_page_is_being_read(site: Site, tmp_path: Path) -> None:
    page = KINDS["attributes"](1_500_000).encode()
    served = threading.Event()

    def serve(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html; charset=utf-8")
        handler.send_header("Content-Length", str(len(page)))
        handler.end_headers()
        handler.wfile.write(page)
        served.set()

    put(site, {"attributes": ""})
    site.put(f"{PATH}/attributes", serve)
    settings = ("--set", "XABAR_WORKER_SECONDS=0.3", "--json")
    crawl = fork_server.Process(
        *(fork_server.XABAR, "crawl", "kun_uz", *on_loopback(site.address), *settings),
        env=os.environ | {"XABAR_DATA": str(tmp_path)},
        start_new_session=True,
    )
    with crawl:
        assert served.wait(30)
        os.killpg(crawl.pid, signal.SIGINT)  # as a terminal does: to the workers, too
        printed, said = crawl.communicate(timeout=60)  # ends when the last process that could write has ended
    assert "Traceback" not in said
    total = orjson.loads(printed)["sites"][0]
    assert (total["fetched"], total["rejected"], total["balanced"]) == (1, {"too-costly": 1}, True)


# A failure is kept by its seed: to shrink a list of pages takes a crawl for each step.
@hypothesis.settings(
    max_examples=1, deadline=None, phases=(Phase.generate,), suppress_health_check=list(HealthCheck)
)
@given(bodies=st.lists(hostile_pages(), min_size=25, max_size=25))
def test_the_loop_of_a_real_crawl_is_not_kept_long_by_pages_that_nobody_thought_of(
    site: Site, crawl: Callable[..., Crawl], bodies: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    names = [f"drawn-{number}" for number in range(len(bodies))]
    put(site, dict.fromkeys(names, ""))
    for name, body in zip(names, bodies, strict=True):
        site.put(f"{PATH}/{name}", body)
    extensions = project_settings().getdict("EXTENSIONS") | {"bench.hostile.crawl.LagProbe": 500}
    data = str(tmp_path_factory.mktemp("drawn"))
    done = crawl("kun_uz", {"XABAR_DATA": data, "CONCURRENT_REQUESTS": 1, "EXTENSIONS": extensions})
    assert done.balanced
    assert "Traceback" not in done.log
    seen = {line["page"]: line for line in map(orjson.loads, done.printed)}
    assert {seen[name]["outcome"] for name in names} <= {"stored", "duplicate", *REJECTIONS}
    assert max(seen[name]["cpu"] for name in names) <= TURN * slowness(), seen


def test_the_first_article_of_a_process_finds_its_tables_loaded(
    site: Site, crawl: Callable[..., Crawl]
) -> None:
    """The patterns of Kazakh and the import of dateparser took .1 to .3 s each when the first article came to them."""
    page = article(paragraphs(4, 1)).replace(
        "</head>", '<meta name="pubdate" content="24 Kasım 2026"></head>'
    )
    page = page.replace("</h1>", '</h1><p class="news-inner__content-stats">24 Kasım 2026</p>')
    put(site, {"first": page})
    extensions = project_settings().getdict("EXTENSIONS") | {"bench.hostile.crawl.LagProbe": 500}
    done = crawl("kun_uz", {"EXTENSIONS": extensions})
    seen = {line["page"]: line for line in map(orjson.loads, done.printed)}
    assert seen["first"]["cpu"] <= TURN * slowness(), seen

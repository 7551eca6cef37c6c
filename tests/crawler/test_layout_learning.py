"""A crawl learns the layouts of its site, checks them, and learns anew when they no longer agree."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest

from crawler.discovery import Feed
from crawler.layout_learning import LayoutLearning, is_usable
from crawler.page_reading import FetchedArticle
from crawler.spiders.kun_uz import KunUz
from tests import fork_server
from tests.extraction.learning.newspaper import HOME, NOW, ZONE, Printed, articles, paragraphs, story
from tests.record_stores import lay_empty_store
from xabar.app.reparse import ReparseOptions, reparse
from xabar.article import Article
from xabar.config import Config
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout
from xabar.http_response import HttpResponse
from xabar.processing.layouts import CHECKED_EACH, CHECKED_FIRST, learned_layouts, numbered_layouts
from xabar.records.store import RecordStore
from xabar.rejection import Rejected
from xabar.site import Edition, Site
from xabar.workers.pool import WorkerPool
from xabar.workspace import open_workspace

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl
    from tests.crawler.conftest import Site as Website

pytestmark = pytest.mark.slow


class Gazeta(Site):
    """A site that declares no layouts."""

    name = "gazeta"
    zone = ZONE
    allowed_domains = ("gazeta.example.uz",)
    editions = (Edition(f"{HOME}/", "uz"), Edition(f"{HOME}/ru/", "ru"))
    article = r"/maqola/\d+$"
    discovery = (Feed(f"{HOME}/rss"),)
    layouts = ()


EDITION = Gazeta.editions[0].prefix


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(lay_empty_store(tmp_path)) as store:
        yield store


@pytest.fixture
def workers(open_kept_pool: Callable[..., WorkerPool]) -> Iterator[WorkerPool]:
    with open_kept_pool(workers=1, seconds=20, memory=2**30) as pool:
        yield pool


async def crawl(learning: LayoutLearning, pages: Iterable[Printed]) -> list[Article]:
    """Read pages as the spider does."""
    found = []
    for page in pages:
        response = HttpResponse(page.url, page.html.encode())
        at = NOW + timedelta(minutes=page.number)
        learned = learning.layouts(page.url)
        article = Gazeta.read_article(response, fetched_at=at, learned=learned)
        found.append(await learning.follow(article, response, None))
    return found


async def read_generic(fetched: FetchedArticle) -> Article:
    return fetched.read(Gazeta)


def learning_of(records: RecordStore, workers: WorkerPool) -> LayoutLearning:
    return LayoutLearning(records, Gazeta, workers, read_generic)


def layers(found: Iterable[Article]) -> list[str]:
    return [article.body_layer for article in found]


async def test_after_ten_articles_the_next_are_read_by_what_was_learned(
    records: RecordStore, workers: WorkerPool
) -> None:
    learning = learning_of(records, workers)
    assert "learned" not in layers(await crawl(learning, articles(10)))
    found = await crawl(learning, articles(8, first=40))
    assert layers(found) == ["learned"] * 8
    assert [article.body.split("\n") for article in found] == [
        list(story(n).paragraphs) for n in range(40, 48)
    ]
    (stored,) = records.stored_layouts("gazeta")
    assert (stored.checks, stored.articles, stored.retired_at) == ("1" * CHECKED_FIRST, CHECKED_FIRST, None)
    assert records.lessons("gazeta", EDITION) == []
    assert learned_layouts(records, "gazeta", f"{HOME}/ru/") == ()


BRIEF = paragraphs(
    ["Oqtepada yangi koʻprik ochildi.", "Uning uzunligi ellik metr, eni sakkiz metr, dedi hokimlik."]
)


async def test_short_news_is_not_measured_by_what_stands_beside_it(
    records: RecordStore, workers: WorkerPool
) -> None:
    """The generic layer takes such a page for a list; so it does with one that lacks title or date."""

    async def refuse(fetched: FetchedArticle) -> Article:
        raise Rejected("not-article")

    await crawl(learning_of(records, workers), articles(10))
    learning = LayoutLearning(records, Gazeta, workers, refuse)
    (found,) = await crawl(learning, [Printed(20, text=BRIEF)])
    assert (found.body_layer, len(found.body.split("\n"))) == ("learned", 2)
    assert records.stored_layouts("gazeta")[0].checks == ""
    with pytest.raises(Rejected, match="not an article"):
        await crawl(learning, [Printed(21)])


@pytest.mark.parametrize("date", ["post-date", "boshqa"])
async def test_a_page_that_seemed_to_be_a_list_needs_its_title_and_date(
    records: RecordStore, workers: WorkerPool, date: str
) -> None:
    learning = learning_of(records, workers)
    await crawl(learning, articles(10))
    page = Printed(20)
    response = HttpResponse(page.url, page.html.replace("post-date", date).encode())
    article = Gazeta.read_article(response, fetched_at=NOW, learned=learning.layouts(page.url))
    if date == "post-date":
        assert await learning.follow(article, response, None, was_list=True) is article
    else:
        with pytest.raises(Rejected, match="not an article"):
            await learning.follow(article, response, None, was_list=True)


async def test_lessons_of_several_runs_add_up(records: RecordStore, workers: WorkerPool) -> None:
    for first in (1, 5, 9):
        await crawl(learning_of(records, workers), articles(4, first))
    assert len(numbered_layouts(records, "gazeta", EDITION)) == 1


async def test_a_redesign_in_mid_crawl_is_learned_and_goes_first(
    records: RecordStore, workers: WorkerPool
) -> None:
    learning = learning_of(records, workers)
    await crawl(learning, articles(12))
    found = await crawl(learning, (Printed(number, "second") for number in range(20, 34)))
    assert layers(found) == ["blocks"] * 10 + ["learned"] * 4
    bodies = [layout.layout.body for layout in learned_layouts(records, "gazeta", EDITION)]
    assert bodies == ["div.asosiy-matn", "div.matn"]
    assert layers(await crawl(learning, articles(2, first=60))) == ["learned"] * 2


async def test_a_place_that_holds_something_else_now_is_not_read(
    records: RecordStore, workers: WorkerPool
) -> None:
    """The redesign gives the old name to a box with another text. What is then learned is right at once."""
    learning = learning_of(records, workers)
    await crawl(learning, articles(10))

    def redesigned(number: int) -> Printed:
        other = f'<aside><div class="matn">{paragraphs(story(number + 400).paragraphs)}</div></aside>'
        return Printed(number, "second", after=other)

    found = await crawl(learning, map(redesigned, range(100, 116)))
    of_box = [article for at, article in enumerate(found) if story(500 + at).paragraphs[0] in article.body]
    assert all(article.body_layer == "blocks" for article in of_box)  # it is deceived once
    assert layers(found)[10:] == ["learned"] * 6
    assert learned_layouts(records, "gazeta", EDITION)[0].layout.body == "div.asosiy-matn"


async def test_a_layout_with_which_the_generic_layer_does_not_agree_is_retired(
    records: RecordStore, workers: WorkerPool
) -> None:
    trusting = LearnedLayout(Layout(title="h1", body="div.quti"), 10)
    records.put_layouts("gazeta", EDITION, [orjson.dumps(trusting.to_dict()).decode()], NOW)
    learning = learning_of(records, workers)

    def with_box(number: int) -> Printed:
        box = paragraphs(story(number + 400).paragraphs[:2])
        return Printed(number, after=f'<aside><div class="quti">{box}</div></aside>')

    found = await crawl(learning, map(with_box, range(1, 20)))
    assert layers(found) == ["blocks"] * 10 + ["learned"] * 9
    (new, old) = records.stored_layouts("gazeta", EDITION)
    assert (old.checks, old.retired_at is not None, new.retired_at) == ("00000", True, None)
    assert all(story(at).paragraphs[0] in article.body for at, article in enumerate(found, start=1))


async def test_most_articles_are_not_checked(records: RecordStore, workers: WorkerPool) -> None:
    learning = learning_of(records, workers)
    await crawl(learning, articles(10 + CHECKED_FIRST + 2 * CHECKED_EACH))
    (stored,) = records.stored_layouts("gazeta")
    assert len(stored.checks) == CHECKED_FIRST + 2
    assert stored.articles == CHECKED_FIRST + 2 * CHECKED_EACH


async def test_articles_with_nothing_in_common_are_tried_less_and_less(
    records: RecordStore, workers: WorkerPool
) -> None:
    notice = paragraphs(story(1).paragraphs)
    learning = learning_of(records, workers)
    await crawl(learning, (Printed(number, text=notice) for number in range(1, 60)))
    rows = records.stored_layouts("gazeta")
    assert 1 < len(rows) < 5
    assert all(row.layout is None for row in rows)


async def test_a_layout_that_nobody_can_read_is_left_out(
    records: RecordStore, workers: WorkerPool, caplog: pytest.LogCaptureFixture
) -> None:
    records.put_layouts("gazeta", EDITION, ['{"layout": {}}', "no JSON"], NOW)
    assert learning_of(records, workers).layouts(f"{HOME}/maqola/1") == ()
    assert "is not used" in caplog.text


def test_a_selector_that_is_none_is_not_stored() -> None:
    assert is_usable(LearnedLayout(Layout(title="h1", body="article"), 10))
    assert not is_usable(LearnedLayout(Layout(title="h1", body="article[[", date=None), 10))


async def test_full_records_stop_no_article(
    records: RecordStore, workers: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    learning = learning_of(records, workers)
    records.path.unlink()  # what is written to it would be gone: RecordsError
    assert len(await crawl(learning, articles(2))) == 2


KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from crawler import layout_learning
from tests.crawler.test_layout_learning import articles, crawl, learning_of
from xabar.records.store import RecordStore
from xabar.rejection import Rejected
from xabar.workers.pool import WorkerPool

layout_learning.store_layouts = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
with RecordStore(Path(sys.argv[1])) as store, WorkerPool(workers=1, seconds=20, memory=2**30) as pool:
    asyncio.run(crawl(learning_of(store, pool), articles(12)))
"""


async def test_a_kill_between_learning_and_storing_costs_one_more_article(
    records: RecordStore, workers: WorkerPool
) -> None:
    done = fork_server.run(KILLED, records.path)
    assert done.returncode == -9, done.stderr
    assert (len(records.lessons("gazeta", EDITION)), records.stored_layouts("gazeta")) == (10, [])
    learning = learning_of(records, workers)
    assert layers(await crawl(learning, articles(3, first=30))) == ["blocks", "learned", "learned"]


DAYS = 5  # between the ages of three and of seven days


def put_redesigned(site: Website, numbers: range) -> None:
    """Let kun.uz print articles in a design that its class does not know.

    Their age is that of the day in their addresses, or once the design is known, that of the day that they print. At
    neither they are looked at again soon: a second crawl, some minutes later, would store those of the first one anew.
    """
    day = datetime.now(UTC) - timedelta(days=DAYS)
    links = ""
    for number in numbers:
        url = f"https://kun.uz/news/{day:%Y/%m/%d}/{number}"
        site.put(url, Printed(number, "second", days=40 + number).html)
        links += f"<item><link>{url}</link></item>"
    feed = f"<rss><channel>{links}</channel></rss>"
    site.put("https://kun.uz/news/rss", feed, Content_Type="text/xml")


def test_a_crawl_learns_a_new_design_and_the_next_one_knows_it(
    site: Website, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    put_redesigned(site, range(1, 13))
    done = crawl("kun_uz", {"CONCURRENT_REQUESTS": 1, "XABAR_LOOK_BACK": DAYS + 1})
    assert (done.counts["stored"], done.balanced) == (12, True), done.log
    put_redesigned(site, range(20, 23))
    done = crawl("kun_uz", {"XABAR_LOOK_BACK": DAYS + 1})
    assert (done.counts["stored"], done.balanced) == (3, True), done.log
    with RecordStore(tmp_path / "records.sqlite") as records:
        (known,) = learned_layouts(records, "kun_uz", "https://kun.uz/")
        stored = [change.article for change in records.changes_after(0, 100) if change.article]
        found = Counter(article.body_layer for article in stored)
        for article in stored:  # by which layout a page was read is among its rules
            seen = records.page(article.url)
            assert seen is not None
            assert ("-" in (seen.rules or "")) is (article.body_layer == "learned")
    assert known.layout.body == "div.asosiy-matn"
    assert found["learned"] >= 3
    assert found["learned"] + found["blocks"] == 15
    with open_workspace(Config(data=tmp_path)) as workspace:  # and what was kept of it is read as it was
        read = asyncio.run(reparse(workspace, {"kun_uz": KunUz}, ReparseOptions(), now=datetime.now(UTC)))
    assert (read.read, read.unchanged, read.fields) == (15, 15, Counter())


def fail(*_: object) -> None:
    """Learn nothing, and raise, as a fault in the code or a page that exhausts a library does."""
    raise KeyError("no such place")


async def test_pages_with_which_learning_fails_are_not_tried_again(
    records: RecordStore, workers: WorkerPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.layout_learning.learn_pages", fail)
    assert len(await crawl(learning_of(records, workers), articles(12))) == 12
    assert [row.layout for row in records.stored_layouts("gazeta")] == [None]
    assert len(records.lessons("gazeta", EDITION)) < 3


async def test_a_large_page_is_not_parsed_again_while_the_crawl_waits(
    records: RecordStore, workers: WorkerPool
) -> None:
    await crawl(learning_of(records, workers), articles(10))

    async def read_apart(fetched: FetchedArticle) -> Article:
        return article

    learning = LayoutLearning(records, Gazeta, workers, read_apart)
    page = Printed(50, after="<i a>a</i>" * 300_000)
    response = HttpResponse(page.url, page.html.encode())
    article = Gazeta.read_article(response, fetched_at=NOW, learned=learning.layouts(page.url))
    assert article.body_layer == "learned"
    start = time.thread_time()
    await learning.follow(article, response, None)
    assert time.thread_time() - start < 0.1
    (stored,) = records.stored_layouts("gazeta")
    assert stored.checks == "1"

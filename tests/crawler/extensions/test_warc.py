"""What a crawl keeps of the answers it got, over real HTTP: which of them, in what form, and what stops nothing."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, TextResponse
from scrapy.utils.test import get_crawler

from crawler import settings
from crawler.extensions.warc import WarcExtension
from crawler.middlewares.compression import PACKED_BODY, as_received
from crawler.spiders.kun_uz import KunUz
from tests import fork_server
from tests.cli.conftest import on_loopback
from tests.crawler import conftest
from tests.crawler.test_conditional_get import put_conditional
from tests.record_stores import lay_empty_folder
from tests.warc.answers import read_records, warcio_check
from xabar.app.reparse import ReparseOptions, check_responses, reparse
from xabar.app.reread import SiteKnowledge, Task, read_again
from xabar.config import Config
from xabar.processing.steps import Context
from xabar.records.responses import START, ResponseFilter
from xabar.records.store import RecordStore
from xabar.warc.reader import read_response
from xabar.workers.pool import WorkerPool
from xabar.workspace import open_workspace

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

TODAY = datetime.now(ZoneInfo("Asia/Tashkent")).date()
TOPICS = ("maktab", "koʻprik", "kutubxona", "bogʻcha")
NAMES = ("Guldara", "Oqtepa", "Toshloq", "Yangiyer")


def address(number: int) -> str:
    return f"https://kun.uz/news/{TODAY:%Y/%m/%d}/xabar-{number}"


def article(number: int, *, more: str = "", around: str = "") -> str:
    topic, place = TOPICS[number], NAMES[number]
    return (
        f'<html><body>{around}<h1 class="news-inner__content-title">{place}da yangi {topic} ochildi</h1>'
        f'<div class="news-inner__content-page"><p>{place} qishlogʻida shu hafta yangi {topic} ochildi, bu haqda tuman '
        f"hokimligi xabar berdi va {number + 3} kishi mukofotlandi.</p><p>Aholi {topic} uchun {number + 2} yil kutgan "
        f"edi, endi bolalar ham, kattalar ham undan foydalanadi.{more}</p></div></body></html>"
    )


def put(site: Site, number: int, page: str) -> None:
    site.put(
        address(number),
        gzip.compress(page.encode()),
        Content_Encoding="gzip",
        Set_Cookie="session=1",
    )


@pytest.fixture(autouse=True)
def shared_workers(open_kept_pool: Callable[..., WorkerPool], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xabar.app.reparse.WorkerPool", open_kept_pool)


@pytest.fixture
def newspaper(site: Site) -> Site:
    """Three articles in the feed, and a page that is none."""
    for number in range(3):
        put(site, number, article(number))
    items = "".join(f"<item><link>{address(number)}</link></item>" for number in range(4))
    site.put("https://kun.uz/news/rss", f"<rss><channel>{items}</channel></rss>", Content_Type="text/xml")
    home = '<html><head><link rel="canonical" href="https://kun.uz/"></head><body><h1>Yangiliklar</h1></body></html>'
    site.put(address(3), home)  # refused at a glance: to look for the text of an article would start a worker
    return site


def kept(data: Path) -> list[tuple[Any, Any, bytes]]:
    """Return what is in the files, in their order, without their first records."""
    found = []
    for path in sorted((data / "warc").iterdir()):
        assert warcio_check(path) == []
        found += read_records(path.read_bytes())[1:]
    return found


def by_address(data: Path) -> dict[str, list[str]]:
    types: dict[str, list[str]] = {}
    for headers, _, _ in kept(data):
        kind = headers.get_header("WARC-Profile") or headers.get_header("WARC-Type")
        types.setdefault(headers.get_header("WARC-Target-URI"), []).append(
            kind.rpartition("/")[2].rpartition(":")[2]
        )
    return types


def let_a_day_pass(data: Path) -> None:
    with closing(sqlite3.connect(data / "records.sqlite")) as records:
        day = 86_400_000
        records.execute(
            "UPDATE page SET fetched_at = fetched_at - ?, first_fetched_at = first_fetched_at - ?", (day, day)
        )
        records.execute("UPDATE article SET version = version - ?, published_at = NULL", (day,))
        records.commit()


def test_what_became_an_article_is_kept_as_it_came(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    first = crawl("kun_uz")
    assert first.counts["stored"] == 3
    assert by_address(tmp_path) == {address(number): ["response"] for number in range(3)}
    for headers, http, body in kept(tmp_path):
        assert body.decode() == article(int(headers.get_header("WARC-Target-URI")[-1]))
        assert http.get_header("Content-Encoding") == "gzip"
        assert http.get_header("Set-Cookie") is None
    with RecordStore(tmp_path / "records.sqlite") as records:
        rows = records.responses_after(START, ResponseFilter(), 10)
        assert len(rows) == 3
        for _, page, payload in rows:
            assert read_response(tmp_path, page.pointer).response.body.decode() == article(int(page.url[-1]))
            stored = records.get_article(page.article_id or "")
            assert payload is not None
            assert stored is not None
            assert abs(stored.fetched_at - page.fetched_at).total_seconds() < 0.001

    let_a_day_pass(tmp_path)
    put(newspaper, 1, article(1, around="<p>Bugun 17 kishi oʻqidi</p>"))
    put(newspaper, 2, article(2, more=" Toʻy ham boʻldi."))
    second = crawl("kun_uz")
    assert (second.counts["stored"], second.counts["unchanged"]) == (1, 2)
    assert by_address(tmp_path) == {
        address(0): ["response", "identical-payload-digest"],
        address(1): ["response", "same-article"],
        address(2): ["response", "response"],
    }
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert len(records.responses_after(START, ResponseFilter(), 10)) == 3
        assert len(records.responses_after(START, None, 10)) == 4


@pytest.mark.parametrize("keeps", ["articles", "all"])
def test_a_page_that_its_site_calls_unchanged_is_a_visit_to_what_was_kept(
    site: Site, crawl: Callable[..., Crawl], tmp_path: Path, keeps: str
) -> None:
    feed = "https://kun.uz/news/rss"
    for number in range(2):
        put_conditional(site, address(number), article(number))
    items = "".join(f"<item><link>{address(number)}</link></item>" for number in range(2))
    put_conditional(site, feed, f"<rss><channel>{items}</channel></rss>")
    assert crawl("kun_uz", {"XABAR_WARC": keeps}).counts["stored"] == 2
    let_a_day_pass(tmp_path)
    again = crawl("kun_uz", {"XABAR_WARC": keeps})
    assert (again.counts["unchanged"], again.balanced) == (2, True)
    found = by_address(tmp_path)
    assert [found[address(number)] for number in range(2)] == [["response", "server-not-modified"]] * 2
    assert found.get(feed) == (["response", "server-not-modified"] if keeps == "all" else None)
    first, *_, visit = (headers for headers, _, _ in kept(tmp_path) if address(0) in str(headers))
    assert visit.get_header("WARC-Refers-To-Date") == first.get_header("WARC-Date")
    with open_workspace(Config(data=tmp_path)) as workspace:
        assert check_responses(workspace) == (2, [])
        read = asyncio.run(reparse(workspace, {"kun_uz": KunUz}, ReparseOptions(), now=datetime.now(UTC)))
    assert (read.read, read.unchanged) == (2, 2)


def test_two_crawls_at_once_keep_all_answers_in_two_files(newspaper: Site, tmp_path: Path) -> None:
    lay_empty_folder(tmp_path)
    both = threading.Barrier(2)

    def answer_together(handler: Any) -> None:
        both.wait(60)
        handler.send_response(404)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    newspaper.put("https://kun.uz/robots.txt", answer_together)
    without_lease = settings.EXTENSIONS | {"crawler.extensions.site_lease.SiteLease": None}
    options = {"XABAR_WARC": "all", "EXTENSIONS": without_lease}
    with _crawl(newspaper, tmp_path, **options) as one, _crawl(newspaper, tmp_path, **options) as other:
        said = [crawl.communicate(60) for crawl in (one, other)]
        assert (one.wait(60), other.wait(60)) == (0, 0), said
    assert len(list((tmp_path / "warc").iterdir())) == 2, said
    found = by_address(tmp_path)
    assert {address(number) for number in range(4)} | {"https://kun.uz/news/rss"} <= found.keys()
    with RecordStore(tmp_path / "records.sqlite") as records:
        seen = records.page(address(3))
        assert seen is not None
        ((_, page, _),) = records.responses_after(START, ResponseFilter(reasons=(seen.outcome,)), 10)
        assert (page.url, page.article_id) == (address(3), None)
        assert seen.fetched_at <= page.fetched_at  # so that a later reading may mark the page
        assert len(records.responses_after(START, ResponseFilter(), 10)) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "warc").iterdir())


def test_an_article_that_goes_on_is_kept_whole_and_read_again_whole(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    put(newspaper, 0, article(0, around='<link rel="next" href="?page=2">'))
    more = article(0, more=" Ochilishga minglab odam keldi.").replace("hafta", "kuni")
    newspaper.put(f"{address(0)}?page=2", more)
    assert crawl("kun_uz").counts["stored"] == 3
    with RecordStore(tmp_path / "records.sqlite") as records:
        rows = records.responses_after(START, ResponseFilter(), 10)
        (long,) = (page for _, page, _ in rows if page.parts)
        assert [part.url for part in long.parts] == [f"{address(0)}?page=2"]
        stored = records.get_article(long.article_id or "")
        assert stored is not None
        assert "minglab odam" in stored.body
        assert (len(rows), len(records.responses_after(START, None, 10))) == (3, 4)
        context = Context(known_lines=records.line_verdicts("kun_uz"), alphabets={"uz": "Latn", "kk": "Cyrl"})
    known = {"kun_uz": SiteKnowledge(KunUz, context, {})}
    tasks = [Task(page, payload) for _, page, payload in rows]
    readings = read_again(tmp_path, tasks, known)
    assert [reading.kind for reading in readings] == ["unchanged"] * 3
    lost = Task(replace(long, parts=()), None)  # of a page that was refused, the further ones were not kept
    assert read_again(tmp_path, [lost], known)[0].reason == "incomplete"


@pytest.mark.usefixtures("newspaper")
def test_where_nothing_can_be_kept_everything_is_stored(crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    (tmp_path / "warc").write_text("in the way")
    done = crawl("kun_uz")
    assert (done.counts["stored"], done.balanced) == (3, True)
    assert done.counts["notes"] == {"not-kept": 3}
    assert done.log.count("not kept in a WARC file") == 1


def test_kill_9_leaves_whole_records_and_the_next_crawl_goes_on(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    killed: list[fork_server.Process] = []

    def kill(handler: Any) -> None:
        killed[0].kill()
        handler.close_connection = True

    newspaper.put(address(1), kill)
    with _crawl(newspaper, tmp_path, CONCURRENT_REQUESTS=1) as process:
        killed.append(process)
        assert process.wait(60) == -9
    with RecordStore(tmp_path / "records.sqlite") as records:
        stored, written = records.count_articles(), len(records.responses_after(START, None, 10))
    assert written <= stored
    put(newspaper, 1, article(1))
    crawl("kun_uz")
    assert not [path for path in (tmp_path / "warc").iterdir() if path.name.endswith(".open")]
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert records.count_articles() == 3
        assert records.count_without_response() <= stored - written
        for _, page, _ in records.responses_after(START, None, 10):
            assert read_response(tmp_path, page.pointer).response.body.decode() == article(int(page.url[-1]))


def test_it_can_be_switched_off() -> None:
    with pytest.raises(NotConfigured):
        WarcExtension.from_crawler(get_crawler(Spider, {"XABAR_WARC": "none"}))


@pytest.mark.parametrize(
    ("encoding", "packed", "kept_as"),
    [
        (b"gzip", gzip.compress(b"<p>x</p>"), "gzip"),
        (b"x-gzip", gzip.compress(b"<p>x</p>"), "gzip"),
        (b"br", b"\x0b\x03\x80<p>x</p>\x03", "br"),
        (b"gzip", gzip.compress(b"<p>x") + gzip.compress(b"</p>"), None),  # many tools read the first part
        (b"zstd", b"\x28\xb5\x2f\xfd", None),
        (b"deflate", b"x", None),
        (b"gzip,br", b"x", None),
    ],
)
def test_what_the_tools_would_misread_is_kept_unpacked(
    encoding: bytes, packed: bytes, kept_as: str | None
) -> None:
    request = Request("https://kun.uz/1", meta={PACKED_BODY: (encoding, packed)})
    response = TextResponse(request.url, body=b"<p>x</p>")
    assert as_received(request, response) == (kept_as, packed if kept_as else b"<p>x</p>")


def _crawl(site: Site, data: Path, **settings: Any) -> fork_server.Process:
    values = {"XABAR_MIRROR": site.address, "XABAR_DATA": str(data), "DOWNLOAD_DELAY": 0, "RETRY_TIMES": 0}
    environment = {**os.environ, "PYTHONPATH": str(fork_server.ROOT)}
    return fork_server.Process(
        conftest._CRAWL, "kun_uz", json.dumps(values | settings), "{}", env=environment
    )


FULL_DISK = """
import errno
from xabar.warc.writer import WarcWriter

def write(*_):
    raise OSError(errno.ENOSPC, "No space left on device")

WarcWriter.write = write
from xabar.cli import main
main(prog_name="xabar")
"""


def test_after_a_full_disk_the_next_crawl_fetches_and_keeps_what_is_missing(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    for number in range(3):
        put_conditional(newspaper, address(number), article(number))
    environment = os.environ | {"XABAR_DATA": str(tmp_path)}
    words = ("crawl", "kun_uz", *on_loopback(newspaper.address))
    done = fork_server.run(FULL_DISK, *words, env=environment)
    assert "3 × read, but not kept" in done.stdout, done.stdout + done.stderr
    with open_workspace(Config(data=tmp_path)) as workspace:
        read = asyncio.run(reparse(workspace, {"kun_uz": KunUz}, ReparseOptions(), now=datetime.now(UTC)))
    assert (read.read, read.without_page) == (0, 3)
    assert set(read.without_page_urls) == {address(number) for number in range(3)}
    assert crawl("kun_uz").counts["unchanged"] == 3
    with open_workspace(Config(data=tmp_path)) as workspace:
        read = asyncio.run(reparse(workspace, {"kun_uz": KunUz}, ReparseOptions(), now=datetime.now(UTC)))
    assert (read.read, read.unchanged, read.without_page) == (3, 3, 0)
    assert crawl("kun_uz").counts["fetched"] == 0

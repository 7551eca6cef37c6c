"""Real crawls that do not get to their end, over HTTP: the next one has every article all the same."""

from __future__ import annotations

import os
import random
import signal
import zlib
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import pytest

from tests import fork_server
from tests.cli.conftest import on_loopback
from xabar.records.store import RecordStore

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

TODAY: Final = datetime.now(ZoneInfo("Asia/Tashkent")).date()
LIST: Final = "https://kun.uz/news/list?page="
DAYS, A_DAY, ON_A_PAGE = 3, 5, 4
WORDS: Final = [
    "koʻprik",
    "maktab",
    "bogʻcha",
    "kutubxona",
    "stadion",
    "bozor",
    "qishloq",
    "tuman",
    "hokimlik",
    "aholi",
    "bolalar",
    "kattalar",
    "yangi",
    "katta",
    "kichik",
    "qurildi",
    "ochildi",
    "taʼmirlandi",
    "topshirildi",
    "yoritildi",
    "kengaytirildi",
    "bilan",
    "uchun",
    "haqida",
    "keyin",
    "hamda",
    "lekin",
    "chunki",
    "shu",
    "hafta",
    "bahorda",
    "kuzda",
    "yozda",
    "qishda",
    "daryo",
    "togʻ",
    "yoʻl",
    "uy",
    "hovli",
    "suv",
    "havo",
    "tong",
    "oqshom",
    "ustoz",
    "shogird",
    "kitob",
    "daftar",
    "qalam",
]
URLS: Final = tuple(
    f"https://kun.uz/news/{TODAY - timedelta(days=age):%Y/%m/%d}/xabar-{age}-{number}"
    for age in range(DAYS)
    for number in range(A_DAY)
)


def article(url: str) -> str:
    words = random.Random(url).choices(WORDS, k=80)
    text = f"<p>{' '.join(words[:40])}.</p><p>{' '.join(words[40:])}.</p>"
    return (
        f'<html><body><h1 class="news-inner__content-title">{" ".join(words[:5])}</h1>'
        f'<div class="news-inner__content-page">{text}</div></body></html>'
    )


@pytest.fixture
def newspaper(site: Site) -> Site:
    """Five articles on each of three days, named by the pages of a list alone."""
    for url in URLS:
        site.put(url, article(url))
    for page, first in enumerate(range(0, len(URLS), ON_A_PAGE), 1):
        cards = "".join(f'<a class="daily-block" href="{url}">x</a>' for url in URLS[first:][:ON_A_PAGE])
        site.put(f"{LIST}{page}", f'<div id="news-list">{cards}</div>')
    return site


def once(site: Site, url: str, status: int) -> None:
    """Let an address be answered with an error the first time."""
    usual = site.answers[url]

    def fail(handler: BaseHTTPRequestHandler) -> None:
        site.answers[url] = usual
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.put(url, fail)


def stored(folder: Path) -> set[str]:
    with RecordStore(folder / "records.sqlite") as records:
        return {url for url in URLS if (page := records.page(url)) and page.outcome == "stored"}


def end_when_asked(site: Site, folder: Path, url: str, how: signal.Signals, *options: str) -> int:
    """Start a crawl and send it a signal when it asks for `url`, which is not answered. Return its exit code."""
    usual = site.answers[url]
    settings = ("--set", "CONCURRENT_REQUESTS=1")
    with (
        Path(os.devnull).open("w") as nowhere,
        fork_server.Process(
            *(fork_server.XABAR, "crawl", "kun_uz", *on_loopback(site.address), *settings, *options),
            env=os.environ | {"XABAR_DATA": str(folder)},
            out=(nowhere.fileno(), nowhere.fileno()),
        ) as crawl,
    ):

        def end(handler: BaseHTTPRequestHandler) -> None:
            site.answers[url] = usual
            crawl.send_signal(how)
            handler.close_connection = True

        site.put(url, end)
        return crawl.wait(60)


def test_a_limit_and_then_an_older_window(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    crawl("kun_uz", limit=2)
    oldest = TODAY - timedelta(days=DAYS - 1)
    crawl("kun_uz", since=oldest.isoformat(), until=oldest.isoformat())
    assert stored(tmp_path) == {
        *URLS[:2],
        *URLS[-A_DAY:],
    }  # page 1 is newer than the window, and is read past
    crawl("kun_uz")
    assert stored(tmp_path) == set(URLS)


def test_a_list_page_and_some_articles_fail_once(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    once(newspaper, f"{LIST}3", 502)
    for url in URLS[1:8:2]:
        once(newspaper, url, 503)
    wide = {"XABAR_LOOK_BACK": DAYS}  # a day more than there is, in case the test is run over midnight
    first = crawl("kun_uz", wide)
    assert first.counts["stored"] == 4
    crawl("kun_uz", wide)
    assert stored(tmp_path) == set(URLS)
    newspaper.asked.clear()
    crawl("kun_uz", wide)
    pages = [url.removeprefix(LIST) for url in newspaper.asked if url.startswith(LIST)]
    assert pages in (["1", "2", "3"], ["1"])  # one if midnight has come since, with no article of the new day
    assert not any("/xabar-" in url for url in newspaper.asked)


def test_ctrl_c(newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path) -> None:
    end_when_asked(newspaper, tmp_path, URLS[6], signal.SIGINT)
    assert stored(tmp_path) < set(URLS)
    crawl("kun_uz")
    assert stored(tmp_path) == set(URLS)


def test_a_crawl_that_is_killed_again_and_again_gets_on(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    asked: list[str] = []
    for url in (URLS[3], URLS[8], URLS[13]):
        assert end_when_asked(newspaper, tmp_path, url, signal.SIGKILL) == -signal.SIGKILL
        assert stored(tmp_path) == set(URLS[: URLS.index(url)])  # what was answered is kept, to the last one
        asked += [page for page in newspaper.asked if "/xabar-" in page]
        newspaper.asked.clear()
    crawl("kun_uz")
    asked += newspaper.asked
    assert stored(tmp_path) == set(URLS)
    assert max(asked.count(url) for url in URLS) == 2  # only those at which it was killed


def put_front(site: Site, urls: Iterable[str], asked_with: list[str | None]) -> None:
    """Let the first page of the list name these articles, and answer 304 to whoever has it."""
    body = "".join(f'<a class="daily-block" href="{url}">x</a>' for url in urls)
    tag = f'"{zlib.crc32(body.encode())}"'

    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match")
        asked_with.append(known)
        sent = b"" if known == tag else f'<div id="news-list">{body}</div>'.encode()
        handler.send_response(200 if sent else 304)
        handler.send_header("ETag", tag)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(len(sent)))
        handler.end_headers()
        handler.wfile.write(sent)

    site.put(f"{LIST}1", answer)


def test_kills_while_a_list_that_has_not_changed_is_followed(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    """The list is kept when all that it names is remembered, so 304 loses nothing, whenever the process dies."""
    asked_with: list[str | None] = []
    put_front(newspaper, URLS[3:4], asked_with)
    crawl("kun_uz")
    put_front(newspaper, URLS[:4], asked_with)
    for url in URLS[:2]:
        assert end_when_asked(newspaper, tmp_path, url, signal.SIGKILL) == -signal.SIGKILL
    put_front(newspaper, URLS[2:4], asked_with)  # what was killed is listed no more
    assert end_when_asked(newspaper, tmp_path, URLS[2], signal.SIGKILL) == -signal.SIGKILL
    asked_with.clear()
    done = crawl("kun_uz")
    assert done.balanced, done.log
    assert None not in asked_with
    assert stored(tmp_path) == set(URLS)

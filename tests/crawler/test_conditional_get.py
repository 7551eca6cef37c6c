"""What is known already is asked for only if it has changed, over HTTP; whatever is in doubt comes whole."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import pytest
from scrapy.http import Response

from crawler.conditional import read_validators
from crawler.reading_rules import hash_rules, mark_learned
from crawler.revisits import REVISITS, Revisits
from crawler.spiders.kun_uz import KunUz
from tests.crawler.test_partial_crawls import LIST, TODAY
from tests.crawler.test_partial_crawls import article as page
from tests.records.samples import make_article
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout
from xabar.records.store import RecordStore
from xabar.source import Link

if TYPE_CHECKING:
    from tests.crawler.conftest import Crawl, Site

HOUR: Final = timedelta(hours=1)
YESTERDAY: Final = TODAY - timedelta(days=1)
URLS: Final = [f"https://kun.uz/news/{YESTERDAY:%Y/%m/%d}/xabar-{number}" for number in range(3)]
PUBLISHED: Final = datetime.combine(YESTERDAY, time(), ZoneInfo("Asia/Tashkent"))


ANSWERED: Final[dict[str, int]] = {}


def put_conditional(
    site: Site,
    url: str,
    body: str,
    etag: str | None = None,
) -> None:
    """Let an address answer with an ETag, and with 304 whoever has it."""
    tag = etag or f'"{zlib.crc32(body.encode())}"'

    def answer(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") == tag
        ANSWERED[url] = 304 if known else 200
        handler.send_response(304 if known else 200)
        handler.send_header("ETag", tag)
        handler.send_header("Content-Encoding" if known else "Content-Type", "gzip" if known else "text/html")
        handler.send_header("Content-Length", "0" if known else str(len(body.encode())))
        handler.end_headers()
        if not known:
            handler.wfile.write(body.encode())

    site.put(url, answer)


@pytest.fixture
def newspaper(site: Site) -> Site:
    ANSWERED.clear()
    for url in URLS:
        put_conditional(site, url, page(url))
    cards = "".join(f'<a class="daily-block" href="{url}">x</a>' for url in URLS)
    put_conditional(site, f"{LIST}1", f'<div id="news-list">{cards}</div>')
    return site


def answered() -> dict[str, int]:
    """Return the answers since it was last asked, by address."""
    last = dict(ANSWERED)
    ANSWERED.clear()
    return last


def age_pages(folder: Path, fetched_after: timedelta = HOUR) -> None:
    """Let everything have been fetched so long after it was published."""
    at = int((PUBLISHED + fetched_after).timestamp() * 1000)
    with closing(sqlite3.connect(folder / "records.sqlite")) as records, records:
        records.execute("UPDATE page SET fetched_at = ?", (at,))
        records.execute("UPDATE article SET version = ?", (at,))


def test_a_second_crawl_is_answered_with_not_modified_and_corrections_become_versions(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    assert crawl("kun_uz").counts["stored"] == 3
    assert set(answered().values()) == {200}
    second = crawl("kun_uz")
    assert (second.counts["fetched"], second.counts["known"]) == (0, 3)
    assert second.counts["next_due"] is not None
    assert answered() == {f"{LIST}1": 304}

    age_pages(tmp_path)
    put_conditional(newspaper, URLS[1], page(URLS[1]).replace("<p>", "<p>Tuzatish kiritildi. ", 1))
    third = crawl("kun_uz")
    assert third.balanced
    assert (third.counts["stored"], third.counts["unchanged"]) == (1, 2)
    assert answered() == {f"{LIST}1": 304, URLS[0]: 304, URLS[1]: 200, URLS[2]: 304}
    with RecordStore(tmp_path / "records.sqlite") as records:
        assert [len(records.versions(make_article(url[15:]).id)) for url in URLS] == [1, 2, 1]
        assert records.due_pages("kun_uz") == []

    again = crawl("kun_uz", refetch="yes", limit=2)  # whole, whatever they say
    assert (again.counts["fetched"], again.counts["unchanged"], again.counts["discovery"]) == (2, 2, 0)
    assert set(answered().values()) == {200}


def test_an_article_that_no_source_lists_any_more_is_looked_at_again(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    crawl("kun_uz")
    put_conditional(
        newspaper, f"{LIST}1", '<div id="news-list"><a class="daily-block" href="/boshqa">x</a></div>'
    )
    age_pages(tmp_path)
    answered()
    assert crawl("kun_uz").counts["unchanged"] == 3
    assert crawl("kun_uz").counts["fetched"] == 0  # until the next of the ages


def test_refused_pages_are_asked_again_by_their_reason(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    usual = newspaper.answers[URLS[0]]
    newspaper.put(URLS[0], "<html><body><h1>Sarlavha</h1></body></html>")
    first = crawl("kun_uz")
    (reason,) = first.counts["rejected"]
    newspaper.answers[URLS[0]] = usual
    answered()
    none = crawl("kun_uz", refetch="yes", reason="robots").counts
    assert (none["fetched"], none["notes"]) == (0, {"none-known": 1})
    assert crawl("kun_uz", refetch="yes", reason=reason, until=str(YESTERDAY)).counts["fetched"] == 0
    done = crawl("kun_uz", refetch="yes", reason=reason, since=str(YESTERDAY))
    assert (done.counts["fetched"], done.counts["stored"]) == (1, 1)
    assert answered() == {URLS[0]: 200}


def test_a_redirect_elsewhere_is_followed_without_conditions(
    newspaper: Site, crawl: Callable[..., Crawl], tmp_path: Path
) -> None:
    crawl("kun_uz")
    age_pages(tmp_path)
    known = newspaper.answers[URLS[1]]
    newspaper.put(URLS[0], "", 302, Location=URLS[1])
    etag = f'"{zlib.crc32(page(URLS[0]).encode())}"'
    put_conditional(newspaper, URLS[1], page(URLS[1]), etag)  # as if a server gave all its pages one ETag
    answered()
    done = crawl("kun_uz")
    assert answered()[URLS[1]] == 200
    assert done.balanced
    newspaper.answers[URLS[1]] = known


@pytest.fixture
def records(tmp_path: Path) -> Iterator[RecordStore]:
    with RecordStore(tmp_path / "records.sqlite") as records:
        records.put_article(ARTICLE)
        records.mark_page(ARTICLE.url, "kun_uz", NOON + HOUR, "stored", ARTICLE.id, **KNOWN)
        yield records


NOON: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
ARTICLE: Final = make_article("news/2026/11/24/a", fetched_at=NOON + HOUR, published_at=NOON)
KNOWN: Final[dict[str, Any]] = {"etag": '"1"', "last_modified": "Tue, 24 Nov 2026 12:00:00 GMT", "rules": "r"}
CONDITIONS: Final = {"If-None-Match": '"1"', "If-Modified-Since": "Tue, 24 Nov 2026 12:00:00 GMT"}


def conditions(
    records: RecordStore, rules: str = "r", url: str = ARTICLE.url, after: timedelta = 3 * HOUR
) -> Any:
    return Revisits(records, "kun_uz", rules).conditions(url, NOON + after)


def test_a_page_comes_whole_when_other_learned_layouts_are_in_use_than_the_one_that_read_it(
    records: RecordStore,
) -> None:
    one, other = (LearnedLayout(Layout(title="h1", body=body), 10) for body in (".a", ".b"))

    def asked(*learned: LearnedLayout) -> dict[str, str]:
        return Revisits(records, "kun_uz", "r", lambda url: learned).conditions(ARTICLE.url, NOON + 3 * HOUR)

    assert asked() == asked(one) == CONDITIONS  # no learned layout read it: learning makes no page due
    rules = {"rules": mark_learned("r", [one])}
    records.mark_page(ARTICLE.url, "kun_uz", NOON + HOUR, "stored", ARTICLE.id, **KNOWN | rules)
    assert asked(one) == CONDITIONS
    assert asked(other) == asked(other, one) == asked() == {}
    assert conditions(records, "s") == {}


def test_a_known_page_is_asked_for_with_what_its_site_said_of_it(records: RecordStore) -> None:
    assert conditions(records) == CONDITIONS


@pytest.mark.parametrize(
    "doubt",
    ["rules", "twin", "damaged", "removed", "refused", "duplicate", "old"],
)
def test_what_is_in_doubt_is_fetched_whole(records: RecordStore, doubt: str) -> None:
    given: dict[str, Any] = {}
    if doubt == "rules":
        given = {"rules": hash_rules(KunUz)}
    elif doubt == "twin":
        given = {"url": "https://m.kun.uz/news/2026/11/24/a"}
    elif doubt == "damaged":
        records._db.execute("UPDATE article SET payload = substr(payload, 1, 40)")
    elif doubt == "removed":
        records.remove_article(ARTICLE.id, NOON + 2 * HOUR)
    elif doubt == "old":  # some servers say for ever that nothing has changed
        given = {"after": REVISITS[-2]}
    else:
        outcome = "no-body" if doubt == "refused" else doubt
        records.mark_page(ARTICLE.url, "kun_uz", NOON + 2 * HOUR, outcome, ARTICLE.id, **KNOWN)
    assert conditions(records, **given) == {}


def test_an_answer_of_not_modified_settles_a_page_that_is_due(records: RecordStore) -> None:
    revisits = Revisits(records, "kun_uz", "r")
    revisits.expect([Link(ARTICLE.url)], NOON)
    revisits.confirm(ARTICLE.url, NOON + 3 * HOUR)
    assert list(revisits.unsettled()) == []
    assert not revisits.is_due(Link(ARTICLE.url), NOON + 4 * HOUR)
    assert revisits.due_at(ARTICLE.url, NOON + 4 * HOUR) == NOON + 8 * HOUR
    assert conditions(records) == CONDITIONS


@pytest.mark.parametrize(
    "etag", [b'"' + b"x" * 16_000 + b'"', b'"a\r\nCookie: b"', b'W/"\xff"', b"\0", b"*", b""]
)
def test_a_validator_that_cannot_be_sent_back_is_none(etag: bytes) -> None:
    assert read_validators(Response(URLS[0], headers={"ETag": etag})) == (None, None)
    assert read_validators(Response(URLS[0], headers={"ETag": b'W/"a b"'})) == ('W/"a b"', None)

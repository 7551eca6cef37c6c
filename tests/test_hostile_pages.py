"""Pages that mean harm, on the whole way of an article: from the bytes to the records, both indexes and the terminal.

Nothing raises, nothing takes a second, and what a crawl does in its own process never takes long.
"""

from __future__ import annotations

import gc
import io
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.hostile.pages import KINDS
from crawler.page_reading import FetchedArticle, read_fetched
from crawler.spider import NewsSpider
from crawler.spiders.kun_uz import KunUz
from tests.pace import slowness
from xabar.app.explain import explain_page
from xabar.article import Article
from xabar.bounded_steps import is_long
from xabar.cli.console import SafeConsole
from xabar.cli.page_view import print_page
from xabar.config import Config
from xabar.extraction.layout import Layout
from xabar.extraction.learned_layout import LearnedLayout
from xabar.extraction.page import FallbackNeeded
from xabar.http_response import HttpResponse
from xabar.processing.ingest import ingest
from xabar.processing.steps import STEPS, Context, run_step
from xabar.records.store import RecordStore
from xabar.rejection import Rejected
from xabar.search.analysis import analyze_terms, analyze_texts
from xabar.search.elastic.documents import article_document
from xabar.search.embedded.batch_analysis import ArticleTerms
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.engine import INDEX_LANGUAGES, index_language
from xabar.workers.cost import is_costly

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://kun.uz/news/2026/11/24/koprik"
CONTEXT = Context(alphabets={"uz": "Latn", "kk": "Cyrl"})
WHOLE = 1.0  # seconds of CPU for all that a crawl does itself for one page
TURN = 0.05  # of one step in the crawl's own process

T = TypeVar("T")


class Journey:
    """What is on an article's way: records, an embedded index and a terminal. `turns` are the steps that took long."""

    def __init__(
        self, folder: Path, site: type[NewsSpider] = KunUz, learned: tuple[LearnedLayout, ...] = ()
    ) -> None:
        self.site = site
        self.learned = learned
        self.records = RecordStore(folder / "records.sqlite")
        self.indexes: dict[str, LanguageIndex] = {}
        self.turns: list[tuple[str, float]] = []
        self.spent = 0.0
        self._folder = folder
        self._config = Config(data=folder / "none")

    def turn(self, name: str, function: Callable[..., T], *arguments: Any, apart: bool = False) -> T:
        """Do one thing and measure it. What a worker does keeps nobody waiting."""
        start = time.thread_time()
        try:
            return function(*arguments)
        finally:
            spent = time.thread_time() - start
            self.spent += 0 if apart else spent
            if spent > TURN and not apart:
                self.turns.append((name, spent))

    def read(self, response: HttpResponse) -> Article:
        """Return what a crawl reads, in its own process or by a worker."""
        if is_costly(response.body):
            raise Rejected("too-costly")  # tests/crawler/test_hostile.py gives such pages to a worker
        fetched = FetchedArticle(response, NOW, learned=self.learned)
        try:
            return self.turn("read", lambda: fetched.read(self.site, fallback=False))
        except FallbackNeeded:
            pass
        return self.turn("read", read_fetched, self.site, fetched, apart=True)

    def go(self, body: bytes) -> None:
        """Take a page through everything. It may be refused on the way."""
        response = HttpResponse(URL, body, 200, "text/html")
        with suppress(Rejected):
            self.store(self.read(response))
        if not self.learned:  # where there are no records, `xabar page` knows nothing that was learned
            self.show(response)

    def store(self, article: Article) -> None:
        """Take an article through its steps, into the records and into the documents of both indexes."""
        for name in STEPS:
            article = self.turn(name, run_step, name, article, CONTEXT, apart=is_long(article))
        self.turn("ingest", ingest, self.records, article)
        self.index(article)

    def index(self, article: Article) -> None:
        """Make the documents of both kinds; the feeding of an index has a thread of its own."""
        document = article_document(article, NOW)
        orjson.dumps(document)
        assert all(len(str(value).encode()) < 32_766 for key, value in document.items() if key in KEYWORDS)
        language = index_language(article.language)
        if language not in self.indexes:
            self.indexes[language] = LanguageIndex(self._folder / language, create=True)
        index = self.indexes[language]
        terms = ArticleTerms(*analyze_texts([(article.title, language), (article.body, language)]))
        index.lock().add_document(index.document(article, article.version, terms))

    def show(self, response: HttpResponse) -> None:
        """Print the page as `xabar page` does."""
        if is_costly(response.body):
            return
        report = explain_page(response, self.site, now=NOW, config=self._config)
        out = io.StringIO()
        print_page(report, SafeConsole(file=out, width=200))
        printed = out.getvalue() + json.dumps(report.to_dict(), ensure_ascii=False)
        printed.encode()
        assert not set(out.getvalue()) & HARMFUL


KEYWORDS = ("url", "section", "language", "script", "group_id")
HARMFUL = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202d\u202e\u2066\u2067\u2068",
} - {"\n"}


@contextmanager
def opened(
    folder: Path, site: type[NewsSpider] = KunUz, learned: tuple[LearnedLayout, ...] = ()
) -> Iterator[Journey]:
    journey = Journey(folder, site, learned)
    yield journey
    for index in journey.indexes.values():
        index.lock().commit()
        index.release()
    journey.records.close()


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    with opened(tmp_path_factory.mktemp("journey")) as journey:
        for language in INDEX_LANGUAGES:  # the tables of a language take up to 0.3 s, once in a process
            analyze_terms("kitoblar, китобларнинг, кітаптарымызды, كىتاپتاردى, книгами", language)
        journey.go(KINDS["ordinary"](0).encode())  # loads what all others need
        journey.go(KINDS["no layout"](3_000).encode())
        yield journey


class Undeclared(KunUz):
    """kun.uz without its layouts."""

    name = "undeclared"
    layouts = ()  # type: ignore[assignment]


LEARNED = LearnedLayout(
    Layout(
        title="h1.news-inner__content-title",
        body="div.news-inner__content-page",
        date="div.news-inner__content-stats",
    ),
    10,
)


@pytest.fixture(scope="module", params=[(), (LEARNED,)], ids=["no layouts", "a learned layout"])
def undeclared(
    journey: Journey, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Journey]:
    """The way of a site that declares no layouts; `journey` has loaded what it needs."""
    with opened(tmp_path_factory.mktemp("undeclared"), Undeclared, request.param) as other:
        yield other


def check(journey: Journey, body: bytes) -> None:
    journey.turns, journey.spent = [], 0.0
    gc.disable()  # what the tests themselves have made takes long to look through
    try:
        journey.go(body)
    finally:
        gc.enable()
    bound = TURN * slowness() if journey.turns else TURN
    assert not [turn for turn in journey.turns if turn[1] > bound]
    assert journey.spent <= WHOLE


@pytest.mark.parametrize("size", [3_000, 50_000])
@pytest.mark.parametrize("kind", KINDS)
def test_the_corpus(journey: Journey, kind: str, size: int) -> None:
    check(journey, KINDS[kind](size).encode())


@pytest.mark.parametrize("kind", KINDS)
def test_the_corpus_where_no_selectors_are_declared(undeclared: Journey, kind: str) -> None:
    check(undeclared, KINDS[kind](3_000).encode())


TEXTS = [
    "Guldarada koʻprik ochildi. ", "Көпір ашылды, деп хабарлады. ", "а.б.", "ʻ", "a'", "soatimiz", "imiz", "ab-cd ", "7",
    "@a", "www.", "12:30 ", "24.11.2026", " | ", "«", "»", "— ", "\n", "\t", "\x1b[31m", "\x1b]0;x\x07", "\x9b", "\u202e",
    "\u2066", "\u200d", "\u0301", "İ", "ﷺ", "&#xd83d;", "&#0;", "&#x1b;", "[red]", "[/x]", "**", "<", "&amp", "\ud83d",
    "kun.uz ", "мектебіңіз", "Telegram ", "…", "0", "🏳️‍🌈", "ٴ",
]  # fmt: skip
text = st.lists(st.tuples(st.sampled_from(TEXTS), st.sampled_from([1, 1, 3, 50, 3_000])), max_size=5).map(
    lambda parts: "".join(unit * count for unit, count in parts)[:12_000]
)
FIELDS = (
    "headline",
    "datePublished",
    "dateModified",
    "articleSection",
    "keywords",
    "image",
    "author",
    "articleBody",
)


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    data = {
        name: draw(st.one_of(text, st.lists(text, max_size=3)))
        for name in draw(st.sets(st.sampled_from(FIELDS)))
    }
    head = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **data})}</script>'
    paragraphs = "".join(f"<p>{draw(text)}</p>" for _ in range(draw(st.integers(0, 4))))
    place = draw(st.sampled_from(['<div class="news-inner__content-page">', "<article>", "<div>"]))
    html = (
        f"<html><head>{head}<meta property='article:section' content='{draw(text)}'></head><body>"
        f'<h1 class="news-inner__content-title">{draw(text)}</h1>'
        f'<div class="news-inner__content-stats">{draw(text)} 10:15 / 24.11.2026</div>{place}'
        f"<p>Qashqadaryo viloyatidagi Guldara qishlogʻida shanba kuni daryo ustidan yangi koʻprik ochildi.</p>"
        f"{paragraphs}</div></body></html>"
    )
    return html.encode("utf-8", draw(st.sampled_from(["replace", "surrogatepass"])))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=pages())
def test_pages_that_nobody_thought_of(journey: Journey, body: bytes) -> None:
    check(journey, body)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=pages())
def test_such_pages_where_no_selectors_are_declared(undeclared: Journey, body: bytes) -> None:
    check(undeclared, body)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(body=st.binary(max_size=2_000))
def test_bytes_that_are_no_page(journey: Journey, body: bytes) -> None:
    check(journey, body)

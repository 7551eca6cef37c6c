"""A query finds an article by percolation exactly when a search for it finds that article, by either engine."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bench.embedded.corpus import articles
from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import QUERIES
from tests.search.servers import remove_everything
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search import forgiving
from xabar.search.elastic.connection import Connection
from xabar.search.elastic.engine import ElasticsearchEngine
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.engine import SearchEngine, SearchRequest
from xabar.search.feed import Feeder
from xabar.search.percolation.percolator import Frequencies, Percolator
from xabar.search.percolation.requests import query_of

TODAY = date(2026, 3, 2)
ARTICLES = (
    *(replace(each, authors=("Alisher Karimov", "Оқтам Собиров"), section="Jamiyat") for each in CORPUS[:3]),
    *CORPUS[3:],
    make_article("no-day", "Tramvay", "Kuni yoʻq.", published_at=None, published_day=None),
    make_article("words", "saroyi yonida xabar", "olma bir ikki uch nok"),
    make_article(
        "title", "Тоқаев қаланың көшесінде", "Мәтін.", language="kk", script="Cyrl", site="egemen_kz"
    ),
    *articles(30),
)
# Each is told from another by one rule of the percolator, such as how near is near, or what an excluded word means.
CORNERS: tuple[dict[str, Any], ...] = (
    {"query": "metro -bekat -paxta"},
    {"query": "metro -(bekat OR paxta)"},
    {"query": "tramvay since:2026-01-01"},
    {"query": "tramvay until:2027-01-01"},
    {"query": "since:2026-02-27 until:2026-02-27"},
    {"query": '"olma nok"~3'},
    {"query": '"olma nok"~2'},
    {"query": '"nok olma"~3'},
    {"query": '"olma ikki"'},
    {"query": '"bir ikki uch"'},
    {"query": "saroi*"},
    {"query": "title:saroi*"},
    {"query": "title:poytaxt*"},
    {"query": "title:poytaxt"},
    {"query": "habar"},
    {"query": "kala"},
    {"query": "кала"},
    {"query": "Toqayev"},
    {"query": "Toqayev", "exact": True},
    {"query": "toshkent", "exact": True},
    {"query": "жаңа мектеп қай қалада"},
    {"query": "қай site:egemen.kz"},
    {"query": "' site:kun.uz"},
    {"query": "site:zamin"},
    {"query": "author:karimov"},
    {"query": 'author:"karimov alisher"'},
    {"query": 'author:"karimov oqtam"'},
    {"query": "*", "authors": ("nobody", "karimov")},
    {"query": "*", "authors": ("karimov",), "sections": ("ЖАМИЯТ",)},
    {"query": "*", "tags": ("жамият",), "scripts": ("Latn",)},
    {"query": "metro", "languages": ("uz",), "sites": ("kun_uz",)},
)
RARE = [
    "қай",
    "qanday",
    "тоқаев",
    "Toqayev",
    "Касым-Жомарт",
    "toshkent",
    "Ташкент",
    "қозоғистон",
    "kz",
    "C5+1",
    "covid-19",
    "ozbekiston",
    "қала",
    "кала",
    "мугалим",
    "koprik",
    "Rubio",
    "Вашингтон",
    "'",
    "12:30",
    "metro",
    "метро",
    "мектеп",
    "mektep",
    "paxta",
]


def random_queries(count: int, seed: int) -> Iterator[str]:
    """Yield queries of every kind, made of words that the articles have, and of some that are special."""
    chance = random.Random(seed)

    def words() -> list[str]:
        text = chance.choice(ARTICLES)
        return [word for word in f"{text.title} {text.body}".split() if word.strip("«»\"“”()*~:-'")]

    def word() -> str:
        found = chance.choice(RARE) if chance.random() < 0.3 else chance.choice(words())
        bare = found.strip('«»"“”().,:;!?*~-')
        return chance.choice((bare, bare.lower(), bare.capitalize())) or "metro"

    def some_in_a_row(most: int) -> str:
        all_words = words()
        at = chance.randrange(len(all_words))
        return (
            " ".join(each.strip('«»"“”()~') for each in all_words[at : at + chance.randint(1, most)])
            or "metro"
        )

    def near() -> str:
        some = some_in_a_row(6).split()
        chance.shuffle(some)
        return f'"{" ".join(some[: chance.randint(1, 4)])}"~{chance.randint(0, 5)}'

    def field() -> str:
        day = f"2026-{chance.choice(('02', '03', '02-27', '03-01'))}"
        return chance.choice(
            (
                "site:kun.uz", "site:zamin", "site:egemen.kz", "language:uz", "language:kk", "script:cyrillic",
                "script:latin", "tag:jamiyat", "tag:Тошкент", "author:karimov", 'author:"Oqtam Sobirov"',
                "section:жамият", f"since:{day}", f"until:{day}", f"title:{word()}", f'title:"{some_in_a_row(3)}"',
                f"title:({word()} OR {word()})",
            )
        )  # fmt: skip

    def item(depth: int) -> str:
        kind = chance.random()
        if kind < 0.45:
            return word()
        if kind < 0.55:
            return f'"{some_in_a_row(4)}"'
        if kind < 0.65:
            return f"{word()[: chance.randint(1, 5)].strip('+') or 'm'}*"
        if kind < 0.72:
            return near()
        if kind < 0.85:
            return field()
        if kind < 0.88:
            return "*"
        return f"({either(depth + 1)})" if depth < 3 else word()

    def all_of(depth: int) -> str:
        found = " ".join(item(depth) for _ in range(chance.choice((1, 1, 1, 2, 2, 3))))
        return f"{found} -{item(depth)}" if chance.random() < 0.15 else found

    def either(depth: int) -> str:
        return " OR ".join(all_of(depth) for _ in range(chance.choice((1, 1, 1, 2, 3))))

    for _ in range(count):
        yield either(0)


def requests(count: int, seed: int) -> list[SearchRequest]:
    """Return queries that can be read, some with filters as options, some exact."""
    chance = random.Random(seed)
    filters: list[dict[str, Any]] = [
        *({} for _ in range(6)),
        {"sites": ("kun_uz", "inform_kz")},
        {"languages": ("kk", "en")},
        {"scripts": ("Cyrl",), "tags": ("қоғам",)},
        {"authors": ("karimov",), "sections": ("ЖАМИЯТ",)},
        {"since": date(2026, 2, 28)},
        {"until": date(2026, 2, 28), "exact": True},
        {"exact": True},
    ]
    found = []
    asked = [{"query": query} | chance.choice(filters) for query in (*QUERIES, *random_queries(count, seed))]
    for values in (*CORNERS, *asked):
        request = SearchRequest(**values, today=TODAY, sort="newest", size=1000, as_asked=True, marked=False)
        try:
            query_of(request)
        except ValueError:  # what cannot be read finds nothing in either way
            continue
        found.append(request)
    return found


async def compare(engine: SearchEngine, records: RecordStore, asked: list[SearchRequest]) -> int:
    """Assert that search and percolation give the same articles, and return how many pairs there were."""
    with records.transaction():
        for article in ARTICLES:
            records.put_article(article)
    await Feeder(records, engine).feed_until_done()
    await engine.refresh()
    queries = {place: query_of(request) for place, request in enumerate(asked)}
    percolators = [
        Percolator(queries, frequencies) for frequencies in (Frequencies(), Frequencies(ARTICLES[::3]))
    ]
    stored = [article for article in map(records.get_article, [each.id for each in ARTICLES]) if article]
    found: list[set[str]] = [set() for _ in asked]
    for article in stored:
        one, other = (percolator.matching(article) for percolator in percolators)
        assert one == other
        for place in one:
            found[place].add(article.id)
    for place, request in enumerate(asked):
        page = await engine.search(request)
        assert found[place] == {hit.article.id for hit in page.hits}, request
    return sum(map(len, found))


@pytest.fixture
def uncorrected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search without corrections, which an alert never makes: they depend on all other articles."""

    async def none(*_: object) -> None:
        return None

    monkeypatch.setattr(forgiving, "correct_query", none)


@pytest.fixture
async def server(elasticsearch_url: str, index_name: str) -> AsyncIterator[SearchEngine]:
    """A real Elasticsearch."""
    engine = ElasticsearchEngine(Connection(elasticsearch_url), name=index_name)
    yield engine
    await remove_everything(engine)
    await engine.close()


@pytest.mark.slow
@pytest.mark.usefixtures("uncorrected")
async def test_it_finds_what_the_embedded_index_finds(tmp_path: Path, records: RecordStore) -> None:
    engine = EmbeddedEngine(tmp_path / "index", records)
    try:
        assert await compare(engine, records, requests(80, seed=1)) > 300
    finally:
        await engine.close()


@pytest.mark.usefixtures("uncorrected")
async def test_it_finds_what_a_server_finds(server: SearchEngine, records: RecordStore) -> None:
    assert await compare(server, records, requests(60, seed=2)) > 300


def test_a_query_of_a_thousand_words_is_asked_like_any_other() -> None:
    metro = CORPUS[0]
    words = " OR ".join(["yo"] * 300)
    all_words = " ".join(["a"] * 999)
    percolator: Percolator[str] = Percolator(
        {
            "either": query_of(SearchRequest(f"{words} OR metro", today=TODAY)),
            "all": query_of(SearchRequest(all_words, today=TODAY)),
        }
    )
    assert percolator.matching(metro) == ["either"]


def _article_of(text: str) -> Article:
    return replace(CORPUS[0], title=text, body="")


def test_an_article_without_words_is_found_by_everything() -> None:
    percolator: Percolator[str] = Percolator(
        {"all": query_of(SearchRequest("*")), "word": query_of(SearchRequest("metro"))}
    )
    assert percolator.matching(_article_of("")) == ["all"]

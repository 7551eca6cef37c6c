"""The part of the contract about going through all hits with a cursor."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.search.articles import make_article
from tests.search.contract.calls import fill, search
from tests.search.contract.shared import Filled
from xabar.article import Article
from xabar.records.store import RecordStore
from xabar.search.cursor import WrongCursor, every_hit
from xabar.search.engine import SearchEngine, SearchRequest


def at(number: int, moment: datetime | None) -> Article:
    """Return an article about a metro, in one of three languages."""
    article = make_article(str(number), "Metro", language=("uz", "kk", "ru")[number % 3])
    return replace(article, published_at=moment, published_day=moment and moment.date())


def many() -> list[Article]:
    """Return 30 articles of which five share each moment, some from before 1970, and five have none."""
    moments = [
        datetime(2026, 3, 1, 8, 0, 0, 1000, UTC),
        datetime(2026, 3, 1, 8, 0, 0, 2000, UTC),
        datetime(2026, 3, 1, 8, tzinfo=UTC),
        datetime(1969, 5, 1, tzinfo=UTC),
        datetime(1970, 1, 1, tzinfo=UTC),
        None,
    ]
    return [at(number, moments[number % 6]) for number in range(30)]


def in_order_of_time(articles: list[Article], sort: str = "newest") -> list[str]:
    """Return the ids in the order that both engines must have: by time, then by id, undated ones last."""

    def turn(article: Article) -> tuple[float, str]:
        if article.published_at is None:
            return float("inf"), article.id
        moment = article.published_at.timestamp()
        return -moment if sort == "newest" else moment, article.id

    return [article.id for article in sorted(articles, key=turn)]


async def next_page(
    engine: SearchEngine, cursor: str | None, sort: str = "newest", **other: Any
) -> tuple[list[str], str | None]:
    """Return the ids of a page in an order of time, and the cursor after it."""
    page = await search(engine, "metro", sort=sort, cursor=cursor, **other)
    return [hit.article.id for hit in page.hits], page.next_cursor


class PagingContract:
    """An engine can be asked for every hit, however many there are."""

    async def test_cursors_and_numbers_lead_through_all_hits_in_an_order_of_time(
        self, filled: Filled
    ) -> None:
        engine = await filled(many())
        for sort in ("newest", "oldest"):
            expected = in_order_of_time(many(), sort)
            for size in (1, 3, 5, 30):
                seen, cursor = await next_page(engine, None, sort, size=size)
                while cursor is not None:
                    found, cursor = await next_page(engine, cursor, sort, size=size)
                    seen += found
                assert seen == expected, (sort, size)
            seen = []
            for offset in range(0, 30, 7):
                seen += (await next_page(engine, None, sort, offset=offset, size=7))[0]
            assert seen == expected, sort

    async def test_nothing_is_lost_or_doubled_while_articles_come_and_go(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        await fill(ready, records, many())
        expected = in_order_of_time(many())
        seen, cursor = await next_page(ready, None, size=7)
        records.remove_article(seen[-1], datetime(2026, 4, 1, tzinfo=UTC))  # the one that the cursor names
        await fill(
            ready, records, [at(number, datetime(2026, 3, 2, tzinfo=UTC)) for number in range(100, 120)]
        )
        late = at(200, None)
        await fill(ready, records, [late])
        while cursor is not None:
            found, cursor = await next_page(ready, cursor, size=7)
            seen += found
        assert [each for each in seen if each != late.id] == expected
        assert late.id in seen

    async def test_a_cursor_goes_through_loosely_spelled_hits_too(self, filled: Filled) -> None:
        articles = [
            replace(article, title=("Koʻprik", "Koprik")[number % 2]) for number, article in enumerate(many())
        ]
        engine = await filled(articles)
        seen, cursor = [], None
        while True:
            page = await search(engine, "koprik", sort="newest", size=7, cursor=cursor)
            seen += [hit.article.id for hit in page.hits]
            assert (page.total, page.looser) == (30, 5)  # in Uzbek alone oʻ is a letter of its own
            if (cursor := page.next_cursor) is None:
                break
        assert seen == in_order_of_time(articles)

    async def test_every_page_tells_the_same_total_and_facets_and_all_can_be_streamed(
        self, filled: Filled
    ) -> None:
        engine = await filled(many())
        page = await search(engine, "metro", sort="newest", size=20, facets=("language",))
        rest = await search(
            engine, "metro", sort="newest", size=20, facets=("language",), cursor=page.next_cursor
        )
        assert (page.total, len(page.hits), rest.total, len(rest.hits)) == (30, 20, 30, 10)
        assert page.facets == rest.facets
        assert rest.next_cursor is None
        request = SearchRequest("metro", languages=("uz", "ru"))
        found = [hit.article async for hit in every_hit(engine, request, batch=4)]
        chosen = [article for article in many() if article.language != "kk"]
        assert [article.id for article in found] == in_order_of_time(chosen)
        unmarked = await search(engine, "metro", marked=False)
        assert {hit.title for hit in unmarked.hits} == {"Metro"}

    async def test_a_cursor_serves_only_the_search_that_gave_it(self, filled: Filled) -> None:
        engine = await filled(many())
        cursor = (await search(engine, "metro", sort="newest", size=5)).next_cursor
        assert cursor is not None
        assert (await search(engine, "metro", size=5)).next_cursor is None  # an order of scores has none
        assert (await search(engine, "metro", size=0, sort="newest")).next_cursor is None
        for request in (
            SearchRequest("metro bekati", sort="newest", cursor=cursor),
            SearchRequest("metro", sites=("kun_uz",), sort="newest", cursor=cursor),
            SearchRequest("metro", sort="oldest", cursor=cursor),
            SearchRequest("metro", cursor=cursor),
            SearchRequest("metro", sort="newest", cursor=cursor, offset=10),
            SearchRequest("metro", sort="newest", cursor=cursor[:-3]),
            SearchRequest("metro", sort="newest", cursor="x" * 100_000),
        ):
            with pytest.raises(WrongCursor):
                await engine.search(request)

    async def test_a_hit_has_every_field_that_is_shown(
        self, ready: SearchEngine, records: RecordStore
    ) -> None:
        article = replace(make_article("1", "Metro"), authors=("Aziz",), section="Jamiyat", structure="p")
        await fill(ready, records, [article])
        (hit,) = (await search(ready, "metro")).hits
        assert hit.article == article

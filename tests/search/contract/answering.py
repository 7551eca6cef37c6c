"""The part of the contract about filters, order, facets and what a hit shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal

import pytest

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import marked, paths, search
from tests.search.contract.shared import Filled
from xabar.search.engine import Hit


class AnsweringContract:
    """An engine filters, sorts, counts and marks alike."""

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            ({"sites": ("zamin_uz",)}, {"metro-cyrillic", "rubio"}),
            (
                {"sites": ("zamin_uz", "inform_kz")},
                {"metro-cyrillic", "rubio", "mektep-latin", "mektep-arab"},
            ),
            ({"sites": ("nosuch",)}, set()),
            ({"languages": ("ru",)}, {"russkaya"}),
            ({"languages": ("en",)}, {"english"}),
            ({"languages": ("fr",)}, set()),
            ({"languages": ("ru", "en")}, {"russkaya", "english"}),
            ({"scripts": ("Arab",)}, {"mektep-arab"}),
            ({"languages": ("kk",), "scripts": ("Cyrl",)}, {"astana", "maqta"}),
            ({"since": date(2026, 3, 1)}, {"paxta", "rubio", "maqta"}),
            ({"until": date(2026, 2, 26)}, {"mektep-arab"}),
            ({"since": date(2026, 2, 28), "until": date(2026, 2, 28)}, {"metro-cyrillic", "astana"}),
            ({"since": date(2026, 3, 2)}, set()),
        ],
    )
    async def test_filters(self, filled: Filled, filters: dict[str, Any], expected: set[str]) -> None:
        engine = await filled()
        page = await search(engine, "*", size=20, **filters)
        assert set(paths(page)) == expected
        assert page.total == len(expected)

    async def test_filters_do_not_change_scores(self, filled: Filled) -> None:
        engine = await filled()
        page = await search(engine, "metro")
        free = {hit.article.id: hit.score for hit in page.hits}
        held = await search(engine, "metro", languages=("uz",), since=date(2026, 1, 1))
        assert held.hits
        for hit in held.hits:
            assert hit.score == pytest.approx(free[hit.article.id])

    async def test_the_newest_come_first(self, filled: Filled) -> None:
        articles = [
            make_article("a", "Metro", day=date(2026, 1, 2)),
            make_article("b", "Metro", day=date(2026, 1, 3), language="kk"),
            make_article("c", "Metro", day=date(2026, 1, 1), language="ru"),
            make_article("d", "Metro", day=date(1969, 5, 1)),
            replace(make_article("e", "Metro"), published_at=None, published_day=None),
        ]
        engine = await filled(articles)
        assert paths(await search(engine, "metro", sort="newest")) == ["b", "a", "c", "d", "e"]
        assert paths(await search(engine, "metro", sort="oldest")) == ["d", "c", "a", "b", "e"]

    async def test_without_words_the_newest_come_first(self, filled: Filled) -> None:
        days = (3, 1, 5, 2, 4)
        articles = [
            make_article(f"{day}", "Metro", day=date(2026, 1, day), language=("uz", "kk")[day % 2])
            for day in days
        ]
        engine = await filled(articles)
        for query in (
            "*",
            "site:kun.uz",
            "since:2026-01-01 -language:ru",
            "* -bekat",
            "site:kun.uz OR script:latin",
        ):
            assert paths(await search(engine, query, exact=query == "*")) == [*"54321"], query
            assert paths(await search(engine, query, offset=2, size=2)) == [*"32"], query
        assert paths(await search(engine, "*", sort="oldest")) == [*"12345"]
        first = await search(engine, "*", size=3)
        assert first.next_cursor is not None
        rest = await search(engine, "*", size=3, sort="newest", cursor=first.next_cursor)
        assert paths(first) + paths(rest) == [*"54321"]

    @pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
    async def test_pages_hold_every_hit_once(self, filled: Filled, sort: str) -> None:
        start = date(2026, 1, 1)
        articles = [
            make_article(
                str(number),
                "Metro",
                "soʻz " * (number + 1),
                day=start + timedelta(days=number),
                language=("uz", "kk", "ru")[number % 3],
            )
            for number in range(25)
        ]
        engine = await filled(articles)
        seen: list[str] = []
        for offset in (0, 10, 20, 30):
            page = await search(engine, "metro", sort=sort, offset=offset)
            assert page.total == 25
            seen += paths(page)
        assert sorted(seen) == sorted(str(number) for number in range(25))
        assert len((await search(engine, "metro")).hits) == 10
        assert len((await search(engine, "metro", size=0)).hits) == 0

    async def test_facets_count_over_all_hits(self, filled: Filled) -> None:
        engine = await filled()
        asked = ("site", "language", "day", "script")
        page = await search(engine, "*", size=1, facets=asked)
        assert tuple(page.facets) == asked
        assert page.facets["language"] == [("kk", 4), ("uz", 4), ("en", 1), ("ru", 1)]
        assert page.facets["site"] == [("kun_uz", 4), ("egemen_kz", 2), ("inform_kz", 2), ("zamin_uz", 2)]
        assert page.facets["script"] == [("Cyrl", 5), ("Latn", 4), ("Arab", 1)]
        assert page.facets["day"] == [
            ("2026-02-26", 1),
            ("2026-02-27", 4),
            ("2026-02-28", 2),
            ("2026-03-01", 3),
        ]
        assert (await search(engine, "metro")).facets == {}

    async def test_a_day_is_the_publishers_day(self, filled: Filled) -> None:
        """At 01:00 on 1 March in Almaty it is still February in UTC."""
        engine = await filled()
        page = await search(engine, "мақта", facets=("day",))
        assert page.facets["day"] == [("2026-03-01", 1)]
        assert (await search(engine, "мақта", until=date(2026, 2, 28))).total == 0

    @pytest.mark.parametrize("sort", ["relevance", "newest"])
    async def test_time_is_counted_by_day_or_over_years_by_month(
        self, filled: Filled, sort: Literal["relevance", "newest"]
    ) -> None:
        days = [date(2024, 12, 31), date(2025, 1, 1), date(2026, 3, 1), date(2026, 3, 31)]
        articles = [
            make_article(f"{day}-{word}", word, f"{word}.", day=day, language=language)
            for day in days
            for word, language in (("Koʻprik", "uz"), ("Koprik", "ru"))
        ]
        engine = await filled(articles)
        page = await search(engine, "koprik", sort=sort, facets=("time", "language"))
        assert page.facets == {
            "time": [("2024-12", 2), ("2025-01", 2), ("2026-03", 4)],
            "language": [("ru", 4), ("uz", 4)],
        }
        few = await search(engine, "koprik", sort=sort, size=1, facets=("time",), until=date(2026, 2, 1))
        assert few.facets == {"time": [("2024-12-31", 2), ("2025-01-01", 2)]}
        assert (len(few.hits), few.total) == (1, 4)
        assert (await search(engine, "zzzz", sort=sort, facets=("time",))).facets == {"time": []}

    async def test_an_unknown_facet_is_refused(self, filled: Filled) -> None:
        engine = await filled()
        with pytest.raises(ValueError, match="colour"):
            await search(engine, "*", facets=("colour",))

    async def _hit(self, filled: Filled, query: str) -> Hit:
        engine = await filled()
        (hit,) = (await search(engine, query)).hits
        return hit

    async def test_a_hit_is_the_article_as_it_was_stored(self, filled: Filled) -> None:
        hit = await self._hit(filled, "rubio")
        stored = next(article for article in CORPUS if article.id == hit.article.id)
        for name in (
            "url",
            "site",
            "title",
            "body",
            "language",
            "script",
            "published_at",
            "published_day",
            "tags",
        ):
            assert getattr(hit.article, name) == getattr(stored, name)
        assert hit.score > 0

    async def test_marks_stand_in_the_original_text_and_script(self, filled: Filled) -> None:
        hit = await self._hit(filled, "Qozogʻiston Rubio")
        assert marked(hit.title) == ["Қозоғистон", "Рубио"]
        hit = await self._hit(filled, '"shahar hokimi"')
        assert marked(hit.snippet) == ["Shahar hokimi"]
        assert marked(hit.title) == []
        hit = await self._hit(filled, "dehqon*")
        assert marked(hit.snippet) == ["dehqonlari"]

    async def test_a_snippet_is_short_and_of_the_text(self, filled: Filled) -> None:
        body = "Bu yerda hech narsa yoʻq. " * 100 + "Kecha zilzila boʻldi. " + "Yana hech narsa yoʻq. " * 100
        engine = await filled([make_article("1", "Sarlavha", body)])
        (hit,) = (await search(engine, "zilzila")).hits
        assert marked(hit.snippet) == ["zilzila"]
        plain = hit.snippet.replace("\ue000", "").replace("\ue001", "").strip("…")
        assert plain in body
        assert 100 < len(plain) < 260

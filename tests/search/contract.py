"""What every engine must do. A test module subclasses EngineContract and gives it two fixtures.

`engine` is an empty SearchEngine that has not been set up; `records` is an empty RecordStore, the engine's own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.search.articles import CORPUS, make_article
from xabar.article import Article
from xabar.crawl_stats import CrawlStats, SiteStats
from xabar.records.change import Change
from xabar.records.store import RecordStore
from xabar.search.check import check_index
from xabar.search.engine import (
    EngineUnavailable,
    Hit,
    NoActiveIndex,
    SearchEngine,
    SearchPage,
    SearchRequest,
    SetupOptions,
    SetupRefused,
    SetupRequest,
    active_generation,
)
from xabar.search.feed import Feeder
from xabar.search.query import QueryError
from xabar.search.rebuild import rebuild_index

# Every kind of query; engines are compared over these on CORPUS, up to ties.
QUERIES = (
    "metro",
    "maktab",
    "мектеп",
    "toshkent metro",
    '"shahar hokimi"',
    "paxta OR мақта",
    "metro -bekat",
    "(metro OR paxta) yangi",
    "mek*",
    "met*",
    "koʻ*",
    "тош*",
    "ас* OR aş*",
    "Қозоғ*",
    "shah* hok*",
    "C5+1*",
    "metro -bek*",
    "C5+1",
    "*",
    "Қозоғистон OR мақта -жинау",
    '"yangi metro" OR "жаңа мектеп"',
    "жаңа мектеп қай қалада",
    '"мектеп қай қалада"',
)


async def fill(engine: SearchEngine, records: RecordStore, articles: Iterable[Article] = CORPUS) -> None:
    """Put the articles into the records and carry them into the index, visible to searches."""
    for article in articles:
        records.put_article(article)
    report = await Feeder(records, engine).feed_until_done()
    assert report.waiting == 0, report
    await engine.refresh()


async def search(engine: SearchEngine, query: str, **other: Any) -> SearchPage:
    """Search with the defaults of SearchRequest."""
    return await engine.search(SearchRequest(query, **other))


def paths(page: SearchPage) -> list[str]:
    """The last part of each hit's address, in order."""
    return [hit.article.url.rsplit("/", 1)[1] for hit in page.hits]


def marked(text: str) -> list[str]:
    """What is between the marks."""
    return [part.split("\ue001")[0] for part in text.split("\ue000")[1:]]


async def active(engine: SearchEngine) -> str:
    """The name of the generation that searches see."""
    return next(generation.name for generation in await engine.generations() if generation.active)


def change_of(article: Article, sequence: int = 1) -> Change:
    """The article as the feed would carry it."""
    return Change(sequence, article.id, article.version, article)


class EngineContract:
    """One class a topic would hide that an engine needs them all."""

    # --- setup and generations ---------------------------------------------------------------------------------

    async def test_setup_makes_one_active_empty_generation_and_is_idempotent(
        self, engine: SearchEngine
    ) -> None:
        assert await engine.generations() == []
        assert await engine.setup() is True
        assert await engine.setup() is False
        (generation,) = await engine.generations()
        assert generation.active
        assert generation.documents == 0

    async def test_provisioning_makes_the_index_once_and_says_so(self, engine: SearchEngine) -> None:
        with pytest.raises(NoActiveIndex, match="xabar index setup"):
            await active_generation(engine)
        first = [step async for step in engine.provision(SetupOptions())]
        assert [step.new_index for step in first] == [True]
        assert first[0].text == f"{engine.address}: made"
        assert (await active_generation(engine)).documents == 0
        again = [step async for step in engine.provision(SetupOptions())]
        assert [(step.text, step.new_index) for step in again] == [
            (f"{engine.address}: is there already", False)
        ]

    async def test_provisioning_refuses_keys_before_it_makes_anything(
        self, engine: SearchEngine, tmp_path: Path
    ) -> None:
        with pytest.raises(SetupRefused, match="keys"):
            [step async for step in engine.provision(SetupOptions(keys=tmp_path / "keys"))]
        assert await engine.generations() == []
        assert not (tmp_path / "keys").exists()

    async def test_showing_the_setup_requests_sends_none(self, engine: SearchEngine) -> None:
        requests: list[SetupRequest] = []
        with suppress(SetupRefused):
            requests = engine.setup_requests(SetupOptions())
        assert all(request.path.startswith("/") for request in requests)
        assert await engine.generations() == []

    async def test_a_new_generation_is_not_outdated(self, engine: SearchEngine) -> None:
        await engine.setup()
        await engine.create_generation()
        assert [generation.outdated for generation in await engine.generations()] == [False, False]

    async def test_an_engine_takes_the_report_of_a_run(self, engine: SearchEngine) -> None:
        await engine.setup()
        run = CrawlStats(sites=[SiteStats("kun_uz", fetched=3, stored=3)])
        await engine.report_run(run, datetime(2026, 4, 1, tzinfo=UTC))
        await engine.refresh()
        assert (await search(engine, "*")).total == 0

    async def test_an_engine_has_advice_for_when_it_is_unavailable(self, engine: SearchEngine) -> None:
        assert engine.advice.startswith("nothing is lost")

    async def test_a_search_before_setup_says_what_to_do(self, engine: SearchEngine) -> None:
        with pytest.raises(EngineUnavailable, match="xabar index setup"):
            await search(engine, "metro")

    async def test_a_new_generation_is_not_searched_until_it_is_activated(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        await fill(engine, records)
        former = await active(engine)
        new = await engine.create_generation()
        await engine.write(new, [change_of(CORPUS[0])])
        await engine.refresh()
        assert (await search(engine, "*")).total == len(CORPUS)
        await engine.activate(new)
        assert (await search(engine, "*")).total == 1
        with pytest.raises(ValueError, match="active"):
            await engine.drop(new)
        await engine.drop(former)
        assert [generation.name for generation in await engine.generations()] == [new]

    async def test_an_empty_index_answers_with_nothing(self, engine: SearchEngine) -> None:
        await engine.setup()
        page = await search(engine, "metro", facets=("site", "day"))
        assert (page.total, page.hits) == (0, ())
        assert all(not values for values in page.facets.values())

    # --- writing -----------------------------------------------------------------------------------------------

    async def test_writing_twice_changes_nothing(self, engine: SearchEngine) -> None:
        await engine.setup()
        generation = await active(engine)
        batch = [change_of(article, number) for number, article in enumerate(CORPUS, 1)]
        for _ in range(2):
            outcomes = await engine.write(generation, batch)
            assert {outcome.status for outcome in outcomes} <= {"confirmed", "stale"}
            assert [outcome.id for outcome in outcomes] == [article.id for article in CORPUS]
        await engine.refresh()
        (found,) = await engine.generations()
        assert found.documents == len(CORPUS)

    async def test_an_older_version_is_stale_and_changes_nothing(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        newer = make_article("1", "Yangi sarlavha", minutes=10)
        older = make_article("1", "Eski sarlavha", minutes=5)
        await fill(engine, records, [newer])
        (outcome,) = await engine.write(await active(engine), [change_of(older)])
        assert outcome.status == "stale"
        await engine.refresh()
        assert (await search(engine, "yangi")).total == 1
        assert (await search(engine, "eski")).total == 0

    async def test_the_same_article_twice_in_one_batch_ends_as_the_newer(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        first, second = make_article("1", "Birinchi"), make_article("1", "Ikkinchi", minutes=1)
        records.put_article(second)
        await engine.setup()
        await engine.write(await active(engine), [change_of(first, 1), change_of(second, 2)])
        await engine.refresh()
        assert (await search(engine, "birinchi")).total == 0
        assert paths(await search(engine, "ikkinchi")) == ["1"]

    async def test_a_changed_article_replaces_the_former_one(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        await fill(engine, records, [make_article("1", "Eski sarlavha")])
        await fill(engine, records, [make_article("1", "Yangi sarlavha", minutes=1)])
        assert (await search(engine, "eski")).total == 0
        assert (await search(engine, "yangi")).total == 1
        assert (await search(engine, "sarlavha")).total == 1

    async def test_an_article_whose_language_changed_is_there_once(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        await fill(engine, records, [make_article("1", "Metro", language="kk")])
        await fill(engine, records, [make_article("1", "Metro", language="uz", minutes=1)])
        page = await search(engine, "metro", facets=("language",))
        assert (page.total, page.facets["language"]) == (1, [("uz", 1)])

    async def test_a_removed_article_is_gone(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records)
        records.remove_article(CORPUS[0].id, datetime(2026, 4, 1, tzinfo=UTC))
        await fill(engine, records, [])
        page = await search(engine, "*", size=20)
        assert page.total == len(CORPUS) - 1
        assert CORPUS[0].id not in {hit.article.id for hit in page.hits}

    async def test_an_article_without_language_or_date_is_found(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        bare = replace(make_article("1", "Metro"), language=None, script=None, published_at=None)
        await fill(engine, records, [replace(bare, published_day=None)])
        assert (await search(engine, "metro", facets=("day", "language"))).total == 1
        assert (await search(engine, "metro", sort="newest")).total == 1

    async def test_hostile_texts_are_indexed_and_found(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        body = "x" * 40_000 + " İstanbul ИЙ\u0306 😀 \u0000 中文 metro " + "toʻgʻri " * 5000
        await fill(engine, records, [make_article("1", "İ ı I", body)])
        for query in ("istanbul", "metro", "toʻgʻri", "中文"):
            assert (await search(engine, query)).total == 1, query

    # --- what is found -----------------------------------------------------------------------------------------

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            # one spelling finds every script of its language
            ("metro", {"metro-latin", "metro-cyrillic", "english"}),
            ("метро", {"metro-latin", "metro-cyrillic", "russkaya"}),
            ("Qozogʻiston Rubio", {"rubio"}),
            ("Qozog'iston Rubio", {"rubio"}),
            ("мектеп", {"astana", "mektep-latin", "mektep-arab"}),
            ("mektep", {"astana", "mektep-latin", "mektep-arab"}),
            ("مەكتەپ", {"astana", "mektep-latin", "mektep-arab"}),
            # any form
            ("bekatlar", {"metro-latin"}),
            ("yoʻlovchining", {"metro-latin", "metro-cyrillic"}),
            ("мектепте", {"astana", "mektep-latin", "mektep-arab"}),
            # all words, in any field
            ("metro bekat", {"metro-latin"}),
            ("metro paxta", set()),
            # phrases
            ('"shahar hokimi"', {"metro-latin"}),
            ("«шаҳар ҳокими»", {"metro-latin"}),
            ("“hokimi shahar”", set()),
            ('"yangi metro"', {"metro-latin"}),
            # either, without, both
            ("paxta OR rubio", {"paxta", "rubio"}),
            ("metro -bekat", {"metro-cyrillic", "english"}),
            ("(metro OR метро) -(bekat OR station OR станция)", {"metro-cyrillic"}),
            ("(paxta OR rubio) -gʻalla", {"rubio"}),
            # prefixes
            ("mekte*", {"astana", "mektep-latin", "mektep-arab"}),
            ("bekat*", {"metro-latin"}),
            ("бекат*", {"metro-latin"}),
            # a word of several tokens is a phrase
            ("C5+1", {"rubio"}),
            ("C5+2", set()),
            ("c5+*", {"rubio"}),
            # a word of no token is as if not typed
            ("metro ' -bekat", {"metro-cyrillic", "english"}),
            ("«Замин»нинг", {"rubio"}),
        ],
    )
    async def test_finds(
        self, engine: SearchEngine, records: RecordStore, query: str, expected: set[str]
    ) -> None:
        await fill(engine, records)
        page = await search(engine, query)
        assert set(paths(page)) == expected
        assert page.total == len(expected)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            # among other words a word that only asks need not be there
            ("ауыл қай", {"asks", "tells"}),
            ('"қай ауыл"', {"asks", "tells"}),
            ("қай қандай ауыл", {"asks", "tells"}),
            ("қай ал*", {"tells"}),
            # without others it is looked for as it was typed
            ("қай", {"asks"}),
            ("қай қашан", set()),
            ("қай OR алыс", {"asks", "tells"}),
            ("ауыл -қай", {"tells"}),
            ("қа*", {"asks"}),
        ],
    )
    async def test_words_that_only_ask(
        self, engine: SearchEngine, records: RecordStore, query: str, expected: set[str]
    ) -> None:
        asks = make_article("asks", "Сұрақ", "Бұл қай ауыл екен?", language="kk", script="Cyrl")
        tells = make_article("tells", "Жауап", "Бұл ауыл өте алыс.", language="kk", script="Cyrl")
        await fill(engine, records, [tells, asks])
        assert set(paths(await search(engine, query))) == expected
        assert paths(await search(engine, "ауыл қай"))[0] == "asks"

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            # folding a whole word follows rules that an unfinished one must not: oʻ is o, ts is s, и is yi at its end
            ("наврў*", {"uz"}),
            ("фои*", {"uz"}),
            ("foi*", {"uz"}),
            ("операц*", {"uz", "ru"}),
            ("kont*", {"uz"}),
            ("koʻ*", {"uz"}),
            ("қў*", {"uz"}),
            ("obroʻ*", {"uz", "whole"}),
            # a letter of two characters is cut in half
            ("tos*", {"uz"}),
            ("күзет*", {"kk"}),
            # and what begins otherwise is not found
            ("boʻ*", set()),
            ("tosk*", set()),
            # each index has its own: е is ye in Uzbek
            ("евр*", {"uz", "other"}),
            # what stands before an ending that is written apart is a beginning in the language that has the ending
            ("АҚШ-тың*", {"kk"}),
            ("COVID-1*", {"other"}),
            ("COVID-2*", set()),
        ],
    )
    async def test_an_unfinished_word_is_found(
        self, engine: SearchEngine, records: RecordStore, query: str, expected: set[str]
    ) -> None:
        uzbek = "Наврўз, 5 фоиз, операция, Toshkent, kontsert, koʻp, қўшиқ, обрўли, bot, kop, Европа."
        kazakh = "Күзетші АҚШ үкіметін күзетті."
        other = make_article("other", "Ковид", "COVID-19, еврей.", language="tg", script="Cyrl")
        articles = [
            make_article("uz", "Янгилик", uzbek, language="uz", script="Cyrl"),
            make_article("whole", "Янгилик", "Обрў ва бошқа.", language="uz", script="Cyrl"),
            make_article("kk", "Жаңалық", kazakh, language="kk", script="Cyrl"),
            make_article("ru", "Новость", "Идёт операция.", language="ru", script="Cyrl"),
            other,
        ]
        await fill(engine, records, articles)
        assert set(paths(await search(engine, query))) == expected

    async def test_an_unfinished_word_is_marked(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records, [make_article("1", "Обрў", "Toshkent, tosh, tok, обрўли, обрий.")])
        hit = (await search(engine, "tos* OR obroʻ*")).hits[0]
        assert marked(hit.title) == ["Обрў"]
        assert marked(hit.snippet) == ["Toshkent", "tosh", "обрўли"]

    async def test_a_word_with_two_prefixes_counts_once(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        await fill(
            engine,
            records,
            [make_article("1", "Xabar", "Toskana tosh bilan."), make_article("2", "Xabar", "Bir tosh.")],
        )
        one, other = (await search(engine, "tos*")).hits
        assert one.score == other.score

    async def test_a_malformed_query_says_where(self, engine: SearchEngine) -> None:
        await engine.setup()
        with pytest.raises(QueryError) as caught:
            await search(engine, 'metro "bekat')
        assert caught.value.position == 6

    async def test_a_hit_in_the_title_counts_more(self, engine: SearchEngine, records: RecordStore) -> None:
        words = "bir ikki uch toʻrt besh olti yetti sakkiz toʻqqiz oʻn"
        title = make_article("title", "Zilzila boʻldi", words + " shahar")
        body = make_article("body", "Shahar boʻldi", words + " zilzila")
        await fill(engine, records, [body, title])
        assert paths(await search(engine, "zilzila")) == ["title", "body"]

    async def test_the_form_that_was_typed_ranks_higher(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        other = make_article("other", "Xabar", "Bugun kitoblarni koʻrdik va qaytdik.")
        typed = make_article("typed", "Xabar", "Bugun kitobning oʻzi keldi va qaytdik.")
        await fill(engine, records, [other, typed])
        assert paths(await search(engine, "kitobning"))[0] == "typed"

    # --- filters, sorting, paging, facets ----------------------------------------------------------------------

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
    async def test_filters(
        self, engine: SearchEngine, records: RecordStore, filters: dict[str, Any], expected: set[str]
    ) -> None:
        await fill(engine, records)
        page = await search(engine, "*", size=20, **filters)
        assert set(paths(page)) == expected
        assert page.total == len(expected)

    async def test_filters_do_not_change_scores(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records)
        page = await search(engine, "metro")
        free = {hit.article.id: hit.score for hit in page.hits}
        held = await search(engine, "metro", languages=("uz",), since=date(2026, 1, 1))
        assert held.hits
        for hit in held.hits:
            assert hit.score == pytest.approx(free[hit.article.id])

    async def test_the_newest_come_first(self, engine: SearchEngine, records: RecordStore) -> None:
        articles = [
            make_article("a", "Metro", day=date(2026, 1, 2)),
            make_article("b", "Metro", day=date(2026, 1, 3), language="kk"),
            make_article("c", "Metro", day=date(2026, 1, 1), language="ru"),
            make_article("d", "Metro", day=date(1969, 5, 1)),
            replace(make_article("e", "Metro"), published_at=None, published_day=None),
        ]
        await fill(engine, records, articles)
        assert paths(await search(engine, "metro", sort="newest")) == ["b", "a", "c", "d", "e"]

    @pytest.mark.parametrize("sort", ["relevance", "newest"])
    async def test_pages_hold_every_hit_once(
        self, engine: SearchEngine, records: RecordStore, sort: str
    ) -> None:
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
        await fill(engine, records, articles)
        seen: list[str] = []
        for offset in (0, 10, 20, 30):
            page = await search(engine, "metro", sort=sort, offset=offset)
            assert page.total == 25
            seen += paths(page)
        assert sorted(seen) == sorted(str(number) for number in range(25))
        assert len((await search(engine, "metro")).hits) == 10
        assert len((await search(engine, "metro", size=0)).hits) == 0

    async def test_facets_count_over_all_hits(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records)
        page = await search(engine, "*", size=1, facets=("site", "language", "day", "script"))
        assert page.facets["language"] == [("kk", 4), ("uz", 4), ("en", 1), ("ru", 1)]
        assert page.facets["site"] == [("kun_uz", 4), ("egemen_kz", 2), ("inform_kz", 2), ("zamin_uz", 2)]
        assert page.facets["script"] == [("Cyrl", 5), ("Latn", 4), ("Arab", 1)]
        assert page.facets["day"] == [
            ("2026-02-27", 4),
            ("2026-03-01", 3),
            ("2026-02-28", 2),
            ("2026-02-26", 1),
        ]
        assert (await search(engine, "metro")).facets == {}

    async def test_a_day_is_the_publishers_day(self, engine: SearchEngine, records: RecordStore) -> None:
        """At 01:00 of 1 March in Almaty it is still February in UTC."""
        await fill(engine, records)
        page = await search(engine, "мақта", facets=("day",))
        assert page.facets["day"] == [("2026-03-01", 1)]
        assert (await search(engine, "мақта", until=date(2026, 2, 28))).total == 0

    async def test_an_unknown_facet_is_refused(self, engine: SearchEngine) -> None:
        await engine.setup()
        with pytest.raises(ValueError, match="colour"):
            await search(engine, "*", facets=("colour",))

    # --- what a hit shows --------------------------------------------------------------------------------------

    async def _hit(self, engine: SearchEngine, records: RecordStore, query: str) -> Hit:
        await fill(engine, records)
        (hit,) = (await search(engine, query)).hits
        return hit

    async def test_a_hit_is_the_article_as_it_was_stored(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        hit = await self._hit(engine, records, "rubio")
        stored = records.get_article(hit.article.id)
        assert stored is not None
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

    async def test_marks_stand_in_the_original_text_and_script(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        hit = await self._hit(engine, records, "Qozogʻiston Rubio")
        assert marked(hit.title) == ["Қозоғистон", "Рубио"]
        hit = await self._hit(engine, records, '"shahar hokimi"')
        assert marked(hit.snippet) == ["Shahar hokimi"]
        assert marked(hit.title) == []
        hit = await self._hit(engine, records, "dehqon*")
        assert marked(hit.snippet) == ["dehqonlari"]

    async def test_a_snippet_is_short_and_of_the_text(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        body = "Bu yerda hech narsa yoʻq. " * 100 + "Kecha zilzila boʻldi. " + "Yana hech narsa yoʻq. " * 100
        await fill(engine, records, [make_article("1", "Sarlavha", body)])
        (hit,) = (await search(engine, "zilzila")).hits
        assert marked(hit.snippet) == ["zilzila"]
        plain = hit.snippet.replace("\ue000", "").replace("\ue001", "").strip("…")
        assert plain in body
        assert 100 < len(plain) < 260

    # --- the feed and the rebuild ------------------------------------------------------------------------------

    async def test_a_rebuild_finds_the_same(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records)
        former = {query: await search(engine, query) for query in QUERIES}
        old = await active(engine)
        report = await rebuild_index(records, engine)
        assert report.documents == len(CORPUS)
        assert await active(engine) == report.generation != old
        for query, page in former.items():
            now = await search(engine, query)
            assert (now.total, set(paths(now))) == (page.total, set(paths(page))), query

    async def test_a_reader_sees_no_gap_while_a_crawl_and_a_rebuild_go_on(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        articles = [make_article(f"old{number}", "Metro") for number in range(40)]
        await fill(engine, records, articles)
        stop = asyncio.Event()
        seen: list[int] = []

        async def read() -> None:
            while not stop.is_set():
                seen.append((await search(engine, "metro")).total)
                await asyncio.sleep(0)

        async def crawl() -> None:
            for number in range(60):
                records.put_article(make_article(f"new{number}", "Metro"))
                await asyncio.sleep(0.005)

        reader = asyncio.create_task(read())
        feeder = asyncio.create_task(Feeder(records, engine, linger=0.01).run(stop))
        crawler = asyncio.create_task(crawl())
        for _ in range(3):
            await rebuild_index(records, engine)
        await crawler
        stop.set()
        await reader
        report = await feeder
        assert report.waiting == 0
        await engine.refresh()
        assert min(seen) >= 40
        assert (await search(engine, "metro", size=0)).total == 100

    async def test_a_check_finds_what_differs(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records)
        found = await check_index(records, engine)
        assert (found.ok, found.expected, found.held, found.waiting) == (True, len(CORPUS), len(CORPUS), 0)
        stranger = make_article("stranger")
        gone = Change(1, CORPUS[0].id, CORPUS[0].version, None)
        await engine.write(await active(engine), [gone, change_of(stranger)])
        records.put_article(make_article("waiting"))
        found = await check_index(records, engine)
        assert (found.ok, found.waiting) == (False, 1)
        assert (found.missing, found.superfluous) == ((CORPUS[0].id,), (stranger.id,))

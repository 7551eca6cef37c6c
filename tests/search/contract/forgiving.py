"""The part of the contract about what is spelled otherwise than it was typed."""

from __future__ import annotations

import pytest

from tests.search.articles import make_article
from tests.search.contract.calls import fill, marked, paths, search
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine

ARTICLES = (
    make_article(
        "kop", "Daryo ustida koʻprik qurildi", "Oʻzbekistonda bugʻdoy oʻrimi boshlandi. Bu toʻgʻri."
    ),
    make_article("kop2", "Xato: koprik deb yozilgan", "Muallif apostrofni unutgan."),
    make_article("sahar", "Shahar koʻchasida", "Shaharda yangi koʻchalar ochildi, u yerda hokim turadi."),
    make_article("hokim", "Ўзбекистонда ҳокимлик", "Вилоят ҳокимлиги хабар берди.", script="Cyrl"),
    make_article("qala", "Қаланың мұғалімі", "Қазақстанда жаңа ғалымдар бар.", language="kk", script="Cyrl"),
    make_article(
        "kala", "Qyzyltaý aýyly", "Jańa mektep ashyldy, Shymkenttegi ǵalym.", language="kk", script="Latn"
    ),
    make_article("toj", "Тоҷикистон", "Ҳукумат қарор қабул кард.", language="tg", script="Cyrl"),
)


class ForgivingContract:
    """An engine finds what was meant after what was typed, and says so."""

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            # apostrophes and other marks left out
            ("koprik", {"kop", "kop2"}),
            ("ozbekiston", {"kop", "hokim"}),
            ("bugdoyning", {"kop"}),
            ("yangi kocha", {"sahar"}),
            ("togri", {"kop"}),
            ("Qyzyltay", {"kala"}),
            ("Symkent", {"kala"}),
            # a Russian keyboard
            ("Узбекистон", {"kop", "hokim"}),
            ("хокимлик", {"hokim"}),
            ("кала", {"qala"}),
            ("каланын мугалимдери", {"qala"}),
            ("галым", {"qala", "kala"}),
            ("хукумат карор", {"toj"}),
            # the Latin of chats
            ("wahar", {"sahar"}),
            ("kocada", {"sahar"}),
            ("zhana mektep", {"kala"}),
            ("kazakstan", {"qala"}),
            ("galym", {"qala", "kala"}),
            # all words, either, without
            ("koprik ozbekiston", {"kop"}),
            ("koprik OR togri OR wahar", {"kop", "kop2", "sahar"}),
            ("koprik -muallif", {"kop"}),
            ("muallif -koprik", set()),
            ("muallif -ozbekiston", {"kop2"}),
            # who types one letter that a plain keyboard lacks types all of them
            ("koʻprik", {"kop"}),
            ("ҳукумат", {"toj"}),
            # quotation marks mean what is between them
            ('"koprik"', {"kop2"}),
            ('"yangi kocha"', set()),
        ],
    )
    async def test_finds_what_was_meant(
        self, engine: SearchEngine, records: RecordStore, query: str, expected: set[str]
    ) -> None:
        await fill(engine, records, ARTICLES)
        page = await search(engine, query)
        assert set(paths(page)) == expected
        assert page.total == len(expected)
        exact = await search(engine, query, exact=True)
        assert page.total - page.looser == exact.total
        assert page.hits[: exact.total] == exact.hits

    async def test_what_was_typed_comes_first_on_every_page(
        self, engine: SearchEngine, records: RecordStore
    ) -> None:
        typed = [make_article(f"typed{n}", "Xabar", f"Koprik haqida uzun xabar {n}.") for n in range(3)]
        meant = [make_article(f"meant{n}", "Koʻprik", "Koʻprik.", minutes=n) for n in range(3)]
        await fill(engine, records, [*meant, *typed])
        for sort in ("relevance", "newest"):
            seen = []
            for offset in range(0, 6, 2):
                page = await search(engine, "koprik", size=2, offset=offset, sort=sort, facets=("site",))
                assert (page.total, page.looser, page.facets["site"]) == (6, 3, [("kun_uz", 6)])
                seen += paths(page)
            assert {path[:5] for path in seen[:3]} == {"typed"}
            assert {path[:5] for path in seen[3:]} == {"meant"}
            assert len(set(seen)) == 6

    async def test_filters_hold_for_what_was_meant(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records, ARTICLES)
        assert paths(await search(engine, "ozbekiston", scripts=("Cyrl",))) == ["hokim"]
        assert paths(await search(engine, "galym", languages=("uz",))) == []

    async def test_what_was_meant_is_marked(self, engine: SearchEngine, records: RecordStore) -> None:
        await fill(engine, records, ARTICLES)
        meant, *_ = (await search(engine, "koprik ozbekiston")).hits
        assert marked(meant.title) == ["koʻprik"]
        assert marked(meant.snippet) == ["Oʻzbekistonda"]
        [hit] = (await search(engine, "каланын мугалим")).hits
        assert marked(hit.title) == ["Қаланың", "мұғалімі"]
        [hit] = (await search(engine, "wahar")).hits
        assert marked(hit.title + hit.snippet) == ["Shahar", "Shaharda"]

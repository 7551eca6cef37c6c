"""The part of the contract about the fields of a query, its days, and words near each other."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import marked, paths, search
from tests.search.contract.shared import Filled
from xabar.search.engine import SearchEngine

TODAY = date(2026, 3, 1)

# Beside CORPUS: an article with every field, and one in Cyrillic whose names are those of the first.
NAMED = (
    make_article(
        "named",
        "Gʻalaba",
        "Futbol boʻyicha yangi gʻalaba.",
        site="ozodlik",
        tags=("Jahon futboli", "OʻZBEKISTON"),
        authors=("Alisher Gʻulomov", "Nodira Choʻlpon"),
        section="Jamiyat",
        day=date(2025, 12, 31),
    ),
    make_article(
        "nomli",
        "Мағлубият",
        "Футбол бўйича мағлубият.",
        site="ozodlik",
        script="Cyrl",
        tags=("Жаҳон футболи", "Жаҳон футболи"),
        authors=("АЛИШЕР ҒУЛОМОВ",),
        section="Жамият",
        day=date(2026, 1, 1),
    ),
)

FIELDS: list[tuple[str, set[str]]] = [
    # a site with and without www, country and scheme
    ("site:zamin_uz", {"metro-cyrillic", "rubio"}),
    ("site:zamin.uz metro", {"metro-cyrillic"}),
    ("site:www.zamin.uz", {"metro-cyrillic", "rubio"}),
    ("site:https://zamin.uz/uz/", {"metro-cyrillic", "rubio"}),
    ("site:zamin", {"metro-cyrillic", "rubio"}),
    ("site:ozodlik.org", {"named", "nomli"}),
    ("site:zam", set()),
    ("site:(zamin.uz OR ozodlik) -site:ozodlik", {"metro-cyrillic", "rubio"}),
    ("метро -site:zamin.uz", {"metro-latin", "russkaya"}),
    ("метро NOT site:zamin.uz", {"metro-latin", "russkaya"}),
    # languages and scripts by code and name
    ("language:ru", {"russkaya"}),
    ("language:инглизча", {"english"}),
    ("language:(ru OR english) -станция", {"english"}),
    ("language:қазақ script:lotin", {"mektep-latin"}),
    ("script:arab", {"mektep-arab"}),
    ("script:Cyrl -language:uz -language:ru", {"astana", "maqta"}),
    # names in any script, case and apostrophe, each as a whole
    ('tag:"jahon futboli"', {"named", "nomli"}),
    ('tag:"ЖАҲОН ФУТБОЛИ"', {"named", "nomli"}),
    ("tag:o'zbekiston", {"named"}),
    ("tag:ўзбекистон", {"named"}),
    ("tag:жамият", {"metro-latin", "metro-cyrillic"}),
    ("tag:futbol", set()),
    ('tag:("jahon futboli" oʻzbekiston)', {"named"}),
    ('author:"alisher g`ulomov"', {"named", "nomli"}),
    ('author:"Алишер Ғуломов" author:"нодира чўлпон"', {"named"}),
    # an author by a part of the name, whose words stand side by side
    ("author:ғуломов", {"named", "nomli"}),
    ("author:g'ulomov -author:choʻlpon", {"nomli"}),
    ('author:"gʻulomov alisher"', set()),
    ('author:"gʻulomov nodira"', set()),
    ("author:gʻulom", set()),
    ("section:jamiyat", {"named", "nomli"}),
    ("section:жамият futbol -gʻalaba", {"nomli"}),
    # days of the publisher
    ("since:2026-03-01", {"paxta", "rubio", "maqta"}),
    ("until:2025", {"named"}),
    ("since:2026 until:2026-01", {"nomli"}),
    ("since:yesterday until:1d", {"metro-cyrillic", "astana"}),
    ('since:"2 days" until:28.02.2026 language:uz', {"metro-latin", "metro-cyrillic"}),
    ("metro -since:today until:kecha", {"metro-latin", "metro-cyrillic", "english"}),
    # the title alone
    ("title:bekat", {"metro-latin"}),
    ("title:hokim", set()),
    ("title:hok*", set()),
    ("title:met*", {"metro-latin", "metro-cyrillic", "english"}),
    ('title:"yangi metro"', {"metro-latin"}),
    ("title:(paxta OR metro) -title:station", {"paxta", "metro-latin", "metro-cyrillic"}),
    ("title:metro hokimi", {"metro-latin"}),
    # either a word or a field
    ("paxta OR site:ozodlik", {"paxta", "named", "nomli"}),
    ("(site:ozodlik OR tag:dunyo) -gʻalaba", {"nomli", "rubio"}),
    # what looks like a field and is text
    ("Rubio: 5:1", set()),
    ("https://zamin.uz", set()),
    ("Замин:", {"rubio"}),
]

OPTIONS: list[tuple[dict[str, Any], set[str]]] = [
    ({"tags": ("жамият",)}, {"metro-latin", "metro-cyrillic"}),
    ({"tags": ("jamiyat", "dunyo")}, {"metro-latin", "metro-cyrillic", "rubio"}),
    ({"authors": ("АЛИШЕР ҒУЛОМОВ",)}, {"named", "nomli"}),
    ({"sections": ("жамият",), "scripts": ("Latn",)}, {"named"}),
    ({"tags": ("",)}, set()),
]

NEAR_TEXTS = {
    "12": "bir ikki",
    "1x2": "bir non ikki",
    "2xxx1": "ikki non non non bir",
    "31xx2": "uch bir non non non non non. Uch bir non non ikki",
    "11": "bir non bir",
    "c5": "bir non C5+1",
}
NEAR: list[tuple[str, set[str]]] = [
    ('"bir ikki"~0', {"12"}),
    ('"ikki bir"~0', {"12"}),
    ('"bir ikki"~1', {"12", "1x2", "title"}),
    ('"bir ikki"~3', {"12", "1x2", "2xxx1", "31xx2", "title"}),
    ('"ikki uch bir"~1', set()),
    ('"ikki uch bir"~2', {"31xx2"}),
    ('"bir ikki uch"~100', {"31xx2"}),
    ('"bir bir"~1', {"11"}),
    ('"bir bir bir"~100', set()),
    ('"БИР ИККИ"~0', {"12"}),
    ('"birga ikkidan"~0', {"12"}),
    ('title:"bir ikki"~100', {"title"}),
    # the title and the text are not near each other
    ('"toʻrt besh"~100', set()),
    ("toʻrt besh", {"apart"}),
    # each part of a word that becomes several must be there
    ('"C5+1 bir"~1', {"c5"}),
    ('"bir C5+1"~0', set()),
    ('metro OR "bir ikki"~0', {"12", "apart"}),
    ('bir -"bir ikki"~3', {"11", "c5"}),
    # more words than are looked for two by two
    ('"oltin mis tosh suv temir kumush olmos"~1', {"seven"}),
    ('"oltin mis tosh suv temir kumush olmos"~0', set()),
    ('koprik "oltin mis tosh suv temir kumush olmos"~1', {"seven"}),
    ('koprik -"oltin mis tosh suv temir kumush olmos"~1', set()),
    # one word, and nothing
    ('"uch"~3', {"31xx2"}),
    ('"uch \'"~3', {"31xx2"}),
]


class NarrowingContract:
    """An engine reads the fields that stand in a query as the search's options, and nearness as one definition."""

    async def test_fields(self, filled: Filled) -> None:
        engine = await filled((*CORPUS, *NAMED))
        await _assert_found(engine, FIELDS)

    async def test_options_for_names(self, filled: Filled) -> None:
        engine = await filled((*CORPUS, *NAMED))
        for filters, expected in OPTIONS:
            assert set(paths(await search(engine, "*", size=20, **filters))) == expected, filters

    async def test_fields_score_nothing(self, filled: Filled) -> None:
        engine = await filled()
        free = {hit.article.id: hit.score for hit in (await search(engine, "metro")).hits}
        for query in (
            "metro language:uz",
            "metro (language:uz OR tag:жамият)",
            "metro -site:kun.kz since:2020",
        ):
            held = (await search(engine, query)).hits
            assert held
            for hit in held:
                assert hit.score == pytest.approx(free[hit.article.id])

    async def test_a_stop_word_among_fields_is_looked_for(self, filled: Filled) -> None:
        asks = make_article("asks", "Сұрақ", "Бұл қай ауыл екен?", language="kk", script="Cyrl")
        tells = make_article("tells", "Жауап", "Бұл ауыл өте алыс.", language="kk", script="Cyrl")
        engine = await filled([tells, asks])
        assert set(paths(await search(engine, "қай language:kk"))) == {"asks"}
        assert set(paths(await search(engine, "қай language:kk ауыл"))) == {"asks", "tells"}
        assert set(paths(await search(engine, 'ауыл "қай қашан"~3'))) == {"asks", "tells"}
        assert set(paths(await search(engine, '"қай ауыл"~0'))) == {"asks", "tells"}

    async def test_facets_of_names_count_what_was_printed(self, filled: Filled) -> None:
        engine = await filled(NAMED)
        page = await search(engine, "*", facets=("tag", "author", "section", "day"))
        assert page.facets == {
            "tag": [("Jahon futboli", 1), ("OʻZBEKISTON", 1), ("Жаҳон футболи", 1)],
            "author": [("Alisher Gʻulomov", 1), ("Nodira Choʻlpon", 1), ("АЛИШЕР ҒУЛОМОВ", 1)],
            "section": [("Jamiyat", 1), ("Жамият", 1)],
            "day": [("2025-12-31", 1), ("2026-01-01", 1)],
        }

    async def test_a_word_of_the_title_is_marked_there(self, filled: Filled) -> None:
        engine = await filled([make_article("1", "Metro ochildi", "Metro ochildi, metro bekati.")])
        (hit,) = (await search(engine, "title:metro ochildi")).hits
        assert marked(hit.title) == ["Metro", "ochildi"]
        assert marked(hit.snippet) == ["ochildi"]
        (hit,) = (await search(engine, '"bekat metro"~3')).hits
        assert marked(hit.snippet) == ["Metro", "metro", "bekati"]

    async def test_words_near_each_other(self, filled: Filled) -> None:
        articles = [make_article(name, "Xabar", text) for name, text in NEAR_TEXTS.items()]
        articles.append(make_article("apart", "Toʻrt", "Besh metro."))
        articles.append(make_article("title", "Ikki non bir", "Matn."))
        articles.append(make_article("seven", "Sanoq", "Kumush oltin mis temir non suv olmos tosh, koʻprik."))
        engine = await filled(articles)
        await _assert_found(engine, NEAR)

    async def test_nearness_is_what_its_definition_says(self, filled: Filled) -> None:
        """All texts of up to five words of two letters, beside a count by hand of every window."""
        letters = [*"abn"]
        texts = {
            "".join(text): " ".join(text) for size in (2, 3, 4, 5) for text in product(letters, repeat=size)
        }
        engine = await filled([make_article(name, "Xabar", text) for name, text in texts.items()])
        for words, gap in product(("ab", "aa", "aab", "abn", "aabb", "abna"), (0, 1, 2)):
            expected = {name for name in texts if _is_near(name, words, gap)}
            page = await search(engine, f'"{" ".join(words)}"~{gap}', size=1000)
            assert set(paths(page)) == expected, (words, gap)


def _is_near(text: str, words: str, gap: int) -> bool:
    """Say it otherwise than the library does: some places of the text, one for each word, lie close enough."""
    places = [[place for place, letter in enumerate(text) if letter == word] for word in words]
    return any(
        len(set(chosen)) == len(chosen) and max(chosen) - min(chosen) + 1 - len(chosen) <= gap
        for chosen in product(*places)
    )


async def _assert_found(engine: SearchEngine, table: list[tuple[str, set[str]]]) -> None:
    """Assert what each query of a table finds, all over one index, because making one takes long."""
    found = {}
    for query, _ in table:
        page = await search(engine, query, size=20, today=TODAY, as_asked=True)
        found[query] = set(paths(page))
        assert page.total == len(found[query]), query
    assert found == dict(table)

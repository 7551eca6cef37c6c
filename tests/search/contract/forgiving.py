"""The part of the contract about what is spelled otherwise than it was typed."""

from __future__ import annotations

from typing import Literal

import pytest

from tests.search.articles import make_article
from tests.search.contract.calls import marked, paths, search
from tests.search.contract.shared import Filled
from xabar.search.engine import Correction

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


# What is typed, and the articles that are found.
MEANT: dict[str, set[str]] = {
    # apostrophes and other marks left out
    "koprik": {"kop", "kop2"},
    "ozbekiston": {"kop", "hokim"},
    "bugdoyning": {"kop"},
    "yangi kocha": {"sahar"},
    "togri": {"kop"},
    "Qyzyltay": {"kala"},
    "Symkent": {"kala"},
    # a Russian keyboard
    "Узбекистон": {"kop", "hokim"},
    "хокимлик": {"hokim"},
    "кала": {"qala"},
    "каланын мугалимдери": {"qala"},
    "галым": {"qala", "kala"},
    "хукумат карор": {"toj"},
    # the Latin of chats
    "wahar": {"sahar"},
    "kocada": {"sahar"},
    "zhana mektep": {"kala"},
    "kazakstan": {"qala"},
    "galym": {"qala", "kala"},
    # all words, either, without
    "koprik ozbekiston": {"kop"},
    "koprik OR togri OR wahar": {"kop", "kop2", "sahar"},
    "koprik -muallif": {"kop"},
    "muallif -koprik": set(),
    "muallif -ozbekiston": {"kop2"},
    # who types one letter that a plain keyboard lacks types all of them
    "koʻprik": {"kop"},
    "ҳукумат": {"toj"},
    # quotation marks mean what is between them
    '"koprik"': {"kop2"},
    '"yangi kocha"': set(),
}


class ForgivingContract:
    """An engine finds what was meant after what was typed, and says so."""

    async def test_finds_what_was_meant(self, filled: Filled) -> None:
        engine = await filled(ARTICLES)
        for query, expected in MEANT.items():
            page = await search(engine, query)
            assert (query, set(paths(page))) == (query, expected)
            assert page.total == len(expected)
            exact = await search(engine, query, exact=True)
            assert page.total - page.looser == exact.total
            assert page.hits[: exact.total] == exact.hits
        assert paths(await search(engine, "ozbekiston", scripts=("Cyrl",))) == ["hokim"]
        assert paths(await search(engine, "galym", languages=("uz",))) == []
        first, *_ = (await search(engine, "koprik ozbekiston")).hits
        assert marked(first.title) == ["koʻprik"]
        assert marked(first.snippet) == ["Oʻzbekistonda"]
        [hit] = (await search(engine, "каланын мугалим")).hits
        assert marked(hit.title) == ["Қаланың", "мұғалімі"]
        [hit] = (await search(engine, "wahar")).hits
        assert marked(hit.title + hit.snippet) == ["Shahar", "Shaharda"]

    async def test_what_was_typed_comes_first_on_every_page(self, filled: Filled) -> None:
        typed = [make_article(f"typed{n}", "Xabar", f"Koprik haqida uzun xabar {n}.") for n in range(3)]
        meant = [make_article(f"meant{n}", "Koʻprik", "Koʻprik.", minutes=n) for n in range(3)]
        engine = await filled([*meant, *typed])
        seen = []
        for offset in range(0, 6, 2):
            page = await search(engine, "koprik", size=2, offset=offset, facets=("site",))
            assert (page.total, page.looser, page.facets["site"]) == (6, 3, [("kun_uz", 6)])
            seen += paths(page)
        assert {path[:5] for path in seen[:3]} == {"typed"}
        assert {path[:5] for path in seen[3:]} == {"meant"}
        assert len(set(seen)) == 6

    @pytest.mark.parametrize("sort", ["newest", "oldest"])
    async def test_in_the_order_of_time_all_spellings_stand_together(
        self, filled: Filled, sort: Literal["newest", "oldest"]
    ) -> None:
        words = ["Koprik", "Koʻprik", "Koprik", "Koʻprik"]
        articles = [make_article(f"a{n}", word, f"{word} haqida.", hour=n) for n, word in enumerate(words)]
        engine = await filled(articles)
        page = await search(engine, "koprik", sort=sort)
        order = ["a0", "a1", "a2", "a3"]
        assert paths(page) == (order if sort == "oldest" else order[::-1])
        assert (page.total, page.looser) == (4, 2)


NEWS = (
    make_article("futbol", "Futbol musobaqasi boshlandi", "Poytaxtda futbol boʻyicha musobaqa boshlandi."),
    make_article("futbol2", "Yoshlar futboli", "Futbol yoshlar orasida ommalashmoqda."),
    make_article("futbol3", "Ёшлар футболи", "Футбол мусобақасида ўнта жамоа қатнашди.", script="Cyrl"),
    make_article("saylov", "Prezident saylovi kuni eʼlon qilindi", "Saylov yakshanba kuni oʻtadi."),
    make_article("toshkent", "Toshkent shahrida yangi bogʻ", "Bogʻ Yunusobod tumanida ochildi."),
    make_article(
        "oqushylar", "Оқушылар олимпиадасы", "Олимпиада Алматыда өтеді.", language="kk", script="Cyrl"
    ),
)


# What is typed, and what is shown instead.
CORRECTED = {
    # a letter more, less, another, two swapped
    "futbool": "futbol",
    "futbl": "futbol",
    "futbyl": "futbol",
    "fubtol": "futbol",
    # in the script typed
    "футбоол": "футбол",
    "приздент": "президент",
    "олимпидаа": "олимпиада",
    # two slips in eight letters, where the first letter counts two
    "prizidentt": "prezident",
    "brezident": "prezident",
    # words glued and split
    "yangibogʻ": "yangi bogʻ",
    "yosh lar": "yoshlar",
    # among words that are right, and in a query with fields
    "yoshlar futbooli": "yoshlar futboli",
    "futbool site:kun.uz": "futbol site:kun.uz",
    # another keyboard
    "njirtyn": "тошкент",
    "агеищд": "futbol",
}
# What is left as it is.
RIGHT = (
    "fubool",  # two slips in less than eight letters
    "wutbol",  # another first letter
    "yer",  # too short
    "futbol",
    '"futbool"',
    "futbool*",
    "-futbool metro",
    "2027",
)


class CorrectingContract:
    """An engine says what may have been meant where it finds nothing, or shows what has most of the words."""

    async def test_what_was_meant_is_shown_at_once(self, filled: Filled) -> None:
        engine = await filled(NEWS)
        for typed, meant in CORRECTED.items():
            page = await search(engine, typed)
            assert page.correction == Correction(meant, page.total, used=True)
            assert page.hits == (await search(engine, meant)).hits != ()
        for typed in RIGHT:
            assert (typed, (await search(engine, typed)).correction) == (typed, None)
        page = await search(engine, "futbool", exact=True)
        assert (page.total, page.correction) == (0, None)

    async def test_a_commoner_word_is_offered_where_little_is_found(self, filled: Filled) -> None:
        right = [make_article(f"{n}", "Futbol", f"Futbol haqida {n}.") for n in range(10)]
        engine = await filled([*right, make_article("typo", "Futbool", "Futbool deb yozilgan.")])
        page = await search(engine, "futbool")
        assert paths(page) == ["typo"]
        assert page.correction == Correction("futbol", 10, used=False)

    async def test_a_query_with_too_many_words_shows_what_has_most_of_them(self, filled: Filled) -> None:
        engine = await filled(NEWS)
        page = await search(engine, "futbol musobaqasi Toshkent yoshlar")
        assert (page.partial, page.correction) == (True, None)
        assert page.total == len(page.hits) == 4
        scores = [hit.score for hit in page.hits]
        assert scores == sorted(scores, reverse=True)
        missing = dict(zip(paths(page), [hit.missing for hit in page.hits], strict=True))
        assert missing == {
            "futbol": ("Toshkent", "yoshlar"),
            "futbol2": ("musobaqasi", "Toshkent"),
            "futbol3": ("Toshkent",),
            "toshkent": ("futbol", "musobaqasi", "yoshlar"),
        }
        for query in ("Toshkent -bogʻ", "Toshkent site:daryo.uz", '"futbol toshkent"'):
            assert (await search(engine, query)).total == 0
        filtered = await search(engine, "futbol musobaqasi Toshkent -ommalashmoqda", scripts=("Latn",))
        assert paths(filtered) == ["futbol", "toshkent"]

        question = await search(engine, "prezident saylovi qaysi kuni boʻlib oʻtishi maʼlum boʻldimi?")
        assert paths(question)[0] == "saylov"
        assert "qaysi" not in question.hits[0].missing
        assert question.hits[0].missing[-1] == "boʻldimi"
        assert not (await search(engine, "prezident saylovi qaysi kuni")).partial

    async def test_a_correction_by_which_no_article_has_more_words_is_not_used(self, filled: Filled) -> None:
        tramp = make_article("tramp", "Donald Tramp", "Donald Tramp nutq soʻzladi.")
        engine = await filled([tramp, make_article("puti", "Puti", "Puti haqida."), *NEWS])
        page = await search(engine, "Donald Tramp Putin")
        assert (paths(page), page.partial, page.correction) == (["tramp"], True, None)
        assert page.hits[0].missing == ("Putin",)
        meant = await search(engine, "futbool musobaqasi Toshkent Samarqand")
        assert meant.correction == Correction("futbol musobaqasi Toshkent Samarqand", meant.total, used=True)
        assert meant.hits[0].missing == ("Toshkent", "Samarqand")

    async def test_behind_the_few_that_have_every_word_of_a_sentence_come_those_that_lack_some(
        self, filled: Filled
    ) -> None:
        engine = await filled(NEWS)
        typed = "yoshlar futbol musobaqasida jamoa"
        exact = await search(engine, typed, exact=True)
        page = await search(engine, typed, facets=("site",))
        assert (paths(exact), exact.total) == (["futbol3"], 1)
        assert page.hits[0] == exact.hits[0]
        assert (page.total, page.looser, page.lacking, page.partial) == (3, 2, 2, False)
        assert page.facets["site"] == [("kun_uz", 3)]
        lacking = dict(zip(paths(page)[1:], [hit.missing for hit in page.hits[1:]], strict=True))
        assert lacking == {"futbol": ("yoshlar", "jamoa"), "futbol2": ("musobaqasida", "jamoa")}

        one_by_one = [await search(engine, typed, offset=at, size=1) for at in range(4)]
        assert [paths(each) for each in one_by_one] == [*([path] for path in paths(page)), []]
        assert {each.total for each in one_by_one} == {3}
        for other in (
            {"exact": True},
            {"as_asked": True},
            {"sort": "newest"},
        ):
            assert (await search(engine, typed, **other)).total == 1, other
        for chosen in ("musobaqasi yoshlar", f"{typed} -hokim", f'"futbol musobaqasida" {typed}'):
            assert (await search(engine, chosen)).lacking == 0, chosen
        assert (await search(engine, "musobaqasi yoshlar?")).lacking == 2

    async def test_parts_of_words_decide_among_articles_that_lack_words(self, filled: Filled) -> None:
        engine = await filled(
            [
                make_article("bino", "Yangi bino", "Xivada bino qurildi."),
                make_article(
                    "tok", "Qishloqlarda elektrlashtirish", "Xivada elektrlashtirish ishlari boshlandi."
                ),
            ]
        )
        for query in ("Xiva elektr taʼminoti jadvali", "Xiva OR elektr OR taʼminoti OR jadvali"):
            assert paths(await search(engine, query)) == ["tok", "bino"], query
        assert paths(await search(engine, "Xiva OR elektr OR taʼminoti")) == ["bino", "tok"]

"""The part of the contract about what a query finds."""

from __future__ import annotations

import pytest

from tests.search.articles import make_article
from tests.search.contract.calls import marked, paths, search
from tests.search.contract.shared import Filled
from xabar.search.query_parts import QueryError


class FindingContract:
    """An engine finds every script and form of a word."""

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
            # a word of several tokens is searched as a phrase
            ("C5+1", {"rubio"}),
            ("C5+2", set()),
            ("c5+*", {"rubio"}),
            # a word without tokens is ignored
            ("metro ' -bekat", {"metro-cyrillic", "english"}),
            ("«Замин»нинг", {"rubio"}),
        ],
    )
    async def test_finds(self, filled: Filled, query: str, expected: set[str]) -> None:
        engine = await filled()
        page = await search(engine, query, as_asked=True)
        assert set(paths(page)) == expected
        assert page.total == len(expected)

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            # a stop word among other words is optional
            ("ауыл қай", {"asks", "tells"}),
            ('"қай ауыл"', {"asks", "tells"}),
            ("қай қандай ауыл", {"asks", "tells"}),
            ("қай ал*", {"tells"}),
            # a stop word without other words is looked for as it was typed
            ("қай", {"asks"}),
            ("қай қашан", set()),
            ("қай OR алыс", {"asks", "tells"}),
            ("ауыл -қай", {"tells"}),
            ("қа*", {"asks"}),
        ],
    )
    async def test_stop_words(self, filled: Filled, query: str, expected: set[str]) -> None:
        asks = make_article("asks", "Сұрақ", "Бұл қай ауыл екен?", language="kk", script="Cyrl")
        tells = make_article("tells", "Жауап", "Бұл ауыл өте алыс.", language="kk", script="Cyrl")
        engine = await filled([tells, asks])
        assert set(paths(await search(engine, query, as_asked=True))) == expected
        assert paths(await search(engine, "ауыл қай"))[0] == "asks"

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            # some rules of folding hold only for whole words: oʻ becomes o, ts becomes s, a final и becomes yi
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
            # other beginnings are not found
            ("boʻ*", set()),
            ("tosk*", set()),
            # each index folds by its own rules: е is ye in Uzbek
            ("евр*", {"uz", "other"}),
            # before a suffix that is written apart stands a prefix, in the language that has the suffix
            ("АҚШ-тың*", {"kk"}),
            ("COVID-1*", {"other"}),
            ("COVID-2*", set()),
        ],
    )
    async def test_an_unfinished_word_is_found(self, filled: Filled, query: str, expected: set[str]) -> None:
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
        engine = await filled(articles)
        assert set(paths(await search(engine, query, as_asked=True))) == expected

    async def test_an_unfinished_word_is_marked(self, filled: Filled) -> None:
        engine = await filled([make_article("1", "Обрў", "Toshkent, tosh, tok, обрўли, обрий.")])
        hit = (await search(engine, "tos* OR obroʻ*")).hits[0]
        assert marked(hit.title) == ["Обрў"]
        assert marked(hit.snippet) == ["Toshkent", "tosh", "обрўли"]

    async def test_a_word_with_two_prefixes_counts_once(self, filled: Filled) -> None:
        engine = await filled(
            [make_article("1", "Xabar", "Toskana tosh bilan."), make_article("2", "Xabar", "Bir tosh.")],
        )
        one, other = (await search(engine, "tos*")).hits
        assert one.score == other.score

    async def test_a_malformed_query_says_where(self, filled: Filled) -> None:
        engine = await filled()
        with pytest.raises(QueryError) as caught:
            await search(engine, "metro sit:kun")
        assert caught.value.position == 6

    async def test_a_part_of_a_headline_finds_it(self, filled: Filled) -> None:
        engine = await filled([make_article("1", "«Metro» bekati (yangi) ochildi: “Kelinglar!”", "Xabar.")])
        for part in (
            "«Metro",
            "Metro» bekati",
            "bekati (yangi",
            "yangi) ochildi:",
            "ochildi: “Kelinglar!",
            'ochildi" -',
        ):
            page = await search(engine, part)
            assert (paths(page), page.partial) == (["1"], False), part

    async def test_a_hit_in_the_title_counts_more(self, filled: Filled) -> None:
        words = "bir ikki uch toʻrt besh olti yetti sakkiz toʻqqiz oʻn"
        title = make_article("title", "Zilzila boʻldi", words + " shahar")
        body = make_article("body", "Shahar boʻldi", words + " zilzila")
        engine = await filled([body, title])
        assert paths(await search(engine, "zilzila")) == ["title", "body"]

    async def test_the_form_that_was_typed_ranks_higher(self, filled: Filled) -> None:
        other = make_article("other", "Xabar", "Bugun kitoblarni koʻrdik va qaytdik.")
        typed = make_article("typed", "Xabar", "Bugun kitobning oʻzi keldi va qaytdik.")
        engine = await filled([other, typed])
        assert paths(await search(engine, "kitobning"))[0] == "typed"

"""The part of the contract about names that each language spells, or calls, in its own way."""

from __future__ import annotations

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import QUERIES, marked, paths, search
from tests.search.contract.shared import Filled
from xabar.article import Article


def _uzbek(path: str, title: str, body: str, script: str = "Latn") -> Article:
    return make_article(path, title, body, script=script)


def _other(path: str, language: str, script: str, title: str, body: str) -> Article:
    return make_article(path, title, body, language=language, script=script)


ARTICLES = (
    _uzbek("uz", "Toʻqayev Toshkentga keldi", "Qozogʻiston rahbarini Shavkat Mirziyoyev kutib oldi."),
    _uzbek("uz-cyrl", "Мирзиёев Россияга учди", "Шавкат Мирзиёев Москвада музокара қилади.", "Cyrl"),
    _uzbek("uz-senat", "Oliy Majlisda yigʻilish", "BMT vakillari ham qatnashdi, dedi Oltoy."),
    _other("kk", "kk", "Cyrl", "Тоқаев Қостанайға барды", "Президент Қасым-Жомарт Тоқаев диқандармен кездесті."),
    _other("kk-arab", "kk", "Arab", "توقايەۆ قوستانايدا", "پرەزيدەنت ديقاندارمەن كەزدەستى."),
    _other("kk-resey", "kk", "Cyrl", "Ресейде қар жауды", "Мәскеуде жол жабылды, дейді синоптиктер."),
    _other("ru", "ru", "Cyrl", "Токаев приехал в Костанай", "В Ташкент он полетит позже, к Мирзияеву."),
    _other("en", "en", "Latn", "Tokayev visits Kostanay", "Tashkent and Russia are next, said Mirziyoev."),
)  # fmt: skip
TOKAYEV = {"uz", "kk", "kk-arab", "ru", "en"}
TASHKENT = {"uz", "ru", "en"}
MIRZIYOYEV = {"uz", "uz-cyrl", "ru", "en"}
KOSTANAY = {"kk", "kk-arab", "ru", "en"}

NAMED = [
    ("Тоқаев", TOKAYEV),
    ("Токаева", TOKAYEV),
    ("toqayev", TOKAYEV),
    ("Tokayev", TOKAYEV),
    ("Мирзиёев", MIRZIYOYEV),
    ("Мирзияев", MIRZIYOYEV),
    ("Mirziyoyevning", MIRZIYOYEV),
    ("Mirziyoev", MIRZIYOYEV),
    ("Шавкат Мирзияев", {"uz", "uz-cyrl"}),
    ("Қостанай", KOSTANAY),
    ("костанае", KOSTANAY),
    ("Kostanay", KOSTANAY),
    ("Тошкент", TASHKENT),
    ("Ташкент", TASHKENT),
    ("Tashkent", TASHKENT),
    ("Касым-Жомарт", {"kk"}),
    # a place or an office by its other names
    ("Россия", {"kk-resey", "uz-cyrl", "en"}),
    ("Rossiya", {"kk-resey", "uz-cyrl", "en"}),
    ("Moscow", {"kk-resey", "uz-cyrl"}),
    ("Олий Мажлис", {"uz-senat"}),
    ("ООН", {"uz-senat"}),
    ("United Nations", {"uz-senat"}),
    ("Казахстан Тоқаев", {"uz"}),
    # what is excluded, quoted or no name stays as it was typed
    ("Токаев -Костанай", {"uz", "kk", "kk-arab", "en"}),
    ('"Токаев"', {"ru"}),
    ("олтой", {"uz-senat"}),
    ("алтын", set()),
]


class NamingContract:
    """An engine finds a name in every language's spelling, after what is spelled as typed."""

    async def test_finds_a_name_in_every_language(self, filled: Filled) -> None:
        engine = await filled(ARTICLES)
        for query, expected in NAMED:
            page = await search(engine, query)
            assert set(paths(page)) == expected, query
            exact = await search(engine, query, exact=True)
            assert (page.total, page.total - page.looser) == (len(expected), exact.total), query
            assert page.hits[: exact.total] == exact.hits, query

    async def test_what_is_spelled_as_typed_comes_first(self, filled: Filled) -> None:
        engine = await filled((*ARTICLES, *CORPUS))
        for query in (*QUERIES, "Токаев", "Тошкент", "Tashkent metro", "Ресей OR метро"):
            exact = await search(engine, query, size=50, exact=True)
            page = await search(engine, query, size=50)
            assert page.hits[: exact.total] == exact.hits, query
            if not (page.partial or page.correction):
                assert page.total == exact.total + page.looser == len({hit.article.id for hit in page.hits})

    async def test_names_are_marked(self, filled: Filled) -> None:
        engine = await filled(ARTICLES)
        hits = {hit.article.script: hit for hit in (await search(engine, "Токаев Костанай")).hits}
        assert marked(hits["Arab"].title) == ["توقايەۆ", "قوستانايدا"]
        assert marked(hits["Latn"].title) == ["Tokayev", "Kostanay"]
        [hit] = (await search(engine, "Олий Мажлис")).hits
        assert marked(hit.title) == ["Oliy", "Majlisda"]

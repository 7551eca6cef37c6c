"""Queries that are not scored: fewer terms, and the same articles."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from itertools import product
from pathlib import Path

import pytest
import tantivy

from tests.search.articles import CORPUS, make_article
from tests.search.contract.calls import fill
from xabar.records.store import RecordStore
from xabar.search.embedded.engine import EmbeddedEngine
from xabar.search.embedded.known_words import KnownWords
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.embedded.language_view import TIMES_AS_LONG
from xabar.search.embedded.queries import compile_looser, compile_query
from xabar.search.embedded.word_notes import MOST_LISTED, Added, WordNotes
from xabar.search.engine import INDEX_LANGUAGES, SearchRequest, active_generation
from xabar.search.forgiving import in_any_spelling
from xabar.search.other_names import capitalize_names
from xabar.search.prefixes import split_prefix
from xabar.search.query import parse_query
from xabar.search.query_tree import Loose, LooserOnly, Word, is_any_of

WORDS = sorted({word for article in CORPUS for word in article.title.split()})
QUERIES = [
    *[
        "ozbekiston",
        "togri",
        "kala",
        "мугалим",
        "хокими",
        "toshkent",
        "Ташкент",
        "Tokayev",
        "қай",
        "va",
        "C5+1",
        "mekt*",
        "title:metro",
    ],
    '"shahar hokimi"',
    "«Toshkentda yangi metro»",
    "metro -Toshkent",
    "metro -hokimi",
    "paxta OR galla",
    "kala OR mektep OR tashkent",
    "(metro OR maktab) toshkent",
    "қай мектеп",
    "Касым-Жомарт OR Toqayev",
    "script:latin OR mektep",
]


@pytest.fixture
async def indexes(tmp_path: Path, records: RecordStore) -> AsyncIterator[list[LanguageIndex]]:
    """The corpus, in the index of each language."""
    engine = EmbeddedEngine(tmp_path / "index", records)
    await engine.setup()
    await fill(engine, records)
    generation = await active_generation(engine)
    await engine.close()
    opened = [LanguageIndex(tmp_path / "index" / generation.name / name) for name in INDEX_LANGUAGES]
    yield opened
    for index in opened:
        index.close()


def found(index: LanguageIndex, query: tantivy.Query | None) -> set[str]:
    if query is None:
        return set()
    searcher = index.searcher()
    return {searcher.doc(address)["id"][0] for _, address in searcher.search(query, 100).hits}


async def test_what_is_not_scored_finds_the_same(indexes: list[LanguageIndex]) -> None:
    met = 0
    for text in (*QUERIES, *(word for word in WORDS if word.isalpha())):
        typed = parse_query(text)
        loosened = in_any_spelling(capitalize_names(typed))
        for query in (typed, loosened):
            for index in indexes:
                scored = found(index, compile_query(query, index.language, index.schema))
                others = found(index, compile_query(query, index.language, index.schema, scored=False))
                assert others == scored, (text, index.language)
                words = KnownWords(index, index.searcher())
                for way in (True, False):
                    known = words.for_query(scored=way)
                    compiled = compile_query(query, index.language, index.schema, scored=way, known=known)
                    assert found(index, compiled) == scored, (text, index.language, way)
                met += len(scored)
    assert met > len(WORDS)


async def test_a_spelling_that_adds_nothing_is_not_looked_for(indexes: list[LanguageIndex]) -> None:
    met = {True: 0, False: 0}
    for index, word in product(indexes, filter(str.isalpha, WORDS)):
        words = KnownWords(index, index.searcher())
        typed, loosened = (
            found(index, compile_query(each, index.language, index.schema))
            for each in (Word(word), Loose(word))
        )
        assert bool(words.adding_terms(word)) == (loosened > typed), (word, index.language)
        if words.terms(word):
            met[loosened > typed] += 1
    assert all(met.values())


async def test_what_is_not_scored_asks_for_each_term_once_and_for_none_that_the_index_lacks(
    indexes: list[LanguageIndex],
) -> None:
    met = 0
    for index, text in product(indexes, ("hokim", "Ташкент OR Toshkent", "kala OR Qala OR «shahar hokimi»")):
        searcher = index.searcher()
        words = KnownWords(index, searcher)
        query = in_any_spelling(capitalize_names(parse_query(text)))
        known = words.for_query(scored=False)
        compiled = compile_query(query, index.language, index.schema, scored=False, known=known)
        terms = re.findall(r'TermQuery\(Term\(field=(\d+), type=Str, "(.+?)"', repr(compiled))
        assert len(terms) == len(set(terms)), (text, index.language)
        for _, term in terms:
            assert any(
                searcher.doc_freq(field, term) for field in ("title", "body", "loose", "names", "id")
            ), term
        met += len(terms)
    assert met


async def test_words_of_an_index_by_their_beginnings(indexes: list[LanguageIndex]) -> None:
    uzbek = indexes[INDEX_LANGUAGES.index("uz")]
    words = KnownWords(uzbek, uzbek.searcher())
    for typed, has in (("toshken", True), ("toshkentmetro", False)):
        prefix = split_prefix(typed, "uz")[1]
        assert prefix is not None
        assert words.begins(prefix) is has


async def test_what_is_known_of_a_word_is_forgotten_after_a_commit(
    tmp_path: Path, records: RecordStore
) -> None:
    engine = EmbeddedEngine(tmp_path / "index", records)
    await engine.setup()
    found = []
    for number, title in enumerate(("Qal'a", "Қалъа", "Xalqaro koʻprik", "Koprik va köprik")):
        await fill(engine, records, [make_article(str(number), title)])
        page = await engine.search(SearchRequest("koprik"))
        found.append((page.total, page.looser))
    await engine.close()
    assert found == [(0, 0), (0, 0), (1, 1), (2, 1)]


async def test_what_looser_spellings_add_is_told_by_them_alone(indexes: list[LanguageIndex]) -> None:
    met = 0
    for text in (*QUERIES, *(word for word in WORDS if word.isalpha())):
        typed = parse_query(text)
        loosened = in_any_spelling(capitalize_names(typed))
        if loosened == typed or not is_any_of(loosened):
            continue
        for index in indexes:
            every, exact = (
                found(index, compile_query(query, index.language, index.schema))
                for query in (loosened, typed)
            )
            looser = compile_looser(LooserOnly(loosened, typed), index.language, index.schema)
            assert found(index, looser) == every - exact, (text, index.language)
            met += len(every - exact)
    assert met


async def test_few_articles_hold_all_that_looser_spellings_add(
    indexes: list[LanguageIndex], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.search.embedded.known_words.FEW", 2)
    met = {"none": 0, "few": 0, "many": 0}
    pairs = [f"{one} {other}" for one, other in product(("kala", "maktab", "metro", "мектеп"), WORDS)]
    for text in (*QUERIES, *filter(str.isalpha, WORDS), *pairs):
        typed = parse_query(text)
        looser = LooserOnly(in_any_spelling(capitalize_names(typed)), typed)
        for index in indexes:
            every, exact = (
                found(index, compile_query(query, index.language, index.schema))
                for query in (looser.loosened, typed)
            )
            added = KnownWords(index, index.searcher()).added(looser)
            met["many" if added is None else "few" if added else "none"] += 1
            assert added is None or every - exact <= {*added}, (text, index.language)
    assert all(met.values()), met


def test_notes_list_no_more_articles_than_memory_is_meant_for() -> None:
    notes = WordNotes()
    ids = ("id",) * (MOST_LISTED // 4)
    for number in range(10):
        notes.note_added(f"word{number}", Added(ids))
        assert notes.added[f"word{number}"].ids == ids
        assert sum(len(each.ids or ()) for each in notes.added.values()) == notes.listed <= MOST_LISTED
    notes.note_added("frequent", Added(None))
    assert len(notes.added) == 3


@pytest.mark.parametrize("few", [0, 50])
async def test_looser_spellings_are_counted_in_either_way(
    few: int, tmp_path: Path, records: RecordStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xabar.search.embedded.known_words.FEW", few)
    engine = EmbeddedEngine(tmp_path / "index", records)
    await engine.setup()
    looser = ("Qurilish koʻprik metro", "Koʻprik metro yopildi", "Koʻprik va bozor", "Koʻprik")
    titles = [*(f"Koprik metro {number}" for number in range(5 * TIMES_AS_LONG)), *looser]
    await fill(engine, records, [make_article(str(at), title) for at, title in enumerate(titles)])
    asked = {
        "koprik metro": (102, 2),
        "koprik metro -yopildi": (101, 1),
        "metro (koprik OR qurilish)": (102, 1),
        "koprik bozor": (1, 1),
    }
    for text, counts in asked.items():
        for facets in ((), ("site",)):
            page = await engine.search(SearchRequest(text, facets=facets))
            assert (page.total, page.looser) == counts, (text, facets)
    await engine.close()

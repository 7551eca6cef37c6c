"""The marks in the original text, and the snippet around the best of them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.search.articles import CORPUS
from xabar.language.tables import TABLES
from xabar.search.analysis import GAP, analyze_fields
from xabar.search.engine import INDEX_LANGUAGES
from xabar.search.highlight import HIT_END, HIT_START, Highlighter
from xabar.search.query import parse_query
from xabar.search.query_parts import QueryError
from xabar.search.snippet import SNIPPET_WIDTH


def shown(text: str) -> str:
    """Return the text with brackets for marks, so that they can be seen."""
    return text.replace(HIT_START, "[").replace(HIT_END, "]")


MARKS = [
    ("metro", "uz", "Yangi metro bekati.", "Yangi [metro] bekati."),
    ("метро", "uz", "Yangi metro bekati.", "Yangi [metro] bekati."),
    ("o'zbek", "uz", "Bu oʻzbek, бу ўзбек.", "Bu [oʻzbek], бу [ўзбек]."),
    ("мектеп", "kk", "بۇل مەكتەپ", "بۇل [مەكتەپ]"),
    ('"shahar hokimi"', "uz", "Shahar hokimi shahar va hokimi.", "[Shahar hokimi] shahar va hokimi."),
    ("«шаҳар ҳокими»", "uz", "Shahar, hokimi.", "[Shahar, hokimi]."),
    ("shahar hokimi", "uz", "Shahar hokimi.", "[Shahar] [hokimi]."),
    ("hok*", "uz", "Hokimlik va hokim.", "[Hokimlik] va [hokim]."),
    ("c5+1", "uz", "Yangi C5+1 va C5 va 1.", "Yangi [C5+1] va C5 va 1."),
    ("c5+1*", "uz", "Yangi C5+10.", "Yangi [C5]+[10]."),
    ("metro -bekat", "uz", "Metro, bekat.", "[Metro], bekat."),
    ('metro OR "metro bekat"', "uz", "Metro bekat.", "[Metro bekat]."),
    ("*", "uz", "Metro.", "Metro."),
    ("қай қала", "kk", "Қай қала? Бұл қала.", "[Қай] [қала]? Бұл [қала]."),
    ("қай", "kk", "Қай қала, қаю?", "[Қай] қала, қаю?"),
    ('"қала қай ауыл"', "kk", "Қала мен ауыл, қала, ауыл.", "[Қала мен ауыл], қала, ауыл."),
    ('"қай қала"', "kk", "Үлкен қала.", "Үлкен [қала]."),
    ("metro", "other", "New METRO line", "New [METRO] line"),
]


@pytest.mark.parametrize(("query", "language", "text", "expected"), MARKS)
def test_mark(query: str, language: str, text: str, expected: str) -> None:
    assert shown(Highlighter(parse_query(query), language).mark(text)) == expected


def snippet(query: str, text: str) -> str:
    return shown(Highlighter(parse_query(query), "uz").snippet(text))


def test_a_short_text_is_its_own_snippet() -> None:
    assert snippet("metro", "Metro ochildi.") == "[Metro] ochildi."


def test_without_a_hit_the_snippet_is_the_beginning() -> None:
    text = "Soʻzlar soʻzlar. " * 40
    found = snippet("metro", text)
    assert text.startswith(found.strip("…"))
    assert found.endswith("…")
    assert len(found) <= SNIPPET_WIDTH + 1


def test_the_window_shows_most_of_the_query() -> None:
    filler = "boshqa gaplar yozilgan edi " * 20
    text = f"metro metro metro {filler} yangi metro ochildi {filler} yangi"
    found = snippet("metro yangi", text)
    assert "[yangi] [metro] ochildi" in found
    assert found.startswith("…")
    assert found.endswith("…")


def test_a_snippet_begins_and_ends_with_whole_words() -> None:
    text = "birinchi ikkinchi uchinchi toʻrtinchi beshinchi " * 10 + "metro " + "oltinchi yettinchi " * 20
    words = snippet("metro", text).strip("…").replace("[", "").replace("]", "").split()
    assert set(words) <= set(text.split())


def test_a_hit_longer_than_the_window_is_shown() -> None:
    text = "Xabar: 0000:X000000000000000"
    assert HIT_START in Highlighter(parse_query("x0*"), "uz").snippet(text, width=20)


def test_a_gap_in_a_phrase_is_one_word() -> None:
    phrase = '"metro qanday ochildi"'
    assert Highlighter(parse_query(phrase), "uz").find("metro qachon — ochildi")
    assert not Highlighter(parse_query(phrase), "uz").find("metro yangi bekat ochildi")


def test_a_very_long_word_is_cut() -> None:
    assert len(snippet("metro", "metro " + "x" * 10_000)) < SNIPPET_WIDTH * 2


PLAIN = st.text(st.characters(exclude_characters=HIT_START + HIT_END), max_size=400)
WORDS = st.lists(st.sampled_from(["metro", "Шаҳар", "oʻzbek", "C5+1", "«Замин»ни", "\n", "—", "x" * 50])).map(
    " ".join
)


@settings(deadline=None)
@given(
    text=PLAIN | WORDS,
    typed=st.sampled_from(["metro", "шаҳар metro", '"metro шаҳар"', "o*", "C5+1", "x* OR замин", "*"])
    | PLAIN,
    language=st.sampled_from(INDEX_LANGUAGES),
    width=st.integers(20, 300),
)
def test_without_the_marks_the_text_is_what_it_was(text: str, typed: str, language: str, width: int) -> None:
    try:
        highlighter = Highlighter(parse_query(typed), language)
    except QueryError:
        return
    marked = highlighter.mark(text)
    assert marked.replace(HIT_START, "").replace(HIT_END, "") == text
    assert marked.count(HIT_START) == marked.count(HIT_END)
    found = highlighter.snippet(text, width)
    bare = found.replace(HIT_START, "").replace(HIT_END, "")
    assert bare.removeprefix("…").removesuffix("…") in text or bare in text
    assert (HIT_START in found) == (HIT_START in marked)


@pytest.mark.parametrize("language", INDEX_LANGUAGES)
@settings(deadline=None)
@given(text=PLAIN | WORDS)
@example(text=" ".join(f"{article.title} {article.body}" for article in CORPUS))
def test_rules_keep_the_first_letter(language: str, text: str) -> None:
    """The highlighter relies on this when it stems only words that begin like one of the query's."""
    stems, folded, *_ = map(str.split, analyze_fields(text, language))
    irregular = TABLES[language].overrides
    pairs = zip(stems, folded, strict=True)
    assert all(stem[0] == word[0] for stem, word in pairs if word not in irregular and stem != GAP)

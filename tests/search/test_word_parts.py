"""What texts share of a query's words in parts of four letters."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.search.analysis import GAP, analyze_fields
from xabar.search.word_parts import score_parts


def test_words_of_one_root_share_parts() -> None:
    derived, compound, other = score_parts(
        ["электр", "қуаты"],
        ["Электрлендіру басталды.", "Жаңа гидроэлектростанция.", "Ауа райы болжамы."],
        "kk",
    )
    assert derived > compound > other == 0


def test_the_beginning_of_a_word_is_not_the_middle_of_another() -> None:
    begins, has = score_parts(["тас"], ["Таспа", "Қостас"], "kk")
    assert begins > has == 0


def test_spelling_and_script_do_not_matter() -> None:
    latin, cyrillic = score_parts(["koʻprik"], ["Ko‘prik qurildi.", "Кўприк қурилди."], "uz")
    assert latin == cyrillic > 0


def test_what_few_texts_have_counts_more() -> None:
    common = ["Toshkent shahri"] * 4
    rare, often, *_ = score_parts(["Toshkent", "metrosi"], ["Yangi metro", *common], "uz")
    assert rare > often > 0


def test_a_long_text_has_parts_by_chance() -> None:
    short, long = score_parts(["metro"], ["Metro ochildi.", "Metro ochildi. " + "Boshqa gap. " * 50], "uz")
    assert short > long


def test_stop_words_do_not_count() -> None:
    assert score_parts(["қандай"], ["Қандай күн?", "Ауа райы"], "kk") == [0, 0]


def test_nothing_to_compare_scores_nothing() -> None:
    assert score_parts(["metro"], [], "uz") == []
    assert score_parts([], ["Metro"], "uz") == [0]
    assert score_parts(["metro"], ["", "…"], "uz") == [0, 0]


WORDS = st.sampled_from(
    [
        "metro",
        "metrosi",
        "ana",
        "anana",
        "aaaaa",
        "abab",
        "ababab",
        "5",
        "ab",
        "abc",
        "qoʻshiq",
        "Тошкент-метро",
        "C5+1",
        "va",
        "«ana»",
    ]
)
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)


@given(st.lists(WORDS, max_size=4), st.lists(TEXTS, max_size=5))
def test_parts_are_counted_as_word_by_word(query: list[str], texts: list[str]) -> None:
    assert score_parts(query, texts, "uz") == pytest.approx(score_word_by_word(query, texts))


def score_word_by_word(query: list[str], texts: list[str]) -> list[float]:
    """Return BM25 over parts of four letters, as a book has it."""
    words = analyze_fields(" ".join(query), "uz")
    telling = [
        word for stem, word in zip(words.stems.split(), words.folded.split(), strict=True) if stem != GAP
    ]
    asked = [part for word in telling for part in parts_of(word)]
    documents = [
        [part for word in analyze_fields(text, "uz").folded.split() for part in parts_of(word)]
        for text in texts
    ]
    mean = sum(map(len, documents)) / max(len(documents), 1)
    scores = []
    for document in documents:
        score = 0.0
        for part in asked:
            having = sum(part in each for each in documents)
            count = document.count(part)
            idf = math.log(1 + (len(documents) - having + 0.5) / (having + 0.5))
            norm = 1.2 * (0.25 + 0.75 * len(document) / mean) if mean else 0
            score += idf * count * 2.2 / (count + norm) if count else 0
        scores.append(score)
    return scores


def parts_of(word: str) -> list[str]:
    begun = "^" + word
    return [begun[at : at + 4] for at in range(max(1, len(begun) - 3))]

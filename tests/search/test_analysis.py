"""Terms, positions and offsets of the Python analysis."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.folding import LONGEST_WORD
from xabar.language.name_keys import find_name_keys
from xabar.language.tables import TABLES
from xabar.search.analysis import (
    GAP,
    KEPT,
    Token,
    _analyzer,
    analyze_fields,
    analyze_terms,
    analyze_text,
    analyze_texts,
    fold_terms,
)
from xabar.search.engine import INDEX_LANGUAGES
from xabar.search.memory import Memory


def test_tokens_point_into_the_original_text() -> None:
    text = "«Oʻzbekiston»da 2021-yilda"
    tokens = analyze_text(text, "uz", stem=False)
    assert tokens == [Token("özbekiston", 0, 1, 12), Token("2021", 1, 16, 20), Token("yilda", 2, 21, 26)]
    assert [text[token.start : token.end] for token in tokens] == ["Oʻzbekiston", "2021", "yilda"]


@pytest.mark.parametrize(
    ("language", "text", "terms"),
    [
        ("kk", "АҚШ-тың", ["aqş"]),
        ("kk", "«Замин»нің", ["zam"]),
        ("uz", "«Замин»ни", ["zamin"]),
        ("uz", "НАТО-нинг", ["nato"]),
        ("uz", "2021-yilda", ["2021", "yil"]),
        ("uz", "5-ning", ["5"]),
        ("uz", "ni", ["ni"]),  # no word before it
        ("uz", "COVID-19", ["çovid", "19"]),
    ],
)
def test_suffixes_that_stand_apart(language: str, text: str, terms: list[str]) -> None:
    assert analyze_terms(text, language) == terms


@pytest.mark.parametrize(
    ("language", "text", "places"),
    [
        ("kk", "Бала қай қалада?", [("bala", 0), ("qala", 2)]),
        ("uz", "қандай китоб", [("kitob", 1)]),
        ("uz", "Qachon?", []),
        ("ru", "Где снег?", [("снег", 1)]),
        ("kk", "Ким", [("kim", 0)]),  # a name too
    ],
)
def test_words_that_only_ask_leave_a_gap(language: str, text: str, places: list[tuple[str, int]]) -> None:
    assert [(token.term, token.position) for token in analyze_text(text, language)] == places
    exact = analyze_text(text, language, stem=False)
    assert [token.position for token in exact] == list(range(len(text.split())))


@pytest.mark.parametrize("language", TABLES)
def test_stop_words_and_suffixes_apart_are_no_terms(language: str) -> None:
    for stop in TABLES[language].stop_words:
        assert analyze_terms(f"21 {stop} 22", language) == ["21", "22"], stop
        assert analyze_terms(stop, language, stem=False) == [stop]
    for enclitic in TABLES[language].enclitics:
        assert analyze_terms(f"21-{enclitic} 22", language) == ["21", "22"], enclitic
        assert analyze_terms(f"21 {enclitic}", language, stem=False) == ["21", enclitic]


@pytest.mark.parametrize(
    ("language", "query", "text"),
    [
        ("uz", "Qozogʻiston Rubio", "Рубио Қозоғистонга келди"),
        ("uz", "prezidentning qarori", "Президент қарорлари"),
        ("kk", "Toqaev", "Тоқаевтың сөзі"),
        ("kk", "qazaqstan", "قازاقستاندا"),
    ],
)
def test_a_query_in_any_script_finds_any_form(language: str, query: str, text: str) -> None:
    assert set(analyze_terms(query, language)) <= set(analyze_terms(text, language))


@pytest.mark.parametrize("language", INDEX_LANGUAGES)
@given(text=st.text(max_size=200))
def test_tokens_are_in_order_and_inside_the_text(language: str, text: str) -> None:
    tokens = analyze_text(text, language)
    assert [token.term for token in tokens] == analyze_terms(text, language)
    folded = analyze_terms(text, language, stem=False)
    stems, exact, *_ = analyze_fields(text, language)
    assert exact.split() == folded
    assert [stem for stem in stems.split() if stem != GAP] == analyze_terms(text, language)
    assert [stems.split()[token.position] for token in tokens] == [token.term for token in tokens]
    assert [token.term for token in analyze_text(text, language, stem=False)] == folded
    ends = [0, *(token.end for token in tokens)]
    assert all(
        before <= token.start < token.end <= len(text) for before, token in zip(ends, tokens, strict=False)
    )


def test_an_unknown_language_raises() -> None:
    with pytest.raises(KeyError):
        analyze_terms("text", "xx")


def test_what_is_remembered_is_bounded_and_right_after_forgetting() -> None:
    memory = Memory(str.upper, 100)
    for number in range(300):
        assert memory[f"n{number}"] == f"N{number}"
        assert len(memory) <= 100
    assert memory["n0"] == "N0"
    before = analyze_terms("новости городов", "ru")
    for start in range(0, 3 * KEPT, 1000):
        analyze_terms(" ".join(map(str, range(start, start + 1000))), "ru")
    assert analyze_terms("новости городов", "ru") == before


@given(st.text(alphabet='oʻ-ва Ўқ.,:;!?()…»"gaTK1', max_size=60), st.sampled_from(INDEX_LANGUAGES))
def test_marks_part_words_wherever_they_stand(text: str, language: str) -> None:
    _, folded, _, names = analyze_fields(text, language)
    assert folded.split() == [token.term for token in analyze_text(text, language, stem=False)]
    assert names.split() == find_name_keys(text, language)


@given(st.text(alphabet="oʻqʼ'-ва Ўқ.,gi-chi №5ё", max_size=60), st.sampled_from(INDEX_LANGUAGES))
def test_folded_terms_are_those_of_the_exact_field(text: str, language: str) -> None:
    folded = [word.decode() for word in fold_terms(text, language)]
    assert folded == analyze_terms(text, language, stem=False)


@pytest.mark.parametrize("language", INDEX_LANGUAGES)
def test_a_number_is_its_own_term_in_every_language_and_not_remembered(language: str) -> None:
    numbers = [
        *map(str, range(0, 12_000, 7)),
        "0",
        "007",
        "174624",
        "9" * LONGEST_WORD,
        "9" * (LONGEST_WORD + 1),
    ]
    for number in numbers:
        tokens = [[each.term for each in analyze_text(number, language, stem=stem)] for stem in (True, False)]
        terms = analyze_fields(number, language)
        assert [terms.stems.split(), terms.folded.split()] == tokens == [[number[:LONGEST_WORD]]] * 2
        assert (terms.loose, terms.names) == ("", "")
        assert [word.decode() for word in fold_terms(number, language)] == tokens[1]
    remembered = _analyzer(language, KEPT)
    assert not any(number in remembered.terms or number in remembered.folded for number in numbers)


def test_what_was_remembered_of_a_folded_word_goes_when_its_terms_come() -> None:
    text, remembered = "Янгиқӯрғонлик «Янгиқӯрғонлик» Янгиқӯрғонлик-чи", _analyzer("uz", KEPT)
    before = fold_terms(text, "uz")
    assert {*text.split()} <= remembered.folded.keys()
    assert analyze_terms(text, "uz", stem=False) == [word.decode() for word in before]
    assert not {*text.split()} & remembered.folded.keys()
    assert fold_terms(text, "uz") == before


def test_texts_of_several_languages_come_back_in_their_order() -> None:
    texts = [("Kitoblar keldi", "uz"), ("Кітаптар келді", "kk"), ("Kitoblar ketdi", "uz"), ("", "kk")]
    assert analyze_texts(texts) == [analyze_fields(text, language) for text, language in texts]

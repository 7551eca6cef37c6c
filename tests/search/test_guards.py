"""Guards refuse only what their row would refuse: the same terms, whatever the word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.folding import compile_rewrite
from xabar.language.tables import TABLES
from xabar.language.tables.table import Rewrite
from xabar.search.analysis import elasticsearch_analysis
from xabar.search.elastic.guards import guard_analysis, guard_pattern
from xabar.search.elastic.mapping import index_body
from xabar.search.engine import INDEX_LANGUAGES

GUARDED = [
    (language, ending, guarded)
    for language, table in TABLES.items()
    for ending in table.endings
    if (guarded := ending._replace(pattern=guard_pattern(*ending))) != ending
]
ENDINGS = {
    "uz": "lar im imiz si ning ni ga da dan dagi niki di man gan a yap moq ish ib may sa i dir digan yotgan moqda",
    "kk": "lar der im imiz si niñ ğa da dan dağı di min gen a ip u mai sa i maq tin ği men dai",
    "ru": "ами ый его ла ть ет ся нный ов ия ивши ой ющ ие ую",
}


@pytest.mark.parametrize(
    ("pattern", "replacement", "guarded"),
    [
        ("^([a-z]{3,}?)(?:da|de)$", "$1", "^([a-z]{3,}?)(?=d[ae]$)(?:da|de)$"),
        ("^([a-z]{3,}?)(?:da)?$", "$1", "^([a-z]{3,}?)(?=da$)(?:da)?$"),  # without da nothing would change
        ("^([a-z]{3,}?)(?:da)?$", "_$1", "^([a-z]{3,}?)(?=(?:$|da$))(?:da)?$"),
        ("^([a-z]{3,}?)(?<=[ae])n[^i]{2}$", "$1", "^([a-z]{3,}?)(?=n..$)(?<=[ae])n[^i]{2}$"),
        ("^([a-z]{3,}?)imiz(?:ga)*$", "$1", "^([a-z]{3,}?)(?=imiz)imiz(?:ga)*$"),
        ("^([a-z]{3,}?)e{2,}r+$", "$1", "^([a-z]{3,}?)(?=ee(?:e[er]|r(?:$|r)))e{2,}r+$"),
        # no root that grows, no end, another row beside: as they were
        ("^([a-z]{3,})i$", "$1", "^([a-z]{3,})i$"),
        ("^([a-z]{3,}?)i", "$1", "^([a-z]{3,}?)i"),
        ("^([a-z]{3,}?)i$|^a$", "$1", "^([a-z]{3,}?)i$|^a$"),
        ("tss|ţţ", "ss", "tss|ţţ"),
    ],
)
def test_a_guard_says_how_endings_begin(pattern: str, replacement: str, guarded: str) -> None:
    assert guard_pattern(pattern, replacement) == guarded


def test_a_pattern_that_cannot_be_read_is_said() -> None:
    with pytest.raises(ValueError, match="backslash"):
        guard_pattern(r"^([a-z]{3,}?)\d$", "$1")


def rewritten(row: Rewrite, word: str) -> str:
    """The word after this row."""
    pattern, replacement = compile_rewrite(row)
    return pattern.sub(replacement, word)


@given(data=st.data(), which=st.integers(0, len(GUARDED) - 1))
def test_a_guarded_row_does_the_same(data: st.DataObject, which: int) -> None:
    language, row, guarded = GUARDED[which]
    letters = sorted(set("".join(ENDINGS[language].split()) + ("абвк" if language == "ru" else "bkmtşç0")))
    root = data.draw(st.text(letters, min_size=1, max_size=6))
    endings = data.draw(st.lists(st.sampled_from(ENDINGS[language].split()), max_size=4))
    word = root + "".join(endings)
    assert rewritten(guarded, word) == rewritten(row, word)


def test_every_language_that_has_endings_has_guards() -> None:
    assert {language for language, _, _ in GUARDED} == set(ENDINGS)


@pytest.mark.parametrize("language", INDEX_LANGUAGES)
def test_an_index_differs_from_the_definition_by_guards_alone(language: str) -> None:
    plain = elasticsearch_analysis(language)
    guarded = index_body(language)["settings"]["index"]["analysis"]
    assert guarded == guard_analysis(plain)
    for part in ("char_filter", "tokenizer", "analyzer", "normalizer"):
        assert guarded[part] == plain[part]
    assert guarded["filter"].keys() == plain["filter"].keys()

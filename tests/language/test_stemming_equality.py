"""The compiled rules give what the tables say: each rule matched in turn, its replacement expanded by `re` itself."""

from __future__ import annotations

import re
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.language.folding import compile_rule, fold_word
from xabar.language.stemming import stem_word
from xabar.language.tables import language_table
from xabar.language.tables.table import MARK

pytestmark = pytest.mark.slow

LETTERS = {
    "uz": "abdefghijklmnopqrstuvxyzöğşç0",
    "kk": "abdefghijklmnoprqstuvzwğñşç0",
    "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя0",
}
BEGINNINGS = {
    "uz": "kitob qil oqi kel şahr mavzu tarozi 21 boşla emas oʻyna yurag natija toshkent eski",
    "kk": "kitap qil oqi kel halq tap şiq je 21 himia sirt emes qazaqstan adam koşe ket",
    "ru": "дом нов строи 21 длинн писа читая город книг идеал вмест говор",
}
ENDINGS = {
    "uz": "lar im imiz si ning ga da dan dagi di man gan a yap moq ish ib may sa i g ğ q k",
    "kk": "lar der im imiz si niñ ğa da dan dağı di min gen a ip u mai sa i g ğ b k liq ti",
    "ru": "ами ый его ла ть ет ся нный ов ия ивши ой",
}


@cache
def suffix_rules(language: str) -> list[tuple[re.Pattern[str], str]]:
    return [*map(compile_rule, language_table(language).suffix_rules)]


def stem_by_the_table(folded: str, language: str) -> str:
    """Stem a word the slow way."""
    table = language_table(language)
    if (override := table.overrides.get(folded)) is not None:
        return override
    stem = folded
    for pattern, replacement in suffix_rules(language):
        if match := pattern.match(stem):
            stem = match.expand(replacement)
            if stem.startswith(MARK):
                break
    return stem.removeprefix(MARK)


@pytest.mark.parametrize("language", LETTERS)
def test_roots_with_up_to_two_endings(language: str) -> None:
    endings = ["", *ENDINGS[language].split()]
    words = {"".join(parts) for parts in product(BEGINNINGS[language].split(), endings, endings)}
    differing = [
        word
        for word in (fold_word(word, language) for word in words)
        if stem_word(word, language) != stem_by_the_table(word, language)
    ]
    assert len(words) > 1000
    assert differing == []


@settings(deadline=None)  # the first words build the automaton
@given(data=st.data(), language=st.sampled_from(sorted(LETTERS)))
def test_any_letters(data: st.DataObject, language: str) -> None:
    word = data.draw(st.text(LETTERS[language], min_size=1, max_size=20))
    assert stem_word(word, language) == stem_by_the_table(word, language)

"""Texts as shapes, and the tables behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.dates import months
from xabar.language.dates.lexicon import fold_key
from xabar.language.dates.tokens import read_tokens
from xabar.language.months import MONTHS

SHAPES = [
    ("uz", "25-aprel, 2025 yil 14:30", "n-m, y w t"),
    ("uz", "2 soat 15 daqiqa avval", "n u n u a"),
    ("uz", "5 marta ko'rildi", "n o o"),
    ("uz", "hozir gina", "j"),
    ("uz", "5 марта", "n c"),
    ("kk", "12 мамандық", "n x"),
    ("kk", "12 мам.", "n b."),
    ("kk", "жаңа ғана", "j"),
    ("kk", "٢٢ مامىر، ٢٠١٨", "n m, y"),
    ("ru", "12 там", "n x"),
    ("en", "2:30 PM", "t g"),
    ("uz", "Thu, 26 Oct 23 10:24:31 +0530", "k, n b n t"),
    ("uz", "№ 5", "i n"),
    ("uz", "", ""),
]

KEYS = [
    ("Oʻttiz", "ottiz"),
    ("o`ttiz", "ottiz"),
    ("Qyrkúıek", "qyrkuiek"),
    ("ŞILDE", "shilde"),
    ("säuır", "sauir"),
    ("SÄUİR", "sauir"),
    ("сәуiр", "сәуір"),  # a Latin i
    ("Cәуір", "сәуір"),  # a Latin C
    ("kechа", "kecha"),  # a Cyrillic а
    ("ٴساۋىر", "ساۋىر"),
    ("كي", "كى"),
]


@pytest.mark.parametrize(("language", "text", "shape"), SHAPES)
def test_shapes(language: str, text: str, shape: str) -> None:
    tokens = read_tokens(text, language)
    assert tokens.shape == shape


@pytest.mark.parametrize(("word", "key"), KEYS)
def test_keys(word: str, key: str) -> None:
    assert fold_key(word) == key


@given(st.text())
def test_every_sign_has_a_letter(text: str) -> None:
    tokens = read_tokens(text, "uz")
    for index in range(len(tokens.shape)):
        tokens[index]
    with pytest.raises(IndexError):
        tokens[len(tokens.shape)]


@pytest.mark.parametrize("table", sorted(MONTHS))
def test_twelve_months_and_seven_days(table: str) -> None:
    assert len(MONTHS[table]) == 12
    assert len(months.WEEKDAYS[table]) == 7

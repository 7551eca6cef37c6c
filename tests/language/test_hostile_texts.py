"""Texts that mean harm: whatever a page prints, repair, conversion, identification and folding answer quickly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.language.conversion import convert_text, normalize_text
from xabar.language.folding import fold_text
from xabar.language.identification import identify_text
from xabar.language.repair import repair_text

pytestmark = pytest.mark.slow

SIZE = 10_000  # characters
MOST = 0.2  # seconds of CPU for all of one language; a crawl waits 50 ms for each step at most

UNITS = [
    "а.б.", "a.b.", "7", "a@", "a-b.", "a--b.", "a", "б", "ʻ", "a'", "a\u030b", "a\u030b\u030b", "ab-cd abcd ",
    "soatimiz", "imiz", "ingiz", "aб", "ʻа", "¬ ", "X", "1 ", "-", "\u0640", "\u200d", "ئ", "Ђ", ".uz", "www.", "\n",
]  # fmt: skip

TASKS: dict[str, Callable[[str, str], object]] = {
    "repair": repair_text,
    "normalize": lambda text, language: normalize_text(
        text, language=language, to={"uz": "Latn", "kk": "Cyrl"}[language]
    ),
    "to Cyrillic": lambda text, language: convert_text(text, language=language, to="Cyrl"),
    "to Latin": lambda text, language: convert_text(text, language=language, to="Latn"),
    "identify": lambda text, language: identify_text(text),
    "fold": fold_text,
}


def slow(text: str) -> Iterator[tuple[str, str, float]]:
    """Yield the tasks that take long."""
    for name, task in TASKS.items():
        for language in ("uz", "kk"):
            start = time.thread_time()
            task(text, language)
            if (spent := time.thread_time() - start) > MOST:
                yield name, language, spent


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("start", ["", "soat", "матн "])
def test_no_repeated_text_takes_long(unit: str, start: str) -> None:
    text = (start + unit * (SIZE // len(unit)))[:SIZE]
    assert not list(slow(text)), unit


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*UNITS, " ", "ё", "sh"]), min_size=1, max_size=4), st.sampled_from(["", "."])
)
def test_no_mixed_text_takes_long(units: list[str], end: str) -> None:
    text = ("".join(units) * SIZE)[:SIZE] + end
    assert not list(slow(text)), units


def test_a_text_without_letters_is_as_it_was_whatever_its_length() -> None:
    text = "1 " * 250_000
    assert convert_text(text, language="uz", to="Cyrl") == text


@pytest.mark.parametrize(
    "address",
    [
        "kun.uz",
        "www.kun.uz/a",
        "m.gov-press.kz/yangi?a=b",
        "xabar@kun.uz",
        "ism.sharif+1@mail.kun.uz",
        "a-b.c-d.com",
    ],
)
@pytest.mark.parametrize("before", ["", "(", "-", "сайт: ", "«", "сайт,", "..", "/"])
def test_an_address_stays_wherever_it_stands(address: str, before: str) -> None:
    printed = convert_text(f"Бугун хабар: {before}{address} сайтида", language="uz", to="Latn")
    assert printed == f"Bugun xabar: {before.replace('сайт', 'sayt')}{address} saytida"
    text = convert_text(f"Bugun xabar: {before}{address} saytida", language="uz", to="Cyrl")
    assert address in text

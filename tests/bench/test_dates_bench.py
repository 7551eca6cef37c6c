"""The lists of printed dates: what was right stays right, and caches change no answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.dates.__main__ import NOW, Example, distinct, read_dateparser, read_examples, read_ours, score
from xabar.language.dates import absolute, clock, forms, parser, read_date, relative, tokens

LISTS = Path("bench/dates")
MISSED = {
    "strings.tsv": 5,
    "heldout_1.tsv": 0,
    "heldout_2.tsv": 5,
}  # Turkish and Azerbaijani; unseen spellings
REMEMBERING = (
    tokens._vocabulary,
    forms.find_forms,
    absolute._last_label,
    absolute._glued_number,
    clock._find_times,
    clock._read_time,
    relative._find_forms,
    relative._amounts,
    parser._context,
)


def forget() -> None:
    """Clear every cache that reading earlier texts has filled."""
    for function in REMEMBERING:
        function.cache_clear()


@pytest.fixture
def hardly_remembering(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Limit the cache to three parts, so that it is cleared within every text."""
    forget()
    monkeypatch.setattr(tokens, "_REMEMBERED", 3)
    monkeypatch.setattr(tokens, "_LONGEST_PART", 4)
    yield
    forget()


@pytest.mark.parametrize("name", MISSED)
def test_lists_stay_right(name: str) -> None:
    failures: list[str] = []
    scores = score(read_examples(LISTS / name), read_ours, failures).values()
    assert sum(one.wrong for one in scores) == 0, failures
    assert sum(one.missed for one in scores) <= MISSED[name], failures


@pytest.mark.usefixtures("hardly_remembering")
@pytest.mark.parametrize("name", MISSED)
def test_lists_stay_right_without_memory(name: str) -> None:
    test_lists_stay_right(name)


WORDS = [
    "24",
    " ",
    ".",
    "04",
    "2025",
    "aprel",
    "apr",
    "bugun",
    "soat",
    "14:30",
    "oldin",
    "-",
    ",",
    "2",
    "o'tgan",
]


@given(
    st.lists(st.sampled_from([*WORDS, "hafta", "марта", "йил", "жаңа", "ғана", "күн", "бұрын", "x", "pm"]))
)
def test_the_first_answer_is_that_of_later_ones(words: list[str]) -> None:
    text = "".join(words)
    forget()
    first = read_date(text, language="uz", now=NOW, zone="Asia/Tashkent")
    assert read_date(text, language="uz", now=NOW, zone="Asia/Tashkent") == first


def test_distinct_strings_are_distinct_and_still_dates() -> None:
    examples = distinct(read_examples(LISTS / "strings.tsv"), 2000)
    assert len({(example.language, example.text) for example in examples}) == 2000
    read = [read_ours(example.text, example.language, example.zone) for example in examples]
    assert sum(answer is not None for answer in read) > 1500


def test_a_failure_of_dateparser_is_no_answer() -> None:
    example = Example("edge", "uz", "01.01.0001", None)
    assert read_dateparser(example.text, example.language, example.zone) is None

"""A word is found by each of its prefixes as they are printed, wherever its letters are cut apart."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xabar.demo
from xabar.language.folding import LONGEST_WORD, WORD, fold_word
from xabar.language.tables import TABLES
from xabar.search.prefixes import FoldedPrefix, fold_prefix, split_prefix

pytestmark = pytest.mark.slow

STORIES = sorted((Path(xabar.demo.__file__).parent / "stories").glob("*.toml"))

# What `fold_prefix` leaves out: a t whose s takes its place, but for -tse-, -tsi-; Kazakh шт before another ш.
UZBEK_LEFT_OUT = re.compile("[tт][ъьʼ]*\n[ъьʼ]*[sсц](?![eiеэи])", re.IGNORECASE)
KAZAKH_LEFT_OUT = re.compile("ş(?:s|ts?)\n")

UZBEK_LATIN = [
    *"abdefghijklmnopqrstuvxyz",
    *["oʻ", "gʻ", "sh", "ch", "ng", "ts", "yu", "ya", "yo", "ye", "iy", "sʼh", "tsi", "evro"],
]
UZBEK_CYRILLIC = [*"абвгғдеёжзийкқлмнопрстуўфхҳцчшъыьэюя", "нг", "ия", "ци", "евро"]
KAZAKH_CYRILLIC = [*"аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", "тш", "сх", "сһ", "кх", "гх"]
KAZAKH_LATIN = [*"aäbdefgğhıijklmnñoöpqrsştuūüvyz", "tş", "ts", "sh", "ch", "zh"]


def words_of(*alphabets: list[str]) -> set[str]:
    """Return words of two to nine letters of one of the alphabets, the same in each run."""
    chance = random.Random("words")  # hypothesis takes ten times as long to make one as it takes to try it
    return {
        "".join(chance.choices(letters, k=chance.randint(2, 9))) for letters in alphabets for _ in range(1000)
    }


def is_left_out(word: str, size: int, language: str) -> bool:
    if language == "uz":
        return bool(UZBEK_LEFT_OUT.search(f"{word[:size]}\n{word[size:]}"))
    start = fold_word(word[:size], language)
    return bool(KAZAKH_LEFT_OUT.search(f"{start}\n")) and not fold_word(word, language).startswith(start)


def fits(prefix: FoldedPrefix, folded: str) -> bool:
    """Return whether a folded word may be printed with this prefix."""
    return folded.startswith(prefix.prefixes) or folded in prefix.words


def lost_prefixes(word: str, language: str) -> list[str]:
    """Return the prefixes of two to six characters by which the word is not found, except for what is left out."""
    folded = fold_word(word, language)
    return [
        word[:size]
        for size in range(2, min(len(word), 6) + 1)
        if fold_word(word[:size], language)
        and not is_left_out(word, size, language)
        and not fits(fold_prefix(word[:size], language), folded)
    ]


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_every_word_of_the_demo_is_found_by_its_prefixes(path: Path) -> None:
    language = path.suffixes[0][1:].split("-")[0]
    stories = tomllib.loads(path.read_text())["story"]
    words = {word for story in stories for word in re.findall(WORD, story["title"] + "\n" + story["body"])}
    assert len(words) > 40
    assert {word: lost for word in words if (lost := lost_prefixes(word, language))} == {}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("uz", words_of(UZBEK_LATIN, UZBEK_CYRILLIC)),
        ("kk", words_of(KAZAKH_CYRILLIC, KAZAKH_LATIN)),
    ],
    ids=["uz", "kk"],
)
def test_every_word_is_found_by_its_prefixes(language: str, words: set[str]) -> None:
    assert {word: lost for word in words if (lost := lost_prefixes(word, language))} == {}


@pytest.mark.parametrize(
    ("language", "text", "prefixes", "words"),
    [
        ("uz", "наврў", ("navrö",), ("navro",)),
        ("uz", "koʻ", ("kö",), ("ko",)),
        ("uz", "ko", ("ko", "kö"), ()),
        ("uz", "tos", ("tos", "toş"), ()),
        ("uz", "toshk", ("toşk",), ()),
        ("uz", "операц", ("operas", "operats"), ()),
        ("uz", "kont", ("konse", "konsi", "kont"), ()),
        ("uz", "изоля", ("izolator", "izolatsi", "izolya"), ()),
        ("uz", "эв", ("ev", "yevro"), ()),
        ("uz", "tongʻ", ("tonğ",), ("tong",)),
        ("uz", "ish", ("ishoq", "iş"), ()),
        ("kk", "күзет", ("kuzet", "kuzeç"), ()),
        ("kk", "қи", ("qi",), ()),
        ("kk", "ашт", ("aşt",), ()),
        ("ru", "опера", ("опера",), ()),
        ("other", "Café", ("cafe",), ()),
    ],
)
def test_fold_prefix(language: str, text: str, prefixes: tuple[str, ...], words: tuple[str, ...]) -> None:
    assert fold_prefix(text, language) == FoldedPrefix(prefixes, words)


def test_an_i_after_a_vowel_is_yi_before_few_endings_only() -> None:
    found = fold_prefix("фои", "uz")
    assert found.prefixes == ("foi",)
    assert {fold_word(word, "uz") for word in ("фои", "фоини", "фоидан")} <= set(found.words)


@pytest.mark.parametrize("language", TABLES)
@given(text=st.text(max_size=80))
def test_every_text_has_a_prefix_and_none_is_empty(language: str, text: str) -> None:
    _, found = split_prefix(text, language)
    if found is not None:
        assert any(found)
        assert all([*found.prefixes, *found.words])


def test_the_prefix_of_a_word_that_was_cut_is_cut_as_well() -> None:
    assert fold_prefix("қ" * 100, "uz") == FoldedPrefix(("q" * LONGEST_WORD,), ())


def test_the_last_token_is_the_prefix() -> None:
    words, found = split_prefix("COVID-1", "uz")
    assert words == ("COVID",)
    assert found == FoldedPrefix(("1",), ())
    assert split_prefix("'", "uz") == ((), None)

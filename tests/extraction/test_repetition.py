"""What of a text is the article's own, given how often its site repeats each line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.extraction.plain import paragraph_key
from xabar.extraction.repetition import ARTICLES, HEAD, MAX_LENGTH, TAIL, ends_of, own_part

SLOGAN = "Янги кун — ҳар куни сиз билан бирга"
OTHER = "Бизнинг манзил: Навоий кўчаси, 30"
TEXT = "Самарқандда болалар учун янги кутубхона очилди, унда ўн мингга яқин китоб бор."
OFTEN = {paragraph_key(SLOGAN): ARTICLES, paragraph_key(OTHER): ARTICLES + 5}


@pytest.mark.parametrize(
    ("paragraphs", "own"),
    [
        pytest.param([TEXT], [TEXT], id="nothing repeated"),
        pytest.param([TEXT, SLOGAN], [TEXT], id="tail"),
        pytest.param([SLOGAN, TEXT], [TEXT], id="head"),
        pytest.param([SLOGAN, TEXT * 2, OTHER, SLOGAN], [TEXT * 2], id="both ends"),
        pytest.param([TEXT, SLOGAN, TEXT], [TEXT, SLOGAN, TEXT], id="middle"),
        pytest.param([SLOGAN, OTHER], [SLOGAN, OTHER], id="nothing else"),
        pytest.param([TEXT, f"  {SLOGAN.upper()}! "], [TEXT], id="other typography"),
    ],
)
def test_own_part(paragraphs: list[str], own: list[str]) -> None:
    assert paragraphs[own_part(paragraphs, OFTEN)] == own


def test_line_of_too_few_articles_is_the_articles_own() -> None:
    counts = {paragraph_key(SLOGAN): ARTICLES - 1}
    assert own_part([TEXT, SLOGAN], counts) == slice(0, 2)


def test_long_paragraphs_are_never_counted() -> None:
    assert ends_of(["а" * (MAX_LENGTH + 1), SLOGAN]) == [paragraph_key(SLOGAN)]


def test_only_the_ends_are_counted() -> None:
    lines = [f"{number}-қатор" for number in range(HEAD + TAIL + 3)]
    assert ends_of(lines) == [paragraph_key(line) for line in (*lines[:HEAD], *lines[-TAIL:])]


@given(st.lists(st.sampled_from([TEXT, SLOGAN, OTHER, "", "Қисқа"]), max_size=12))
def test_at_least_half_of_the_text_stays_and_cutting_again_finds_no_more_than_before(
    paragraphs: list[str],
) -> None:
    own = paragraphs[own_part(paragraphs, OFTEN)]
    assert 2 * sum(map(len, own)) >= sum(map(len, paragraphs))
    assert len(paragraphs) - len(own) < HEAD + TAIL + 1

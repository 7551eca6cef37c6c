"""Split a text into the article's own text and what its site is known to repeat."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.article import Verdict
from xabar.extraction.line_order import is_outermost
from xabar.extraction.plain import paragraph_key, pattern_key
from xabar.extraction.repetition import (
    HEAD,
    MAX_NOTICE,
    MIN_LEFT,
    TAIL,
    split_boilerplate,
)

SLOGAN = "Янги кун — ҳар куни сиз билан бирга"
OTHER = "Бизнинг манзил: Навоий кўчаси, 30"
SENTENCE = "Таҳририят ўз ўқувчилари учун ишлайди."
CALL = "Бизни @yangikun саҳифасида кузатинг"
TEXT = "Самарқандда болалар учун янги кутубхона очилди, унда ўн мингга яқин китоб бор."
MORE = "Кутубхона ҳар куни соат саккиздан ўн тўққизгача ишлайди, якшанба — дам олиш куни."
FAR = [f"{number}-{TEXT}" for number in range(TAIL)]
KNOWN: dict[int, Verdict] = {paragraph_key(line): "learned" for line in (SLOGAN, OTHER, SENTENCE, CALL)}


@pytest.mark.parametrize(
    ("paragraphs", "own"),
    [
        pytest.param([TEXT, MORE], [TEXT, MORE], id="nothing repeated"),
        pytest.param([TEXT, MORE, SLOGAN], [TEXT, MORE], id="tail"),
        pytest.param([SLOGAN, TEXT, MORE], [TEXT, MORE], id="head"),
        pytest.param([SLOGAN, TEXT, MORE, OTHER, SLOGAN], [TEXT, MORE], id="both ends"),
        pytest.param([*FAR, SLOGAN, *FAR], [*FAR, SLOGAN, *FAR], id="middle"),
        pytest.param(
            [*FAR, SLOGAN, "Унутилган", OTHER],
            [*FAR, "Унутилган"],
            id="line not yet known between known ones",
        ),
        pytest.param(
            [TEXT, f"{MORE} {SENTENCE}", "Унутилган"], [TEXT, MORE, "Унутилган"], id="glued above it"
        ),
        pytest.param([SLOGAN, OTHER], [SLOGAN, OTHER], id="nothing else"),
        pytest.param([TEXT, MORE, f"  {SLOGAN.upper()}! "], [TEXT, MORE], id="other typography"),
        pytest.param([TEXT, f"{MORE} {SENTENCE}"], [TEXT, MORE], id="glued to the last sentence"),
        pytest.param([TEXT, f"{MORE} {SENTENCE} {SLOGAN}", OTHER], [TEXT, MORE], id="two glued, one below"),
        pytest.param([TEXT, CALL, MORE], [TEXT, MORE], id="a call to the reader above the last line"),
    ],
)
def test_what_the_site_repeats_is_split_off(paragraphs: list[str], own: list[str]) -> None:
    assert split_boilerplate(paragraphs, KNOWN).keep(paragraphs) == own


def test_the_same_paragraphs_go_from_a_text_in_another_script() -> None:
    paragraphs = [SLOGAN, TEXT, f"{MORE} {SENTENCE}"]
    own = split_boilerplate(paragraphs, KNOWN)
    assert own.keep(["Shior", "Matn bor.", "Yana bor. Gap."]) == ["Matn bor.", "Yana bor."]


def test_a_pinned_line_goes_from_the_middle_and_an_allowed_one_stays() -> None:
    text = [OTHER, TEXT, SLOGAN, MORE, OTHER]
    verdicts: dict[int, Verdict] = {paragraph_key(SLOGAN): "pinned", paragraph_key(OTHER): "allowed"}
    assert split_boilerplate(text, verdicts).keep(text) == [OTHER, TEXT, MORE, OTHER]


def test_ends_are_what_is_cut_and_what_is_left_at_the_ends() -> None:
    own = split_boilerplate([TEXT, f"{MORE} {SENTENCE}", SLOGAN], KNOWN)
    assert {SENTENCE, SLOGAN} == {text for _, text in own.cuts}
    assert {SENTENCE, SLOGAN, TEXT, MORE} == set(own.ends.values())
    assert own.parents == {}
    assert split_boilerplate([TEXT, f"{MORE} {SENTENCE}"], {}).parents == {
        paragraph_key(SENTENCE): paragraph_key(f"{MORE} {SENTENCE}")
    }


def test_only_lines_near_the_ends_count() -> None:
    lines = [f"қатор {letter}" for letter in "абвгдежзийклмн"[: HEAD + TAIL + 3]]
    assert list(dict.fromkeys(split_boilerplate(lines, {}).ends.values())) == [*lines[:HEAD], *lines[-TAIL:]]


def test_lines_without_words_do_not_count() -> None:
    assert split_boilerplate(["", " ", "***", SLOGAN], {}).ends == {paragraph_key(SLOGAN): SLOGAN}


def test_endless_paragraphs_do_not_count() -> None:
    assert split_boilerplate(["а" * (MAX_NOTICE + 1), SLOGAN], {}).ends == {paragraph_key(SLOGAN): SLOGAN}


@pytest.mark.parametrize("line", ["Изоҳлар сони 12", "Мақола 305 марта ўқилди", "Maqola 1 204 marta oʻqildi"])
def test_lines_that_differ_in_a_number_are_one_line(line: str) -> None:
    other = "".join("7" if letter.isdigit() else letter for letter in line)
    text = [TEXT, MORE, other]
    assert pattern_key(line) == pattern_key(other)
    assert split_boilerplate(text, {pattern_key(line): "learned"}).keep(text) == [TEXT, MORE]


@pytest.mark.parametrize(
    ("paragraphs", "outermost"),
    [
        ([TEXT, MORE, SLOGAN], True),
        ([SLOGAN, TEXT, MORE], True),
        ([TEXT, SLOGAN, OTHER], True),
        ([TEXT, SLOGAN, MORE], False),
        ([TEXT, f"{MORE} {SLOGAN}"], True),
        ([TEXT, f"{MORE} {SLOGAN}. «{OTHER}", OTHER], True),
        ([f"{TEXT} {SLOGAN}", MORE], False),
        ([TEXT, MORE], True),  # it was cut before
    ],
)
def test_a_line_with_text_on_both_sides_is_not_outermost(paragraphs: list[str], outermost: bool) -> None:
    assert is_outermost(paragraph_key(SLOGAN), paragraphs, {paragraph_key(OTHER)}) is outermost


@given(st.lists(st.sampled_from([TEXT, MORE, SLOGAN, OTHER, f"{MORE} {SENTENCE}", "", "Қисқа"]), max_size=12))
def test_enough_text_stays_and_cutting_again_finds_no_more(paragraphs: list[str]) -> None:
    own = split_boilerplate(paragraphs, KNOWN).keep(paragraphs)
    assert own == paragraphs or sum(map(len, own)) >= MIN_LEFT
    if own != paragraphs:
        assert split_boilerplate(own, KNOWN).keep(own) == own


@pytest.mark.slow
def test_the_time_for_a_text_grows_with_its_lines_and_not_with_their_square() -> None:
    def seconds(lines: int) -> float:
        paragraphs = [
            *(f"a{number}" for number in range(lines)),
            "Гулдара қишлоғида дарё устидан янги кўприк очилди.",
        ]
        verdicts: dict[int, Verdict] = {paragraph_key(line): "pinned" for line in paragraphs[: lines // 2]}
        started = time.thread_time()
        split_boilerplate(paragraphs, verdicts)
        return time.thread_time() - started

    assert min(seconds(12_000) for _ in range(2)) < 8 * min(seconds(3_000) for _ in range(2))

"""Every entry of the alphabets has an example that needs it, written by hand from the decrees and the spelling rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import pytest

from tests.language.example_words import read_examples
from xabar.language import conversion
from xabar.language.alphabets import kazakh, kazakh_letters, kazakh_words, uzbek, uzbek_words
from xabar.language.conversion import convert_text
from xabar.language.tables.table import words

Case = tuple[Callable[[str], str], str, str]  # what is asked, of which word, and the right answer

Way = tuple[Callable[[str], str], Callable[[str], str]]  # there and back

EXAMPLES = [tuple(example.words) for example in read_examples("alphabets")]


def spelt(alphabet: str, direction: str) -> list[tuple[str, str]]:
    """Return the pairs of an alphabet in one direction: Cyrillic (for a draft: Latin of 1995) and the other spelling."""
    return [
        (one, other) for name, one, way, other in EXAMPLES if name == alphabet and way in ("=", direction)
    ]


def write_kazakh(standard: str) -> Callable[[str], str]:
    return lambda word: "".join(kazakh.spell_in_latin(word, standard))


def write_uzbek(word: str) -> str:
    return "".join(uzbek.spell_cyrillic_in_latin(word))


def read_draft(word: str) -> str:
    spell = uzbek.spell_in_1995.__wrapped__  # what it remembers was spelled with the whole table
    return spell(word, draft="2023" if "õ" in word else "2026")


# Each table of letters, and what goes through it.
TABLES: list[tuple[str, dict[str, str], list[Case]]] = [
    *(
        (
            standard,
            table,
            [(write_kazakh(standard), one.lower(), other.lower()) for one, other in spelt(standard, ">")],
        )
        for standard, table in kazakh_letters.LATIN.items()
    ),
    (
        "Arab",
        kazakh_letters.ARABIC,
        [(kazakh.spell_in_arabic, one.lower(), other) for one, other in spelt("Arab", ">")],
    ),
    (
        "from Arab",
        kazakh_letters.ARABIC_TO_CYRILLIC,
        [(kazakh.read_arabic, other, one.lower()) for one, other in spelt("Arab", "<")],
    ),
    ("1995", uzbek.CYRILLIC_TO_LATIN, [(write_uzbek, one, other) for one, other in spelt("1995", ">")]),
    (
        "from 1995",
        uzbek.LATIN_TO_CYRILLIC,
        [(uzbek.spell_latin_in_cyrillic, other, one) for one, other in spelt("1995", "<")],
    ),
    ("drafts", uzbek.DRAFT_TO_1995, [(read_draft, other, one) for one, other in spelt("draft", "<")]),
    ("2026", uzbek.TO_2026, [(uzbek.spell_in_2026, one, other) for one, other in spelt("draft", "=")]),
]


def holds(case: Case) -> bool:
    """Return whether the answer is right; a lookup that fails for want of an entry is a wrong answer."""
    ask, word, right = case
    try:
        return ask(word) == right
    except KeyError:
        return False


@pytest.mark.parametrize(
    ("name", "table", "cases"), TABLES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_letter_has_an_example_that_needs_it(
    name: str, table: dict[str, str], cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = [case for case in cases if holds(case)]
    assert name == "2026" or right == cases
    without_example = []
    for letter in list(table):
        with monkeypatch.context() as patch:
            patch.delitem(table, letter)
            if all(map(holds, right)):
                without_example.append(letter)
    assert without_example == []


def test_every_rule_of_a_glide_has_an_example_that_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cases: list[Case] = [
        (partial(kazakh.read_latin, standard=standard), other.lower(), one.lower())
        for standard in ("2021", "QazAqparat")
        for one, other in spelt(standard, "<")
    ]
    cases += [(kazakh.read_arabic, other, one.lower()) for one, other in spelt("Arab", "<")]
    assert [case for case in cases if not holds(case)] == []
    rules = kazakh_letters.GLIDE_RULES
    for rule in rules:
        monkeypatch.setattr(kazakh, "GLIDE_RULES", tuple(other for other in rules if other is not rule))
        assert not all(map(holds, cases)), rule


# --- words that keep no rule -----------------------------------------------------------------------------------


def test_uzbek_loans_come_back() -> None:
    latin = {stem: convert_text(stem, language="uz", to="Latn") for stem in words(uzbek_words.LOAN_STEMS)}
    back = {stem: convert_text(other, language="uz", to="Cyrl") for stem, other in latin.items()}
    assert {stem: other for stem, other in back.items() if stem != other} == {}


@pytest.mark.parametrize(("cyrillic", "latin"), uzbek_words.IRREGULAR_PAIRS.items())
def test_irregular_words_go_both_ways(cyrillic: str, latin: str) -> None:
    assert convert_text(cyrillic, language="uz", to="Latn") == latin
    assert convert_text(latin, language="uz", to="Cyrl") == cyrillic
    by_rules = (write_uzbek(cyrillic), uzbek.spell_latin_in_cyrillic(latin))
    assert by_rules != (latin, cyrillic)


@pytest.mark.parametrize(("to", "standard"), [("Latn", "2021"), ("Latn", "2018"), ("Arab", None)])
def test_kazakh_loans_come_back(to: str, standard: str | None) -> None:
    wrong = {}
    for stem in words(f"{kazakh_words.LOAN_STEMS} {kazakh_words.DISHARMONIC_STEMS}"):
        other = convert_text(stem, language="kk", to=to, standard=standard)
        back = convert_text(other, language="kk", to="Cyrl", standard=standard)
        if back != stem:
            wrong[other] = back
    assert wrong == {}


def needless(
    stems: Iterable[str], ways: Iterable[tuple[Callable[[str], str], Callable[[str], str]]]
) -> list[str]:
    """Return the stems that the rules bring back by themselves and that no shorter stem of the list is taken for."""
    stems, ways = list(stems), list(ways)
    lost = {stem for stem in stems for there, back in ways if back(there(stem)) != stem}
    return [
        stem
        for stem in stems
        if stem not in lost
        and not any(there(stem).startswith(there(other)) for other in lost for there, _ in ways)
    ]


def test_every_loan_needs_its_entry() -> None:
    assert needless(words(uzbek_words.LOAN_STEMS), [(write_uzbek, uzbek.spell_latin_in_cyrillic)]) == []
    latin: list[Way] = [
        (write_kazakh(standard), partial(kazakh.read_latin, standard=standard))
        for standard in kazakh_letters.LATIN
    ]
    arabic: list[Way] = [(kazakh.spell_in_arabic, kazakh.read_arabic)]
    assert needless(words(kazakh_words.LOAN_STEMS), latin + arabic) == []
    assert needless(words(kazakh_words.DISHARMONIC_STEMS), arabic) == []


@pytest.mark.parametrize("prefix", uzbek_words.COMPOUND_PREFIXES)
def test_a_loan_is_known_behind_every_first_part(prefix: str) -> None:
    """The ь of фильм comes back only where the stem is known; at the head of the word it would be known anyway."""
    assert convert_text(f"{prefix}film", language="uz", to="Cyrl").endswith("фильм")


UZBEK_SUFFIXES = words(
    "lar ning ing ni ga ka qa da di dan dagi gacha cha chi chilik li lik siz si i im imiz ingiz iy viy niki"
    " m miz ng ngiz man san mi dir lan lash lashtir shunos xona soz dosh dek day simon"
)


@pytest.mark.parametrize("suffix", UZBEK_SUFFIXES)
def test_a_short_loan_is_known_before_every_suffix(suffix: str) -> None:
    """The ь inside альт comes back only where the stem is known."""
    assert convert_text(f"alt{suffix}", language="uz", to="Cyrl").startswith("альт")


# --- what stays ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("brand", sorted(conversion.BRANDS))
def test_every_brand_stays_latin_and_needs_its_entry(brand: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def convert(language: str) -> str:
        return convert_text(f"Yangi {brand.capitalize()} keldi", language=language, to="Cyrl")

    assert all(brand.capitalize() in convert(language) for language in ("uz", "kk"))
    monkeypatch.setattr(conversion, "BRANDS", conversion.BRANDS - {brand})
    assert not all(brand.capitalize() in convert(language) for language in ("uz", "kk"))


MONTHS = words(
    "январь:yanvar февраль:fevral март:mart апрель:aprel май:may июнь:iyun июль:iyul август:avgust"
    " сентябрь:sentabr октябрь:oktabr ноябрь:noyabr декабрь:dekabr"
)


@pytest.mark.parametrize("month", MONTHS)
def test_the_day_of_every_month_is_joined_in_latin(month: str) -> None:
    cyrillic, latin = month.split(":")
    assert convert_text(f"5 {cyrillic}", language="uz", to="Latn") == f"5-{latin}"
    assert convert_text(f"5-{latin}", language="uz", to="Cyrl") == f"5 {cyrillic}"


@pytest.mark.parametrize("domain", words("uz kz com ru org net info tv me io"))
def test_an_address_without_a_scheme_stays(domain: str) -> None:
    cyrillic = f"Батафсил маълумот шу ерда: gazeta.{domain}/yangilik"
    assert (
        convert_text(cyrillic, language="uz", to="Latn")
        == f"Batafsil maʼlumot shu yerda: gazeta.{domain}/yangilik"
    )
    assert f"gazeta.{domain}" in convert_text(f"Sayt gazeta.{domain} da", language="uz", to="Cyrl")

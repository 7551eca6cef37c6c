"""Languages and scripts by their names."""

from __future__ import annotations

import pytest

from xabar.language.identification import CLASSES
from xabar.language.names import LANGUAGE_NAMES, SCRIPT_NAMES, find_language, find_script
from xabar.language.scripts import SCRIPTS


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("uz", "uz"),
        ("UZ", "uz"),
        ("uzbek", "uz"),
        ("Oʻzbek", "uz"),
        ("o'zbekcha", "uz"),
        ("ўзбекча", "uz"),
        ("узбекский", "uz"),
        ("қазақша", "kk"),
        ("qazaq", "kk"),
        ("kazakh", "kk"),
        ("русский", "ru"),
        ("орысша", "ru"),
        ("inglizcha", "en"),
        ("қорақалпоқ", "kaa"),
    ],
)
def test_languages(name: str, code: str) -> None:
    assert find_language(name) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Latn", "Latn"),
        ("latin", "Latn"),
        ("lotin", "Latn"),
        ("лотин", "Latn"),
        ("кирилл", "Cyrl"),
        ("cyrillic", "Cyrl"),
        ("arab", "Arab"),
        ("төте", "Arab"),
    ],
)
def test_scripts(name: str, code: str) -> None:
    assert find_script(name) == code


def test_unknown_names_are_refused_with_what_is_known() -> None:
    with pytest.raises(
        ValueError, match=r"'klingon' is not a language that is known; type uz, kk, .*, oʻzbek"
    ):
        find_language("klingon")
    with pytest.raises(ValueError, match="'' is not a script that is known; type Latn, Cyrl, Arab"):
        find_script("")


def test_every_language_and_script_that_a_text_can_have_is_known() -> None:
    identified = {name.partition("-")[0] for names in CLASSES.values() for name in names} | {"und"}
    assert set(LANGUAGE_NAMES) == identified
    assert tuple(SCRIPT_NAMES) == SCRIPTS


def test_no_name_means_two_things() -> None:
    for table, find in ((LANGUAGE_NAMES, find_language), (SCRIPT_NAMES, find_script)):
        for code, names in table.items():
            assert {find(name) for name in (code, *names.split())} == {code}

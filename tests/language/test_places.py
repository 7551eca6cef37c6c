"""The table of places and offices: its form, and what is recognized in a query."""

from __future__ import annotations

import pytest

from xabar.language.places import LANGUAGES, LONGEST_FORM, find_places, read_places

NAMED = [
    ("Россия", "Ресей"), ("Ресейдің", "Rossiya"), ("russia", "Россия"), ("Rossiyaga", "Russia"),
    ("Әзербайжан", "Ozarbayjon"), ("Azerbaijan", "Азербайджан"), ("Olmaotada", "Алматы"), ("Алма-Ата", "Almaty"),
    ("Фергана", "Farg‘ona"), ("Fargʻona", "Ferghana"), ("сша", "AQSh"), ("АҚШ-тың", "США"), ("AQShga", "АҚШ"),
    ("олий мажлис", "Oliy Majlis"), ("Oliy Majlisning", "Олий Мажлис"), ("мәжіліс", "Majilis"),
    ("Қазақстан Республикасының Парламентінде", "Парламент Республики Казахстан"),
    ("Parliament of Kazakhstan", "Қазақстан Республикасының Парламенті"), ("Сенат", "Senate"),
    ("Біріккен Ұлттар Ұйымы", "BMT"), ("ООН", "БҰҰ"), ("ЕС", "Yevropa Ittifoqi"), ("tinch okeani", "Тынық мұхит"),
    ("Qazaqstan", "Казахстан"), ("Toshkent", "Tashkent"), ("аким", "әкім"),
]  # fmt: skip


def test_the_table_has_every_name_in_four_languages() -> None:
    places = read_places()
    assert len(places) >= 400
    assert all(len(row) == len(LANGUAGES) for row in places)
    forms = [form for row in places for cell in row for form in cell]
    assert all(form and form == form.strip() for form in forms)
    assert max(len(form.split()) for form in forms) <= LONGEST_FORM


def test_no_row_stands_twice() -> None:
    firsts = [tuple(cell[0] for cell in row) for row in read_places()]
    assert len(firsts) == len(set(firsts))


@pytest.mark.slow
def test_every_form_is_known_as_it_is_printed() -> None:
    for row in read_places():
        for form in (form for forms in row for form in forms):
            [found] = find_places(form.split())
            assert found.after - found.first == len(form.split()), form
            known = {form.casefold(), *(other.casefold() for other in found.others)}
            assert {other.casefold() for forms in row for other in forms} <= known, form


@pytest.mark.parametrize(("typed", "other"), NAMED)
def test_a_name_is_known_by_its_other_names(typed: str, other: str) -> None:
    (found,) = find_places(typed.split())
    assert (found.first, found.after) == (0, len(typed.split()))
    assert other in found.others


@pytest.mark.parametrize("typed", ["who is", "ес", "oliy taʼlim", "того", "un", "kitob", "", "—"])
def test_other_words_name_no_place(typed: str) -> None:
    assert find_places(typed.split()) == []


def test_the_longest_name_counts_and_the_rest_is_looked_at() -> None:
    found = find_places(["нового", "посольства", "Республики", "Казахстан", "в", "Москве"])
    assert [(name.first, name.after) for name in found] == [(1, 2), (2, 4), (5, 6)]

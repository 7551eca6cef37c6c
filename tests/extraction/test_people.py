"""Lines that name several people, in the languages of the press."""

from __future__ import annotations

import pytest

from tests.extraction.unknown_page import read_unknown, unknown_page
from xabar.extraction.people import split_people


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Ali Valiyev va Nigora Karimova", ("Ali Valiyev", "Nigora Karimova")),
        ("Али Валиев, Нигора Каримова", ("Али Валиев", "Нигора Каримова")),
        ("Асан Үсенов және Сәуле Жұмабекова", ("Асан Үсенов", "Сәуле Жұмабекова")),
        ("Иван Петров и Анна Сидорова", ("Иван Петров", "Анна Сидорова")),
        ("Jane Doe, John Roe and Ann Poe", ("Jane Doe", "John Roe", "Ann Poe")),
        ("Anna Fink und Jan Marchart", ("Anna Fink", "Jan Marchart")),
        ("Per Hansen og Ole Olsen", ("Per Hansen", "Ole Olsen")),
        ("Ayşe Kaya ve Can Demir", ("Ayşe Kaya", "Can Demir")),
        ("Juan Pérez y Ana López", ("Juan Pérez", "Ana López")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Elena Weber (ewe)", ("Elena Weber",)),
        ("Ali Valiyev, Toshkent davlat universiteti tarix fakulteti professori", ("Ali Valiyev",)),
        ("Alexandra", ("Alexandra",)),
        ("", ()),
    ],
)
def test_people(line: str, people: tuple[str, ...]) -> None:
    assert split_people(line) == people


@pytest.mark.parametrize(
    ("head", "around", "authors"),
    [
        ('<meta name="parsely-author" content="Ali Valiyev">', "", ("Ali Valiyev",)),
        (
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ali Valiyev">',
            "",
            ("Ali Valiyev",),
        ),
        (
            '<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="Ikki Daqiqa">',
            "",
            (),
        ),
        ("", '<a href="/author/ali/">Ali Valiyev</a>', ("Ali Valiyev",)),
        ("", "".join(f'<a href="/author/{n}/">Ali Valiyev{n}</a>' for n in "abcd"), ()),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "author": {"@id": "#a"}},'
            '{"@type": "Person", "@id": "#a", "name": "Ali Valiyev"}]}</script>',
            "",
            ("Ali Valiyev",),
        ),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle",'
            '"author": {"@type": "Person", "givenName": "Ali", "familyName": "Valiyev"}}</script>',
            "",
            ("Ali Valiyev",),
        ),
    ],
)
def test_where_writers_are_named(head: str, around: str, authors: tuple[str, ...]) -> None:
    assert read_unknown(unknown_page(head=head, around=around)).authors == authors

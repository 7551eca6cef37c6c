"""Boxes of rates and weather beside a text, and texts that are about them."""

from __future__ import annotations

import pytest

from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.boxes import rate_units
from xabar.extraction.plain import plain

TEXT = (
    "Тошкент шаҳрида янги кутубхона очилди, унда ўн мингга яқин китоб бор.",
    "Кутубхона ҳар куни соат саккиздан ўн тўққизгача ишлайди.",
    "Болалар учун алоҳида хона ажратилган, унда тўгараклар ўтади.",
)

BOXES = [
    ("12169.41 UZS 36.93 EUR 31° Kechasi 18°",),
    ("USD 12 640,15", "EUR 13 905,40", "RUB 155,20"),
    ("AQSh dollari 12 640,15 · Yevro 13 905,40 · Rubl 155,20",),
    ("$ 494.87 € 520.14 ₽ 5.33",),
    ("Toshkent +7 °C, bulutli",),
    ("Тошкент +31°",),
    ("Алматы -5°C",),
    ("АҚШ доллары 494,87 Еуро 520,14",),
]


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("place", ["head", "tail"])
def test_box_goes_at_either_end(box: tuple[str, ...], place: str) -> None:
    text = (*box, *TEXT, "Охири.") if place == "head" else (*TEXT, "Охири.", *box)
    assert cut_boilerplate(text, title="Янги кутубхона").paragraphs == (*TEXT, "Охири.")


@pytest.mark.parametrize(
    "line",
    [
        "Narxi 500 dollar",
        "Доллар курси 12 169 сўм бўлди.",
        "2026 yil",
        "Hisob 3:1",
        "Бу йил 31° иссиқ кузатилди.",
    ],
)
def test_text_with_a_sum_or_a_degree_is_no_box(line: str) -> None:
    assert rate_units(plain(line)) < 2
    assert line in cut_boilerplate((*TEXT, line)).paragraphs


@pytest.mark.parametrize("title", ["Доллар курси тушди", "Dollar kursi eʼlon qilindi", "Ауа райы болжамы"])
def test_an_article_about_rates_or_weather_keeps_its_lines(title: str) -> None:
    text = (*TEXT, "USD 12 640,15", "EUR 13 905,40")
    assert cut_boilerplate(text, title=title).paragraphs == text


@pytest.mark.parametrize(
    "lines",
    [
        ("Метан – 3 800 сўм", "АИ-92 – 8 200 сўм"),
        ("Биринчи марта – 412 000 сўм", "Иккинчи марта – 824 000 сўм"),
        ("Ересектерге — 200 теңге", "Балаларға — 100 теңге"),
        ("1-oʻrin – 10 000 dollar", "2-oʻrin – 5 000 dollar"),
    ],
)
def test_lists_of_prices_fines_and_prizes_are_text(lines: tuple[str, ...]) -> None:
    assert cut_boilerplate((*TEXT, *lines)).paragraphs == (*TEXT, *lines)


def test_an_article_about_frost_keeps_its_degrees() -> None:
    text = (*TEXT, "Астана -35°", "Алматы -20°")
    assert cut_boilerplate(text, title="Қатты аяз болады").paragraphs == text

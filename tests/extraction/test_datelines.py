"""A dateline stays, with a space after it."""

from __future__ import annotations

import pytest

from xabar.extraction.boilerplate import cut_boilerplate
from xabar.extraction.datelines import space_dateline


@pytest.mark.parametrize(
    ("printed", "spaced"),
    [
        ("ТОШКЕНТ, 26 дек – Sputnik.Президент келди.", "ТОШКЕНТ, 26 дек – Sputnik. Президент келди."),
        ("НҰР-СҰЛТАН. ҚазАқпарат –Бүгін жиын өтті.", "НҰР-СҰЛТАН. ҚазАқпарат – Бүгін жиын өтті."),
        ("TOSHKENT. —Bugun yomgʻir yogʻdi.", "TOSHKENT. — Bugun yomgʻir yogʻdi."),
        ("ASTANA. KAZINFORM –Búgin jiyn ótti.", "ASTANA. KAZINFORM – Búgin jiyn ótti."),
        (
            "Узбекистан, Ташкент – АН Podrobno.uz.В городе тихо.",
            "Узбекистан, Ташкент – АН Podrobno.uz. В городе тихо.",
        ),
        ("قازاقستان – قازاقپارات.بۇگىن جيىن ءوتتى.", "قازاقستان – قازاقپارات. بۇگىن جيىن ءوتتى."),
    ],
)
def test_glued_dateline_is_spaced(printed: str, spaced: str) -> None:
    assert space_dateline(printed) == spaced
    assert cut_boilerplate([printed, "Иккинчи хат боши."]).paragraphs[0] == spaced


@pytest.mark.parametrize(
    "text",
    [
        "ТОШКЕНТ, 26 дек – Sputnik. Президент келди.",
        "NASA.gov saytida eʼlon qilindi.",
        "«Kun.uz» xabar berdi.",
        "Тошкент шаҳрида янги кутубхона очилди.",
        "",
    ],
)
def test_anything_else_is_left_alone(text: str) -> None:
    assert space_dateline(text) == text


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", ["ʻ", "ʼ", "'", "А-", "АʻА ", "А 1"])
def test_a_text_of_apostrophes_takes_no_time(unit: str) -> None:
    assert space_dateline(unit * 40) == unit * 40

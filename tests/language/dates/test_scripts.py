"""A date line in another alphabet of its language is the same date."""

from __future__ import annotations

from datetime import datetime

import pytest

from xabar.language.conversion import convert_text
from xabar.language.dates import parse_date
from xabar.language.dates.months import WEEKDAYS
from xabar.language.months import MONTHS

NOW = datetime.fromisoformat("2025-04-25T15:00:00+05:00")

KAZAKH = [
    *(f"12 {month.full[0]} 2024, 10:15" for month in MONTHS["kk-Cyrl"]),
    *(f"{day.split()[0]}, 18 сәуір 2025" for day in WEEKDAYS["kk-Cyrl"]),
    "2024 жылғы 18 сәуірде сағат 10:15",
    "2024 жылдың 18 сәуірінде",
    "сәуірдің 18-і, 2024 жыл",
    "2024 жылдың сәуір айының 18-і күні",
    "Жарияланды: 18.04.2024 10:15",
    "18 сәуір 2024 ж., 10:15 | 312 рет қаралды",
    "18 сәуір 2024, 10:15 (Мәскеу уақытымен)",
    "Бүгін, 10:15",
    "кеше сағат 10:15",
    "алдыңғы күні",
    "екі сағат он бес минут бұрын",
    "үш апта бұрын",
    "өткен аптада",
    "жаңа ғана",
    "бірнеше секунд бұрын",
]
UZBEK = [
    *(f"12-{month.full[0]} 2024, 10:15" for month in MONTHS["uz-Latn"]),
    *(f"{day.split()[0]}, 18-aprel 2025" for day in WEEKDAYS["uz-Latn"]),
    "2024-yilning 18-aprelida soat 10:15 da",
    "2024-yil aprel oyining 18-kuni",
    "Eʼlon qilindi: 18.04.2024 10:15",
    "18-aprel 2024, 10:15 | 312 marta koʻrildi",
    "18-aprel 2024, 10:15 Moskva vaqti bilan",
    "Bugun, 10:15",
    "kecha soat 10:15",
    "oʻtgan kuni",
    "ikki soat oʻn besh daqiqa avval",
    "toʻqqiz kun oldin",
    "oʻtgan haftada",
    "hozirgina",
    "bir necha soniya oldin",
]
ALPHABETS = {
    "kk": (("Latn", "2018"), ("Latn", "2021"), ("Arab", None)),
    "uz": (("Cyrl", None), ("Latn", "2026")),
}


@pytest.mark.parametrize(
    ("language", "text"), [("kk", text) for text in KAZAKH] + [("uz", text) for text in UZBEK]
)
def test_every_alphabet_says_the_same(language: str, text: str) -> None:
    def read(line: str) -> object:
        return parse_date(line, language=language, now=NOW, zone="Asia/Tashkent")

    printed = read(text)
    assert printed is not None
    for to, standard in ALPHABETS[language]:
        converted = convert_text(text, language=language, to=to, standard=standard)
        assert read(converted) == printed, converted

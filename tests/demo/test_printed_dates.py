"""How the fake sites print moments: the strings seen on the real sites."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from xabar.demo.frame import load_words
from xabar.demo.printed_dates import DATE_FORMS, format_date, format_header_date
from xabar.demo.styles import STYLES
from xabar.language.dates import parse_date

ZONE = ZoneInfo("Asia/Tashkent")
NOW = datetime(2026, 11, 24, 17, 30, tzinfo=ZONE)
TODAY = datetime(2026, 11, 24, 8, 40, tzinfo=ZONE)
YESTERDAY = datetime(2026, 11, 23, 9, 10, tzinfo=ZONE)
OLDER = datetime(2026, 8, 18, 22, 42, tzinfo=ZONE)

EXAMPLES = (
    ("kun", "uz-Latn", TODAY, "08:40"),
    ("kun", "uz-Latn", YESTERDAY, "09:10 / 23.11.2026"),
    ("daryo", "uz-Latn", OLDER, "18 avgust, 22:42"),
    ("daryo", "uz-Cyrl", OLDER, "18 август, 22:42"),
    ("gazeta", "uz-Latn", OLDER, "18 avgust 2026, 22:42"),
    ("zamin", "uz-Latn", TODAY, "Bugun, 08:40"),
    ("zamin", "uz-Cyrl", YESTERDAY, "Кеча, 09:10"),
    ("zamin", "uz-Latn", OLDER, "18-08-2026, 22:42"),
    ("qalampir", "uz-Latn", OLDER, "18 Avgust 2026, 22:42"),
    ("uza", "uz-Latn", OLDER, "18.08.2026 | 22:42 /"),
    ("pangea", "uz-Cyrl", OLDER, "Август 18, 2026"),
    ("egemen", "kk-Cyrl", OLDER, "18 Тамыз, 2026"),
    ("egemen", "kk-Latn", OLDER, "18 Tamyz, 2026"),
    ("egemen-ar", "kk-Arab", OLDER, "18 تامىز، 2026"),
    ("inform", "kk-Latn-2021", YESTERDAY, "09:10, 23 Qaraşa 2026"),
    ("nur", "kk-Cyrl", OLDER, "18 тамыз 2026, 22:42"),
    ("tengri", "kk-Cyrl", TODAY, "Бүгін, 08:40"),
    ("tengri", "kk-Cyrl", OLDER, "18 тамыз 2026 | 22:42"),
)


@pytest.mark.parametrize(("form", "words", "at", "printed"), EXAMPLES)
def test_format_date(form: str, words: str, at: datetime, printed: str) -> None:
    assert format_date(form, at, NOW, load_words(words)) == printed


def test_every_form_has_an_example() -> None:
    assert {form for form, *_ in EXAMPLES} == set(DATE_FORMS) == {style.dates for style in STYLES}


@pytest.mark.parametrize(("form", "words", "at", "printed"), EXAMPLES)
def test_what_is_printed_reads_back(form: str, words: str, at: datetime, printed: str) -> None:
    parsed = parse_date(printed, language=words[:2], now=NOW, zone="Asia/Tashkent")
    assert parsed is not None
    assert parsed.day == at.date()
    if parsed.at is not None:
        assert parsed.at == at


def test_the_header_shows_the_day_of_reading() -> None:
    assert format_header_date(NOW, load_words("uz-Latn")) == "Bugun 24 noyabr, 2026 yil, seshanba"
    assert format_header_date(NOW, load_words("kk-Cyrl")) == "сейсенбі, 24 қараша 2026 жыл"

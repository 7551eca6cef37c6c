"""A day written in any form of any language comes back as that day; no text whatever breaks the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.dates import ParsedDate, parse_date, read_date
from xabar.language.dates.lexicon import fold_key
from xabar.language.dates.months import CASE_SUFFIXES, WEEKDAYS
from xabar.language.dates.words import TABLES
from xabar.language.months import MONTHS

NOW = datetime(2025, 4, 25, 10, 0, tzinfo=UTC)
LANGUAGES = {"uz-Latn": "uz", "uz-Cyrl": "uz", "kk-Cyrl": "kk", "kk-Latn": "kk", "kk-Arab": "kk"} | {
    "ru-Cyrl": "ru",
    "en-Latn": "en",
}
YEARS = {
    "uz-Latn": "{year}-yil {day}-{month}",
    "uz-Cyrl": "{year} йил {day} {month}",
    "kk-Cyrl": "{year} жылғы {day} {month}",
    "kk-Latn": "{year} jylǵy {day} {month}",
    "kk-Arab": "{year} جىلعى {day} {month}",
    "ru-Cyrl": "{day} {month} {year} года",
    "en-Latn": "{month} {day}, {year}",
}
FORMS = (
    "{day} {month} {year}",
    "{day}-{month}, {year}",
    "{weekday}, {day} {month} {year}",
    "{day:02} {month} {year}",
)
NUMERIC = ("{0:%d.%m.%Y}", "{0:%d-%m-%Y}", "{0:%d/%m/%Y}", "{0:%Y-%m-%d}", "{0:%Y.%m.%d}", "{0:%d.%m.%y}")

days = st.dates(date(2001, 1, 1), date(2025, 4, 24))
minutes = st.times().map(lambda at: at.replace(second=0, microsecond=0))
tables = st.sampled_from(sorted(LANGUAGES))


def _names(table: str, month: int) -> tuple[str, ...]:
    return MONTHS[table][month - 1].full


@given(tables, days, st.data())
def test_words_come_back(table: str, day: date, data: st.DataObject) -> None:
    month = data.draw(st.sampled_from(_names(table, day.month)))
    form = data.draw(st.sampled_from((*FORMS, YEARS[table])))
    weekday = WEEKDAYS[table][day.weekday()].split()[0]
    text = form.format(day=day.day, month=month, year=day.year, weekday=weekday)
    text = data.draw(st.sampled_from((text, text.upper(), text.title())))
    assert _day(text, LANGUAGES[table]) == day


@given(tables, days, st.data())
def test_case_suffixes_come_back(table: str, day: date, data: st.DataObject) -> None:
    month = data.draw(st.sampled_from(_names(table, day.month)))
    suffix = data.draw(st.sampled_from((*CASE_SUFFIXES[table].split(), "")))
    assert _day(f"{day.day} {month}{suffix} {day.year}", LANGUAGES[table]) == day


@given(tables, days, minutes, st.sampled_from((", {}", " {}", " | {}", " / {}")))
def test_times_come_back(table: str, day: date, at: time, form: str) -> None:
    text = f"{day.day} {_names(table, day.month)[0]} {day.year}" + form.format(at.isoformat("minutes"))
    parsed = parse_date(text, language=LANGUAGES[table], now=NOW, zone="Asia/Tashkent")
    assert parsed is not None
    assert parsed.at is not None
    assert (parsed.day, parsed.at.time()) == (day, at)


@given(days, st.sampled_from(NUMERIC), st.sampled_from(sorted(TABLES)))
def test_numbers_come_back(day: date, form: str, language: str) -> None:
    assert _day(form.format(day), language) == day


@given(st.integers(1_000_000_000, 1_745_000_000), st.timezones())
def test_iso_comes_back(seconds: int, zone: ZoneInfo) -> None:
    at = datetime.fromtimestamp(seconds, zone)
    parsed = parse_date(at.isoformat(), language="uz", now=NOW, zone="Asia/Almaty")
    assert parsed is not None
    assert parsed.at is not None
    # in UTC, for a moment of a repeated hour equals no moment of another zone
    assert parsed.at.astimezone(UTC) == at.astimezone(UTC)


@given(st.text(), st.sampled_from(["uz", "kk", "ru", "en", "ky", ""]))
def test_no_text_breaks_the_reader(text: str, language: str) -> None:
    read_date(text, language=language, now=NOW, zone="Asia/Tashkent")


@given(st.text(alphabet="0123456789.:/-, +TZaprelmayчасназадavvalsoat", max_size=40))
def test_no_answer_is_out_of_bounds(text: str) -> None:
    parsed = parse_date(text, language="uz", now=NOW, zone="Asia/Tashkent")
    if isinstance(parsed, ParsedDate):
        assert date(1990, 1, 1) <= parsed.day <= date(2025, 4, 25)
        assert (parsed.at is None) == (parsed.precision == "day")
        assert parsed.at is None or parsed.at.date() == parsed.day


@pytest.mark.parametrize("language", sorted(TABLES))
def test_no_word_names_two_months(language: str) -> None:
    months: dict[str, int] = {}
    for table in TABLES[language]:
        for number, names in enumerate(MONTHS[table], start=1):
            for name in names.full + names.short:
                assert months.setdefault(fold_key(name), number) == number, name


def _day(text: str, language: str) -> date | None:
    parsed = parse_date(text, language=language, now=NOW, zone="Asia/Tashkent")
    return None if parsed is None else parsed.day

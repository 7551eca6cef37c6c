"""How newspapers print a moment: the forms seen on the real sites, in every script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

# form -> (the day named by "today" or "yesterday", or None where the site does not; any other day).
# An empty first form means that the site prints the time alone.
DATE_FORMS: Mapping[str, tuple[str | None, str]] = {
    "kun": ("{at:%H:%M}", "{at:%H:%M} / {at:%d.%m.%Y}"),  # 11:27 / 26.08.2022, today 08:40
    "gazeta": (None, "{at.day} {month} {at.year}, {at:%H:%M}"),
    "daryo": (None, "{at.day} {month}, {at:%H:%M}"),  # 18 avgust, 22:42
    "zamin": ("{name}, {at:%H:%M}", "{at:%d-%m-%Y}, {at:%H:%M}"),  # Bugun, 14:30; 26-08-2022, 11:27
    "qalampir": (None, "{at.day} {Month} {at.year}, {at:%H:%M}"),
    "uza": (None, "{at:%d.%m.%Y} | {at:%H:%M} /"),
    "pangea": (None, "{Month} {at:%d}, {at.year}"),
    "egemen": (None, "{at.day} {Month}, {at.year}"),  # 21 Ақпан, 2025: the day only
    "egemen-ar": (None, "{at.day} {month}، {at.year}"),  # 22 مامىر، 2018
    "inform": (None, "{at:%H:%M}, {at.day} {Month} {at.year}"),  # 15:00, 23 Қараша 2025
    "nur": (None, "{at.day} {month} {at.year}, {at:%H:%M}"),
    "tengri": ("{name}, {at:%H:%M}", "{at.day} {month} {at.year} | {at:%H:%M}"),  # 27 наурыз 2024 | 20:10
}


def format_date(form: str, at: datetime, now: datetime, words: Mapping[str, Any]) -> str:
    """The moment `at` in a form of DATE_FORMS, as read at `now`. Both in the newspaper's zone."""
    recent, older = DATE_FORMS[form]
    names = {now.date(): words["today"], now.date() - timedelta(days=1): words["yesterday"]}
    day_named = at.date() in names if recent and "{name}" in recent else at.date() == now.date()
    month = words["months"][at.month - 1]
    chosen = recent if recent is not None and day_named else older
    return chosen.format(at=at, name=names.get(at.date(), ""), month=month, Month=_capital(month))


def format_header_date(now: datetime, words: Mapping[str, Any]) -> str:
    """The day of reading, which newspapers print above everything: never an article's date."""
    text: str = words["header_date"].format(
        day=now.day,
        month=words["months"][now.month - 1],
        year=now.year,
        weekday=words["weekdays"][now.weekday()],
    )
    return text


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]

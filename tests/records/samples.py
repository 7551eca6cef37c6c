"""Articles for the tests of this room."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from xabar.article import Article, PrintedDate

FETCHED = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def make_article(path: str = "1", *, minutes: int = 0, **other: Any) -> Article:
    """Return the article https://kun.uz/PATH, fetched `minutes` after noon."""
    values: dict[str, Any] = {
        "url": f"https://kun.uz/{path}",
        "site": "kun_uz",
        "fetched_at": FETCHED + timedelta(minutes=minutes),
        "zone": "Asia/Tashkent",
        "declared_language": "uz",
        "title": "Sarlavha",
        "body": "Birinchi xatboshi.\nIkkinchi xatboshi.",
    }
    return Article(**(values | other))


FULL = make_article(
    "full",
    authors=("Oʻktam Sobirov",),
    tags=("жамият", "спорт"),
    printed_dates=(PrintedDate("1 mart 2026, 09:15", "printed"), PrintedDate("2026-03-01", "meta")),
    language="uz",
    script="Latn",
    published_at=datetime(2026, 3, 1, 4, 15, tzinfo=UTC),
    published_day=date(2026, 3, 1),
    published_text="1 mart 2026, 09:15",
    published_source="printed",
    published_precision="minute",
    modified_at=datetime(2026, 3, 1, 6, 30, tzinfo=UTC),
    modified_text="2026-03-01T11:30:00+05:00",
    title_printed="Sarlavhа",
    group_id="0" * 32,
)

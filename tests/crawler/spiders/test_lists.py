"""Lists in the markup of the real sites, as far as their class names are known, give the articles and their days.

The examples are tests/pages/SITE/lists.json: the address of a list, what lies there, the articles of the site that must
be found with their days, and the next page. A new site needs no change here.
"""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery import ListPage
from xabar.app.project import all_sites, project_settings
from xabar.source import Window

PAGES = Path(__file__).parents[2] / "pages"
SITES = all_sites(project_settings())
LISTS = [
    pytest.param(site, example, id=f"{site}/{number}")
    for site in SITES
    if (PAGES / site / "lists.json").exists()
    for number, example in enumerate(json.loads((PAGES / site / "lists.json").read_text(encoding="utf-8")))
]


def window_of(site: str, page: str) -> Window:
    now = datetime(2026, 11, 24, 17, 30, tzinfo=ZoneInfo(SITES[site].zone))
    return Window(
        since=now.date() - timedelta(days=3),
        until=now.date(),
        now=now,
        language=SITES[site].edition_of(page).language,
        zone=SITES[site].zone,
    )


def source_of(site: str, page: str, window: Window) -> ListPage:
    """The declared source that has a page, whatever the numbers in it."""
    lists = [source for source in SITES[site].discovery if isinstance(source, ListPage)]

    def shape(url: str) -> str:
        return re.sub(r"\d+", "0", url)

    return next(each for each in lists if shape(page) in map(shape, each.first_pages(window)))


@pytest.mark.parametrize(("site", "example"), LISTS)
def test_a_list_gives_its_articles_with_their_days(site: str, example: dict[str, Any]) -> None:
    page = example["page"]
    window = window_of(site, page)
    found = source_of(site, page, window).read(example["body"].encode(), page, window)
    links = [[link.url, link.day] for link in found.links if SITES[site].is_article(link.url)]
    assert links == [[url, date.fromisoformat(day) if day else None] for url, day in example["links"]]
    assert found.pages == tuple(example.get("next", found.pages))

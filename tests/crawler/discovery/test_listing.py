from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from crawler.discovery import Found, ListPage, UnreadableSource, Window

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Tashkent"))
WINDOW = Window(
    since=date(2026, 11, 22), until=date(2026, 11, 24), now=NOW, language="uz", zone="Asia/Tashkent"
)
LIST = ListPage("https://kun.uz/news/list?page={page}", item=".item", date=".when", pages=3)


def page(*items: tuple[str, str]) -> bytes:
    rows = (
        f'<div class="item"><a href="{href}">Xabar</a><i class="when">{when}</i></div>'
        for href, when in items
    )
    return f"<html><body>{''.join(rows)}<a href='/elsewhere'>x</a></body></html>".encode()


def read(body: bytes, number: int = 1) -> Found:
    return LIST.read(body, f"https://kun.uz/news/list?page={number}", WINDOW)


def test_links_with_their_printed_dates() -> None:
    found = read(page(("/news/a", "Bugun, 10:00"), ("//kun.uz/news/b", "Kecha, 09:00"), ("#", "")))
    assert [(link.url, link.day) for link in found.links[:2]] == [
        ("https://kun.uz/news/a", date(2026, 11, 24)),
        ("https://kun.uz/news/b", date(2026, 11, 23)),
    ]
    assert found.links[0].printed == "Bugun, 10:00"


def test_the_item_may_be_the_link() -> None:
    source = ListPage("https://kun.uz/news/list", item="a.item")
    found = source.read(
        b'<a class="item" href="/news/2026/11/24/a">x</a>', "https://kun.uz/news/list", WINDOW
    )
    assert [(link.url, link.day) for link in found.links] == [
        ("https://kun.uz/news/2026/11/24/a", date(2026, 11, 24))
    ]
    assert found.pages == ()


def test_a_page_leads_to_the_next_and_gives_all_its_links_whatever_their_days() -> None:
    found = read(page(("/a", "24.11.2026"), ("/b", "01.11.2026")))
    assert found.pages == ("https://kun.uz/news/list?page=2",)
    assert [link.day for link in found.links] == [date(2026, 11, 24), date(2026, 11, 1)]


def test_pages_end_at_the_last_one_and_not_where_a_page_is_empty() -> None:
    assert read(page(("/a", "24.11.2026")), number=3).pages == ()
    assert read(page(), number=2) == Found(pages=("https://kun.uz/news/list?page=3",))


def test_an_archive_has_a_page_a_day() -> None:
    source = ListPage("https://www.ozodlik.org/z/330/{y}/{m}/{d}", item=".media-block a")
    assert list(source.first_pages(WINDOW)) == [
        f"https://www.ozodlik.org/z/330/2026/11/{day}" for day in (24, 23, 22)
    ]


def test_a_first_page_without_items_is_said_to_be_no_list() -> None:
    with pytest.raises(
        UnreadableSource, match=r"page=1 has no \.item: it is not a list, or its layout has changed"
    ):
        read(page())


def test_a_day_without_news_is_no_error() -> None:
    source = ListPage("https://www.ozodlik.org/z/330/{y}/{m}/{d}", item=".media-block a")
    assert source.read(b"<html></html>", "https://www.ozodlik.org/z/330/2026/11/24", WINDOW) == Found()


def test_a_challenge_is_no_list() -> None:
    with pytest.raises(UnreadableSource, match="is a challenge page"):
        read(b"<title>Just a moment...</title>", number=2)


def test_noise_is_no_list() -> None:
    with pytest.raises(UnreadableSource, match="not readable"):
        read(bytes(range(128, 256)) * 20)

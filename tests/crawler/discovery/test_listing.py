from datetime import date, datetime
from zoneinfo import ZoneInfo

import orjson
import pytest

from crawler.discovery import Found, ListPage, UnreadableSource, Window
from xabar.source import split_form

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


def test_a_list_may_count_entries_and_begin_anywhere() -> None:
    source = ListPage("https://khabar.kz/kk/news?start={page}", item=".item", first=0, step=20, pages=3)
    assert list(source.first_pages(WINDOW)) == ["https://khabar.kz/kk/news?start=0"]
    after = [
        source.read(page(("/a", "")), f"https://khabar.kz/kk/news?start={start}", WINDOW).pages
        for start in (0, 20, 40)
    ]
    assert after == [("https://khabar.kz/kk/news?start=20",), ("https://khabar.kz/kk/news?start=40",), ()]


@pytest.mark.parametrize(
    "mark",
    [
        '<link rel="next" href="/novosti/2/?archive=1">',
        '<a rel="next nofollow" href="2/?archive=1">»</a>',
        '<a class="next page-numbers" href="https://www.vlast.kz/novosti/2/?archive=1">»</a>',
        '<ul class="pagination"><li class="next"><a href="/novosti/2/?archive=1">2</a></li></ul>',
    ],
)
def test_a_list_without_numbers_leads_to_the_page_that_it_names(mark: str) -> None:
    source = ListPage("https://vlast.kz/novosti/?archive=1", item=".item")
    found = source.read(page(("/a", "")) + mark.encode(), "https://vlast.kz/novosti/?archive=1", WINDOW)
    assert [each.replace("www.", "") for each in found.pages] == ["https://vlast.kz/novosti/2/?archive=1"]


@pytest.mark.parametrize(
    "href", ["/novosti/?archive=1", "https://example.org/novosti/2/", "#", "javascript:more()"]
)
def test_the_page_itself_and_other_sites_are_no_next_page(href: str) -> None:
    source = ListPage("https://vlast.kz/novosti/?archive=1", item=".item")
    mark = f'<a rel="next" href="{href}">»</a>'.encode()
    assert source.read(page(("/a", "")) + mark, "https://vlast.kz/novosti/?archive=1", WINDOW).pages == ()


def test_the_form_of_a_button_is_posted_page_by_page() -> None:
    source = ListPage("https://lsm.kz/processing", item=".item", form="chapter=search&p={page}")
    (first,) = source.first_pages(WINDOW)
    assert split_form(first) == ("https://lsm.kz/processing", "chapter=search&p=1")
    (second,) = source.read(page(("/a", "")), first, WINDOW).pages
    assert split_form(second) == ("https://lsm.kz/processing", "chapter=search&p=2")


def test_the_form_of_a_button_may_hold_the_day_after() -> None:
    source = ListPage(
        "https://www.ktk.kz/ru/News/AjaxPublications/", item=".item", form="lastDate={after:%d.%m.%Y}"
    )
    asked = [split_form(each)[1] for each in source.first_pages(WINDOW)]
    assert asked == ["lastDate=25.11.2026", "lastDate=24.11.2026", "lastDate=23.11.2026"]
    assert (
        source.read(page(), next(iter(source.first_pages(WINDOW))), WINDOW) == Found()
    )  # a day without news


def test_a_page_without_a_form_is_only_got() -> None:
    assert split_form("https://kun.uz/news/list?page=1") == ("https://kun.uz/news/list?page=1", None)


@pytest.mark.parametrize("name", ["data", "html", "content"])
def test_html_inside_of_json_is_read(name: str) -> None:
    inner = page(("/news/a", "24.11.2026"), ("/news/b", "23.11.2026")).decode()
    for answer in ({name: inner, "count": 2}, {"result": {name: [inner]}}, [inner, "x < y"]):
        found = read(orjson.dumps(answer))
        assert [(link.url, link.day) for link in found.links] == [
            ("https://kun.uz/news/a", date(2026, 11, 24)),
            ("https://kun.uz/news/b", date(2026, 11, 23)),
        ]


def test_json_without_html_is_an_empty_page() -> None:
    assert read(b'{"data": ""}', number=2).links == ()
    with pytest.raises(UnreadableSource, match="it is not a list"):
        read(b'{"data": ""}')


@pytest.mark.parametrize(
    "element",
    [
        '<i class="when" datetime="2026-11-23T21:30:00+00:00">bugun</i>',
        '<i class="when" data-unixtime="1795469400">02:30</i>',
        '<i class="when" title="2026-11-24 02:30">kecha</i>',
    ],
)
def test_the_date_for_programs_is_believed_before_the_printed_one(element: str) -> None:
    body = f'<div class="item"><a href="/news/a">Xabar</a>{element}</div>'.encode()
    (link,) = read(body).links
    assert (link.day, link.printed is not None and "2026-11-2" in link.printed) == (date(2026, 11, 24), True)


def test_a_title_that_is_no_date_leaves_the_printed_one() -> None:
    body = '<div class="item"><a href="/news/a">Xabar</a><i class="when" title="Sana">24.11.2026</i></div>'
    (link,) = read(body.encode()).links
    assert (link.day, link.printed) == (date(2026, 11, 24), "24.11.2026")


def test_a_parameter_that_chooses_the_edition_is_added_to_links_without_it() -> None:
    source = ListPage("https://anatili.kazgazeta.kz/?ln=lat", item="a", choose="ln=lat")
    body = b'<a href="/news/5">a</a><a href="/news/6?ln=lat">b</a><a href="/news/7?x=1">c</a>'
    found = source.read(body, "https://anatili.kazgazeta.kz/?ln=lat", WINDOW)
    assert [link.url.rpartition("/")[2] for link in found.links] == ["5?ln=lat", "6?ln=lat", "7?x=1&ln=lat"]

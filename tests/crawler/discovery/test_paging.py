"""How a list's pages are numbered: told from the links on its first page, and not from what only looks like them."""

from __future__ import annotations

import pytest

from crawler.discovery.paging import Paging, find_paging

SITE = "https://gazeta.example.uz"


def find(page: str, *links: tuple[str, str], named: tuple[str, ...] = ()) -> Paging | None:
    return find_paging(
        [(SITE + address, text) for address, text in links], SITE + page, [SITE + each for each in named]
    )


@pytest.mark.parametrize(
    ("page", "links", "address", "second", "step"),
    [
        ("/kk/jana", [("/kk/jana?start=5", "2"), ("/kk/jana?start=10", "3")], "/kk/jana?start={page}", 5, 5),
        ("/news", [("/news?offset=20", "2")], "/news?offset={page}", 20, 20),
        ("/news", [("/news?from=11", "[2]"), ("/news?from=21", "[3]")], "/news?from={page}", 11, 10),
        ("/news/", [("/news/10", "2"), ("/news/20", "3")], "/news/{page}", 10, 10),
        ("/auyl/", [("/auyl/2/", "Ескірек →")], "/auyl/{page}/", 2, 1),
        ("/uz", [("/uz/2", "2-bet")], "/uz/{page}", 2, 1),
        ("/news/", [("/news/2-bet/", "2"), ("/news/3-bet/", "3")], "/news/{page}-bet/", 2, 1),
        ("/sport.html", [("/sport-2.html", "→")], "/sport-{page}.html", 2, 1),
        ("/sport/index.html", [("/sport/index_2.html", "Keyingi")], "/sport/index_{page}.html", 2, 1),
        ("/news", [("/news?sahifa=2", "Olingi xabarlar")], "/news?sahifa={page}", 2, 1),
        ("/news", [("/news/page:2", "»")], "/news/page:{page}", 2, 1),
        ("/b.php?cat=1", [("/b.php?cat=2", "Sport"), ("/b.php?cat=1&page=2", "2")], "/b.php?cat=1&page={page}", 2, 1),
        ("/b.php?cat=1", [("/b.php?cat=1&k=12", "Кейінгі")], "/b.php?cat=1&k={page}", 12, 12),
        ("/", [("/?PAGEN_1=2", "2")], "/?PAGEN_1={page}", 2, 1),
        ("/", [("/?page=1", "2"), ("/?page=2", "3")], "/?page={page}", 1, 1),
        ("/index.php/kk/", [("/index.php/kk/?limitstart=8", "Келесі")], "/index.php/kk/?limitstart={page}", 8, 8),
    ],
)  # fmt: skip
def test_pages_are_numbered_by_what_grows_with_them(
    page: str, links: list[tuple[str, str]], address: str, second: int, step: int
) -> None:
    found = find(page, *links, ("/", "Bosh sahifa"), (f"{page}?print=1", "Chop etish"))
    assert found is not None
    assert (found.address, found.second, found.step) == (SITE + address, second, step)
    assert found.is_page(found.second_page)
    assert not found.is_page(SITE + page)


def test_a_next_page_that_only_programs_are_told_of_is_one() -> None:
    found = find("/news", ("/news/yangi-maktab-ochildi", "Yangi maktab ochildi"), named=("/news?k=20",))
    assert found == Paging(f"{SITE}/news?k={{page}}", 20, 20, is_usual=False)


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("/", [("/2026/11/1/", "1"), ("/2026/11/2/", "2"), ("/2026/11/3/", "3")]),  # a calendar
        ("/", [("/?day=2", "2"), ("/?day=3", "3")]),
        ("/", [("/?cat=2", "Sport"), ("/?cat=3", "Jamiyat")]),  # sections
        ("/section.php?cat=1", [("/section.php?cat=2", "Sport"), ("/section.php?cat=3", "Fan")]),
        ("/section.php?cat=1", [("/section.php?cat=2&page=2", "2")]),  # of another section
        ("/sport/", [("/jamiyat/2/", "→")]),
        ("/news.php", [(f"/news.php?id={n}", "Yana →") for n in (118, 119, 120, 121)]),  # of articles
        ("/news/", [("/news/4781", "Keyingi →")]),
        ("/", [("/gazeta/45", "45"), ("/gazeta/44", "44")]),  # issues
        ("/news", [("/news?size=10", "10"), ("/news?size=20", "20")]),
        ("/", [("/", "24")]),
    ],
)
def test_other_numbers_are_no_pages(page: str, links: list[tuple[str, str]]) -> None:
    assert find(page, *links) is None

"""Which sections a survey visits, which of them are lists, and how far back they lead: newspapers of four kinds."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from crawler.described import make_site
from crawler.discovery import LinkList, LinkPage
from crawler.survey.description import SiteDescription
from tests.crawler.survey.paper import NOW, RUSSIAN, UZBEK, Paper, article, feed, headline
from xabar.declaration import Edition

HOME = "https://gazeta.example.uz/"
SHORT = ("{place}da {thing} ochildi.",)


def card(url: str, number: int) -> str:
    lead = UZBEK[0].format(place="Oqtepa", thing="bozor")
    return f"<div class='k'><img src='/i.jpg'><a href='{url}'>{headline(number)}</a><p>{lead}</p><a href='{url}'>Batafsil</a></div>"


def page(cards: Iterable[str], menu: Iterable[tuple[str, str]], more: str = "", side: str = "") -> str:
    named = "".join(f"<a href='{url}'>{text}</a> " for url, text in menu)
    return f"<html><body><div class='m'>{named}</div><main>{''.join(cards)}{more}</main><div class='s'>{side}</div></body></html>"


def paged(known: SiteDescription) -> dict[str, LinkList]:
    return {source.first: source for source in known.sources if isinstance(source, LinkList)}


def plain(known: SiteDescription) -> set[str]:
    return {source.address for source in known.sources if isinstance(source, LinkPage)}


def test_sections_may_be_told_apart_by_a_parameter_and_have_no_dates() -> None:
    urls = [f"{HOME}yangilik.php?nid={100 + n}" for n in range(24)]
    pages = {url: article(n, UZBEK if n % 3 else SHORT) for n, url in enumerate(urls)}
    menu = [(f"{HOME}bolim.php?b={n}", name) for n, name in enumerate(("Jamiyat", "Sport", "Fan"), 1)]
    menu += [(f"{HOME}sahifa.php?nom=haqida", "Gazeta haqida"), (f"{HOME}izlash.php?q=", "Izlash")]
    side = "".join(
        f"<p><a href='{url}'>{headline(n)}</a> <i>1{n}.11.2026</i></p>" for n, url in enumerate(urls[:6])
    )
    pages[HOME] = page((card(url, n) for n, url in enumerate(urls[:10])), menu, side=side)
    for n in (1, 2, 3):
        own = list(enumerate(urls))[n - 1 :: 3]
        at = f"{HOME}bolim.php?b={n}"
        pages[at] = page(
            (card(url, i) for i, url in own[:4]), menu, f"<b>1</b> <a href='{at}&list=4'>2</a>", side
        )
        pages[f"{at}&list=4"] = page((card(url, i) for i, url in own[4:]), menu, "", side)
    pages[f"{HOME}sahifa.php?nom=haqida"] = page(["<h1>Gazeta haqida</h1>"], menu, side=side)
    known = Paper(pages).survey()
    lists = paged(known)
    for n in (1, 2, 3):
        at = f"{HOME}bolim.php?b={n}"
        assert lists[at] == LinkList(f"{at}&list={{page}}", at, 4, step=4)
    assert not any("sahifa.php" in source.address for source in known.sources)
    site = make_site(known)
    assert all(map(site.is_article, urls))
    assert not any(site.is_article(url) for url, _ in menu)


def test_two_editions_below_the_script_of_a_site_each_keep_their_sections() -> None:
    base, moved = f"{HOME}index.php/", {HOME: f"{HOME}index.php/uz/"}
    pages: dict[str, str] = {}
    for code, lines in (("uz", UZBEK), ("ru", RUSSIAN)):
        menu = [(f"{base}{each}/", each) for each in ("uz", "ru")]
        menu += [(f"{base}{code}/{section}", section) for section in ("a-bolim", "b-bolim", "v-bolim", "biz")]
        urls = [
            f"{base}{code}/{'abv'[n % 3]}-bolim/{(700 if code == 'uz' else 900) + n}-xabar" for n in range(18)
        ]
        pages |= {url: article(n, lines) for n, url in enumerate(urls)}
        side = "".join(f"<p><a href='{url}'>{headline(n)}</a></p>" for n, url in enumerate(urls[:5]))
        pages[f"{base}{code}/"] = page((card(url, n) for n, url in enumerate(urls[:5])), menu, side=side)
        pages[f"{base}{code}/biz"] = page(["<h1>Biz haqimizda</h1>"], menu, side=side)
        for start, section in enumerate(("a-bolim", "b-bolim", "v-bolim")):
            own, at = list(enumerate(urls))[start::3], f"{base}{code}/{section}"
            pager = f"<a href='{at}?start=3'>2</a>"
            pages[at] = page((card(url, n) for n, url in own[:3]), menu, pager, side)
            pages[f"{at}?start=3"] = page((card(url, n) for n, url in own[3:]), menu, "", side)
    known = Paper(pages, moved=moved).survey()
    assert known.editions == (Edition(f"{HOME}uz/", "uz", "Latn"), Edition(f"{HOME}ru/", "ru", "Cyrl"))
    assert {at for at in paged(known) if "bolim" in at} == {
        f"{base}{code}/{section}-bolim" for code in ("uz", "ru") for section in "abv"
    }
    assert not any(at.endswith("/biz") for at in plain(known))
    assert make_site(known).edition_of(f"{base}ru/a-bolim/901-xabar").language == "ru"


def test_where_a_feed_ends_the_older_pages_of_all_sections_go_on() -> None:
    urls = [f"{HOME}{'abvgd'[n % 5]}-rukn/yangi-bekat-ochildi-{n}.html" for n in range(40)]
    pages = {url: article(n) for n, url in enumerate(urls)}
    menu = [(f"{HOME}{each}-rukn/", each) for each in "abvgd"]
    pages[HOME] = page((card(url, n) for n, url in enumerate(urls[:8])), menu)
    pages[f"{HOME}rss"] = feed(urls[:8])
    for n, each in enumerate("abvgd"):
        own, at = urls[n::5], f"{HOME}{each}-rukn/"
        pages[at] = page(
            (card(url, i) for i, url in enumerate(own[:4])), menu, f"<a href='{at}2/'>Ескірек →</a>"
        )
        pages[f"{at}2/"] = page((card(url, i) for i, url in enumerate(own[4:])), menu)
    lists = paged(Paper(pages).survey())
    assert lists == {
        f"{HOME}{each}-rukn/": LinkList(f"{HOME}{each}-rukn/{{page}}/", f"{HOME}{each}-rukn/")
        for each in "abvgd"
    }


def test_a_number_that_leads_to_the_same_list_again_is_no_page() -> None:
    urls = [f"{HOME}bekat-ochildi-yangi-{n}/" for n in range(6)]
    pages = {url: article(n) for n, url in enumerate(urls)}
    for at in (HOME, f"{HOME}?ovoz=2"):
        pages[at] = page((card(url, n) for n, url in enumerate(urls)), [], "<a href='/?ovoz=2'>2</a>")
    known = Paper(pages).survey()
    assert not paged(known)
    assert plain(known) == {HOME}


def test_more_pages_are_read_where_the_first_ones_are_notices_of_one_line() -> None:
    urls = [f"{HOME}xabar/{5000 + n}" for n in range(12)]
    pages = {url: article(n, SHORT if n in (0, 5, 6, 11) else UZBEK) for n, url in enumerate(urls)}
    pages[HOME] = page((card(url, n) for n, url in enumerate(urls)), [])
    site = make_site(Paper(pages).survey())
    assert all(map(site.is_article, urls))
    assert re.search(site.article, f"{HOME}xabar/6000"), NOW


@pytest.mark.parametrize(
    ("section", "one"),
    [
        ("index.php?do=cat&category={}", "index.php?newsid={}"),
        (
            "index.php?option=com_content&view=category&id={}",
            "index.php?option=com_content&view=article&id={}",
        ),
        ("?rukn={}", "?p={}"),
        ("rukn.php?lang=uz&nomi={}", "oqi.php?lang=uz&xabar={}"),
    ],
)
def test_sections_of_many_parameters_are_told_from_articles(section: str, one: str) -> None:
    urls = [HOME + one.format(4000 + n) for n in range(18)]
    pages = {url: article(n) for n, url in enumerate(urls)}
    names = ("3", "5", "9") if "view" in section else ("jamiyat", "sport", "fan")
    menu = [(HOME + section.format(name), f"Rukn {name}") for name in names]
    menu += [(f"{HOME}index.php?do=search&text=a", "Izlash"), (f"{HOME}index.php?do=login", "Kirish")]
    pages[HOME] = page((card(url, n) for n, url in enumerate(urls[:6])), menu)
    for start, (at, _) in enumerate(menu[:3]):
        own = list(enumerate(urls))[start::3]
        pages[at] = page((card(url, n) for n, url in own), menu)
    paper = Paper(pages)
    known = paper.survey()
    assert plain(known) >= {at for at, _ in menu[:3]}
    assert not {at for at, _ in menu[3:]} & set(paper.asked)
    site = make_site(known)
    assert all(map(site.is_article, urls))
    assert not any(site.is_article(at) for at, _ in menu)


def test_terms_of_a_menu_are_sections_and_those_below_an_article_are_none() -> None:
    urls = [f"{HOME}node/{700 + n}" for n in range(24)]
    named = "".join(f"<a href='/taxonomy/term/{n}'>{name}</a>" for n, name in ((1, "Jamiyat"), (2, "Sport")))
    terms = "<p class='t'><a href='/taxonomy/term/77'>xabar</a> <a href='/taxonomy/term/78'>bozor</a></p>"
    pages = {url: article(n, UZBEK) for n, url in enumerate(urls)}
    menu = f"<nav><ul>{named}</ul></nav>"
    pages[HOME] = page((menu, *(card(url, n) for n, url in enumerate(urls[:4])), terms), ())
    for number in (1, 2):
        own = list(enumerate(urls))[number - 1 :: 2]
        pages[f"{HOME}taxonomy/term/{number}"] = page((menu, *(card(url, n) for n, url in own)), ())
    sources = {source.address for source in Paper(pages).survey().sources}
    assert {f"{HOME}taxonomy/term/1", f"{HOME}taxonomy/term/2"} <= sources
    assert not any(url.endswith(("/77", "/78")) for url in sources)


def test_a_card_that_is_one_link_tells_its_date_and_its_headline() -> None:
    urls = [f"{HOME}p/{300 + n}-xabar-matni" for n in range(12)]

    def link(url: str, n: int) -> str:
        lead = UZBEK[0].format(place="Oqtepa", thing="bozor")
        inner = (
            f"<div class='sana'>{26 - n // 4}.11.2026</div><div class='nom'>{headline(n)}</div><p>{lead}</p>"
        )
        return f"<div class='k'><a href='{url}'>{inner}</a></div>"

    pages = {url: re.sub("<time.*?</time>", "", article(n, UZBEK)) for n, url in enumerate(urls)}
    pages[HOME] = page((link(url, n) for n, url in enumerate(urls)), ())
    known = Paper(pages).survey()
    assert all(map(make_site(known).is_article, urls))

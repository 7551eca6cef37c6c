"""Editions that a parameter chooses: on the links of their pages, or on every page although its links lack it."""

from __future__ import annotations

from crawler.discovery import LinkPage
from tests.crawler.survey.paper import RUSSIAN, UZBEK, Paper, article, links

HOME = "https://gazeta.example.uz/"
URLS = [f"{HOME}news/{3100 + number}" for number in range(12)]
SWITCH = "<a href='?lang=uz'>Oʻz</a><a href='?lang=ru'>Рус</a>"


def paper(listed: list[str]) -> Paper:
    """Return a newspaper in two languages, whose Russian front page links to these addresses."""
    pages = {url: article(number, UZBEK) for number, url in enumerate(URLS)}
    pages |= {f"{url}?lang=ru": article(number, RUSSIAN) for number, url in enumerate(URLS)}
    pages[HOME] = pages[f"{HOME}?lang=uz"] = links(URLS, SWITCH)
    pages[f"{HOME}?lang=ru"] = links(listed, SWITCH, "Фото: ")
    return Paper(pages)


def test_an_edition_whose_links_have_its_parameter() -> None:
    site = paper([f"{url}?lang=ru" for url in URLS]).survey()
    assert [(each.prefix, each.language) for each in site.editions] == [
        (HOME, "uz"),
        (f"{HOME}?lang=ru", "ru"),
    ]
    assert set(site.sources) == {LinkPage(HOME), LinkPage(f"{HOME}?lang=ru")}


def test_an_edition_whose_links_lack_its_parameter() -> None:
    site = paper(URLS).survey()
    assert [(each.prefix, each.language) for each in site.editions] == [
        (HOME, "uz"),
        (f"{HOME}?lang=ru", "ru"),
    ]
    assert LinkPage(f"{HOME}?lang=ru", "lang=ru") in site.sources


def test_a_parameter_that_changes_nothing_is_no_edition() -> None:
    found = paper(URLS)
    found.pages |= {f"{url}?lang=ru": found.pages[url] for url in URLS}
    assert [each.prefix for each in found.survey().editions] == [HOME]

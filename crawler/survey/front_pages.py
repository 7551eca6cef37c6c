"""The front pages of a site and of its editions: in other languages and scripts, below other paths and on other hosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urljoin

from crawler.survey import places
from crawler.survey.findings import bare_path, edition_parameter, is_edition, shown_links
from crawler.survey.look import Look
from crawler.survey.visits import Steps, Visits, with_choice
from xabar.extraction.addresses import add_parameter

MAX_EDITIONS: Final = 6
TRIED_WITH: Final = 2  # articles that are read with a parameter and without it


def visit_home(visits: Visits) -> Steps:
    """Visit the given address and the front page of its host, in the spelling that answers."""
    for address in _spellings(visits.findings.address):
        firsts = (address, urljoin(address, "/"))
        yield from visits.visit((*firsts, urljoin(address, "/robots.txt")))
        if any(look.kind != "nothing" for look in visits.findings.looks.values()):
            is_article = any(look.article for look in visits.seen((address,)))
            visits.findings.address = urljoin(address, "/") if is_article else address
            break
    _add_homes(visits, visits.seen(firsts))


def visit_editions(visits: Visits) -> Steps:
    """Visit the editions that the front pages link to; where there is none, those that are likely."""
    named = _named_editions(visits)
    yield from visits.visit(named[:MAX_EDITIONS])
    yield from _find_choosing(visits, named)
    _add_homes(visits, visits.seen(named))
    if len(visits.findings.homes) < 2:
        likely = _likely_editions(visits)
        yield from visits.visit(likely)
        _add_homes(visits, visits.seen(likely))


def _add_homes(visits: Visits, looks: Iterable[Look]) -> None:
    """Take as front pages those pages that are not yet, and show something else than the others."""
    known = {home.url.rstrip("/") for home in visits.findings.homes}
    shown = [shown_links(home) for home in visits.findings.homes]
    for look in looks:
        if look.url.rstrip("/") in known or not _may_be_home(visits, look):
            continue
        own = shown_links(look)
        if own and all(len(own & other) * 2 < len(own) for other in shown):
            visits.findings.homes.append(look)
            known.add(look.url.rstrip("/"))
            shown.append(own)


def _may_be_home(visits: Visits, look: Look) -> bool:
    """Return whether a page may be a front page: it is one of the site's, and no article."""
    is_front = bare_path(look.url) in ("", *places.EDITIONS)
    return look.kind == "page" and visits.findings.is_ours(look.url) and (is_front or look.article is None)


def _find_choosing(visits: Visits, named: Iterable[str]) -> Steps:
    """Find out which parameters choose an edition on every page, although the links of that edition lack them.

    One article is read with the parameter and without it: then it is written in another language or script.
    """
    for look in visits.seen(named):
        parameter = edition_parameter(look.url) if look.kind == "page" else ""
        shown = [block.url for block in look.links if block.is_headline]
        if not parameter or not shown or any(edition_parameter(url) for url in shown):
            continue
        pairs = [(url, add_parameter(url, parameter)) for url in shown[:TRIED_WITH]]
        yield from visits.visit(url for pair in pairs for url in pair)
        looks = visits.findings.looks
        if any(_differ(looks.get(one), looks.get(other)) for one, other in pairs):
            visits.findings.choosing.add(parameter)
            looks[look.asked] = with_choice(look, visits.findings)


def _named_editions(visits: Visits) -> list[str]:
    urls = []
    for home in visits.findings.homes:
        linked = (block.url for block in home.links)
        urls += [url for url in (*home.editions, *linked) if visits.findings.is_ours(url) and is_edition(url)]
    return list(dict.fromkeys(urls))


def _likely_editions(visits: Visits) -> list[str]:
    address, site = visits.findings.address, visits.findings.site
    country = site.rpartition(".")[2]
    paths = [urljoin(address, f"/{code}/") for code in places.LIKELY_PATHS.get(country, ())]
    hosts = [f"https://{code}.{site}/" for code in places.LIKELY_HOSTS.get(country, ())]
    return [*paths, *hosts]


def _differ(one: Look | None, other: Look | None) -> bool:
    """Return whether two pages are articles in another language or script."""
    if one is None or other is None or one.article is None or other.article is None:
        return False
    return (one.article.language, one.article.script) != (other.article.language, other.article.script)


def _spellings(address: str) -> Iterator[str]:
    """Yield an address, and the other ways to reach the same site if nothing answers there."""
    yield address
    scheme, _, rest = address.partition("://")
    if not rest.startswith("www."):
        yield f"{scheme}://www.{rest}"
    if scheme == "https":
        yield f"http://{rest}"

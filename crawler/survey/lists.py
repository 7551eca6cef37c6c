"""The lists of a site: which links of its front pages are those of sections, and which of those pages are lists."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, zip_longest
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.discovery.link_blocks import LinkBlock
from crawler.discovery.paging import COUNTING_NAMES
from crawler.survey import places
from crawler.survey.feeds import visit_named_feeds
from crawler.survey.findings import (
    LEAST_ENTRIES,
    Findings,
    bare_path,
    edition_key,
    edition_parameter,
    is_edition,
    is_list,
    shown_links,
)
from crawler.survey.look import Look
from crawler.survey.shapes import LIST_WORDS, SECTION_WORDS
from crawler.survey.visits import Steps, Visits
from xabar.extraction.addresses import TRACKING

NO_SECTIONS: Final = LIST_WORDS - SECTION_WORDS
# Of those, the ones that name sections in a menu, and anything elsewhere: Drupal's /taxonomy/term/3.
_MENU_WORDS: Final = frozenset(("taxonomy", "term", "topic", "topics"))
FEW_SECTIONS: Final = 3  # of an edition that are visited where a sitemap names its articles of every age
MANY_SECTIONS: Final = 14
MAX_SECTIONS: Final = 48  # of all editions
WHOLE: Final = timedelta(
    days=14
)  # between its articles, from which a sitemap is one of articles of every age
EVERYWHERE: Final = 2 / 3  # share of the pages of an edition whose links to an article are in their frame
FEW_PAGES: Final = 3  # from so many others a frame is told
_DIFFERENT: Final = 0.5  # share of a second page's headlines that the first one must not have
# Parameters that choose no section: what is searched, printed, shared, or whose page it is.
_NO_SECTION_NAMES: Final = frozenset((
    "action", "do", "id", "login", "print", "q", "query", "s", "search", "share", "tag", "text", "url", "user",
))  # fmt: skip
# What says so of several: index.php?do=cat&category=sport, index.php?option=com_content&view=category&id=3.
_SAYS_SECTION: Final = frozenset((
    "bolim", "bulim", "cat", "category", "catid", "kategoriya", "rubric", "rubrika", "ruknlar", "rukn", "section",
))  # fmt: skip
_SECTION_VALUE: Final = re.compile(r"[\w%+-]{1,40}")
_WORD: Final = re.compile(r"[^\W\d_]{3}")


def visit_lists(visits: Visits) -> Steps:
    """Visit sections: few where sitemaps name the articles, many where feeds end and only lists go back.

    Some name feeds of their own. Where a front page leads to no list in pages, the usual places of one are tried.
    """
    sections = choose_sections(visits.findings)
    yield from visits.visit(sections)
    yield from _prove_paging(visits, sections)
    looks = visits.seen(sections)
    for home in visits.findings.homes:
        if not any(_leads_on(look, home) for look in (home, *looks)):
            looks += yield from _guess_list(visits, home)
    yield from visit_named_feeds(visits, looks)
    visits.findings.lists += _own_lists(looks, visits.findings)


def choose_sections(findings: Findings) -> list[str]:
    """Return the links of the front pages that may be those of sections, one of each edition in turn.

    Lists of the newest articles come first.
    """
    found: dict[str, dict[str, bool]] = defaultdict(dict)
    for home in findings.homes:
        for block in home.links:
            if findings.is_ours(block.url) and _may_be_section(block, home):
                is_newest = any(
                    word in bare_path(block.url).lower().rpartition("/")[2] for word in places.NEWEST
                )
                found[edition_key(block.url, findings.codes)].setdefault(block.url, not is_newest)
    mapped = _mapped_editions(findings)
    columns = [
        sorted(urls, key=urls.__getitem__)[: FEW_SECTIONS if key in mapped else MANY_SECTIONS]
        for key, urls in found.items()
    ]
    turns = chain.from_iterable(zip_longest(*columns))
    return list(dict.fromkeys(filter(None, turns)))[:MAX_SECTIONS]


def _may_be_section(block: LinkBlock, home: Look) -> bool:
    """Return whether a link on a front page may lead to a section: by its path, or by parameters that choose it."""
    if block.is_headline or is_edition(block.url) or (home.paging and home.paging.is_page(block.url)):
        return False
    parts = [part.lower() for part in bare_path(block.url).split("/") if part]
    if len(parts) > 3 or NO_SECTIONS & set(parts) - (_MENU_WORDS if block.in_frame else frozenset()):
        return False
    chosen = [
        (name.lower(), value)
        for name, value in parse_qsl(urlsplit(block.url).query, keep_blank_values=True)
        if not edition_parameter(f"?{name}={value}") and not TRACKING.fullmatch(name.lower())
    ]
    if not chosen:
        return bool(parts)
    if _WORD.search(block.text) is None or not all(_SECTION_VALUE.fullmatch(value) for _, value in chosen):
        return False
    ((name, _), *more) = chosen
    says_so = any(_SAYS_SECTION & {name, value.lower()} for name, value in chosen)
    return says_so or not (more or name in _NO_SECTION_NAMES | COUNTING_NAMES)


def _mapped_editions(findings: Findings) -> set[str]:
    """Return the editions whose articles of every age a sitemap names. One of the newest articles alone ends like a feed."""
    return {
        edition_key(link.url, findings.codes)
        for look, read in findings.sitemaps
        if look.kind == "sitemap index" or _is_whole([link.day for link in read])
        for link in read
    }


def _is_whole(days: Sequence[date | None]) -> bool:
    known = [day for day in days if day]
    return len(known) < len(days) or max(known) - min(known) >= WHOLE


def _prove_paging(visits: Visits, sections: Iterable[str]) -> Steps:
    """Visit the second page of lists where a number may be that of a page, or something else; keep those that go on."""
    found = visits.findings
    doubtful = [
        look
        for look in (*found.homes, *visits.seen(sections))
        if look.paging and not look.paging.is_usual and is_list(look)
    ]
    yield from visits.visit(look.paging.second_page for look in doubtful if look.paging)
    for look in doubtful:
        seconds = visits.seen((look.paging.second_page,)) if look.paging else []
        if not any(_goes_on(second, look) for second in seconds):
            without = replace(look, paging=None)
            found.looks[look.asked] = without
            found.homes = [without if home is look else home for home in found.homes]


def _goes_on(second: Look, first: Look) -> bool:
    """Return whether a page shows other articles in its list than the first page of it."""
    new = set(second.main) - set(first.main)
    return is_list(second) and len(new) >= _DIFFERENT * len(second.main)


def _guess_list(visits: Visits, home: Look) -> Generator[Sequence[str], Sequence[Look], list[Look]]:
    """Try the usual places below a front page, until one answers as a list; return it if there is one."""
    for place in places.LISTS:
        url = urljoin(home.url.rstrip("/") + "/", place)
        yield from visits.visit((url,))
        found = [look for look in visits.seen((url,)) if is_list(look) and look.article is None]
        if found and shown_links(found[0]) != shown_links(home):  # some answer everything with the front page
            return found
    return []


def _leads_on(look: Look, home: Look) -> bool:
    """Return whether a page below a front page is a list in pages."""
    if look.paging is None or not is_list(look):
        return False
    if chosen := edition_parameter(home.url):
        return edition_parameter(look.url) == chosen
    return look.url.startswith(home.url)


def _own_lists(looks: Sequence[Look], findings: Findings) -> list[Look]:
    """Return the pages that have a list of their own, and not only the sidebar that every page of their edition has."""
    editions: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for look in (*findings.homes, *looks):
        if look.kind == "page":
            shown = frozenset((*look.main, *(block.url for block in look.links if block.is_headline)))
            editions[edition_key(look.url, findings.codes)][look.url] = shown
    lists = []
    for look in looks:
        pages = editions[edition_key(look.url, findings.codes)]
        if is_list(look) and look.article is None and (look.paging or _has_own(look.url, pages)):
            lists.append(look)
    return lists


def _has_own(url: str, pages: dict[str, frozenset[str]]) -> bool:
    others = [shown for other, shown in pages.items() if other != url]
    if len(others) < FEW_PAGES:
        return True
    counts = Counter(chain.from_iterable(others))
    return sum(counts[each] < EVERYWHERE * len(others) for each in pages[url]) >= LEAST_ENTRIES

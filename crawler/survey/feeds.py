"""The feeds and sitemaps of a site: those that it names, or those at the usual places."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from typing import Final
from urllib.parse import urljoin, urlsplit

from crawler.survey import places
from crawler.survey.findings import first_part
from crawler.survey.look import Look
from crawler.survey.shapes import LIST_WORDS
from crawler.survey.visits import Steps, Visits

NOT_THERE: Final = ("status 404", "status 410")
MAX_FEEDS: Final = 8  # that pages name, and that are looked at
MAX_SITEMAPS: Final = 4  # that robots.txt names
MAX_CHILDREN: Final = 2  # of an index of sitemaps
FEW_GUESSES: Final = 3  # places of a sitemap that are tried on a further host


def visit_feeds(visits: Visits) -> Steps:
    """Ask for the feeds that the front pages name, or for the usual address of one where they name none."""
    for look in visits.findings.homes or visits.seen((visits.findings.address,)):
        yield from visits.visit(look.feeds[:MAX_FEEDS])
        if _take_feeds(visits, look.feeds):
            continue
        yield from _guess_feed(visits, look.url or look.asked)


def _guess_feed(visits: Visits, home: str) -> Steps:
    """Try the usual places below a front page, until one answers as a feed."""
    is_root = not first_part(home)
    for place in places.FEEDS if is_root else places.FEEDS[: places.EDITION_FEEDS]:
        url = urljoin(home.rstrip("/") + "/", place)
        yield from visits.visit((url,))
        if _take_feeds(visits, (url,)):
            return


def visit_named_feeds(visits: Visits, looks: Sequence[Look]) -> Steps:
    """Take the feeds that sections or articles name, and no front page does."""
    named = dict.fromkeys(url for look in looks for url in look.feeds if url not in visits.findings.looks)
    chosen = list(named)[:MAX_FEEDS]
    yield from visits.visit(chosen)
    _take_feeds(visits, chosen)


def _take_feeds(visits: Visits, urls: Iterable[str]) -> bool:
    """Take those addresses that are feeds of this site, and return whether there is any."""
    taken = False
    for look in visits.seen(urls):
        if look.kind != "feed":
            _note(visits, look, "it is no feed")
            continue
        own = {link.url for link in look.entries if visits.findings.is_ours(link.url)}
        if len(own) * 2 < len(look.entries) or not own:
            visits.findings.notes.append((look.asked, "most of its links lead to other sites"))
            continue
        taken = True
        known = [{link.url for link in feed.entries} for feed in visits.findings.feeds]
        if look not in visits.findings.feeds and not any(own <= other for other in known):
            visits.findings.feeds.append(look)
    return taken


def visit_sitemaps(visits: Visits) -> Steps:
    """Ask each host's robots.txt for its sitemaps, then for these, or for the usual ones where it names none."""
    hosts = dict.fromkeys(urljoin(home.url, "/") for home in visits.findings.homes)
    for place, root in enumerate(hosts or (urljoin(visits.findings.address, "/"),)):
        robots = urljoin(root, "/robots.txt")
        yield from visits.visit((robots,))
        named = [url for look in visits.seen((robots,)) for url in look.sitemaps][:MAX_SITEMAPS]
        yield from visits.visit(named)
        if not (yield from _take_sitemaps(visits, named)):
            yield from _guess_sitemap(visits, root, places.SITEMAPS[: FEW_GUESSES if place else None])


def _guess_sitemap(visits: Visits, root: str, usual: Sequence[str]) -> Steps:
    for place in usual:
        url = urljoin(root, place)
        yield from visits.visit((url,))
        if (yield from _take_sitemaps(visits, (url,))):
            return


def _take_sitemaps(visits: Visits, urls: Iterable[str]) -> Generator[Sequence[str], Sequence[Look], bool]:
    """Take those addresses that are sitemaps with pages of this site, and return whether there is any."""
    taken = False
    for look in visits.seen(urls):
        ours = [url for url in look.sitemaps if visits.findings.is_ours(url)]
        children = sorted(ours, key=_tells_no_articles)[:MAX_CHILDREN]
        if look.kind == "sitemap index":
            yield from visits.visit(children)
        parts = (look, *visits.seen(children)) if look.kind.startswith("sitemap") else ()
        own = [link for part in parts for link in part.entries if visits.findings.is_ours(link.url)]
        if own:
            taken = True
            visits.findings.sitemaps.append((look, own))
        else:
            _note(visits, look, "it is no sitemap of this site")
    return taken


def _note(visits: Visits, look: Look, why: str) -> None:
    """Note why an address is not used, unless it was only tried and is not there."""
    if look.problem not in NOT_THERE:
        visits.findings.notes.append((look.asked, look.problem or why))


def _tells_no_articles(sitemap: str) -> bool:
    """Return whether the name of a sitemap does not say that it is one of articles."""
    name = urlsplit(sitemap).path.lower()
    return not any(word in name for word in places.ARTICLE_SITEMAPS) or any(
        word in name for word in LIST_WORDS
    )

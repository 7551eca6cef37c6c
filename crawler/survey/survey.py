"""Survey a site: which of its pages to ask for next, until its feeds, lists, editions and articles are known.

A survey is a generator. It yields addresses, is sent what was seen there, and returns what it found; who fetches the
pages, and how politely, is not its concern.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from crawler.survey import places
from crawler.survey.findings import (
    Findings,
    edition_parameter,
    first_part,
    is_edition,
    is_list,
    shown_links,
    site_host,
)
from crawler.survey.look import Look
from crawler.survey.samples import choose_samples
from crawler.survey.shapes import LIST_WORDS, SECTION_WORDS
from xabar.extraction.addresses import add_parameter

Steps = Generator[Sequence[str], Sequence[Look], None]

MAX_PAGES: Final = 200  # that a survey asks for
NO_SECTIONS: Final = LIST_WORDS - SECTION_WORDS
NOT_THERE: Final = ("status 404", "status 410")
MAX_FEEDS: Final = 8  # that pages name, and that are looked at
MAX_SITEMAPS: Final = 4  # that robots.txt names
MAX_CHILDREN: Final = 2  # of an index of sitemaps
FEW_GUESSES: Final = 3  # places of a sitemap that are tried on a further host
FEW_SECTIONS: Final = 3  # that are visited where there is a feed or sitemap
MANY_SECTIONS: Final = 14
MAX_EDITIONS: Final = 6
TRIED_WITH: Final = 2  # articles that are read with a parameter and without it


class Survey:
    """The steps of one survey. `findings` has what was seen, also when a step ends it early."""

    def __init__(self, address: str) -> None:
        self.findings = Findings(address, site_host(urlsplit(address).hostname or ""))

    def steps(self) -> Steps:
        """Yield the addresses to ask for, step by step; what was seen there is sent back in the same order."""
        yield from self._visit_home()
        if all(look.kind == "nothing" for look in self.findings.looks.values()):
            return
        yield from self._visit_editions()
        yield from self._visit_feeds()
        yield from self._visit_sitemaps()
        yield from self._visit_lists()
        yield from self._read_samples()
        if not self.findings.feeds:
            yield from self._visit_named_feeds(list(self.findings.looks.values()))

    def _visit(self, urls: Iterable[str]) -> Steps:
        found = self.findings
        room = MAX_PAGES - len(found.looks)
        new = [url for url in dict.fromkeys(urls) if found.is_ours(url) and url not in found.looks][
            : max(0, room)
        ]
        if new:
            seen = yield new
            found.looks.update((url, _with_choice(look, found)) for url, look in zip(new, seen, strict=True))

    def _seen(self, urls: Iterable[str]) -> list[Look]:
        looks = self.findings.looks
        return [looks[url] for url in dict.fromkeys(urls) if url in looks]

    # --- front pages ---------------------------------------------------------------------------------------------

    def _visit_home(self) -> Steps:
        for address in _spellings(self.findings.address):
            firsts = (address, urljoin(address, "/"))
            yield from self._visit((*firsts, urljoin(address, "/robots.txt")))
            if any(look.kind != "nothing" for look in self.findings.looks.values()):
                is_article = any(look.article for look in self._seen((address,)))
                self.findings.address = urljoin(address, "/") if is_article else address
                break
        self._add_homes(self._seen(firsts))

    def _add_homes(self, looks: Iterable[Look]) -> None:
        """Take those pages as front pages that are none yet, and show something else than the others."""
        known = {home.url.rstrip("/") for home in self.findings.homes}
        shown = [shown_links(home) for home in self.findings.homes]
        for look in looks:
            if look.url.rstrip("/") in known or not self._may_be_home(look):
                continue
            own = shown_links(look)
            if own and all(len(own & other) * 2 < len(own) for other in shown):
                self.findings.homes.append(look)
                known.add(look.url.rstrip("/"))
                shown.append(own)

    def _may_be_home(self, look: Look) -> bool:
        """Return whether a page may be a front page: it is one of the site's, and no article."""
        is_front = urlsplit(look.url).path.strip("/") in ("", *places.EDITIONS)
        return look.kind == "page" and self.findings.is_ours(look.url) and (is_front or look.article is None)

    def _visit_editions(self) -> Steps:
        """Visit the editions that the front pages link to; where there is none, those that are likely."""
        named = self._named_editions()
        yield from self._visit(named[:MAX_EDITIONS])
        yield from self._find_choosing(named)
        self._add_homes(self._seen(named))
        if len(self.findings.homes) < 2:
            likely = self._likely_editions()
            yield from self._visit(likely)
            self._add_homes(self._seen(likely))

    def _find_choosing(self, named: Iterable[str]) -> Steps:
        """Find out which parameters choose an edition on every page, although the links of that edition lack them.

        One article is read with the parameter and without it: then it is written in another language or script.
        """
        for look in self._seen(named):
            parameter = edition_parameter(look.url) if look.kind == "page" else ""
            shown = [block.url for block in look.links if block.is_headline]
            if not parameter or not shown or any(edition_parameter(url) for url in shown):
                continue
            pairs = [(url, add_parameter(url, parameter)) for url in shown[:TRIED_WITH]]
            yield from self._visit(url for pair in pairs for url in pair)
            looks = self.findings.looks
            if any(_differ(looks.get(one), looks.get(other)) for one, other in pairs):
                self.findings.choosing.add(parameter)
                looks[look.asked] = _with_choice(look, self.findings)

    def _named_editions(self) -> list[str]:
        urls = []
        for home in self.findings.homes:
            linked = (block.url for block in home.links)
            urls += [
                url for url in (*home.editions, *linked) if self.findings.is_ours(url) and is_edition(url)
            ]
        return list(dict.fromkeys(urls))

    def _likely_editions(self) -> list[str]:
        address, site = self.findings.address, self.findings.site
        country = site.rpartition(".")[2]
        paths = [urljoin(address, f"/{code}/") for code in places.LIKELY_PATHS.get(country, ())]
        hosts = [f"https://{code}.{site}/" for code in places.LIKELY_HOSTS.get(country, ())]
        return [*paths, *hosts]

    # --- feeds and sitemaps --------------------------------------------------------------------------------------

    def _visit_feeds(self) -> Steps:
        for look in self.findings.homes or self._seen((self.findings.address,)):
            yield from self._visit(look.feeds[:MAX_FEEDS])
            if self._take_feeds(look.feeds):
                continue
            yield from self._guess_feed(look.url or look.asked)

    def _guess_feed(self, home: str) -> Steps:
        """Try the usual places below a front page, until one answers as a feed."""
        is_root = not first_part(home)
        for place in places.FEEDS if is_root else places.FEEDS[: places.EDITION_FEEDS]:
            url = urljoin(home.rstrip("/") + "/", place)
            yield from self._visit((url,))
            if self._take_feeds((url,)):
                return

    def _take_feeds(self, urls: Iterable[str]) -> bool:
        """Take those addresses that are feeds of this site, and return whether there is any."""
        taken = False
        for look in self._seen(urls):
            if look.kind != "feed":
                self._note(look, "it is no feed")
                continue
            own = {link.url for link in look.entries if self.findings.is_ours(link.url)}
            if len(own) * 2 < len(look.entries) or not own:
                self.findings.notes.append((look.asked, "most of its links lead to other sites"))
                continue
            taken = True
            known = [{link.url for link in feed.entries} for feed in self.findings.feeds]
            if look not in self.findings.feeds and not any(own <= other for other in known):
                self.findings.feeds.append(look)
        return taken

    def _visit_sitemaps(self) -> Steps:
        hosts = dict.fromkeys(urljoin(home.url, "/") for home in self.findings.homes)
        for place, root in enumerate(hosts or (urljoin(self.findings.address, "/"),)):
            robots = urljoin(root, "/robots.txt")
            yield from self._visit((robots,))
            named = [url for look in self._seen((robots,)) for url in look.sitemaps][:MAX_SITEMAPS]
            yield from self._visit(named)
            if not (yield from self._take_sitemaps(named)):
                yield from self._guess_sitemap(root, places.SITEMAPS[: FEW_GUESSES if place else None])

    def _guess_sitemap(self, root: str, usual: Sequence[str]) -> Steps:
        for place in usual:
            url = urljoin(root, place)
            yield from self._visit((url,))
            if (yield from self._take_sitemaps((url,))):
                return

    def _take_sitemaps(self, urls: Iterable[str]) -> Generator[Sequence[str], Sequence[Look], bool]:
        """Take those addresses that are sitemaps with pages of this site, and return whether there is any."""
        taken = False
        for look in self._seen(urls):
            ours = [url for url in look.sitemaps if self.findings.is_ours(url)]
            children = sorted(ours, key=_tells_no_articles)[:MAX_CHILDREN]
            if look.kind == "sitemap index":
                yield from self._visit(children)
            parts = (look, *self._seen(children)) if look.kind.startswith("sitemap") else ()
            own = [link for part in parts for link in part.entries if self.findings.is_ours(link.url)]
            if own:
                taken = True
                self.findings.sitemaps.append((look, own))
            else:
                self._note(look, "it is no sitemap of this site")
        return taken

    def _note(self, look: Look, why: str) -> None:
        """Note why an address is not used, unless it was only tried and is not there."""
        if look.problem not in NOT_THERE:
            self.findings.notes.append((look.asked, look.problem or why))

    # --- lists -----------------------------------------------------------------------------------------------------

    def _visit_lists(self) -> Steps:
        """Visit sections: few where feeds name the articles, many where only lists do. Some name feeds of their own.

        Where a front page leads to no list in pages, the usual places of one are tried.
        """
        is_fed = bool(self.findings.feeds or self.findings.sitemaps)
        sections = self._sections()[: FEW_SECTIONS if is_fed else MANY_SECTIONS]
        yield from self._visit(sections)
        looks = self._seen(sections)
        for home in self.findings.homes:
            if not any(_leads_on(look, home) for look in (home, *looks)):
                looks += yield from self._guess_list(home)
        yield from self._visit_named_feeds(looks)
        self.findings.lists += [look for look in looks if is_list(look) and look.article is None]

    def _guess_list(self, home: Look) -> Generator[Sequence[str], Sequence[Look], list[Look]]:
        """Try the usual places below a front page, until one answers as a list; return it if there is one."""
        for place in places.LISTS:
            url = urljoin(home.url.rstrip("/") + "/", place)
            yield from self._visit((url,))
            found = [look for look in self._seen((url,)) if is_list(look) and look.article is None]
            if found and shown_links(found[0]) != shown_links(
                home
            ):  # some answer everything with the front page
                return found
        return []

    def _visit_named_feeds(self, looks: Sequence[Look]) -> Steps:
        """Take the feeds that sections or articles name, and no front page does."""
        named = dict.fromkeys(url for look in looks for url in look.feeds if url not in self.findings.looks)
        chosen = list(named)[:MAX_FEEDS]
        yield from self._visit(chosen)
        self._take_feeds(chosen)

    def _sections(self) -> list[str]:
        """Return the links that may be those of sections, of each edition in turn, lists of the newest articles first."""
        found: dict[str, bool] = {}
        for home in self.findings.homes:
            for block in home.links:
                parts = [part.lower() for part in urlsplit(block.url).path.split("/") if part]
                if block.is_headline or not self.findings.is_ours(block.url) or is_edition(block.url):
                    continue
                is_plain = urlsplit(block.url).query == edition_parameter(block.url)
                if 0 < len(parts) <= 3 and is_plain and not NO_SECTIONS & set(parts):
                    found.setdefault(block.url, not any(word in parts[-1] for word in places.NEWEST))
        return sorted(found, key=lambda url: found[url])

    # --- articles ----------------------------------------------------------------------------------------------------

    def _read_samples(self) -> Steps:
        """Read some pages of every likely shape of address, in every edition."""
        for shape, urls in choose_samples(self.findings):
            yield from self._visit(urls)
            self.findings.samples[shape] += self._seen(urls)


def _leads_on(look: Look, home: Look) -> bool:
    """Return whether a page below a front page is a list in pages."""
    if look.paging is None or not is_list(look):
        return False
    if chosen := edition_parameter(home.url):
        return edition_parameter(look.url) == chosen
    return look.url.startswith(home.url)


def _with_choice(look: Look, findings: Findings) -> Look:
    """Return what was seen on a page of an edition that a parameter chooses, with the parameter in its links."""
    parameter = edition_parameter(look.url)
    if parameter not in findings.choosing:
        return look
    return replace(
        look,
        links=tuple(
            replace(block, url=add_parameter(block.url, parameter)) if findings.is_ours(block.url) else block
            for block in look.links
        ),
        main=tuple(add_parameter(url, parameter) for url in look.main),
        paging=look.paging and replace(look.paging, address=add_parameter(look.paging.address, parameter)),
    )


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


def _tells_no_articles(sitemap: str) -> bool:
    """Return whether the name of a sitemap does not say that it is one of articles."""
    name = urlsplit(sitemap).path.lower()
    return not any(word in name for word in places.ARTICLE_SITEMAPS) or any(
        word in name for word in LIST_WORDS
    )

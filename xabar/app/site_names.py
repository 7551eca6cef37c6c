"""The names of sites as people type them: which are known, which are meant, and which do not exist. Does not load Scrapy."""

from __future__ import annotations

import difflib
import pkgutil
from collections.abc import Sequence

from crawler import spiders
from xabar.app.errors import UnknownSite
from xabar.search.engine import SearchRequest
from xabar.search.query import parse_query
from xabar.search.query_fields import site_filter
from xabar.search.query_tree import Filter, filters_of


def known_sites() -> list[str]:
    """Return the names of all sites by their files, because loading their classes would load Scrapy."""
    return sorted(module.name for module in pkgutil.iter_modules(spiders.__path__))


def sites_named(text: str, known: Sequence[str]) -> list[str]:
    """Return those of the known sites that are meant by a name or an address: kun_uz, kun.uz, www.kun.uz, kun."""
    return _meant(site_filter(text), known)


def _meant(meant: Filter, known: Sequence[str]) -> list[str]:
    return [name for name in known if name in meant.values or name.startswith(meant.prefixes)]


def unknown_sites(request: SearchRequest, known: Sequence[str]) -> list[str]:
    """Return the names of sites in the query that mean none of the known ones."""
    query = parse_query(request.query, request.today)
    return [each.values[0] for each in filters_of(query) if each.field == "site" and not _meant(each, known)]


def check_sites(names: Sequence[str], known: Sequence[str]) -> None:
    """Raise UnknownSite for the first site that does not exist. Its message names the nearest ones."""
    for name in names:
        if name not in known:
            raise UnknownSite(explain_unknown_site(name, known))


def explain_unknown_site(name: str, known: Sequence[str]) -> str:
    """Return in words that there is no such site, and which may have been meant."""
    near = difflib.get_close_matches(name.replace(".", "_"), known, n=3, cutoff=0.5)
    advice = f"did you mean {' or '.join(near)}?" if near else "`xabar sites` lists all"
    return f"there is no site {name!r}; {advice}"

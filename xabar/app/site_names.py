"""The names of sites: which are known, and which do not exist. Loads neither Scrapy nor what reads queries."""

from __future__ import annotations

import difflib
import pkgutil
from collections.abc import Sequence

from crawler import spiders
from xabar.app.errors import UnknownSite


def known_sites() -> list[str]:
    """Return the names of all sites by their files, because loading their classes would load Scrapy."""
    return sorted(module.name for module in pkgutil.iter_modules(spiders.__path__))


def check_sites(names: Sequence[str], known: Sequence[str]) -> None:
    """Raise UnknownSite for the first site that does not exist. Its message names the nearest ones."""
    for name in names:
        if name not in known:
            raise UnknownSite(explain_unknown_site(name, known))


def explain_unknown_site(name: str, known: Sequence[str]) -> str:
    """Return in words that there is no such site, and which may have been meant."""
    near = difflib.get_close_matches(name.replace(".", "_"), sorted(set(known)), n=3, cutoff=0.5)
    advice = f"did you mean {' or '.join(near)}?" if near else "`xabar sites` lists all"
    return f"there is no site {name!r}; {advice}"

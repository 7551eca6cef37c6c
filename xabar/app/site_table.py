"""Make the table of sites in the documentation from their classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from xabar.app.doc_tables import renew_table
from xabar.language.conversion import SCRIPTS
from xabar.site import Edition, Site

TABLE: Final = "the table of sites"
LANGUAGES: Final = {"uz": "Uzbek", "kk": "Kazakh", "ru": "Russian", "en": "English", "zh": "Chinese"}
SCRIPT_NAMES: Final = {"Latn": "Latin", "Cyrl": "Cyrillic", "Arab": "Arabic script"}


def site_table(sites: Mapping[str, type[Site]]) -> str:
    """Return a Markdown table with a row for each site, sorted by name."""
    return "\n".join(_rows(sites)) + "\n"


def write_table(path: Path, sites: Mapping[str, type[Site]]) -> bool:
    """Renew the table in a Markdown file, and return whether that changed the file."""
    return renew_table(path, TABLE, site_table(sites))


def _rows(sites: Mapping[str, type[Site]]) -> Iterator[str]:
    yield "| site | editions by address | discovered by |"
    yield "|---|---|---|"
    for name, site in sorted(sites.items()):
        editions = " · ".join(map(_edition, site.editions))
        yield f"| `{name}` | {editions} | {_sources(site)} |"


def _edition(edition: Edition) -> str:
    """Describe an edition: its address, its language, and its script if the language has several."""
    address = edition.prefix.partition("://")[2].rstrip("/")
    words = [f"`{address}`", LANGUAGES.get(edition.language, edition.language)]
    if edition.script and edition.language in SCRIPTS:
        words.append(SCRIPT_NAMES.get(edition.script, edition.script))
    return " ".join(words)


def _sources(site: type[Site]) -> str:
    counted = Counter(source.kind for source in site.discovery)
    found = ", ".join(f"{count} × {kind}" if count > 1 else kind for kind, count in counted.items())
    unverified = ", ".join(f"`{host}`" for host in site.unverified_hosts)
    return f"{found}; certificates of {unverified} are not verified" if unverified else found

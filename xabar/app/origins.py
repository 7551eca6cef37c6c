"""Where imported articles are from: what the user said, what the project's sites declare, and what must be guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from xabar.app.errors import WrongUse
from xabar.declaration import SITE_NAME, check_zone
from xabar.exchange.reading import Origin, guess_language
from xabar.extraction.addresses import article_key_url, is_on_site
from xabar.language.names import find_language
from xabar.site import Site
from xabar.zones import guess_zone

UNKNOWN: Final = "und"
_HOST: Final = re.compile(
    r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user said of all articles of an import; a language by its code or name. Raise WrongUse for what cannot be."""

    site: str | None = None
    language: str | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        if self.site is not None and not SITE_NAME.fullmatch(self.site):
            raise WrongUse(
                f"--site {self.site!r}: give a name of small letters, digits and single underscores, such as kun_uz"
            )
        if self.language is not None:
            try:
                object.__setattr__(self, "language", find_language(self.language))
            except ValueError as error:
                raise WrongUse(f"--language {self.language!r}: {error}") from error
        if self.zone is not None and (problem := next(check_zone(self.zone), None)):
            raise WrongUse(f"--zone {self.zone!r}: {problem}")


@dataclass(slots=True)
class Origins:
    """Finds the origin of each article, and counts what it had to guess."""

    given: Given
    sites: Mapping[str, type[Site]]
    guesses: Counter[tuple[str, str]] = field(default_factory=Counter)  # (what, its value) -> articles
    _hosts: dict[str, type[Site] | None] = field(default_factory=dict)

    def site_of(self, url: str) -> type[Site] | None:
        """Return the class of the address's site, as far as the project has one. Raise ValueError on a foreign host."""
        if self.given.site is None:
            host = urlsplit(article_key_url(url)).netloc
            if host not in self._hosts:
                self._hosts[host] = next(
                    (site for site in self.sites.values() if is_on_site(url, site.allowed_domains)), None
                )
            return self._hosts[host]
        site = self.sites.get(self.given.site)
        if site is not None and not is_on_site(url, site.allowed_domains):
            raise ValueError(f"{site.name} lies on {', '.join(site.allowed_domains)}")
        return site

    def find(self, url: str, title: str = "", text: str = "") -> Origin | None:
        """Return the origin of an article with this address and text; None if its zone cannot be guessed.

        Without a text, the language of an unknown site stays "": it is read from the page.
        """
        site = self.site_of(url)
        language = self.given.language or (site.edition_of(url).language if site else "")
        if not language and text:
            language = self._guess("language", guess_language(title, text))
        zone = self.given.zone or (site.zone if site else self._guess_zone(url, language))
        name = self.given.site or (site.name if site else self._guess("site", name_site(url)))
        return Origin(name, zone, language) if zone else None

    def _guess_zone(self, url: str, language: str) -> str:
        host = urlsplit(article_key_url(url)).hostname or ""
        guessed = guess_zone(host, language)
        return self._guess("zone", guessed[0]) if guessed else ""

    def take_back_guesses(self, before: Counter[tuple[str, str]]) -> None:
        """Count the guesses as they were: what was read since then is read again."""
        self.guesses.clear()
        self.guesses.update(before)

    def _guess(self, what: str, value: str) -> str:
        self.guesses[what, value] += 1
        return value


def check_address(url: str) -> None:
    """Raise ValueError for what is not the address of a page on the web: a host that no name server knows, a front page."""
    key = urlsplit(article_key_url(url))
    _check_host(key.hostname or "")
    if key.path == "/" and not key.query:
        raise ValueError("it is the address of a front page")


@lru_cache(maxsize=64)  # a file has thousands of addresses of one host
def _check_host(name: str) -> None:
    try:
        host = name.encode("idna").decode()
    except UnicodeError as error:
        raise ValueError(f"the host {name!r} is no name: {error}") from None
    if not _HOST.fullmatch(host):
        raise ValueError(f"the host {name!r} is no name such as kun.uz")


def name_site(url: str) -> str:
    """Return a name for a site that has none.

    >>> name_site("https://www.yangi-gazeta.uz/a/1")
    'yangi_gazeta_uz'
    >>> name_site("https://газета.қаз/a/1")
    'xn_80aahjj1e_xn_80ao21a'
    """
    host = urlsplit(article_key_url(url)).netloc.encode("idna").decode()
    name = re.sub(r"[^a-z0-9]+", "_", host).strip("_")
    return name if name[:1].isalpha() else f"site_{name}"

"""Fake editions: what a site's class declares, joined with the style that the demo invents for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from xabar.demo.styles import STYLES, Style
from xabar.site import Edition, Site
from xabar.source import Source


@dataclass(frozen=True, slots=True)
class FakeEdition:
    """One language and script of a site, as the demo serves it."""

    site: type[Site]
    declared: Edition
    style: Style

    @property
    def host(self) -> str:
        """The host of its addresses."""
        return urlsplit(self.declared.prefix).netloc

    @property
    def home(self) -> str:
        """The path of its front page, with a slash at its end."""
        return urlsplit(self.declared.prefix).path or "/"

    def article_path(self, at: datetime, slug: str, number: int) -> str:
        """Return the path of an article."""
        return self.home + self.style.article.format(at=at, slug=slug, id=number)

    def to_local(self, moment: datetime) -> datetime:
        """Return the moment in the site's zone."""
        return moment.astimezone(ZoneInfo(self.site.zone))

    @property
    def list_address(self) -> str:
        """The address of its list of articles; "" if it has none."""
        lists = (address_of(source) for source in self.sources() if source.kind == "list")
        return next(lists, "")

    def sources(self) -> Iterator[Source]:
        """Yield the sources of its site that name its articles."""
        return (source for source in self.site.discovery if self._is_named_by(source))

    def _is_named_by(self, source: Source) -> bool:
        """Return whether a source names its articles: a sitemap those of the host, another one those below a prefix."""
        address = address_of(source)
        if source.kind.startswith("sitemap"):
            return urlsplit(address).netloc == self.host and self.style.sitemap in address
        return self.site.edition_of(getattr(source, "article", address)) is self.declared


def editions_of(*sites: type[Site]) -> tuple[FakeEdition, ...]:
    """Return the editions of these sites that the demo has a style for. There may be none."""
    by_name = {site.name: site for site in sites}
    return tuple(
        FakeEdition(site, _declared(site, style), style)
        for style in STYLES
        if (site := by_name.get(style.site)) is not None
    )


def _declared(site: type[Site], style: Style) -> Edition:
    return next(
        edition
        for edition in site.editions
        if edition.language == style.language and edition.script in (style.script, None)
    )


def address_of(source: Source) -> str:
    """Return the address that a source declares; "" if it declares none."""
    address: str = getattr(source, "address", "")
    return address

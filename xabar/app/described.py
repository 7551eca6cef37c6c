"""Sites without a class: add them by their addresses, revise what is known of them, forget them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.settings import Settings

from crawler.described import DescribedSite
from crawler.spider import NewsSpider
from crawler.survey.description import SiteDescription
from crawler.survey.findings import site_host
from crawler.survey.revision import revise
from xabar.app.errors import UnknownSite, WrongUse
from xabar.app.origins import name_site
from xabar.app.project import all_sites, load_sites, project_settings
from xabar.app.site_names import check_sites
from xabar.app.survey import AT_ONCE, survey_sites
from xabar.config import Config
from xabar.declaration import SITE_NAME
from xabar.extraction.addresses import is_on_site
from xabar.records.runs import Run
from xabar.workspace import open_existing, open_workspace

REVISED_AFTER: Final = timedelta(days=7)
# after a run that went badly, and after a survey that gave nothing
TRIED_AFTER: Final = timedelta(hours=12)
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class AddedSite:
    """What came of one site that was to be added or revised."""

    name: str
    problem: str | None = None  # why it was not; None if it was
    description: SiteDescription | None = None
    is_known: bool = False  # it was there before


def read_address(text: str) -> str:
    """Return the address that a person means by example.uz or https://example.uz/uz/. Raise WrongUse for none.

    >>> read_address("Example.uz")
    'https://example.uz/'
    """
    address = text.strip() if "://" in text else f"https://{text.strip()}"
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode()
        is_plain = parts.scheme in ("http", "https") and parts.port is None and not parts.username
    except (ValueError, UnicodeError):  # a port or a host that cannot be
        is_plain = False
    if not is_plain or not _HOST.fullmatch(host):
        raise WrongUse(f"{text!r} is not the address of a site, such as https://example.uz")
    return f"{parts.scheme}://{host}{parts.path or '/'}"


def site_of(address: str, sites: Mapping[str, type[NewsSpider]]) -> type[NewsSpider] | None:
    """Return the site on whose hosts an address lies, classes first; None if there is none."""
    found = [site for site in sites.values() if is_on_site(address, site.allowed_domains)]
    host = site_host(urlsplit(address).hostname or "")
    found += [site for site in sites.values() if _surveyed_host(site) == host]
    return min(found, key=lambda site: issubclass(site, DescribedSite), default=None)


def _surveyed_host(site: type[NewsSpider]) -> str | None:
    if not issubclass(site, DescribedSite):
        return None
    return site_host(urlsplit(site.description.address).hostname or "")


def name_of(address: str) -> str:
    """Return the name of a site without one, from its host: example_uz."""
    return name_site(f"https://{site_host(urlsplit(address).hostname or '')}/")


def add_sites(addresses: Mapping[str, str], overrides: Mapping[str, Any]) -> Iterator[AddedSite]:
    """Survey sites by name and address, and keep the description of each as soon as it is there.

    One that lies on the hosts of a known site, or has its name, is not surveyed.
    """
    settings = project_settings(overrides)
    config = Config.from_settings(settings)
    sites = all_sites(settings)
    with open_workspace(config) as workspace:
        workspace.records.require_writable()  # what cannot be kept is not asked for
    wanted: dict[str, str] = {}
    for name, address in addresses.items():
        known = site_of(address, sites)
        double = next((other for other, url in wanted.items() if name_of(url) == name_of(address)), None)
        if known is not None:
            yield AddedSite(known.name, is_known=True)
        elif double:
            yield AddedSite(name, f"{address} is {double}, which is named before")
        elif name in sites or not SITE_NAME.fullmatch(name):
            yield AddedSite(name, "there is another site of this name" if name in sites else "it is no name")
        else:
            wanted[name] = address
    for name, outcome in survey_sites(wanted, overrides):
        if isinstance(outcome, str):
            yield AddedSite(name, outcome)
        else:
            yield _keep(config, outcome, None)


def revise_sites(names: Sequence[str], overrides: Mapping[str, Any], now: datetime) -> Iterator[AddedSite]:
    """Survey again those of the sites for which it is time, and keep what is new. What a failed survey knew stays.

    Of many that are due, a run takes so many as are surveyed at once, the oldest first; the next run takes others.
    """
    settings = project_settings(overrides)
    config = Config.from_settings(settings)
    sites = load_sites(names, settings).values()
    described = [site.description for site in sites if issubclass(site, DescribedSite)]
    described.sort(key=lambda known: known.surveyed_at)
    due = (known for known in described if is_survey_due(known, _last_run(config, known.name), now))
    chosen = {known.name: known for known in islice(due, AT_ONCE)}
    addresses = {name: known.address for name, known in chosen.items()}
    for name, outcome in survey_sites(addresses, overrides):
        known = chosen[name]
        if isinstance(outcome, str):
            _keep(config, replace(known, tried_at=now.isoformat(timespec="seconds")), known)
            yield AddedSite(name, outcome, is_known=True)
        else:
            yield _keep(config, revise(known, outcome), known)


def is_survey_due(known: SiteDescription, run: Run | None, now: datetime) -> bool:
    """Return whether a site is to be surveyed again: from time to time, and soon after a run that went badly."""
    surveyed = datetime.fromisoformat(known.surveyed_at)
    if known.tried_at and now - datetime.fromisoformat(known.tried_at) < TRIED_AFTER:
        return False
    if now - surveyed >= REVISED_AFTER:
        return True
    return (
        run is not None and surveyed < run.started_at and now - surveyed >= TRIED_AFTER and _went_badly(run)
    )


def _went_badly(run: Run) -> bool:
    stats = run.stats
    failed = stats.errors.total()
    gave = stats.stored + stats.unchanged + stats.duplicate
    return (failed > 0 and failed >= stats.discovery) or stats.rejected["not-article"] > max(gave, 3)


def _last_run(config: Config, name: str) -> Run | None:
    with open_existing(config) as workspace:
        return next(iter(workspace.records.runs(name, limit=1)), None) if workspace else None


def _keep(config: Config, new: SiteDescription, known: SiteDescription | None) -> AddedSite:
    with open_workspace(config) as workspace:
        kept = workspace.records.put_description(
            new.name, new.to_json(), instead_of=known.to_json() if known else None
        )
    problem = None if kept else "another run has surveyed it meanwhile; its description was kept"
    return AddedSite(new.name, problem, new if kept else None, is_known=known is not None)


def remove_site(name: str, overrides: Mapping[str, Any]) -> str:
    """Forget the description of a site, by name or address, and return its name. Its articles stay.

    A description that cannot be read is forgotten by its name. Raise WrongUse for a site with a class, UnknownSite for
    one that is not known.
    """
    settings = project_settings(overrides)
    if name not in all_sites(settings) and _forget(name, settings):
        return name
    site = named_site(name, settings)
    if not issubclass(site, DescribedSite):
        raise WrongUse(
            f"{site.name} has a class: delete crawler/spiders/{site.name}.py, and its pages in tests/pages"
        )
    _forget(site.name, settings)
    return site.name


def _forget(name: str, settings: Settings) -> bool:
    """Remove the description of this name from the records. Return whether there was one."""
    with open_existing(Config.from_settings(settings)) as workspace:
        return workspace is not None and workspace.records.remove_description(name)


def surveyed_site(name: str, overrides: Mapping[str, Any]) -> SiteDescription | None:
    """Return what a survey found out about a site; None if it has a class or is not known."""
    site = all_sites(project_settings(overrides)).get(name)
    return site.description if site is not None and issubclass(site, DescribedSite) else None


def named_site(text: str, settings: Settings) -> type[NewsSpider]:
    """Return the site that is meant by a name or an address; raise UnknownSite if there is none."""
    sites = all_sites(settings)
    if text in sites:
        return sites[text]
    if is_address(text):
        if site := site_of(read_address(text), sites):
            return site
        raise UnknownSite(f"no site lies at {text}; `xabar sites add {text}` adds one")
    check_sites([text], list(sites))
    raise AssertionError


def is_address(text: str) -> bool:
    """Return whether a text is meant as an address and not as the name of a site."""
    return "." in text or "/" in text


def resolve_sites(texts: Sequence[str], overrides: Mapping[str, Any]) -> tuple[list[str], list[AddedSite]]:
    """Return the names of the sites that are meant by names and addresses, and what came of those that were added.

    An address of no known site is surveyed, and its site added.
    """
    settings = project_settings(overrides)
    if not any(map(is_address, texts)):
        return list(load_sites(texts, settings)), []
    sites = all_sites(settings)
    names: list[str] = []
    new: dict[str, str] = {}
    for text in texts:
        address = read_address(text) if text not in sites and is_address(text) else None
        known = site_of(address, sites) if address else None
        if address and known is None:
            new.setdefault(name_of(address), address)
        names.append(known.name if known else name_of(address) if address else text)
    check_sites([name for name in names if name not in new], list(sites))
    added = list(add_sites(new, overrides)) if new else []
    return list(dict.fromkeys(names)), added

"""The class of a site that nobody wrote: it is made from the site's description, here and in every worker."""

from __future__ import annotations

import copyreg
from dataclasses import replace
from functools import lru_cache
from typing import Any, ClassVar

from crawler.spider import NewsSpider
from crawler.survey.description import SiteDescription


class _Described(type):
    """The type of such classes. A worker that is asked to use one makes it anew from its description."""


class DescribedSite(NewsSpider, metaclass=_Described):
    """A site that was surveyed. Its subclasses are made by `make_site`."""

    description: ClassVar[SiteDescription]


def make_site(description: SiteDescription) -> type[DescribedSite]:
    """Return the class of a described site. Raise DeclarationError for a description that cannot work."""
    return _make(description.to_json())


@lru_cache(maxsize=512)
def _make(text: str) -> type[DescribedSite]:
    description = SiteDescription.from_json(text)
    values: dict[str, Any] = {
        "__module__": __name__,
        "__doc__": f"{description.address}, as it was surveyed.",
        "description": description,
        "name": description.name,
        "zone": description.zone,
        "allowed_domains": description.hosts,
        "editions": description.editions,
        "article": description.article,
        "article_parameters": description.parameters,
        "discovery": description.sources,
        "layouts": tuple(replace(layout, guessed=True) for layout in description.layouts),
    }
    name = "".join(part.capitalize() for part in description.name.split("_"))
    site: Any = _Described(name, (DescribedSite,), values)
    made: type[DescribedSite] = site
    return made


def _reduce(site: Any) -> Any:
    """Return how a class is made in another process: from its description, or by its name if it is the base."""
    description = site.__dict__.get("description")
    if description is None:
        return site.__qualname__
    return _make, (description.to_json(),)


copyreg.pickle(_Described, _reduce)

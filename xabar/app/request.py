"""What a program asks for, as a search: names and single values as people write them. Does not load Scrapy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any, Final, TypedDict

from xabar.app.errors import WrongUse
from xabar.app.search import check_request
from xabar.app.searched_sites import sites_named
from xabar.language.names import find_language, find_script
from xabar.search.days import publishers_day, read_period
from xabar.search.engine import SORTS, SearchRequest

SEVERAL: Final = frozenset(each.name for each in fields(SearchRequest) if each.default == ())
"""The fields of a search that hold several values."""


class Filters(TypedDict, total=False):
    """What limits a search. Several values of one filter mean any of them; a single one may be a plain string."""

    sites: str | Sequence[str]  # kun_uz, kun.uz
    languages: str | Sequence[str]  # uz, kk, ru, …, or a name
    scripts: str | Sequence[str]  # Latn, Cyrl, Arab, or a name
    tags: str | Sequence[str]  # these and the next two in any script
    authors: str | Sequence[str]
    sections: str | Sequence[str]
    since: (
        date | str | None
    )  # days of publication in the site's zone, both included; also 7d, 2026-11, yesterday, …
    until: date | str | None
    exact: bool  # only what is spelled as the query is


def make_request(query: str, filters: Mapping[str, Any], known: Sequence[str], **more: Any) -> SearchRequest:
    """Return the request, with the known sites that are meant.

    Raise WrongUse for what cannot be asked, TypeError for a filter that does not exist.
    """
    if unknown := [name for name in filters if name not in Filters.__annotations__]:
        raise TypeError(
            f"there is no filter {unknown[0]!r}; the filters are {', '.join(Filters.__annotations__)}"
        )
    today = publishers_day(datetime.now(UTC))
    if more.get("sort", "relevance") not in SORTS:
        raise WrongUse(f"sort must be one of {', '.join(SORTS)}, got {more['sort']!r}")
    for name in ("size", "offset"):
        if more.get(name, 0) < 0:
            raise WrongUse(f"{name} must not be negative, got {more[name]}")
    try:
        values = {name: _read(name, value, known, today) for name, value in {**filters, **more}.items()}
    except ValueError as error:
        raise WrongUse(str(error)) from error
    request = SearchRequest(query, today=today, **values)
    check_request(request)
    return request


def _read(name: str, value: Any, known: Sequence[str], today: date) -> Any:
    """Return what is meant by the value or the values of a filter. The value of another option is returned as it is."""
    if name in ("since", "until") and isinstance(value, str):
        return read_period(value, today)[name == "until"]
    if name not in SEVERAL:
        return value
    values = (value,) if isinstance(value, str) else tuple(value)
    if name == "sites":
        return tuple(site for each in values for site in sites_named(each, known) or (each,))
    return tuple(found for each in values for found in _READERS.get(name, _as_typed)(each))


def _as_typed(value: str) -> Sequence[str]:
    return (value,)


# Filter -> what is meant by one of its values; ValueError for what cannot be.
_READERS: Final[dict[str, Callable[[str], Sequence[str]]]] = {
    "languages": lambda value: (find_language(value),),
    "scripts": lambda value: (find_script(value),),
}

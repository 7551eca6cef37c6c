"""The address of a search: its parameters as they were typed, and the address of the same search with something changed.

    /?q=metro+bekati                   the query, in the language of `xabar search`
    &site=kun_uz&site=zamin_uz         filters: site, language, script, section, tag, author; each several times
    &since=7d&until=2026-11            days of publication, as people type them
    &sort=newest                       relevance, newest or oldest
    &exact=1                           only what is spelled as the query is
    &page=2&size=10                    a page of the hits
    &names=1                           with sections, tags and authors counted
    &text=Latn                         the script in which texts are shown: Latn, Cyrl, Arab or print
    &format=json                       the same for programs; format=atom is a feed

Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlencode

from xabar.app.errors import WrongUse
from xabar.app.request import make_request
from xabar.search.engine import LAST_HIT, SORTS, SearchRequest

PAGE_SIZE: Final = 10
MOST_HITS: Final = 100  # on a page
MOST_VALUES: Final = 20  # of one filter
MOST_NAMES: Final = (
    100  # tags, authors and sections that are counted in each language: a page shows a few of them
)
LONGEST_VALUE: Final = 200  # characters of a filter
FORMATS: Final = ("html", "json", "atom")

# Filter -> the field of a SearchRequest.
FILTERS: Final = {
    "site": "sites",
    "language": "languages",
    "script": "scripts",
    "section": "sections",
    "tag": "tags",
    "author": "authors",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for. A value that is empty was not given."""

    q: str = ""
    site: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    script: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    sort: str = ""  # without one: newest where there is no query, or else relevance
    exact: str = ""
    page: int = 1
    size: int = PAGE_SIZE
    names: str = ""  # counting these takes a third of a search
    text: str = ""
    format: str = ""

    @property
    def order(self) -> str:
        """The order of the hits."""
        return self.sort or ("relevance" if self.q.strip() not in ("", "*") else "newest")

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """The filters that are in force, as names and values."""
        pairs = [(name, value) for name in FILTERS for value in getattr(self, name)]
        return pairs + [(name, value) for name in ("since", "until") if (value := getattr(self, name))]

    @property
    def is_everything(self) -> bool:
        """Whether neither a query nor a filter narrows the search."""
        return self.q.strip() in ("", "*") and not self.chosen

    def address(self, **changes: Any) -> str:
        """Return the address of this search with other values, as `?…`. Another page begins again unless it is named."""
        values = {"page": 1} | changes
        return "?" + "&".join(
            [
                _write_pairs(name, value)
                for name, default in _DEFAULTS.items()
                if (value := values[name] if name in values else getattr(self, name)) != default
            ]
        )

    def without(self, name: str, value: str) -> str:
        """Return the address without one filter."""
        held = getattr(self, name)
        return self.address(**{name: "" if isinstance(held, str) else tuple(x for x in held if x != value)})

    def with_value(self, name: str, value: str) -> str:
        """Return the address with one more value of a filter."""
        return self.address(**{name: tuple(dict.fromkeys((*getattr(self, name), value)))})


_DEFAULTS: Final[Mapping[str, Any]] = {each.name: each.default for each in fields(Asked)}


@lru_cache(maxsize=1 << 10)  # a page has dozens of addresses, and all but one value of each are the same
def _write_pairs(name: str, value: str | int | tuple[str, ...]) -> str:
    return urlencode([(name, str(one)) for one in (value if isinstance(value, tuple) else (value,))])


_SEVERAL: Final = frozenset(FILTERS)
_NUMBERS: Final = {"page": LAST_HIT, "size": MOST_HITS}
_CHOICES: Final = {"sort": SORTS, "format": FORMATS, "text": ("Latn", "Cyrl", "Arab", "print")}


def read_asked(pairs: Iterable[tuple[str, str]]) -> Asked:
    """Return what the parameters of an address ask for. Others than those of `Asked` are ignored.

    Raise WrongUse for a wrong value, with the parameter and what it may be.
    """
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name not in _DEFAULTS or not value.strip():
            continue
        if name != "q" and len(value) > LONGEST_VALUE:
            raise WrongUse(f"{name} has {len(value)} characters; {LONGEST_VALUE} are allowed")
        if name in _SEVERAL:
            values[name] = (*values.get(name, ()), value.strip())
        else:
            values[name] = _read_one(name, value)
    for name in _SEVERAL & values.keys():
        values[name] = tuple(dict.fromkeys(values[name]))
        if len(values[name]) > MOST_VALUES:
            raise WrongUse(f"{name} has {len(values[name])} values; {MOST_VALUES} are allowed")
    return Asked(**values)


def _read_one(name: str, value: str) -> str | int:
    value = value.strip()
    if name in _CHOICES and value not in _CHOICES[name]:
        raise WrongUse(f"{name} must be one of {', '.join(_CHOICES[name])}, got {value!r}")
    if name not in _NUMBERS:
        return value
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= _NUMBERS[name]):
        raise WrongUse(f"{name} must be a number from 1 to {_NUMBERS[name]:,}, got {value!r}")
    return int(value)


def to_request(asked: Asked, known: Sequence[str], facets: Sequence[str] = ()) -> SearchRequest:
    """Return the search. `known` are the sites that a name may mean. Raise WrongUse for what cannot be asked."""
    if asked.page * asked.size > LAST_HIT:
        raise WrongUse(
            f"page {asked.page:,} of {asked.size} hits reaches beyond hit {LAST_HIT:,}, the last that is shown; narrow the"
            " search by a word, a site or days"
        )
    filters: dict[str, Any] = {field: getattr(asked, name) for name, field in FILTERS.items()}
    filters |= {name: value for name in ("since", "until") if (value := getattr(asked, name))}
    return make_request(
        asked.q or "*",
        filters | {"exact": bool(asked.exact)},
        known,
        sort=asked.order,
        offset=(asked.page - 1) * asked.size,
        size=asked.size,
        facets=tuple(facets),
        most_names=MOST_NAMES,
    )

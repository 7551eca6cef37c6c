"""Check what a site declares, each field by its own rule, before anything is crawled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from xabar.extraction.layout import Layout
from xabar.interface import Interface
from xabar.lengths import read_bounds
from xabar.source import Source

SITE_NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")


class DeclarationError(TypeError):
    """A site declares something that cannot work. The message names the site, the field and the value."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One language and script of a site, recognized by how its addresses begin. Both are only a prior for its texts."""

    prefix: str
    language: str
    script: str | None = None


def check_declaration(site: type) -> None:
    """Raise DeclarationError for the first field of a site's class that is missing or cannot work."""
    for name, check in _CHECKS.items():
        value = getattr(site, name, None)
        if name in _OPTIONAL and value == _OPTIONAL[name]:
            continue
        try:
            problem = next(check(value), None) if value or name in _OPTIONAL else "it is missing"
        except (ValueError, KeyError, AttributeError) as error:
            problem = str(error)
        if problem:
            raise DeclarationError(
                f"{site.__module__.rpartition('.')[2]}.py: {site.__name__}.{name} = {value!r}: {problem}"
            )
    _check_interface(site)


def _check_interface(site: type) -> None:
    """Raise DeclarationError if the interface needs names that the article's pattern has no groups for."""
    interface: Interface | None = getattr(site, "interface", None)
    missing = interface.names - re.compile(site.article).groupindex.keys() if interface else ()  # type: ignore[attr-defined]
    if missing:
        raise DeclarationError(
            f"{site.__module__.rpartition('.')[2]}.py: {site.__name__}.article has no groups named "
            f"{', '.join(sorted(missing))}, which the address of its interface needs"
        )


def _check_name(value: Any) -> Iterator[str]:
    if not isinstance(value, str) or not SITE_NAME.fullmatch(value):
        yield "give a name of small letters, digits and single underscores, such as kun_uz"


def check_zone(value: Any) -> Iterator[str]:
    """Yield what is wrong with the name of a time zone, if anything is."""
    try:
        ZoneInfo(value)
    except (ValueError, KeyError, TypeError, OSError):
        yield "give the name of a time zone, such as Asia/Tashkent"


def _check_domains(value: Any) -> Iterator[str]:
    for domain in _tuple_of(value, str):
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", domain):
            yield f"{domain!r} is not a host; give it without http:// and path, such as kun.uz"


def _check_editions(value: Any) -> Iterator[str]:
    for edition in _tuple_of(value, Edition):
        if not _is_address(edition.prefix):
            yield f"the prefix {edition.prefix!r} is not an http(s) address"
        if not isinstance(edition.language, str) or not re.fullmatch("[a-z]{2,3}", edition.language):
            yield f"the language {edition.language!r} is not a code such as uz or kk"
        if edition.script is not None and not re.fullmatch("[A-Z][a-z]{3}", str(edition.script)):
            yield f"the script {edition.script!r} is not a code such as Latn or Cyrl"


def _check_article(value: Any) -> Iterator[str]:
    if problem := _problem_of_expression(value):
        yield problem


def _check_parameters(value: Any) -> Iterator[str]:
    for name in _tuple_of(value, str):
        if not re.fullmatch(r"[\w-]+", name):
            yield f"{name!r} is not the name of a parameter, such as p in /?p=123"


def _check_discovery(value: Any) -> Iterator[str]:
    for source in _tuple_of(value, Source):
        yield from _check_types(source)
        if not _is_address(source.address):
            yield f"{type(source).__name__}.address = {source.address!r} is not an http(s) address"
        follow = getattr(source, "follow", None)  # of a sitemap
        if follow is not None and (problem := _problem_of_expression(follow)):
            yield f"{type(source).__name__}.follow = {follow!r} is {problem}"
        for field in ("item", "date"):
            if isinstance(selector := getattr(source, field, None), str) and hasattr(source, "item"):
                yield from _check_selector(f"{type(source).__name__}.{field}", selector)


def _check_types(source: Source) -> Iterator[str]:
    """Yield which field of a source has a value of another type than it is declared with."""
    if not is_dataclass(source):
        return
    for field in fields(source):
        value, allowed = getattr(source, field.name), _TYPES.get(str(field.type))
        if allowed is not None and not isinstance(value, allowed):
            yield f"{type(source).__name__}.{field.name} = {value!r} must be of type {field.type}"


def _check_layouts(value: Any) -> Iterator[str]:
    for layout in _tuple_of(value, Layout):
        if layout.since is not None and type(layout.since) is not date:
            yield f"Layout.since = {layout.since!r} is not a day such as date(2026, 11, 24)"
        for field in (each for each in fields(layout) if each.name not in ("since", "guessed")):
            selectors = getattr(layout, field.name)
            if field.name == "title" and not selectors and layout.body:
                yield f"Layout.{field.name} = {selectors!r} is missing"
            if field.name != "cut":
                selectors = () if selectors is None else (selectors,)
            elif not isinstance(selectors, tuple):
                yield f"Layout.cut = {selectors!r} must be a tuple of selectors"
                return
            for selector in selectors:
                yield from _check_selector(f"Layout.{field.name}", selector)
            if field.name == "body" and layout.body:
                yield from _check_container(layout.body)


def _check_container(body: str) -> Iterator[str]:
    """Yield what is wrong with a place for the text that selects its paragraphs, of which only the first would be read."""
    for selector in body.split(","):
        if match := _PARAGRAPH.search(selector.strip()):
            holder = selector.strip()[: match.start()].strip(" >+~") or "article"
            yield (
                f"Layout.body = {body!r} selects single paragraphs; give the element that holds all of them, such as"
                f" {holder!r}"
            )


def _check_selector(field: str, selector: Any) -> Iterator[str]:
    try:
        _NO_PAGE.css(selector)
    except (SelectolaxError, TypeError):
        yield f"{field} = {selector!r} is not a CSS selector"


def _check_interval(value: Any) -> Iterator[str]:
    try:
        read_bounds(value)
    except ValueError as error:
        yield str(error)
    except AttributeError:
        yield "give an interval such as 1h, or two such as 10m-6h"


def _check_interface_type(value: Any) -> Iterator[str]:
    if not isinstance(value, Interface):
        yield "it must be an Interface"


def _is_address(value: Any) -> bool:
    parts = urlsplit(value) if isinstance(value, str) else None
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)


def _problem_of_expression(value: Any) -> str | None:
    """Return why a value is not a regular expression for addresses; None if it is one."""
    if not isinstance(value, str):
        return "not a regular expression: it must be text"
    try:
        re.compile(value)
    except re.error as error:
        return f"not a regular expression: {error}"
    return None


def _tuple_of(value: Any, kind: type) -> tuple[Any, ...]:
    if not isinstance(value, tuple) or not all(isinstance(each, kind) for each in value):
        raise ValueError(f"it must be a tuple of {kind.__name__}")
    return value


_PARAGRAPH: Final = re.compile(r"(?:^|(?<=[\s>+~]))(?:p|li|span|br|b|i|em|strong|a)(?:[.#:\[][^\s>+~]*)?$")
_NO_PAGE: Final = LexborHTMLParser("<p></p>")
# How a source's fields are declared, and the types of their values.
_TYPES: Final[dict[str, type | UnionType]] = {"str": str, "int": int, "str | None": str | None}
# What need not be declared, and stands for that.
_OPTIONAL: Final[dict[str, Any]] = {
    "unverified_hosts": (),
    "article_parameters": (),
    "layouts": (),
    "crawl_every": "",
    "interface": None,
}
_CHECKS: Final[dict[str, Callable[[Any], Iterator[str]]]] = {
    "name": _check_name,
    "zone": check_zone,
    "allowed_domains": _check_domains,
    "unverified_hosts": _check_domains,
    "editions": _check_editions,
    "article": _check_article,
    "article_parameters": _check_parameters,
    "discovery": _check_discovery,
    "layouts": _check_layouts,
    "crawl_every": _check_interval,
    "interface": _check_interface_type,
}

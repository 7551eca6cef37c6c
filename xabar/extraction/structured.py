"""Read JSON-LD: what a page says of itself to search engines (schema.org, "Article" and its subtypes)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import orjson

from xabar.extraction.people import split_people

_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_WRAPPING = re.compile(r"\A\s*(?:<!--|(?://\s*)?<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*\Z")
_FIELD = re.compile(r'"(headline|datePublished|dateModified|articleSection|image)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*"\w*Article"')
_PAGES = frozenset(("WebPage", "ItemPage"))  # plugins date these, those of «about us» included
_LINE_END = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|blockquote)>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z][^<>]{0,1000}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class StructuredData:
    """The fields of the page's article object, and `types`: all types of objects on the page."""

    types: frozenset[str] = frozenset()
    is_article: bool = False
    breadcrumbs: tuple[str, ...] = ()
    headline: str | None = None
    published: str | None = None
    page_published: str | None = None  # the date of the page, which is no article by its own word
    modified: str | None = None
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    section: str | None = None
    image: str | None = None  # an address
    description: str | None = None
    text: str = ""  # the articleBody, with line breaks where it has them
    articles: int = 0  # different headlines of articles on the page: more than one on lists


def read_structured_data(scripts: Iterable[str]) -> StructuredData:
    """Return the article object in the page's JSON-LD scripts, however deep it lies (@graph, arrays, mainEntity).

    Of broken JSON it reads what it can. Later objects fill in what the first one lacks, if they have its headline or
    none.
    """
    types: set[str] = set()
    article: dict[str, Any] = {}
    breadcrumbs: tuple[str, ...] = ()
    headlines: set[str | None] = set()
    of_page: str | None = None
    named: dict[str, dict[str, Any]] = {}  # people and organizations that others refer to
    for thing in chain.from_iterable(_things(_load(script)) for script in scripts):
        names = _types(thing)
        types.update(names)
        if isinstance(identity := thing.get("@id"), str) and "name" in thing:
            named[identity] = thing
        if "BreadcrumbList" in names and not breadcrumbs:
            breadcrumbs = tuple(_breadcrumbs(thing.get("itemListElement")))
        if of_page is None and not _PAGES.isdisjoint(names):
            of_page = _string(thing.get("datePublished"))
        if not any(map(_is_article, names)):
            continue
        headlines.add(_string(thing.get("headline")))
        if not article or thing.get("headline") in (None, article.get("headline")):
            article = {**thing, **{key: value for key, value in article.items() if value}}
    found = _article_fields(article, named) if article else StructuredData()
    articles = len(headlines - {None})
    return replace(
        found,
        types=frozenset(types),
        breadcrumbs=breadcrumbs,
        articles=articles,
        page_published=of_page,
    )


def _article_fields(article: dict[str, Any], named: Mapping[str, dict[str, Any]]) -> StructuredData:
    return StructuredData(
        is_article=True,
        headline=_string(article.get("headline")) or _string(article.get("name")),
        published=_string(article.get("datePublished")) or _string(article.get("dateCreated")),
        modified=_string(article.get("dateModified")),
        authors=tuple(_authors(article.get("author"), named)),
        keywords=tuple(_keywords(article.get("keywords"))),
        section=_string(article.get("articleSection")),
        image=_address(article.get("image")) or _address(article.get("thumbnailUrl")),
        description=_string(article.get("description")),
        text=_text(article.get("articleBody")),
    )


def _load(text: str) -> Any:
    """Return the JSON of a script, or the fields that matter if the JSON is broken."""
    try:
        return orjson.loads(text)
    except ValueError:
        pass
    text = _TRAILING_COMMA.sub(r"\1", _WRAPPING.sub("", text))
    try:
        return json.loads(text, strict=False)  # allows line breaks inside strings
    except (ValueError, RecursionError):
        found = dict(reversed(_FIELD.findall(text)))
    return {"@type": "Article", **found} if _ARTICLE_TYPE.search(text) and found else None


def _things(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(value, list):
        for item in value:
            yield from _things(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if isinstance(value.get(key), dict | list) and not (key == "itemListElement" and depth):
                yield from _things(value[key], depth + 1)


def _types(thing: dict[str, Any]) -> list[str]:
    kind = thing.get("@type")
    return [str(name).rpartition("/")[2] for name in (kind if isinstance(kind, list) else [kind])]


def _is_article(name: str) -> bool:
    return name.endswith("Article") or name in (
        "BlogPosting",
        "LiveBlogPosting",
        "Report",
        "SocialMediaPosting",
    )


def _string(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None


def _text(value: Any) -> str:
    """Return an articleBody without its markup, each paragraph on its own line."""
    if not isinstance(value, str):
        return ""
    lines = _MARKUP.sub(" ", _LINE_END.sub("\n", html.unescape(value))).splitlines()
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _address(value: Any) -> str | None:
    """Return the address of an ImageObject, or of the first of several."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("contentUrl") or value.get("url") or value.get("@id")
    return _string(value)


def _breadcrumbs(value: Any) -> Iterator[str]:
    """Yield the names of the steps from the front page to the article."""
    for step in value if isinstance(value, list) else []:
        name = _string(step) or _string(step.get("item") if isinstance(step, dict) else None)
        if name:
            yield name


def _authors(value: Any, named: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and "name" not in item:
            item = named.get(str(item.get("@id")), item)
        if isinstance(item, dict) and "Person" not in _types(item) and "@type" in item:
            continue  # an organization is the publisher and not a writer
        name = _string(item) or _full_name(item)
        if name:
            yield from split_people(name)


def _full_name(person: Any) -> str | None:
    if not isinstance(person, dict):
        return None
    parts = (_string(person.get(key)) for key in ("givenName", "familyName"))
    return " ".join(filter(None, parts)) or None


def _keywords(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        for word in (_string(item) or "").split(","):
            if word.strip():
                yield word.strip()

"""Links by which an article leads to the further addresses over which it goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from xabar.extraction.addresses import article_key_url, join_url

# Parameters that number the parts of an article: WordPress and Laravel, Bitrix.
PART_PARAMETERS: Final = ("page", "PAGEN_1")
# The marks of WordPress and others, beside rel=next. One selector for one tag: each is tried on every element of a page.
PAGER: Final = 'a:is(.post-page-numbers, [href*="page="], [href*="PAGEN_1="])'
_NUMBER: Final = re.compile(r"[1-9]\d{0,2}")
_PATH_NUMBER: Final = re.compile(r"/(?:page/)?([2-9]|[1-9]\d{1,2})$")
_PAGER_CLASS: Final = re.compile(r"\bpagina|\bpager|\bpages\b|\bpage-(?:links|nav|numbers)|\bnav-links\b")
_COMMENTS: Final = re.compile(r"comment")
_LINKS: Final = 200  # of a page that are looked at
_LEVELS: Final = 8  # of elements around a link, whose names say what it is


def part_number(url: str) -> int:
    """Return which part of an article an address is by its parameters; 1 if it does not say."""
    return _numbered(url)[1] if "?" in url else 1


def links_to_parts(nodes: Iterable[LexborNode], url: str) -> tuple[str, ...]:
    """Return the addresses with a number to which links of a page's pager lead. Pages of comments are left out."""
    return tuple(
        dict.fromkeys(address for node in islice(nodes, _LINKS) if (address := _numbered_address(node, url)))
    )


def next_part(links: Iterable[str], first: str, number: int) -> str | None:
    """Return the one of the links that leads to part `number` of the article at `first`; None if it ends before.

    A part has the article's own address with a number, `?page=2` or `/2` behind it; what is linked as «next» otherwise
    is another article.
    """
    own = article_key_url(first)
    return next((link for link in links if _is_part(link, own, number)), None)


def _numbered_address(node: LexborNode, url: str) -> str | None:
    address = join_url(url, node.attributes.get("href") or "")
    if address is None or not (part_number(address) > 1 or _PATH_NUMBER.search(article_key_url(address))):
        return None
    return address if _is_in_pager(node, is_numbered=_says_number(node, address, url)) else None


def _says_number(node: LexborNode, address: str, url: str) -> bool:
    """Return whether a bare number leads to the page's own address with that number: «2» to /news?id=5&page=2."""
    own, _ = _numbered(article_key_url(url))
    bare, number = _numbered(address)
    return bare == own and number > 1 and (node.text() or "").strip() == str(number)


def _is_in_pager(node: LexborNode, *, is_numbered: bool) -> bool:
    names = list(islice(_names_around(node), _LEVELS))
    if any(map(_COMMENTS.search, names)):
        return False
    is_named = "next" in (node.attributes.get("rel") or "").lower().split()
    return is_named or is_numbered or any(map(_PAGER_CLASS.search, names)) or "post-page-numbers" in names[0]


def _names_around(node: LexborNode) -> Iterator[str]:
    """Yield the class and id of an element and of those around it."""
    element: LexborNode | None = node
    while element is not None and element.tag not in ("body", "html"):
        attributes = element.attributes
        yield f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        element = element.parent


def _is_part(address: str, own: str, number: int) -> bool:
    bare, numbered = _numbered(address)
    return (numbered == number and bare == own) or bare in (f"{own}/{number}", f"{own}/page/{number}")


def _numbered(url: str) -> tuple[str, int]:
    """Return an address without the parameter that numbers parts, and that number."""
    key = article_key_url(url)
    query = urlsplit(key).query
    for name, value in parse_qsl(query):
        if name in PART_PARAMETERS and _NUMBER.fullmatch(value):
            rest = "&".join(pair for pair in query.split("&") if pair != f"{name}={value}")
            return key.partition("?")[0] + (f"?{rest}" if rest else ""), int(value)
    return key, 1

"""XML of feeds and sitemaps, read forgivingly: sites print broken XML every day."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from xabar.source import EntityBomb, UnreadableSource

MAX_BYTES = 64 * 2**20  # the sitemap protocol allows 50 MB unpacked (sitemaps.org, "Sitemap file format")


_LIMITS: Final = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_ENTITY_LOOP)


def parse_xml(body: bytes, roots: tuple[str, ...], url: str) -> etree._Element:
    """Return the root element, which must be one of `roots` (names without namespace).

    Gzip is unpacked, up to 64 MiB. Entities are not resolved and nothing is fetched. Raise UnreadableSource when the
    bytes are not XML or are another kind of document, EntityBomb when its entities unfold beyond the parser's limits.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(_unpack(body, url).strip(), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(f"{url} is not XML: {error}") from error
    for entry in parser.error_log:
        if entry.type in _LIMITS and "entity" in entry.message.lower():
            raise EntityBomb(f"{url} is refused: {entry.message}")
    if root is None or local_name(root) not in roots:
        kind = "empty" if root is None else f"<{local_name(root)}>"
        raise UnreadableSource(f"{url} is {kind}, expected one of {', '.join(roots)}")
    return root


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace, in lower case; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Return the direct children with one of the names."""
    return (child for child in element if local_name(child) in names)


def child_text(element: etree._Element, *names: str) -> str | None:
    """Return the text of the first direct child with one of the names that has any."""
    for child in children(element, *names):
        text = "".join(map(str, child.itertext())).strip()
        if text:
            return text
    return None


def is_packed(body: bytes) -> bool:
    """Return whether a file is packed with gzip."""
    return body[:2] == b"\x1f\x8b"


def _unpack(body: bytes, url: str) -> bytes:
    # Scrapy's gunzip returns what comes before the error, so that half a sitemap would pass for a whole one
    if not is_packed(body):
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as unpacked:
            text = unpacked.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableSource(f"{url} is broken gzip: {error}") from error
    if len(text) > MAX_BYTES:
        raise UnreadableSource(f"{url} unpacks to more than {MAX_BYTES} bytes")
    return text

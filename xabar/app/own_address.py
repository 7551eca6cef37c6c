"""The address that a page gives as its own. Does not load Scrapy: whoever adds pages to an archive fetches none."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser


def own_address(body: bytes) -> str | None:
    """Return the address that a page gives as its own. This is what a worker is asked to do."""
    tree = LexborHTMLParser(body)
    for selector, attribute in (('link[rel="canonical"]', "href"), ('meta[property="og:url"]', "content")):
        node = tree.css_first(selector)
        address = node.attributes.get(attribute) if node else None
        if address and address.startswith(("http://", "https://")):
            return address
    return None

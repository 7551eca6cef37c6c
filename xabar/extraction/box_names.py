"""Tell by class, id and style which elements of a page are boxes beside a text. For pages whose layout nobody knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from xabar.extraction.cutting import NOT_SHOWN

# Parts of names of what is no text even if it is longer than the text.
NEVER_TEXT: Final = (
    r"comment(?!ar)",  # a commentary is a text
    "disqus",
    "cookie",
    "consent",
    "gdpr",
    r"\bcli-",  # the banner of WordPress' Cookie Law Info
    "modal",
    "popup",
)
# Parts of names of what is rarely text. A box with most of the page's text is the text all the same.
RARELY_TEXT: Final = (
    *(r"shar(?:e|ing)(?!d)", "social", "telegram", "subscri", "newsletter", "signup"),
    *(
        "related",
        "relacionad",
        "read-?more",
        "read_more",
        "also-?read",
        "read-?also",
        "recommend",
        "recirc",
        "similar",
    ),
    *("popular", "trending", r"most-?read", "teaser", "outbrain", "taboola"),
    *("banner", "advert", "adsbygoogle", "promo"),
    *("breadcrumb", "navigation", r"\bmenu", "sidebar", "footer", "toolbar"),
    *(r"\btags?\b", r"tag-?list", "post-tags", "rating", "reactions", "views", "orphus"),
    *("byline", "author", "caption", "credit", "copyright", "disclaimer"),
    *("timestamp", r"\bmeta\b", "dateline", r"pub-?date", "published"),
)
MAX_WORDS: Final = 5  # of a name; more are the title of something
HIDDEN: Final = "hidden"
_WORDS: Final = re.compile(r"[^\W_]+")
_WRAPPERS: Final = frozenset(("body", "article", "main"))  # whose classes name the page's kind and state
_NAMED: Final = re.compile(
    f"(?P<never>{'|'.join(NEVER_TEXT)})|(?:{'|'.join(RARELY_TEXT)})|hidden", re.IGNORECASE
)


def box_of(tag: str, attributes: Mapping[str, str | None]) -> tuple[str, bool] | None:
    """Return the names of an element that is a box beside the text, and whether it is never text; None for others."""
    if tag in _WRAPPERS or not attributes:
        return None
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if len(names) > 1 and (never := _judge(names)) is not None:
        return names, never
    if tag == "footer":
        return tag, False
    style = attributes.get("style") or ""
    is_hidden = "hidden" in attributes or attributes.get("aria-hidden") == "true"
    return (HIDDEN, False) if is_hidden or any(text in style for text in NOT_SHOWN) else None


@lru_cache(maxsize=4096)
def _judge(names: str) -> bool | None:
    """Return whether names are those of what is never text; None if they name no box."""
    found = list(
        _NAMED.finditer(" ".join(name for name in names.split() if len(_WORDS.findall(name)) <= MAX_WORDS))
    )
    return any(match.group("never") for match in found) if found else None

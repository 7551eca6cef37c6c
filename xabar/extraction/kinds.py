"""Pages that answer 200 and are no article: challenges, home pages, lists, empty templates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.addresses import is_home, join_url
from xabar.extraction.metadata import Meta
from xabar.extraction.structured import StructuredData

# Marks of pages that test a browser instead of answering, by vendor. Searched in the first part of the page.
CHALLENGES = (
    "cf-browser-verification",  # Cloudflare, until 2022
    "/cdn-cgi/challenge-platform/",  # Cloudflare
    "cf_chl_opt",
    "_cf_chl_",
    "<title>Just a moment...</title>",
    "Attention Required! | Cloudflare",
    "ddos-guard.net/",  # DDoS-Guard
    "DDoS-Guard</title>",
    "__qrator",  # Qrator
    "/_Incapsula_Resource",  # Imperva
    "px-captcha",  # PerimeterX
    "geo.captcha-delivery.com",  # DataDome
    "awsWafCookieDomainList",  # AWS WAF
    "window.awswaf",
    "sgcaptcha",  # SiteGround
    "servicepipe.ru",  # Servicepipe
    'document.cookie="__test=',
    "slowAES.decrypt",  # hosting of byet.host and its kin
)
_CHALLENGE_BYTES = 40_000  # they are small pages; an article may speak of Cloudflare
_TEMPLATE = re.compile(
    r"\{\{[^{]{0,300}?\}\}|\{!![^{]{0,300}?!!\}|^\s*(?:\{\{|--\}\})|\{%[^{]{0,300}?%\}|<\?php\b|<%=|\$\{[\w.]+\}"
)
_LIST_KINDS = frozenset(("CollectionPage", "ItemList", "SearchResultsPage"))
_EMPTY = 60  # characters of text
_MANY_TAGS = 8_000  # fewer cannot hurt, however they are nested
_DEEP = 1_000  # elements inside each other; browsers stop at 512
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# Elements without an end tag, or that end where the next of their kind begins.
# fmt: off
_FLAT = frozenset((
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "path", "source", "td", "th", "tr", "track", "wbr",
))
# fmt: on


def is_too_deep(html: str) -> bool:
    """Whether elements are nested so deep that parsing takes seconds or hours: its time grows with depth squared."""
    if html.count("<") < _MANY_TAGS:
        return False
    depth = 0
    for end, name in _TAG.findall(html):
        if name.lower() not in _FLAT:
            depth = max(0, depth - 1) if end else depth + 1
            if depth > _DEEP:
                return True
    return False


def is_challenge(html: str) -> bool:
    """Whether the page tests the visitor instead of answering."""
    return len(html) <= _CHALLENGE_BYTES and any(mark in html for mark in CHALLENGES)


def is_template(text: str) -> bool:
    """Whether a title or paragraph still holds a template's variables instead of text."""
    return _TEMPLATE.search(text) is not None


def is_home_instead(meta: Meta, url: str) -> bool:
    """Whether the page calls itself a front page under an address that is none (kun.uz: a soft 404)."""
    canonical = join_url(url, meta.canonical) if meta.canonical else None
    return canonical is not None and is_home(canonical) and not is_home(url)


def refuse_unproven(
    tree: LexborHTMLParser, html: str, meta: Meta, data: StructuredData, url: str
) -> str | None:
    """Why a page on which no layout fits is not to be read by guessing; None when it says that it is an article.

    tengrinews.kz sets og:type=article on lists, so that alone proves nothing.
    """
    if is_challenge(html):
        return "challenge"
    if tree.css_first("h1") is None and is_empty(tree):
        return "empty-page"
    if data.is_article or any(meta.published):
        return None
    if data.kinds & _LIST_KINDS:
        return "not-article"
    if meta.values.get("og:type", "").lower() == "website":
        return "not-article" if is_home(url) else "home-page"
    return None if len(tree.css("h1")) == 1 and len(tree.css("time")) <= 2 else "not-article"


def is_link_list(tree: LexborHTMLParser, paragraphs: Sequence[str]) -> bool:
    """Whether most of a guessed text are the words of links: a list of articles, whatever the page says it is."""
    links = {" ".join(node.text(separator=" ").split()) for node in tree.css("a[href]")}
    linked = sum(len(text) for text in paragraphs if text in links)
    return linked > sum(map(len, paragraphs)) / 2


def is_empty(tree: LexborHTMLParser) -> bool:
    """Whether the page shows next to nothing: an empty answer, or a shell that scripts would fill."""
    body = tree.body
    if body is None:
        return True
    seen = 0
    for node in body.traverse(include_text=True, skip_empty=True):
        if (
            node.tag == "-text"
            and node.parent is not None
            and node.parent.tag not in ("script", "style", "noscript")
        ):
            seen += len(node.text().strip())
            if seen > _EMPTY:
                return False
    return True

"""Recognize pages that answer 200 without being an article: challenges, home pages, lists, empty templates."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from xabar.extraction.addresses import is_home

# What stands on pages that test the browser instead of answering, by vendor.
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
    "slowAES.decrypt",  # byet.host and related hosters
)
_CHALLENGE_CHARACTERS = 40_000  # such pages are small, and an article may mention Cloudflare
_TEMPLATE = re.compile(
    r"\{\{[^{]{0,300}?\}\}|\{!![^{]{0,300}?!!\}|^\s*(?:\{\{|--\}\})|\{%[^{]{0,300}?%\}|<\?php\b|<%=|\$\{[\w.]+\}"
)
_EMPTY = 60  # characters of text; a page with no more is empty
_MANY_TAGS = 8_000  # fewer do no harm, however they are nested
_DEEP = 1_000  # levels of elements; browsers stop at 512
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
# Elements that have no end tag, or that end where the next such element begins.
# fmt: off
_FLAT = frozenset((
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p",
    "param", "path", "source", "td", "th", "tr", "track", "wbr",
))
# fmt: on


def is_too_deep(html: str) -> bool:
    """Return whether elements are nested too deep to parse in time, which grows with the square of the depth."""
    if html.count("<") < _MANY_TAGS:
        return False
    depth = 0
    for tag in _TAG.finditer(html):
        end, name = tag.groups()
        if name.lower() not in _FLAT:
            depth = max(0, depth - 1) if end else depth + 1
            if depth > _DEEP:
                return True
    return False


def is_challenge(html: str) -> bool:
    """Return whether the page tests the visitor instead of answering."""
    return len(html) <= _CHALLENGE_CHARACTERS and any(mark in html for mark in CHALLENGES)


def is_template(text: str) -> bool:
    """Return whether a title or paragraph contains a template's variables instead of text."""
    if "{" not in text and "<" not in text and "}" not in text:  # saves nearly every search
        return False
    return _TEMPLATE.search(text) is not None


def is_home_instead(canonical: str | None, url: str) -> bool:
    """Return whether a page with another address calls itself a front page (on kun.uz, a soft 404)."""
    return canonical is not None and canonical != url and is_home(canonical) and not is_home(url)


def refuse_unread(tree: LexborHTMLParser, html: str) -> str | None:
    """Return why nobody need look for a text on a page, or None."""
    if is_challenge(html):
        return "challenge"
    return "empty-page" if tree.css_first("h1") is None and is_empty(tree) else None


def is_empty(tree: LexborHTMLParser) -> bool:
    """Return whether the page shows almost nothing: an empty answer, or a frame that scripts would fill."""
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

"""What stands around an article: head, menu, side column, comments, footer. Heavy, as on the real sites."""

from __future__ import annotations

import html
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from string import Template
from typing import Any

from xabar.demo.editions import FakeEdition
from xabar.demo.printed_dates import format_header_date

_PART = re.compile(r"^<!-- part: (\w+) -->\n", re.MULTILINE)
_CLASS = re.compile(r'class="([^"$]+)"')


@cache
def load_words(key: str) -> Mapping[str, Any]:
    """The menus and labels of a script: a table of words.toml."""
    text = files("xabar.demo").joinpath("words.toml").read_text(encoding="utf-8")
    words: Mapping[str, Any] = tomllib.loads(text)[key]
    return words


@cache
def load_layout(name: str) -> Mapping[str, Template]:
    """The parts of a site's layout: article, tag, and, where the site has lists, list and item."""
    text = files("xabar.demo").joinpath("layouts", f"{name}.html").read_text(encoding="utf-8")
    pieces = _PART.split(text)[1:]
    return {part: Template(body) for part, body in zip(pieces[::2], pieces[1::2], strict=True)}


def render_head(edition: FakeEdition, title: str, url: str, kind: str, dates: Mapping[str, str]) -> str:
    """The <head>: title, OpenGraph, canonical address, what the site gives of machine-readable dates, style."""
    shown = html.escape(title)
    lines = [
        f'<meta charset="{edition.style.charset}">',
        f"<title>{shown} — {edition.style.name}</title>",
        f'<link rel="canonical" href="{url}">',
        f'<meta property="og:type" content="{kind}"><meta property="og:site_name" content="{edition.style.name}">',
        f'<meta property="og:title" content="{shown}">',
        f'<meta property="og:url" content="{url}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        _style(edition.style.page_layout),
        _SCRIPT,
    ]
    if dates and edition.style.machine_date == "json-ld":
        lines.insert(3, _json_ld(edition, title, dates))
    elif dates and edition.style.machine_date == "meta":
        lines.insert(3, f'<meta property="article:published_time" content="{dates["published"]}">')
    return "\n".join(lines)


def render_header(edition: FakeEdition, now: datetime) -> str:
    """The top of every page. It shows the day of reading, not of publication."""
    words = load_words(edition.style.wording)
    return (
        f'<div class="cookie-banner">{words["cookies"]}</div>\n'
        f'<header class="site-header"><div class="topbar"><span class="topbar-date">'
        f"{format_header_date(now, words)}</span><span>{words['weather']}</span><span>{words['currency']}</span></div>\n"
        f'<a class="logo" href="{edition.home}">{edition.style.name}</a>{_menu(edition)}</header>'
    )


@cache
def render_footer(edition: FakeEdition) -> str:
    """The bottom of every page: the menu again, and the notice on rights."""
    words = load_words(edition.style.wording)
    links = "\n".join(
        f'<li class="footer-links__item"><a class="footer-links__anchor" href="{edition.home}{number}/" '
        f'data-analytics="footer-{number}">{section} {number}{_ICON}</a></li>'
        for number in range(1, 3)
        for section in words["menu"]
    )
    return (
        f'<footer class="site-footer"><ul class="footer-links">{links}</ul>'
        f'<p class="copyright">© {edition.style.name}. {words["about"]}</p></footer>'
    )


def render_sidebar(edition: FakeEdition, links: Iterable[tuple[str, str]]) -> str:
    """The column of what others read, with the titles of other articles."""
    words = load_words(edition.style.wording)
    items = "\n".join(
        f'<li class="sidebar-news__item"><a class="sidebar-news__link" href="{address}" data-place="{place}">'
        f'<span class="sidebar-news__picture"><img loading="lazy" src="/static/thumb-{place}.webp" alt=""></span>'
        f'<span class="sidebar-news__title">{html.escape(title)}</span></a>'
        f'<span class="sidebar-news__time">{place % 24:02}:{place * 7 % 60:02}</span></li>'
        for place, (title, address) in enumerate(links)
    )
    return (
        f'<aside class="sidebar"><h3>{words["latest"]}</h3><ul class="sidebar-news">{items}</ul>'
        f'<div class="advert-box">{words["ad"]}</div><h3>{words["most_read"]}</h3></aside>'
    )


def render_links(links: Iterable[tuple[str, str]]) -> str:
    """A short list of further articles, as sites set it into and under a text."""
    items = (f'<li><a href="{address}">{html.escape(title)}</a></li>' for title, address in links)
    return f"<ul>{''.join(items)}</ul>"


@cache
def render_widgets(edition: FakeEdition) -> Mapping[str, str]:
    """Share bar, comments and the like, by the name that layouts give them."""
    words = load_words(edition.style.wording)
    comments = "".join(
        f'<div class="comment"><b>user{number}</b><p>{words["comment"]}</p></div>' for number in range(6)
    )
    buttons = "".join(
        f'<a class="share-bar__button" href="https://{host}/share">{name}{_ICON}</a>'
        for host, name in _NETWORKS
    )
    return {
        "share": f'<div class="share-bar"><span>{words["share"]}</span>{buttons}</div>',
        "typo": f'<div class="typo-report">{words["typo_title"]} {words["typo_text"]}</div>',
        "comments": f'<section class="comments"><h3>{words["comments"]}</h3>{comments}'
        f"<p>{words['comment_rules']}</p></section>",
        "comments_word": words["comments"],
        "telegram": words["telegram"].format(name=edition.style.name),
        **{
            name: words[name]
            for name in (
                "ad", "photo", "read_also", "latest", "more", "reading", "published",
                "no_media", "comment_rules", "typo_title", "typo_text", "dateline",
            )
        },
    }  # fmt: skip


_NETWORKS = (
    ("t.me", "Telegram"),
    ("www.facebook.com", "Facebook"),
    ("x.com", "X"),
    ("ok.ru", "OK"),
    ("vk.com", "VK"),
)
_ICON = (
    '<svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 8a6 6 0 1 0 12 0A6'
    ' 6 0 1 0 2 8zm5.2-3.1h1.6v3.6l2.7 1.6-.8 1.3-3.5-2.1z" fill="currentColor"/></svg>'
)
_SCRIPT = (
    "<script>(function(w){w.dataLayer=w.dataLayer||[];"
    + "".join(
        f"function slot{number}(a,b){{if(!a||a.length<{number}){{return b}}"
        f"w.dataLayer.push({{event:'slot-{number}',size:[{300 + number},250],lazy:!0}});return a.map(function(x)"
        f"{{return x.id%{number + 2}}})}}"
        for number in range(90)
    )
    + "})(window);</script>"
)


@cache
def _menu(edition: FakeEdition) -> str:
    words = load_words(edition.style.wording)
    items = "\n".join(
        f'<li class="main-menu__item"><a class="main-menu__link" href="{edition.home}section-{number}/" '
        f'data-analytics="menu-{number}" aria-label="{section}">{section}</a>'
        f'<button class="main-menu__toggle" type="button">{_ICON}</button></li>'
        for number, section in enumerate(words["menu"])
    )
    return f'<nav class="main-menu"><ul>{items}</ul></nav>'


@cache
def _style(layout: str) -> str:
    """Inline style, a few rules for every class of the layout."""
    source = "".join(template.template for template in load_layout(layout).values())
    names = dict.fromkeys(name for match in _CLASS.findall(source) for name in match.split())
    rules = "".join(
        f".{name}{{display:block;margin:0 auto {place % 9 + 4}px;padding:{place % 5}px 12px;font:400 {14 + place % 6}px/1.5"
        f' "Noto Sans",Arial,sans-serif;color:#{place * 4999 % 4096:03x}}}.{name}:hover{{opacity:.{place % 9 + 1}}}'
        f"@media(max-width:{640 + place}px){{.{name}{{padding:0 {place % 7}px;max-width:100%}}}}\n"
        for place, name in enumerate(names)
    )
    return f"<style>{rules}</style>"


def _json_ld(edition: FakeEdition, title: str, dates: Mapping[str, str]) -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": dates["published"],
        "dateModified": dates["modified"],
        "publisher": {"@type": "Organization", "name": edition.style.name},
    }
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'

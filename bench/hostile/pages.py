"""Make hostile pages: each one asks too much of one part of the program."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Final

TITLE: Final = "Гулдарада янги кўприк очилди"
SENTENCE: Final = "Қашқадарё вилоятидаги Гулдара қишлоғида шанба куни дарё устидан янги кўприк очилди."
DATE: Final = '<div class="news-inner__content-stats">10:15 / 24.11.2026</div>'
OPEN: Final = '<div class="news-inner__content-page">'


def _repeat(unit: str, size: int) -> str:
    return unit * max(1, size // len(unit.encode()))


def _count(unit: str, size: int) -> str:
    """Repeat `unit` with a number in it until there are `size` bytes."""
    return "".join(unit.format(number) for number in range(max(1, size // len(unit.encode()))))


def _article(body: str, *, head: str = "", title: str = TITLE, date: str = DATE, place: str = OPEN) -> str:
    text = "".join(f"<p>{number}. {SENTENCE} {zlib.crc32(body[:99].encode())}</p>" for number in range(3))
    return (
        f"<!doctype html><html><head>{head}<title>{TITLE}</title></head><body>"
        f'<h1 class="news-inner__content-title">{title}</h1>{date}{place}{text}{body}</div></body></html>'
    )


# For each kind of page, a function that makes one of about so many bytes.
KINDS: Final[dict[str, Callable[[int], str]]] = {
    "ordinary": lambda size: _article(""),  # the first article of a process loads what all the others need
    "long text": lambda size: _article(_count(f"<p>{{}}. {SENTENCE}</p>", size)),
    "one paragraph": lambda size: _article("<p>" + _count("Telegram-{} kanalini o'qing ", size) + "</p>"),
    "paragraphs of one letter": lambda size: _article(_repeat("<p>a", size)),
    "empty paragraphs": lambda size: _article(_repeat("<p>", size)),
    "nested div": lambda size: _article(_repeat("<div>", size)),
    "nested b": lambda size: _article(_repeat("<b>", size)),
    "nested a": lambda size: _article(_repeat("<a>", size)),
    "b around div": lambda size: _article(_repeat("<b><div>", size)),
    "font around p": lambda size: _article(_repeat("<font><p>", size)),
    "nested table": lambda size: _article(_repeat("<table><tr><td>", size)),
    "many tables": lambda size: _article(_repeat("<table><tr><td>a</table>", size)),
    "nested svg": lambda size: _article(_repeat("<svg><g>", size)),
    "nested select": lambda size: _article(_repeat("<select><option>", size)),
    "attributes": lambda size: _article("<p " + _count('a{}="x" ', size) + ">a</p>"),
    "bare attributes": lambda size: _article("<p a='>' " + _count("a{} ", size) + ">a</p>"),
    "long attribute": lambda size: _article('<p class="' + _repeat("share ", size) + '">a</p>'),
    "script": lambda size: _article("", head=f"<script>{_repeat('if (a < b) a = 1; ', size)}</script>"),
    "style": lambda size: _article("", head=f"<style>{_repeat('.a{color:red}', size)}</style>"),
    "comments": lambda size: _article(_repeat("<!-- x -->", size)),
    "broken JSON": lambda size: _article(
        "", head=_json('{"@type":"NewsArticle","a":[' + _repeat("1, ", size))
    ),
    "nested JSON": lambda size: _article("", head=_json(_repeat("[", size))),
    "unclosed JSON strings": lambda size: _article("", head=_json(_repeat('"headline":"\\', size))),
    "commas in JSON": lambda size: _article("", head=_json("{" + _repeat(",   ", size))),
    "meta tags": lambda size: _article("", head=_count('<meta property="article:tag" content="a{}">', size)),
    "links": lambda size: _article(_count('<a href="/x{}">a</a>', size)),
    "template braces": lambda size: _article("<p>" + _repeat("{{a", size) + "</p>"),
    "template marks": lambda size: _article(_repeat("<p>${a.</p>", size)),
    "spaces": lambda size: _article("<p>" + _repeat(" \n", size) + "</p>"),
    "numbers": lambda size: _article("<p>" + _repeat("12 ", size) + "</p>"),
    "long title": lambda size: _article("", title=_repeat("— | ", size)),
    "long date": lambda size: _article("", date=DATE.replace("10:15", _repeat("12.11.2026 ", size))),
    "angle brackets": lambda size: _article(_repeat("<", size)),
    "entities": lambda size: _article(_repeat("&amp", size)),
    "share bars": lambda size: _article(_repeat("<div class=share>a</div>", size)),
    "nested share bars": lambda size: _article(_repeat("<div class=share><p>a</p>", size)),
    "time elements": lambda size: _article(_repeat("<time datetime=2026-11-24>a</time>", size)),
    "tags": lambda size: _article(_count("<a class=tags-ui__link>a{}</a>", size)),
    "widgets": lambda size: _article(_count("<p>Ctrl + Enter {}</p>", size)),
    "related": lambda size: _article(_repeat("<p>Мавзуга оид:</p>", size)),
    "comments of readers": lambda size: _article(_repeat("<p>Izohlar</p>", size)),
    "dates": lambda size: _article(_repeat("<p>10:15 / 24.11.2026</p>", size)),
    "no layout": lambda size: _article(_count(f"<p>{{}}. {SENTENCE}</p>", size), place="<div>"),
    "no layout, one letter": lambda size: _article(_repeat("<p>a", size), place="<div>"),
    "no layout, nested": lambda size: _article(_repeat("<ul><li>", size), place="<div>"),
}


def _json(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def print_pages(sizes: tuple[int, ...]) -> Iterator[tuple[str, str]]:
    """Yield (name, page) for every kind at every size in bytes. A name is part of an address: nested-div-100000."""
    for name, kind in KINDS.items():
        for size in sizes:
            yield f"{name}-{size}".replace(",", "").replace(" ", "-").lower(), kind(size)

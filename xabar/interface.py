"""A site's interface: addresses that give its articles as JSON, where its own pages are drawn by scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import orjson

from xabar.extraction.layout import Layout

LAYOUT: Final = Layout(title="h1", body="article.interface", date="time", section=".section")
"""Where an answer has its fields once it is a page. A site with an interface has it among its layouts."""

_NAME: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """Where a site's interface gives an article, and by which names.

    `address` (of the interface) and `page` (of the article) hold the same names in braces. `Site.article` has them as
    named groups. The other fields are paths into the answer, such as "result.post.title". The body may be HTML or the
    blocks of Editor.js (editorjs.io). ValueError if the two addresses differ in their names.
    """

    address: str
    page: str
    title: str
    body: str
    date: str
    section: str | None = None

    def __post_init__(self) -> None:
        if self.names != set(_NAME.findall(self.page)):
            raise ValueError(f"{self.address!r} and {self.page!r} must have the same names in braces")

    @property
    def names(self) -> set[str]:
        """The names in braces."""
        return set(_NAME.findall(self.address))

    def find_page(self, url: str) -> str | None:
        """Return the address of the article that an address of the interface gives; None for any other address."""
        match = _pattern(self.address).fullmatch(url)
        return self.page.format_map(match.groupdict()) if match else None

    def to_html(self, body: bytes) -> str:
        """Return an answer as a page in `LAYOUT`; "" for an answer without a title or a text."""
        try:
            answer = orjson.loads(body)
        except orjson.JSONDecodeError:
            return ""
        title, text = _text_at(answer, self.title), _text_at(answer, self.body)
        if not title or not text:
            return ""
        date = html.escape(_text_at(answer, self.date))
        section = html.escape(_text_at(answer, self.section)) if self.section else ""
        return (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{html.escape(title)}</title></head><body>"
            f"<h1>{html.escape(title)}</h1><time>{date}</time><span class='section'>{section}</span>"
            f"<article class='interface'>{_to_markup(text)}</article></body></html>"
        )


@lru_cache
def _pattern(address: str) -> re.Pattern[str]:
    """Return a pattern for the addresses that a template gives. `re.split` puts its names between the other parts."""
    parts = (
        f"(?P<{part}>[^/?&]+)" if place % 2 else re.escape(part)
        for place, part in enumerate(_NAME.split(address))
    )
    return re.compile("".join(parts))


def _text_at(answer: Any, path: str) -> str:
    for name in path.split("."):
        answer = answer.get(name) if isinstance(answer, dict) else None
    return answer.strip() if isinstance(answer, str) else ""


def _to_markup(text: str) -> str:
    """Return a text as HTML. It may be HTML already, escaped HTML, or the blocks of Editor.js."""
    if text.startswith("{"):
        try:
            return "".join(_blocks(orjson.loads(text)))
        except orjson.JSONDecodeError:
            pass
    return text if "<" in text else html.unescape(text)


def _blocks(saved: Any) -> Iterator[str]:
    blocks = saved.get("blocks") if isinstance(saved, dict) else None
    for block in blocks if isinstance(blocks, list) else ():
        kind, data = (block.get("type"), block.get("data")) if isinstance(block, dict) else (None, None)
        tag = _TAGS.get(kind) if isinstance(kind, str) else None
        if tag and isinstance(data, dict):
            yield from (f"<{tag}>{line}</{tag}>" for line in _lines(data))


def _lines(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the text of a block, or the items of a list, which newer versions wrap in objects."""
    items = data.get("items")
    for item in items if isinstance(items, list) else (data,):
        line = (item.get("text") or item.get("content")) if isinstance(item, dict) else item
        if isinstance(line, str):
            yield line


_TAGS: Final = {"paragraph": "p", "header": "h2", "list": "li", "quote": "blockquote"}

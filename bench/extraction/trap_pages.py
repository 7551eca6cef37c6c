"""Print a story with its boilerplate as a page, in the ways in which sites mark their text and what stands beside it."""

from __future__ import annotations

import html
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final


@dataclass(slots=True)
class Story:
    """An article: its sentences, what its site prints beside them, and the sentences of it that others have, too."""

    title: str
    paragraphs: list[str]
    planted: list[tuple[str, str]] = field(default_factory=list)  # (kind, line)
    titles: list[str] = field(default_factory=list)  # of other articles, linked
    true: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    """How a site prints a line of the text, a line of boilerplate, a label with its link, and a list of links."""

    text: str = "<p>{}</p>\n"
    line: str = "<p>{}</p>\n"
    label: str = "{}: {}"
    link: str = ""  # around each linked title; by default the same as around a line
    links: str = "{}"  # around all of them
    box: str = '<div class="hamkor-quti"><p>{}</p></div>'
    known: bool = True  # whether a layout names the place of the text


STYLES: Final[dict[str, Style]] = {
    "paragraphs": Style(),
    "breaks": Style("{}<br>\n", "{}<br>\n"),
    "unknown": Style(known=False),
    "classes": Style(
        line='<p class="izoh-qator">{}</p>\n',
        label="<strong>{}:</strong> {}",
        link="<li>{}</li>",
        links='<ul class="tanlangan">{}</ul>',
        box='<section class="loyiha"><p>{}</p></section>',
    ),
    "divisions": Style("<div>{}</div>\n", "<div><em>{}</em></div>\n", "{} — {}", "<div><h4>{}</h4></div>"),
    "bold": Style(line="<p><b>{}</b></p>\n", label="<b>{}</b>: {}", link="<p>{}</p>"),
    "double breaks": Style("{}<br><br>\n", "<b>{}</b><br><br>\n", "{} → {}", "• {}<br>"),
    "unknown breaks": Style("{}<br>\n", "{}<br>\n", known=False),
    "unknown divisions": Style("<div>{}</div>\n", "<div><em>{}</em></div>\n", "{} | {}", known=False),
}


def print_page(story: Story, layout: str) -> str:
    """Return the HTML of a story."""
    style = STYLES[layout]
    lines = [html.escape(text, quote=False) for text in story.paragraphs]
    above, inside, below, boxes = [], [], [], []
    for kind, line in story.planted:
        text = html.escape(line, quote=False)
        if kind == "head":
            above.append(style.line.format(text))
        elif kind == "tail":
            below.append(style.line.format(text))
        elif kind == "glued":
            lines[-1] += f" {text}"
        elif kind == "label":
            inside.append(style.line.format(style.label.format(text, _link(story.titles[0]))))
        elif kind == "insert":
            inside.append(style.line.format(text))
        elif kind == "heading":
            below.append(style.line.format(text) + _list(story.titles[1:], style))
        else:
            boxes.append(style.box.format(text))
    text_lines = [style.text.format(line) for line in lines]
    middle = max(1, len(lines) // 2)
    body = "".join((*above, *text_lines[:middle], *inside, *text_lines[middle:], *below, *boxes))
    place = "post-text" if style.known else "asosiy"
    title = html.escape(story.title)
    return (
        f'<html><head><meta property="og:type" content="article"><meta property="article:published_time"'
        f' content="2026-11-24T12:00:00+05:00"><title>{title}</title></head><body><header>'
        f'<nav><a href="/">Bosh</a></nav></header><main><article><h1>{title}</h1>'
        f'<div class="{place}">{body}</div></article></main><footer>2026</footer></body></html>'
    )


def _list(titles: Iterable[str], style: Style) -> str:
    return style.links.format("".join((style.link or style.line).format(_link(title)) for title in titles))


def _link(title: str) -> str:
    return f'<a href="/news/{zlib.crc32(title.encode())}">{html.escape(title)}</a>'

"""What a target is told: the articles that an alert has found, as text, as HTML and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from xabar.alerts.definition import Definition
from xabar.article import Article
from xabar.delivery.message import Message
from xabar.search.engine import index_language
from xabar.search.highlight import HIT_END, HIT_START, Highlighter
from xabar.search.query import parse_query

_MARKS = {ord(HIT_START): None, ord(HIT_END): None}


@dataclass(frozen=True, slots=True)
class Found:
    """An article, the part of its text where the query stands, and its near copies elsewhere."""

    article: Article
    snippet: str  # with its hits between the marks of `xabar.search.highlight`
    copies: tuple[Article, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        article = self.article
        return {
            "id": article.id,
            "url": article.url,
            "site": article.site,
            "title": article.title,
            "language": article.language,
            "script": article.script,
            "published_at": article.published_at.isoformat() if article.published_at else None,
            "published_day": article.published_day.isoformat() if article.published_day else None,
            "snippet": self.snippet.translate(_MARKS),
            "copies": [{"url": copy.url, "site": copy.site} for copy in self.copies],
        }


def find_snippets(
    definition: Definition,
    articles: Sequence[Article],
    copies: Mapping[str, Sequence[Article]],
    today: date,
) -> list[Found]:
    """Return the articles with the parts of their texts that the query finds."""
    query = parse_query(definition.query, today)
    highlighters = {
        language: Highlighter(query, language)
        for language in {index_language(article.language) for article in articles}
    }
    return [
        Found(
            article,
            highlighters[index_language(article.language)].snippet(article.body),
            tuple(copies.get(article.id, ())),
        )
        for article in articles
    ]


def write_notice(name: str, definition: Definition, found: Sequence[Found], *, key: str) -> Message:
    """Return the message about at least one article."""
    first = found[0].article
    more = f" (+{len(found) - 1})" if len(found) > 1 else ""
    return Message(
        subject=f"[{name}] {' '.join(first.title.split())[:150]}{more}",
        text=_text(name, definition, found),
        html=_html(name, definition, found),
        data={"alert": name, "query": definition.query, "articles": [each.to_dict() for each in found]},
        key=key,
        link=first.url,
    )


def _text(name: str, definition: Definition, found: Sequence[Found]) -> str:
    parts = [_text_of(each) for each in found]
    return "\n\n".join([*parts, f"-- \nXabar, alert {name}: {definition.query}"])


def _text_of(found: Found) -> str:
    article = found.article
    lines = [" ".join(article.title.split()), _origin(article), article.url]
    if snippet := " ".join(found.snippet.translate(_MARKS).split()):
        lines.append(snippet)
    lines += [f"also {copy.site}: {copy.url}" for copy in found.copies]
    return "\n".join(lines)


def _origin(article: Article) -> str:
    day = article.published_day.isoformat() if article.published_day else "no date"
    return f"{article.site} · {day} · {article.language or 'und'}"


def _html(name: str, definition: Definition, found: Sequence[Found]) -> str:
    parts = "\n".join(map(_html_of, found))
    about = escape(f"Xabar, alert {name}: {definition.query}")
    return f"<!doctype html>\n<html><body>\n{parts}\n<hr><p><small>{about}</small></p>\n</body></html>\n"


def _html_of(found: Found) -> str:
    return f'<h3 dir="auto">{_link(found.article, found.article.title)}</h3>\n{html_snippet(found)}'


def html_snippet(found: Found) -> str:
    """Return origin, snippet and copies of an article as HTML, in which the article's text is only text."""
    snippet = escape(found.snippet).replace(HIT_START, "<b>").replace(HIT_END, "</b>")
    copies = "".join(f"<br>also {_link(copy, copy.site)}" for copy in found.copies)
    origin = escape(_origin(found.article))
    return f'<p><small>{origin}</small><br><span dir="auto">{snippet}</span>{copies}</p>'


def _link(article: Article, text: str) -> str:
    return f'<a href="{escape(article.url)}" rel="noopener noreferrer">{escape(text)}</a>'

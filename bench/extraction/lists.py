"""Lists of the demo's stories in shapes of the press, none of which may be stored, and the stories as briefs, which must."""

from __future__ import annotations

import html
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product

from bench.extraction.varied import NOW
from xabar.app.project import all_sites, project_settings
from xabar.demo.editions import editions_of
from xabar.demo.entries import demo_entries
from xabar.demo.stories import Story, compose_story
from xabar.extraction.page import extract_page

TEASERS = 12
Shape = Callable[[Sequence[Story]], str]


def measure_lists(seed: int, failures: bool) -> Iterator[str]:
    """Yield how many lists of each shape would be stored as articles, and how many articles in each head are refused."""
    stored: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    lists = articles = 0
    for edition in editions_of(*all_sites(project_settings()).values()):
        written = [entry.read() for entry in demo_entries(edition, NOW)]
        stories = [*written, *(compose_story(edition.style.stories, at, seed) for at in range(TEASERS))]
        chance = random.Random(f"{edition.site.name}/{edition.style.code}/{seed}")
        for (shape, draw), (head, say) in product(LISTS.items(), HEADS.items()):
            some = chance.sample(stories, k=TEASERS)
            page = f"<html><head>{say(some)}</head><body>{MENU}{draw(some)}{FOOTER}</body></html>"
            lists += 1
            stored[f"{shape}, {head}"] += _is_stored(page, "https://example.uz/jamiyat")
        for story, (frame, draw_article) in product(written, ARTICLES.items()):
            others = [other for other in stories if other is not story][:6]
            page = f"<html><head><title>{_t(story.title)}</title></head><body>{MENU}{draw_article(story, others)}"
            articles += 1
            refused[frame] += not _is_stored(
                f"{page}{FOOTER}</body></html>", f"https://example.uz/{story.slug}"
            )
    yield f"lists stored {stored.total()} of {lists}; articles without any mark refused {refused.total()} of {articles}"
    for name, count in (+stored).most_common() + (+refused).most_common() if failures else ():
        yield f"  {count} × {name}"


def _is_stored(page: str, url: str) -> bool:
    return extract_page(page, url=url, layouts=()).problem is None


def _t(text: str) -> str:
    return html.escape(text, quote=False)


def _link(story: Story, inside: str) -> str:
    return f'<a href="/{story.slug}">{inside}</a>'


def _summary(story: Story) -> str:
    return _t(story.paragraphs[0])


MENU = "<nav><a href='/'>Bosh sahifa</a></nav><div class='top'><a href='/jamiyat'>Jamiyat</a> <a href='/sport'>Sport</a></div>"
DATE = "<div class='date'>10:15 / 24.11.2026</div>"
FOOTER = "<div class='bottom'><p>Barcha huquqlar himoyalangan. Materiallardan foydalanilganda havola shart.</p></div>"


def _each(
    template: Callable[[Story], str], around: str = "<h1>Jamiyat</h1><div class='list'>{}</div>"
) -> Shape:
    return lambda stories: around.format("".join(map(template, stories)))


def _card(story: Story) -> str:
    return f"<div class='card'><h3>{_link(story, _t(story.title))}</h3><span>24.11.2026</span><p>{_summary(story)}</p></div>"


LISTS: dict[str, Shape] = {
    "cards": _each(_card),
    "cards without a heading": _each(_card, "<div class='feed'>{}</div>"),
    "articles": _each(lambda s: f"<article><h2>{_link(s, _t(s.title))}</h2><p>{_summary(s)}</p></article>"),
    "more": _each(lambda s: f"<div><h2>{_t(s.title)}</h2><p>{_summary(s)} {_link(s, 'Batafsil')}</p></div>"),
    "whole cards": _each(lambda s: _link(s, f"<h3>{_t(s.title)}</h3><p>{_summary(s)}</p>")),
    "flat": _each(lambda s: f"<h3>{_link(s, _t(s.title))}</h3><p>{_summary(s)}</p>"),
    "lines": _each(lambda s: f"<li>10:15 {_link(s, _t(s.title))}</li>", "<h1>Yangiliklar</h1><ul>{}</ul>"),
    "table": _each(
        lambda s: f"<tr><td>24.11.2026</td><td>{_link(s, _t(s.title))}</td></tr>",
        "<h1>Arxiv</h1><table>{}</table>",
    ),
    "found": _each(
        lambda s: (
            f"<div class='hit'>{_link(s, _t(s.title))}<br>… {_summary(s)[20:140]} …<br><small>24.11.2026</small></div>"
        ),
        "<h1>Qidiruv: «daryo»</h1>{}",
    ),
    "tag with an introduction": _each(
        _card,
        "<h1>#daryo</h1><p>Bu sahifada daryolar, koʻpriklar va suv haqidagi barcha xabarlar toʻplangan.</p>{}",
    ),
    "front page": lambda some: (
        f"<div class='lead'><h1>{_link(some[0], _t(some[0].title))}</h1><p>{_summary(some[0])}</p></div>"
        + "".join(map(_card, some[1:]))
    ),
    "long teasers": _each(
        lambda s: (
            f"<div class='post'><h2>{_link(s, _t(s.title))}</h2><p>{_t(' '.join(s.paragraphs[:2]))}</p>"
            f"<p>{_t(s.paragraphs[-1])}</p></div>"
        )
    ),
}
HEADS: dict[str, Callable[[Sequence[Story]], str]] = {
    "no mark": lambda some: "<title>Jamiyat yangiliklari</title>",
    "og:type=article": lambda some: "<title>Jamiyat</title><meta property='og:type' content='article'>",
    "og:type=website": lambda some: "<title>Jamiyat</title><meta property='og:type' content='website'>",
    "JSON-LD of a list": lambda some: (
        "<title>Jamiyat</title>" + _json_ld({"@type": "CollectionPage", "name": "Jamiyat"})
    ),
    "JSON-LD of its articles": lambda some: (
        "<title>Jamiyat</title>"
        + "".join(
            _json_ld({"@type": "NewsArticle", "headline": s.title, "datePublished": "2026-11-24"})
            for s in some
        )
    ),
    "described": lambda some: (
        f"<title>Jamiyat</title><meta name='description' content='{html.escape(some[0].title)}'>"
    ),
    "published": lambda some: (
        "<title>Jamiyat</title><meta property='og:type' content='article'>"
        "<meta property='article:published_time' content='2026-11-24T10:00:00+05:00'>"
    ),
}


def _json_ld(thing: dict[str, str]) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **thing})}</script>'


def _related(others: Sequence[Story]) -> str:
    return "<div class='block'><h3>Mavzuga oid</h3>" + "".join(map(_card, others)) + "</div>"


def _paragraphs(story: Story) -> str:
    return "".join(f"<p>{_t(text)}</p>" for text in story.paragraphs)


ARTICLES: dict[str, Callable[[Story, Sequence[Story]], str]] = {
    "plain": lambda s, o: f"<div class='x'><h1>{_t(s.title)}</h1>{DATE}{_paragraphs(s)}</div>{_related(o)}",
    "title is no heading": lambda s, o: (
        f"<div class='x'><b>{_t(s.title)}</b>{DATE}{_paragraphs(s)}</div>{_related(o)}"
    ),
    "breaks": lambda s, o: (
        f"<h1>{_t(s.title)}</h1>{DATE}<div class='x'>{'<br><br>'.join(map(_t, s.paragraphs))}</div>{_related(o)}"
    ),
    "brief": lambda s, o: (
        f"<div class='x'><h1>{_t(s.title)}</h1>{DATE}<p>{_summary(s)}</p></div>{_related(o)}"
    ),
    "list above": lambda s, o: (
        f"{_related(o)}<div class='x'><h1>{_t(s.title)}</h1>{DATE}{_paragraphs(s)}</div>"
    ),
    "titles between": lambda s, o: (
        f"<h1>{_t(s.title)}</h1><div class='x'>"
        + "".join(
            f"<p>{_t(p)}</p><p>{_link(other, _t(other.title))}</p>"
            for p, other in zip(s.paragraphs, o, strict=False)
        )
        + f"<p>{_t(s.paragraphs[-1])} {_t(s.paragraphs[0])}</p></div>"
    ),
}

"""Make the built-in pages: the known stories of the demo's sites, with varied markup and planted boilerplate."""

from __future__ import annotations

import html
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from bench.extraction.gold import Gold
from bench.extraction.varied_head import print_metadata
from xabar.app.project import all_sites, project_settings
from xabar.demo.editions import editions_of
from xabar.demo.entries import Entry, demo_entries
from xabar.demo.frame import load_words
from xabar.demo.pages import render_article
from xabar.demo.stories import Story
from xabar.language.conversion import convert_text

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
MARKS = ("@@first@@", "@@middle@@", "@@closing@@")
KINDS = ("head", "tail", "glued", "label", "block")
Chance = random.Random


@dataclass(slots=True)
class Draft:
    """The body of a page in progress: its markup, the paragraphs that readers see, the planted boilerplate."""

    markup: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    planted: list[str] = field(default_factory=list)


@cache
def load_lines(code: str) -> dict[str, Any]:
    """Return what is planted in pages of a language and script: a table of boilerplate.toml in that script."""
    language, _, script = code.partition("-")
    text = Path(__file__).with_name("boilerplate.toml").read_text(encoding="utf-8")
    lines: dict[str, Any] = tomllib.loads(text)[language]
    return {key: _convert(value, language, script) for key, value in lines.items()}


def _convert(value: Any, language: str, script: str) -> Any:
    if isinstance(value, list):
        return [_convert(item, language, script) for item in value]
    if value in KINDS or any(mark in value for mark in "{<;@") or "Ctrl" in value:  # program text, keys
        return value
    return convert_text(value, language=language, to=script)


def varied_pages(seed: int, variants: int) -> Iterator[Gold]:
    """Yield `variants` pages of every written story of every site, each with its own markup and boilerplate."""
    for edition in editions_of(*all_sites(project_settings()).values()):
        entries = demo_entries(edition, NOW)
        for entry in entries:
            others = [other for other in entries if other is not entry]
            for variant in range(variants):
                chance = Chance(f"{edition.style.stories}/{entry.slug}/{variant}/{seed}")
                yield varied_page(
                    entry, others, chance, f"{edition.site.name}/{edition.style.code}/{entry.slug}-{variant}"
                )


def varied_page(entry: Entry, others: Sequence[Entry], chance: Chance, name: str) -> Gold:
    """Return a page of a story, with everything else that sites put on their pages."""
    story, edition = entry.read(), entry.edition
    draft = draft_middle(story.paragraphs[1:-1], edition.style.code, others, chance)
    first, closing = story.paragraphs[0], story.paragraphs[-1]
    if edition.style.page_layout == "inform_kz":  # the lead of this site begins with a dateline
        first = f"{load_words(edition.style.wording)['dateline']} {first}"
    glued = _glue(edition.style.code, draft, chance)
    marked = replace(story, paragraphs=MARKS)
    page = render_article(replace(entry, read=partial(_same, marked)), NOW, list(others)[:6])
    fields, head = print_metadata(entry, story, chance)
    page = page.replace("</head>", f"{head}</head>", 1)
    page = page.replace(f"<p>{MARKS[1]}</p>", "\n".join(draft.markup))
    page = page.replace(MARKS[0], html.escape(story.paragraphs[0], quote=False))
    page = page.replace(MARKS[2], html.escape(closing, quote=False) + glued)
    return Gold(
        name=name,
        page=page.encode(edition.style.charset, "xmlcharrefreplace"),
        url=entry.url,
        body=(first, *draft.body, closing),
        site=edition.site.name,
        language=edition.style.language,
        fetched_at=NOW.isoformat(),
        fields=fields,
        planted=tuple(draft.planted),
    )


def _same(story: Story) -> Story:
    return story


def draft_middle(paragraphs: Sequence[str], code: str, others: Sequence[Entry], chance: Chance) -> Draft:
    """Return paragraphs in any markup that shows them, with boilerplate between them."""
    draft = Draft()
    labels = [text for kind, text in load_lines(code)["known"] if kind == "label"]
    for paragraph in paragraphs:
        chance.choice(_MARKUP)(draft, paragraph, chance)
        if chance.random() < 0.4:
            chance.choice(_BETWEEN)(draft, chance.choice(labels), others, chance)
    return draft


def _glue(code: str, draft: Draft, chance: Chance) -> str:
    lines = [text for kind, text in load_lines(code)["known"] if kind == "glued"]
    if chance.random() < 0.5:
        return ""
    line = chance.choice(lines)
    draft.planted.append(line)
    return f" {html.escape(line, quote=False)}"


# --- markup of text --------------------------------------------------------------------------------------------

_MARKUP: list[Callable[[Draft, str, Chance], None]] = []
_BETWEEN: list[Callable[[Draft, str, Sequence[Entry], Chance], None]] = []


def _shown(template: str) -> Callable[[Draft, str, Chance], None]:
    def add(draft: Draft, paragraph: str, chance: Chance) -> None:
        draft.markup.append(template.replace("TEXT", html.escape(paragraph, quote=False)))
        draft.body.append(paragraph)

    return add


def _sentences(draft: Draft, paragraph: str, chance: Chance) -> None:
    """Add a list of the paragraph's sentences."""
    items = [part if part.endswith(".") else f"{part}." for part in paragraph.split(". ")]
    draft.markup.append(f"<ul>{''.join(f'<li>{html.escape(item, quote=False)}' for item in items)}</ul>")
    draft.body.extend(items)


def _linked(draft: Draft, paragraph: str, chance: Chance) -> None:
    """Add a paragraph in which a word is a link to another article."""
    words = html.escape(paragraph, quote=False).split(" ")
    at = chance.randrange(len(words))
    words[at] = f'<a href="/uz/boshqa-{at}" class="inline-link">{words[at]}</a>'
    draft.markup.append(f"<p>{' '.join(words)}</p>")
    draft.body.append(paragraph)


def _subhead(draft: Draft, paragraph: str, chance: Chance) -> None:
    """Add the first words of the paragraph as a subhead above it."""
    head = " ".join(paragraph.split()[:4]).strip(",.«»")
    level = chance.choice(("h2", "h3", "p><strong"))
    draft.markup.append(f"<{level}>{html.escape(head)}</{level.split('>')[0]}>")
    draft.markup.append(f"<p>{html.escape(paragraph, quote=False)}</p>")
    draft.body.extend((head, paragraph))


_MARKUP += [
    *map(
        _shown,
        (
            "<p>TEXT</p>",
            "<p>TEXT</p>",
            "<p>TEXT",  # nobody closes it
            "<div>TEXT</div>",
            '<p class="text-justify" style="text-align: justify;"><span lang="UZ-LATN">TEXT</span></p>',
            "<b><p>TEXT</b></p>",  # wrong nesting
            "<div><div><p>TEXT</p></div>&nbsp;</div>",
            "<br>TEXT<br /><br>",
            "<blockquote><p>TEXT</p></blockquote>",
            "<section><p><em>TEXT</em></p></section>",
        ),
    ),
    _sentences,
    _linked,
    _subhead,
]

# --- boilerplate between ---------------------------------------------------------------------------------------------


def _planted(template: str) -> Callable[[Draft, str, Sequence[Entry], Chance], None]:
    def add(draft: Draft, line: str, others: Sequence[Entry], chance: Chance) -> None:
        draft.markup.append(template.replace("TEXT", html.escape(line, quote=False)))
        draft.planted.append(line)

    return add


def _related(draft: Draft, line: str, others: Sequence[Entry], chance: Chance) -> None:
    """Add the title of another article as a link, in a paragraph or heading of its own."""
    if not others:
        return
    other = chance.choice(others)
    title, tag = other.read().title, chance.choice(("p", "h3", "div"))
    draft.markup.append(f'<{tag}><a href="{other.path}">{html.escape(title)}</a></{tag}>')
    draft.planted.append(title)


def _figure(draft: Draft, line: str, others: Sequence[Entry], chance: Chance) -> None:
    draft.markup.append(
        f'<figure><img data-src="/img/{chance.randrange(99)}.webp"><figcaption>{html.escape(line)}</figcaption></figure>'
    )
    draft.planted.append(line)


_BETWEEN += [
    *map(
        _planted,
        (
            "<p>TEXT</p>",
            "<div class='x7f'>TEXT</div>",
            "<p><em>TEXT</em></p>",
            '<div class="share-block">TEXT</div>',
            "<aside><p>TEXT</p></aside>",
            "<script>var t = 'TEXT';</script>",
            '<p style="display: none">TEXT</p>',
            "<!-- TEXT -->",
        ),
    ),
    _related,
    _figure,
]

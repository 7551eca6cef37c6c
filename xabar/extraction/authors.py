"""Find the writers of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xabar.extraction.bylines import is_name
from xabar.extraction.date_places import is_aside
from xabar.extraction.html_text import read_text
from xabar.extraction.metadata import Sources
from xabar.extraction.people import split_people
from xabar.extraction.printed_authors import find_printed_authors
from xabar.extraction.titles import comparable, site_names

# Names of <meta> that name the writer, those of every site first; the others are of services that sites report to.
AUTHOR_META: Final = (
    ("author", "article:author"),
    ("parsely-author", "sailthru.author", "cxenseparse:author", "dc.creator", "byl"),
)
MAX_LINKED: Final = 3  # writers whose pages an article links to; more are the site's list of writers
_WRITTEN_BY: Final = re.compile(
    r"written|author|автор|muallif|муаллиф|avtor|verfasst|geschrieben|écrit|auteur|escrito|autor|yazan|ditulis",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"^(?:Автор(?:ы|лар)?|Muallif(?:lar)?|Муаллиф(?:лар)?|Avtor|By)\s*:?\s+|^(?:Von|Par|Por|Text|Oleh|Yazan)\s*:?\s+(?=\S+\s+\S)",
    re.IGNORECASE,
)
_NO_AUTHOR: Final = re.compile(
    r"\{\{|https?:|www\.|^none$|^admin(istrator)?$|@|^\S+\.[a-z]{2,4}$", re.IGNORECASE
)
# Microdata and link relations (schema.org; HTML Living Standard, 4.6.7 "Link types"), asked for last.
_MARKED: Final = '[itemprop="author"] [itemprop="name"], [rel~="author"]'
_PAGES: Final = ", ".join(
    f'a[href*="/{name}/"]'
    for name in ("author", "authors", "autor", "avtor", "muallif", "mualliflar", "avtorlar")
)


def find_authors(sources: Sources) -> tuple[str, ...]:
    """Return the writers by name, without the site's own name and addresses."""
    layout, meta = sources.layout, sources.markup.meta
    printed = sources.printed(layout.authors if layout else None)
    own, reported = ([meta[name] for name in names if name in meta] for names in AUTHOR_META)
    site = set(map(comparable, site_names(sources)))
    for lines in (
        printed,
        sources.data.authors,
        own,
        reported,
        sources.markup.texts(_MARKED, "author"),
        _on_cards(sources),
        _by_links(sources),
        _printed_alone(sources),
    ):
        names = [name for line in lines for name in split_people(_LABEL.sub("", line))]
        people = [name for name in names if not _NO_AUTHOR.search(name) and comparable(name) not in site]
        if people:
            return tuple(dict.fromkeys(people))
    return ()


def _on_cards(sources: Sources) -> Iterator[str]:
    """Yield the writer on the card that a social network shows: `twitter:label1` says what `twitter:data1` is."""
    meta = sources.markup.meta
    for number in "12":
        if _WRITTEN_BY.search(meta.get(f"twitter:label{number}", "")):
            yield meta.get(f"twitter:data{number}", "")


def _printed_alone(sources: Sources) -> Iterator[str]:
    """Yield the writers whom the page prints, where nobody declared whether and where it does."""
    if sources.layout is None or sources.layout.guessed:
        yield from find_printed_authors(sources.tree)


def _by_links(sources: Sources) -> list[str]:
    """Return the names that link to the pages of writers, outside of sidebars, if they are few."""
    if sources.layout is not None:
        return []
    texts = dict.fromkeys(
        text for node in sources.tree.css(_PAGES) if not is_aside(node) and (text := read_text(node))
    )
    names = [text for text in texts if is_name(text) and " " in text]
    return names if len(names) <= MAX_LINKED else []

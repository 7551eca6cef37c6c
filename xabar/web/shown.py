"""Articles as a page shows them: in a script, marked, with the direction in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from xabar.app.reading import is_written_in, to_script
from xabar.article import Article
from xabar.search.engine import Hit
from xabar.web.marks import to_html

RIGHT_TO_LEFT = "Arab"


@dataclass(frozen=True, slots=True)
class Written:
    """How the text of an article is written where it is shown."""

    lang: str  # BCP 47
    dir: str  # ltr or rtl


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit in a list."""

    article: Article
    title: Markup
    snippet: Markup
    written: Written
    authors: tuple[str, ...]
    missing: tuple[str, ...]


def how_written(article: Article, script: str | None) -> Written:
    """Return how an article's text is written if it is shown in a script; None: as printed."""
    shown = script if is_written_in(article, script) else article.script
    lang = "-".join(filter(None, (article.language or "und", shown)))
    return Written(lang, "rtl" if shown == RIGHT_TO_LEFT else "ltr")


def show_hits(hits: Sequence[Hit], script: str | None) -> list[ShownHit]:
    """Return the hits of a page as they are shown."""
    return [
        ShownHit(
            article=hit.article,
            title=to_html(to_script(hit.article, hit.title, script)),
            snippet=to_html(to_script(hit.article, hit.snippet, script).replace("\n", " ")),
            written=how_written(hit.article, script),
            authors=tuple(to_script(hit.article, author, script) for author in hit.article.authors),
            missing=hit.missing,
        )
        for hit in hits
    ]

"""The page of an article, the same for programs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from xabar.app.copies import near_copies
from xabar.app.errors import NoRecords, WrongUse
from xabar.app.lookup import UnknownArticle, find_article
from xabar.app.reading import in_script, list_lines
from xabar.app.version_diff import Paragraph, compare_versions
from xabar.article import Article
from xabar.processing.cuts import marked_paragraphs, whole_article
from xabar.records.place import is_there
from xabar.records.store import RecordStore
from xabar.search.engine import SearchEngine
from xabar.web.answers import json_answer
from xabar.web.asked import FORMATS
from xabar.web.safe_links import picture_origin, safe_link
from xabar.web.shield import POLICY
from xabar.web.shown import Written, how_written
from xabar.web.view import View, render

NOT_HERE: Final = (
    "the articles themselves are in the records, which are not here; start `xabar serve` with XABAR_DATA, or"
    " XABAR_RECORDS, where they are"
)
MOST_PICTURES: Final = 12
MOST_VERSIONS: Final = 100  # the latest, in a list
# Kind of a paragraph -> what stands around all that are together.
_AROUND: Final = {"i": "ul", "q": "blockquote"}
_HEADINGS: Final = ("h", "t")


@dataclass(frozen=True, slots=True)
class Look:
    """What the address of an article asks for besides the article."""

    script: str | None
    boilerplate: bool = False
    pictures: bool = False
    versions: tuple[int, int] | None = None  # what changed between these two
    format: str = "html"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A paragraph."""

    kind: str
    text: str
    cut: str | None = None  # the reason, if it or its end was cut out


@dataclass(frozen=True, slots=True)
class ShownArticle:
    """An article, ready to be shown."""

    article: Article  # in the script
    written: Written
    blocks: list[tuple[str, list[ShownLine]]]
    copies: list[tuple[Article, Written]]
    versions: list[
        tuple[Article, str | None]
    ]  # every text that it has had, the oldest first, with the reason
    diff: list[Paragraph] | None


async def article_page(request: Request) -> Response:
    """Answer the address of an article: its id, the beginning of it as far as it is unique, or its own address."""
    view = View(request)
    wanted = request.path_params["wanted"]
    look = _read_look(request, view.preferences.text)

    async def find(records: RecordStore, engine: SearchEngine) -> ShownArticle:
        try:
            article = find_article(records, wanted)
        except UnknownArticle:
            if is_there(request.app.state.readers.config.records_place):
                raise
            raise NoRecords(NOT_HERE) from None
        return _show(records, article, look)

    shown = await request.app.state.readers.run(find)
    if look.format == "json":
        return json_answer(_to_dict(shown))
    if shown.article.id != wanted:
        return RedirectResponse(view.url(f"/article/{shown.article.id}"), 303)
    pictures = _pictures(shown.article)
    response = render(
        "article.html",
        view,
        shown=shown,
        look=look,
        pictures=pictures,
        source=safe_link(shown.article.url),
        most_versions=MOST_VERSIONS,
    )
    if look.pictures:
        origins = sorted({f" {origin}" for url in pictures if (origin := picture_origin(url))})
        response.headers["Content-Security-Policy"] = POLICY.format(images="".join(origins))
    return response


def _read_look(request: Request, script: str | None) -> Look:
    """Return what the parameters ask for. Raise WrongUse for what cannot be."""
    given = request.query_params
    shape = given.get("format", "html")
    if shape not in FORMATS[:2]:
        raise WrongUse(f"format must be one of {', '.join(FORMATS[:2])}, got {shape[:50]!r}")
    versions = None
    if "to" in given:
        new = _read_number("to", given["to"])
        versions = (_read_number("from", given["from"]) if "from" in given else new - 1, new)
    return Look(script, bool(given.get("boilerplate")), bool(given.get("pictures")), versions, shape)


def _read_number(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 7):
        raise WrongUse(f"{name} must be the number of a version, got {value[:50]!r}")
    return int(value)


def _show(records: RecordStore, article: Article, look: Look) -> ShownArticle:
    versions = records.explained_versions(article.id)
    text = whole_article(article) if look.boilerplate else article
    reasons = [reason for _, reason in marked_paragraphs(article)] if look.boilerplate else []
    shown = in_script(text, look.script)
    return ShownArticle(
        article=shown,
        written=how_written(article, look.script),
        blocks=_blocks(shown, reasons),
        copies=[
            (in_script(copy, look.script, ("title",)), how_written(copy, look.script))
            for copy in near_copies(records, article)
        ],
        versions=versions,
        diff=_compare(versions, look),
    )


def _compare(versions: list[tuple[Article, str | None]], look: Look) -> list[Paragraph] | None:
    if look.versions is None:
        return None
    for number in look.versions:
        if not 1 <= number <= len(versions):
            raise WrongUse(f"there is no version {number}; there are 1 to {len(versions)}")
    old, new = (versions[number - 1][0] for number in look.versions)
    return compare_versions(old, new, look.script)


def _blocks(article: Article, reasons: list[str | None]) -> list[tuple[str, list[ShownLine]]]:
    """Return the paragraphs, gathered into lists, quotations, headings and plain text."""
    lines = list_lines(article)
    if len(reasons) != len(lines):
        reasons = [None] * len(lines)
    shown = [
        ShownLine(line.kind, line.text, reason)
        for line, reason in zip(lines, reasons, strict=True)
        if line.text.strip()
    ]
    return [(around, list(group)) for around, group in groupby(shown, lambda line: _element(line.kind))]


def _element(kind: str) -> str:
    return "h2" if kind in _HEADINGS else _AROUND.get(kind, "p")


def _pictures(article: Article) -> list[str]:
    """Return the addresses of the pictures that may be loaded."""
    found = dict.fromkeys(filter(None, (article.image, *article.images)))
    return [url for url in found if picture_origin(url)][:MOST_PICTURES]


def _to_dict(shown: ShownArticle) -> dict[str, Any]:
    """Return the article with every field, its copies, its versions, and what changed if that was asked for."""
    values = shown.article.to_dict()
    values["copies"] = [
        {name: value for name, value in copy.to_dict().items() if name in _BRIEF} for copy, _ in shown.copies
    ]
    values["versions"] = [
        {"number": number, "fetched_at": text.fetched_at.isoformat(), "title": text.title, "reason": reason}
        for number, (text, reason) in enumerate(shown.versions, 1)
    ]
    if shown.diff is not None:
        values["diff"] = [[piece._asdict() for piece in paragraph] for paragraph in shown.diff]
    return values


_BRIEF: Final = ("id", "url", "site", "title", "language", "script", "published_at", "published_day")

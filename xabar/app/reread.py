"""Read kept answers again, as the program of today reads them: what a worker of `xabar reparse` is asked to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

import orjson

from crawler.continued import read_to_its_end
from crawler.page_reading import FetchedArticle, read_fetched
from xabar.app.immediate import run_at_once
from xabar.article import Article
from xabar.extraction.learned_layout import LearnedLayout
from xabar.http_response import HttpResponse
from xabar.processing.layouts import NumberedLayout
from xabar.processing.steps import Context, process_article
from xabar.records.payload import DamagedPayload, unpack_values
from xabar.records.responses import KeptPage
from xabar.rejection import Rejected
from xabar.site import Site
from xabar.warc.reader import DamagedResponse, ResponseElsewhere, read_response

Kind = Literal["unchanged", "changed", "new", "newer", "refused"]
SHOWN: Final = 160  # characters of a field, before and after
CONTEXT: Final = 40  # of them before the first difference


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What became of a field of an article, in words that are shortened."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reread:
    """What a kept answer gives today.

    "changed": an article that is here, otherwise than before. "new": an article where there was none that can be read.
    "newer": the record was made from a later answer, which was not kept. "refused": no article, for `reason`.
    """

    kind: Kind
    article: Article | None = None
    changes: tuple[FieldChange, ...] = ()
    reason: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A kept answer, and the payload of the article that it gave; None if it gave none."""

    page: KeptPage
    former: bytes | None


@dataclass(frozen=True, slots=True)
class SiteKnowledge:
    """What is known of a site beside its pages: its class, what the steps ask for, and what was worked out for it."""

    site: type[Site]
    context: Context
    layouts_known: Mapping[
        str, tuple[NumberedLayout, ...]
    ]  # by the prefix of an edition: all of them, the newest first

    def layouts(
        self, url: str, page: KeptPage, former: Mapping[str, Any] | None
    ) -> tuple[LearnedLayout, ...]:
        """Return the learned layouts by which a crawl read a page.

        Those that were in use when it came, for an article that was read by one of them or is none yet. What the
        generic layer read it reads again: a layout had been doubted there, or came after it.
        """
        if former is not None and former.get("body_layer") != "learned":
            return ()
        known = self._known(url)
        return tuple(each.layout for each in known if each.was_in_use(page.fetched_at))

    def site_for(self, url: str) -> type[Site]:
        """Return the class of the site, with the place of the date that was learned for one that a survey guessed."""
        in_use = (each.layout.layout.date for each in self._known(url) if each.retired_at is None)
        date = next(filter(None, in_use), None)
        description = getattr(self.site, "description", None)
        if date is None or description is None:
            return self.site  # what a person declared stays
        # Imported here: it loads Scrapy, which each worker would pay for.
        from crawler.described import make_site

        layouts = tuple(replace(layout, date=date) for layout in description.layouts)
        return make_site(replace(description, layouts=layouts))

    def _known(self, url: str) -> tuple[NumberedLayout, ...]:
        return self.layouts_known.get(self.site.edition_of(url).prefix, ())


def read_again(data: Path, tasks: Sequence[Task], known: Mapping[str, SiteKnowledge]) -> list[Reread]:
    """Return what each answer gives today."""
    return [_read(data, task, known[task.page.site]) for task in tasks]


def _read(data: Path, task: Task, known: SiteKnowledge) -> Reread:
    """Return a reading. Whatever an answer holds, nothing is raised: the next one may be sound."""
    try:
        former = None if task.former is None else unpack_values(task.former)
    except DamagedPayload:
        former = None  # what is read now mends it
    if former is not None and datetime.fromisoformat(former["fetched_at"]) > task.page.fetched_at:
        return Reread("newer")
    try:
        article = _read_article(data, task.page, known, former)
    except ResponseElsewhere as error:
        return Reread("refused", reason="elsewhere", detail=str(error))
    except DamagedResponse as error:
        return Reread("refused", reason="no-response", detail=str(error))
    except Rejected as rejected:
        return Reread("refused", reason=rejected.reason)
    except Exception as error:
        return Reread("refused", reason="parse-error", detail=repr(error)[:SHOWN])
    if former is None:
        return Reread("new", article)
    changes = tuple(_compare(former, article))
    return Reread("changed", article, changes) if changes else Reread("unchanged")


def _read_article(
    data: Path, page: KeptPage, known: SiteKnowledge, former: Mapping[str, Any] | None
) -> Article:
    """Return the article after all steps, read at the time of its fetch. One that is here stays where it is."""
    article = _read_by(data, page, known, former, by_learned_date=False)
    if article.body_layer in ("selectors", "learned") or known.site_for(page.url) is known.site:
        return article
    other = _read_by(data, page, known, former, by_learned_date=True)
    # The same day is no reason to change a record: the guessed place may even know the minute.
    return article if other.published_day == article.published_day else other


def _read_by(
    data: Path,
    page: KeptPage,
    known: SiteKnowledge,
    former: Mapping[str, Any] | None,
    *,
    by_learned_date: bool,
) -> Article:
    article = run_at_once(_read_pages(data, page, known, former, by_learned_date=by_learned_date))
    article.requested_url = page.url
    if former is not None:
        article.place(former["url"], former.get("canonical"))
        article.group_id = former.get("group_id")
        article.fetched_url = None  # whose article this is was settled when it came
    return process_article(article, known.context)


async def _read_pages(
    data: Path,
    page: KeptPage,
    known: SiteKnowledge,
    former: Mapping[str, Any] | None,
    *,
    by_learned_date: bool,
) -> Article:
    """Return the article of a page and of those further pages of it that were kept."""
    first = known.site.as_page(read_response(data, page.pointer).response)
    learned = known.layouts(first.url, page, former)
    site = known.site_for(first.url) if by_learned_date else known.site
    kept = {part.url: part.pointer for part in page.parts}

    async def read(parts: tuple[HttpResponse, ...]) -> Article:
        return read_fetched(site, FetchedArticle(first, page.fetched_at, page.printed, parts, learned))

    async def find(url: str) -> HttpResponse | None:
        if url in kept:
            return read_response(data, kept[url]).response
        if former is not None:
            return None  # it was gone then, or nobody looked for it
        raise Rejected("incomplete")

    article, _ = await read_to_its_end(first, read, find)
    return article


def _compare(before: dict[str, Any], article: Article) -> Iterator[FieldChange]:
    """Yield every stored field that differs, but the time of the fetch."""
    after = article.to_dict()
    for name in before | after:
        if name != "fetched_at" and before.get(name) != after.get(name):
            yield FieldChange(name, *shorten_pair(_text_of(before.get(name)), _text_of(after.get(name))))


def _text_of(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode() if value is not None else ""


def shorten_pair(before: str, after: str) -> tuple[str, str]:
    """Return two texts cut to what is shown of them, from a little before the first place at which they differ."""
    pairs = enumerate(zip(before, after, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = same - CONTEXT if max(len(before), len(after)) > SHOWN and same > CONTEXT else 0
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    shown = f"…{text[start:]}" if start else text
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 1]}…"

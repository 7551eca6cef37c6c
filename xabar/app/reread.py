"""Read kept answers again, as the program of today reads them: what a worker of `xabar reparse` is asked to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

import orjson

from crawler.spider import read_received
from xabar.article import Article
from xabar.processing.steps import Context, process_article
from xabar.records.payload import DamagedPayload, unpack_values
from xabar.records.responses import KeptPage
from xabar.rejection import Rejected
from xabar.site import Site
from xabar.warc.reader import DamagedResponse, read_response

Kind = Literal["unchanged", "changed", "new", "newer", "refused"]
SHOWN: Final = 160  # characters of a field, before and after


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What became of a field of an article, in words that are shortened."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading:
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


def read_again(
    data: Path, tasks: Sequence[Task], sites: Mapping[str, type[Site]], contexts: Mapping[str, Context]
) -> list[Reading]:
    """Return what each answer gives today."""
    return [_read(data, task, sites[task.page.site], contexts[task.page.site]) for task in tasks]


def _read(data: Path, task: Task, site: type[Site], context: Context) -> Reading:
    """Return a reading. Whatever an answer holds, nothing is raised: the next one may be sound."""
    try:
        former = None if task.former is None else unpack_values(task.former)
    except DamagedPayload:
        former = None  # what is read now mends it
    if former is not None and datetime.fromisoformat(former["fetched_at"]) > task.page.fetched_at:
        return Reading("newer")
    try:
        article = _read_article(data, task.page, site, former, context)
    except DamagedResponse as error:
        return Reading("refused", reason="no-response", detail=str(error))
    except Rejected as rejected:
        return Reading("refused", reason=rejected.reason)
    except Exception as error:
        return Reading("refused", reason="parse-error", detail=repr(error)[:SHOWN])
    if former is None:
        return Reading("new", article)
    changes = tuple(_compare(former, article))
    return Reading("changed", article, changes) if changes else Reading("unchanged")


def _read_article(
    data: Path, page: KeptPage, site: type[Site], former: Mapping[str, Any] | None, context: Context
) -> Article:
    """Return the article after all steps, read at the time of its fetch. One that is here stays where it is."""
    kept = read_response(data, page.pointer)
    article = read_received(site, kept.response, page.fetched_at, page.printed)
    article.requested_url = page.url
    if former is not None:
        article.url, article.group_id = former["url"], former.get("group_id")
        article.fetched_url = None  # whose article this is was settled when it came
    return process_article(article, context)


def _compare(before: dict[str, Any], article: Article) -> Iterator[FieldChange]:
    """Yield every stored field that differs, but the time of the fetch."""
    after = article.to_dict()
    for name in before | after:
        if name != "fetched_at" and before.get(name) != after.get(name):
            yield FieldChange(name, _shorten(before.get(name)), _shorten(after.get(name)))


def _shorten(value: Any) -> str:
    text = value if isinstance(value, str) else orjson.dumps(value).decode() if value is not None else ""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"

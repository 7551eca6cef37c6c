"""Lists of news that the scripts of a site fetch: JSON with the articles in `data`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import orjson

from crawler.discovery.days import read_machine_day
from xabar.extraction.addresses import join_url
from xabar.source import Found, Link, UnreadableSource, Window


@dataclass(frozen=True, slots=True)
class JsonList:
    """A paged list in JSON: `{"data": [{…}, …]}`.

    `address` holds {page}, which counts from 1 to `pages`. `article` is the address of an article with the names of
    the entry's fields in braces; `date` is the field with the time of publication.
    """

    address: str
    article: str
    date: str
    pages: int = 200

    kind: ClassVar[str] = "JSON list"
    newest_first: ClassVar[bool] = True

    def first_pages(self, window: Window) -> Iterable[str]:
        """Return the address of page 1."""
        return (self.address.format(page=1),)

    def read(self, body: bytes, url: str, window: Window) -> Found:
        """Return the links of one page, whatever their days, and the next page."""
        links = tuple(link for row in _rows(body, url) if (link := self._link(row, window)))
        return Found(links=links, pages=self._next(url))

    def _link(self, row: Mapping[str, Any], window: Window) -> Link | None:
        try:
            address = join_url(self.address, self.article.format_map(row))
        except KeyError:
            return None
        if address is None:
            return None
        printed = row.get(self.date)
        printed = printed if isinstance(printed, str) else None
        return Link(address, read_machine_day(printed, window.zone), printed)

    def _next(self, url: str) -> tuple[str, ...]:
        if "{page}" not in self.address:
            return ()
        before, after = (re.escape(part) for part in self.address.split("{page}"))
        match = re.fullmatch(rf"{before}(\d{{1,9}}){after}", url)
        if match is None or int(match[1]) >= self.pages:
            return ()
        return (self.address.format(page=int(match[1]) + 1),)


def _rows(body: bytes, url: str) -> list[Mapping[str, Any]]:
    try:
        answer = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise UnreadableSource(f"{url} is not JSON: {error}") from error
    rows = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(rows, list):
        raise UnreadableSource(f"{url} has no list under the name data")
    return [row for row in rows if isinstance(row, dict)]

"""An article as somebody else stored it, not yet read, and the refusal of one that cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from xabar.crawl_stats import REJECTIONS

# Why an entry did not become an article: what may be wrong with the file, then what may be wrong with any page.
REASONS: Final = {
    "bad-json": "the line is not a JSON object",
    "other-format": "the file is neither JSON Lines nor HTML nor WARC",
    "wrong-type": "a value has the wrong type",
    "no-url": "the address is missing",
    "bad-address": "the address is not that of a page",
    "foreign-host": "the address is not on the site",
    "bad-fetch-time": "the time of fetching lies before 1990 or in the future",
    "no-text": "neither a text nor HTML is given",
    "unknown-zone": "the time zone cannot be guessed; give it with --zone",
    "truncated": "the record of the archive is not whole",
    "unreadable": "the file cannot be read any further",
    **REJECTIONS,
    "bad-compression": "what is packed is damaged, or unpacks to more than the limit",
}


@dataclass(frozen=True, slots=True)
class LinePlace:
    """Where an entry stands: the file, and its line there; in a WARC file the number of the record."""

    file: str
    line: int


# A file has a million of them, and a frozen dataclass takes four times as long to make.
@dataclass(slots=True, kw_only=True)
class Entry:
    """What a file says of one article. It has a `text`, or a `page`, or neither; nothing in it was checked but types.

    `fetched_at` is None where the file does not say when the article was fetched.
    """

    place: LinePlace
    url: str | None
    title: str = ""
    text: str | None = None  # one paragraph a line
    page: bytes | None = None  # HTML
    content_type: str = "text/html"  # of the page
    status: int = 200  # of the answer
    date: str | None = None  # of publication, as it stands
    fetched_at: datetime | None = None
    assumed_time: bool = False  # `fetched_at` is only when the file was last changed, or now
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    section: str | None = None
    image: str | None = None

    def says(self, field: str) -> bool:
        """Return whether the file says anything of a field of KEYS."""
        if field == "fetched_at":
            return not self.assumed_time
        return bool(getattr(self, "page" if field == "html" else field))

    def fetched_by(self, moment: datetime, *, assumed: bool) -> Entry:
        """Return the entry, fetched at this moment if it does not say when; `assumed` if nobody else says so either."""
        if self.fetched_at is None:
            self.fetched_at, self.assumed_time = moment, assumed
        return self


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that does not become an article, for `reason`, a key of REASONS."""

    place: LinePlace
    reason: str
    detail: str = ""
    url: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        values = {"file": self.place.file, "line": self.place.line, "reason": self.reason}
        return values | {"about": REASONS[self.reason], "detail": self.detail, "url": self.url}

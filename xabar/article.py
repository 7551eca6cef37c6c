"""The one noun that all rooms share: what was printed, beside what was understood of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

DateSource = Literal["json-ld", "meta", "time", "printed", "url", "feed"]
Precision = Literal["day", "minute"]
BodyLayer = Literal["selectors", "trafilatura", "paragraphs"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as the page gave it, not yet read: the text and where it stood."""

    text: str
    source: DateSource


@dataclass(slots=True, kw_only=True)
class Article:
    """One article of one address.

    `title` and `body` are the text as printed, repaired but never transliterated; a body is its
    paragraphs, one a line. What later steps understand is `None` until they have run.
    """

    # where it is from
    url: str  # canonical: it alone makes the identity
    site: str  # the spider's name: kun_uz
    fetched_at: datetime  # UTC; also the version of the article
    zone: str  # the publisher's time zone by name: Asia/Tashkent
    declared_language: str  # what the site says of this edition; only a prior
    # what was printed
    title: str
    body: str
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    printed_dates: tuple[PrintedDate, ...] = ()  # every candidate, the most trusted first
    modified_text: str | None = None  # the date of the last change, as the page states it
    section: str | None = None
    image: str | None = None  # the address of the picture that stands for it
    structure: str = (
        ""  # a letter for each paragraph: its kind (`PARAGRAPH_KINDS` in `xabar.extraction.html_text`)
    )
    captions: tuple[str, ...] = ()  # of the body's pictures
    images: tuple[str, ...] = ()  # their addresses
    links: tuple[str, ...] = ()  # the addresses that the body links to
    body_layer: BodyLayer = "selectors"  # which layer of the extraction answered
    body_agreement: int | None = None  # percent of words in common with the last layer
    # what was understood
    language: str | None = None  # uz, kk, ru, …
    script: str | None = None  # ISO 15924: Latn, Cyrl, Arab
    published_at: datetime | None = None  # UTC
    published_day: date | None = None  # the publisher's local day
    published_text: str | None = None  # the printed date that was believed
    published_source: DateSource | None = None
    published_precision: Precision | None = None
    modified_at: datetime | None = None  # UTC; of the last change, only where it is later than published_at
    title_normalized: str | None = None  # in the language's one alphabet; only where it differs from print
    body_normalized: str | None = None
    title_printed: str | None = None  # before repair; only where repair changed more than
    body_printed: str | None = None  # spacing and apostrophes
    group_id: str | None = None  # id of the first article of a near-duplicate group, its own included

    @property
    def id(self) -> str:
        """The first 128 bits of SHA-256 of the canonical address, in hex."""
        return article_id(self.url)

    @property
    def version(self) -> int:
        """Milliseconds of `fetched_at` since 1970: an older version never overwrites a newer one."""
        return (self.fetched_at - _EPOCH) // timedelta(milliseconds=1)

    @property
    def content_hash(self) -> str:
        """Changes when, and only when, title or body change."""
        return hashlib.sha256(f"{self.title}\n{self.body}".encode()).hexdigest()[:32]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, `None` and empty fields left out; `from_dict` reads it back."""
        out: dict[str, Any] = {"id": self.id}
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None or value == () or (value == "" and field.name == "structure"):
                continue
            out[field.name] = _plain(value)
        return out

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Article:
        """The article that `to_dict` wrote. Unknown keys raise TypeError, as a misspelt field should."""
        known = dict(values)
        known.pop("id", None)
        for name in ("fetched_at", "published_at", "modified_at"):
            if name in known:
                known[name] = datetime.fromisoformat(known[name])
        if "published_day" in known:
            known["published_day"] = date.fromisoformat(known["published_day"])
        for name in ("authors", "tags", "captions", "images", "links"):
            if name in known:
                known[name] = tuple(known[name])
        if "printed_dates" in known:
            known["printed_dates"] = tuple(PrintedDate(**printed) for printed in known["printed_dates"])
        return cls(**known)


@lru_cache(maxsize=256)  # every step of an article's way asks for it
def article_id(canonical_url: str) -> str:
    """The identity of an address: the first 128 bits of its SHA-256, in hex."""
    return hashlib.sha256(canonical_url.encode()).hexdigest()[:32]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, PrintedDate):
        return {"text": value.text, "source": value.source}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value

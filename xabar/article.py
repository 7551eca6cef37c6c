"""The article, the one type that all rooms share: what was printed, and what was understood of it.

The fields of `Article` are one table. The index mapping, the JSON, the columns of exports and the documentation of the
fields follow from it; a new field is one entry here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, Literal, get_type_hints

DateSource = Literal["json-ld", "meta", "time", "printed", "url", "feed"]
Precision = Literal["day", "minute"]
BodyLayer = Literal["selectors", "learned", "blocks", "json-ld", "trafilatura", "paragraphs"]
Verdict = Literal["learned", "pinned", "allowed"]
"""What is settled of a line that a site repeats: it is cut because it was learned or a person says so, or it stays."""
FieldKind = Literal[
    "keyword",  # searched, sorted and counted as it stands
    "name",  # a keyword that is also found in any script
    "person",  # a name that is also found by a part of it
    "title",  # searched in any script and form; also sorted as it stands
    "text",  # searched in any script and form
    "number",
    "timestamp",
    "moment",  # a timestamp in the strict form that `to_dict` writes
    "day",
    "shown",  # kept and shown, never searched or sorted by
    "opaque",  # kept as it is, without an index of its parts
]

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as the page gave it, not yet read: the text and where it stood."""

    text: str
    source: DateSource


# A text may have thousands of them, and a frozen dataclass takes four times as long to make. `ItemAdapter.asdict`
# cannot copy a named tuple.
@dataclass(slots=True)
class CutText:
    """A paragraph that was cut out of the text, or shortened. `xabar.processing.cuts` puts it back.

    The cuts of an article are in the order in which they were made, and `place` counts the paragraphs as they stand
    after the cut. `text` is the whole paragraph as it was before; `printed` and `normalized` are the same in the other
    forms of the text, where they differ.
    """

    place: int
    text: str
    reason: str  # the name of a rule, or `learned`, or `pinned`
    kind: str = ""  # the paragraph's letter in `structure`
    shortened: bool = False  # the beginning of the paragraph is still in its place
    printed: str | None = None
    normalized: str | None = None


def _field(kind: FieldKind, about: str, *, indexed: bool = True, **default: Any) -> Any:
    """Declare a stored field: how an index treats it, and what it holds, in words for the people who use the index.

    A field that is not `indexed` is in the records alone.
    """
    return field(metadata={"kind": kind, "about": about, "indexed": indexed}, **default)


def _unstored(default: Any) -> Any:
    """Declare a field that only this fetch needs: it is neither stored nor indexed nor exported."""
    return field(default=default, metadata={"stored": False}, compare=False, repr=False)


@dataclass(slots=True, kw_only=True)
class Article:
    """One article of one address.

    `title` and `body` are the text as printed, repaired but never transliterated. What later steps understand is
    `None` until they have run.
    """

    # where it is from
    url: str = _field("keyword", "the address that answered")
    site: str = _field("keyword", "the site: `kun_uz`, `egemen_kz`, …")
    fetched_at: datetime = _field("timestamp", "when the page was fetched; also the article's version")
    zone: str = _field("keyword", "the site's time zone by name: `Asia/Tashkent`")
    declared_language: str = _field(
        "keyword", "the language that the site declares for the edition; only a prior"
    )
    canonical: str | None = _field(
        "shown",
        "the canonical form of `url`, where that is another; the `id` is made from it alone",
        default=None,
    )
    # what was printed
    title: str = _field("title", "the title as printed; searched in any script and form")
    body: str = _field("text", "the text as printed, one paragraph a line")
    authors: tuple[str, ...] = _field("person", "as printed", default=())
    tags: tuple[str, ...] = _field("name", "as printed", default=())
    printed_dates: tuple[PrintedDate, ...] = _field(
        "opaque", "every date the page gave, unread, the most trusted first", default=()
    )
    modified_text: str | None = _field("shown", "the date of the last change, as printed", default=None)
    section: str | None = _field("name", "the site's section, as printed", default=None)
    image: str | None = _field("shown", "the address of the main picture", default=None)
    structure: str = _field(
        "shown", "a letter for each paragraph: its kind (text, heading, quotation …)", default=""
    )
    captions: tuple[str, ...] = _field("shown", "what is printed below the pictures in the text", default=())
    images: tuple[str, ...] = _field("shown", "the addresses of the pictures in the text", default=())
    links: tuple[str, ...] = _field("shown", "the addresses that the text links to", default=())
    body_layer: BodyLayer = _field(
        "keyword",
        "what found the text: `selectors`, `learned` (selectors that the program worked out), `blocks`, `json-ld`, `trafilatura`, `paragraphs`; when a site leaves `selectors`, its layout has changed",
        default="selectors",
    )
    body_agreement: int | None = _field(
        "number",
        "percent of words that this layer's text has in common with the last layer's; a low value means that one of them is wrong",
        default=None,
    )
    cuts: tuple[CutText, ...] = _field(
        "opaque", "what was cut from the text, and why", default=(), indexed=False
    )
    # what was understood
    language: str | None = _field("keyword", "`uz`, `kk`, `ru`, …, read from the text", default=None)
    script: str | None = _field("keyword", "`Latn`, `Cyrl`, `Arab` (ISO 15924)", default=None)
    published_at: datetime | None = _field("moment", "the moment of publication", default=None)
    published_day: date | None = _field("day", "the day of publication in the site's zone", default=None)
    published_text: str | None = _field("shown", "the printed date that was chosen", default=None)
    published_source: DateSource | None = _field(
        "keyword", "where it stood: `json-ld`, `meta`, `time`, `printed`, `url`, `feed`", default=None
    )
    published_precision: Precision | None = _field(
        "keyword", "`minute`, or `day` where no time was printed", default=None
    )
    modified_at: datetime | None = _field(
        "moment", "the last change that the page states, where it is later than the publication", default=None
    )
    title_normalized: str | None = _field(
        "shown",
        "the title in the language's one alphabet (Uzbek: Latin, Kazakh: Cyrillic), where print differs; shown, not searched",
        default=None,
    )
    body_normalized: str | None = _field("shown", "the text in the same alphabet", default=None)
    title_printed: str | None = _field(
        "shown",
        "the title before repair, where repair changed more than spacing and apostrophes",
        default=None,
    )
    body_printed: str | None = _field("shown", "the text before repair, likewise", default=None)
    group_id: str | None = _field(
        "keyword", "the `id` of the first of its near copies; the same on all of them", default=None
    )
    # what only this fetch needs
    requested_url: str | None = _unstored(None)  # the address that was asked for, before any redirect
    places: tuple[str, ...] = _unstored(())  # of each paragraph on the page, beside the text; "" in the text
    pager: tuple[str, ...] = _unstored(
        ()
    )  # addresses with a number to which the page leads, such as its second part
    answered_url: str | None = _unstored(None)  # the address that answered, after every redirect
    fetched_url: str | None = _unstored(None)  # its key
    claimed_url: str | None = _unstored(None)  # the key of the address that the page names as its own
    etag: str | None = _unstored(None)  # of the answer, as the site gave it
    last_modified: str | None = _unstored(None)  # of the answer, as the site gave it
    rules: str | None = _unstored(None)  # a hash of the rules by which the page was read
    moved: bool = _unstored(False)  # every redirect from there was permanent
    signature: bytes | None = _unstored(None)  # MinHash of the folded text
    left_text: tuple[str, str] | None = _unstored(None)  # title and body as the last step left them

    def __post_init__(self) -> None:
        self.place(self.url, self.canonical)

    def place(self, url: str, canonical: str | None) -> None:
        """Set the address that answered and its canonical form, which is kept where it is another."""
        self.url, self.canonical = url, None if canonical == url else canonical

    @property
    def id(self) -> str:
        """The first 128 bits of SHA-256 of the canonical address, in hex."""
        return article_id(self.key)

    @property
    def key(self) -> str:
        """The canonical address, which all addresses of the article share. It need not be one that answers."""
        return self.canonical or self.url

    @property
    def version(self) -> int:
        """Milliseconds of `fetched_at` since 1970: an older version never overwrites a newer one."""
        return (self.fetched_at - EPOCH) // _MILLISECOND

    @property
    def content_hash(self) -> str:
        """A hash that changes when, and only when, title or body change."""
        digest = hashlib.sha256(f"{self.title}\n".encode())
        digest.update(self.body.encode())  # a copy if it has been written as JSON: a string keeps its UTF-8
        return digest.hexdigest()[:32]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, with `None` and empty optional fields left out. `from_dict` reads them back."""
        out: dict[str, Any] = {"id": self.id}
        for name, empty, write in _WRITERS:
            value = getattr(self, name)
            if value is None or value == empty:
                continue
            out[name] = write(value) if write else value
        return out

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Article:
        """Return the article that `to_dict` wrote. Raise TypeError for unknown keys, as a misspelt field should."""
        known = dict(values)
        known.pop("id", None)
        for name, read in _READERS:
            if name in known:
                known[name] = read(known[name])
        return cls(**known)


@lru_cache(maxsize=256)  # every step asks for it
def article_id(canonical_url: str) -> str:
    """Return the identity of an address: the first 128 bits of its SHA-256, in hex."""
    return hashlib.sha256(canonical_url.encode()).hexdigest()[:32]


def _write_moment(value: datetime) -> str:
    in_utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return in_utc.isoformat(timespec="milliseconds")


def _write_printed_dates(value: tuple[PrintedDate, ...]) -> list[dict[str, str]]:
    return [{"text": printed.text, "source": printed.source} for printed in value]


def _read_printed_dates(values: list[dict[str, Any]]) -> tuple[PrintedDate, ...]:
    return tuple(PrintedDate(**printed) for printed in values)


def _write_cuts(value: tuple[CutText, ...]) -> list[dict[str, Any]]:
    written: list[dict[str, Any]] = []
    for cut in value:
        values: dict[str, Any] = {"place": cut.place, "text": cut.text, "reason": cut.reason}
        # one after the other, which takes a tenth of the time of a loop over the names
        if cut.kind:
            values["kind"] = cut.kind
        if cut.shortened:
            values["shortened"] = cut.shortened
        if cut.printed is not None:
            values["printed"] = cut.printed
        if cut.normalized is not None:
            values["normalized"] = cut.normalized
        written.append(values)
    return written


def _read_cuts(values: list[dict[str, Any]]) -> tuple[CutText, ...]:
    return tuple(CutText(**cut) for cut in values)


# How a value is written as JSON and read back, by the type of its field. Other types are JSON already.
_CODECS: Final[dict[Any, tuple[Callable[[Any], Any], Callable[[Any], Any]]]] = {
    datetime: (_write_moment, datetime.fromisoformat),
    datetime | None: (_write_moment, datetime.fromisoformat),
    date | None: (date.isoformat, date.fromisoformat),
    tuple[str, ...]: (list, tuple),
    tuple[PrintedDate, ...]: (_write_printed_dates, _read_printed_dates),
    tuple[CutText, ...]: (_write_cuts, _read_cuts),
}
_TYPES: Final = get_type_hints(Article)

STORED_FIELDS: Final = tuple(each for each in fields(Article) if each.metadata.get("stored", True))
"""The fields that are stored, in their order."""

SHOWN_FIELDS: Final = tuple(each for each in STORED_FIELDS if each.metadata["indexed"])
"""Those of them that are also indexed and exported."""

_WRITERS: Final = tuple(
    (
        each.name,
        each.default if each.default in ((), "") else None,
        _CODECS[_TYPES[each.name]][0] if _TYPES[each.name] in _CODECS else None,
    )
    for each in STORED_FIELDS
)
_READERS: Final = tuple(
    (each.name, _CODECS[_TYPES[each.name]][1]) for each in STORED_FIELDS if _TYPES[each.name] in _CODECS
)

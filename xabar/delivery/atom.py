"""Atom feeds (RFC 4287): as text, and as files that several processes add to."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lxml import etree

from xabar.language.printable import printable

_ATOM: Final = "http://www.w3.org/2005/Atom"
_READER: Final = etree.XMLParser(resolve_entities=False, no_network=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed. `id` is an IRI that never changes: readers show an entry once for each id."""

    id: str
    title: str
    updated: datetime  # aware
    text: str
    html: str | None = None  # instead of the text
    link: str | None = None
    author: str | None = None


def write_atom(title: str, feed_id: str, entries: Iterable[Entry], *, updated: datetime) -> bytes:
    """Return a feed. `updated` is the time of a feed without entries; otherwise the latest entry's counts."""
    listed = list(entries)
    feed = etree.fromstring(f'<feed xmlns="{_ATOM}"/>', _READER)
    _add(feed, "title", title)
    _add(feed, "id", feed_id)
    _add(feed, "updated", _moment(max((entry.updated for entry in listed), default=updated)))
    _add(etree.SubElement(feed, _tag("author")), "name", "Xabar")
    _add(feed, "generator", "Xabar")
    feed.extend([_entry(entry) for entry in listed])
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8")


def add_entry(path: Path, title: str, feed_id: str, entry: Entry, *, most: int) -> None:
    """Put an entry first in an Atom file, in the place of one with its id, and leave the last ones out.

    Readers see the former file or the new one whole. What is no Atom file any more is kept beside it, under .damaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.with_name(f".{path.name}.lock")):
        former = _entries_of(path)
        feed = etree.fromstring(write_atom(title, feed_id, [entry], updated=entry.updated), _READER)
        kept = [each for each in former if each.findtext(_tag("id")) != entry.id]
        feed.extend(kept[: most - 1])
        replace_file(path, etree.tostring(feed, xml_declaration=True, encoding="utf-8"))


def replace_file(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader, and whoever comes after a crash, has the former one or this one whole."""
    made = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with made.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)


def _entry(entry: Entry) -> etree._Element:
    made = etree.Element(_tag("entry"))
    _add(made, "id", entry.id)
    _add(made, "title", entry.title)
    _add(made, "updated", _moment(entry.updated))
    if entry.author:
        _add(etree.SubElement(made, _tag("author")), "name", entry.author)
    if entry.link:
        etree.SubElement(made, _tag("link"), rel="alternate", href=entry.link)
    content = etree.SubElement(made, _tag("content"), type="text" if entry.html is None else "html")
    content.text = printable(entry.text if entry.html is None else entry.html)
    return made


def _entries_of(path: Path) -> list[etree._Element]:
    try:
        return etree.fromstring(path.read_bytes(), _READER).findall(_tag("entry"))
    except FileNotFoundError:
        return []
    except etree.XMLSyntaxError:
        path.replace(path.with_name(f"{path.name}.damaged"))
        return []


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _tag(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, _tag(name)).text = printable(text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")

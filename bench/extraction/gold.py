"""Read and write gold pages: a folder with NAME.html (or .html.gz) beside NAME.json, see README.md."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FIELDS = ("title", "authors", "published_at", "section", "tags", "image", "canonical")


@dataclass(frozen=True, slots=True)
class Gold:
    """A page: the bytes as served, where and when they were fetched, and what readers see on the page."""

    name: str
    page: bytes
    url: str
    body: tuple[str, ...]  # paragraphs, without boilerplate
    site: str | None = None  # the site whose selectors read it; None if no site is known
    language: str = "uz"
    fetched_at: str = "2026-11-24T12:00:00+00:00"
    fields: dict[str, Any] = field(default_factory=dict)  # the FIELDS that the page has
    planted: tuple[str, ...] = ()  # boilerplate lines that must not be found


def read_folder(folder: Path) -> Iterator[Gold]:
    """Yield every page of a folder and its subfolders that has a JSON file beside it.

    Raise ValueError, which names the file and what is wrong with it.
    """
    for path in sorted(folder.rglob("*.json")):
        page = next(
            (path.with_suffix(end) for end in (".html", ".html.gz") if path.with_suffix(end).exists()), None
        )
        if page is None:
            raise ValueError(f"{path}: there is no {path.stem}.html or {path.stem}.html.gz beside it")
        record = json.loads(path.read_text(encoding="utf-8"))
        if missing := [name for name in ("url", "body") if name not in record]:
            raise ValueError(f"{path}: {' and '.join(missing)} must be given")
        raw = page.read_bytes()
        body = record["body"].split("\n") if isinstance(record["body"], str) else record["body"]
        yield Gold(
            name=str(path.relative_to(folder).with_suffix("")),
            page=gzip.decompress(raw) if page.suffix == ".gz" else raw,
            url=record["url"],
            body=tuple(body),
            site=record.get("site"),
            language=record.get("language", "uz"),
            fetched_at=record.get("fetched_at", "2026-11-24T12:00:00+00:00"),
            fields={name: record[name] for name in FIELDS if name in record},
            planted=tuple(record.get("planted", ())),
        )


def write_folder(folder: Path, pages: Iterable[Gold]) -> int:
    """Write pages so that `read_folder` can read them, and return how many there were."""
    written = 0
    for gold in pages:
        path = folder / f"{gold.name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gold.page)
        record = {
            "url": gold.url,
            "site": gold.site,
            "language": gold.language,
            "fetched_at": gold.fetched_at,
            "body": gold.body,
            "planted": gold.planted,
            **gold.fields,
        }
        path.with_suffix(".json").write_text(
            json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8"
        )
        written += 1
    return written

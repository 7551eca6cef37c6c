"""Measure real pages of foreign sites: text, lists that must be refused, fields, CPU a page, by source."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import trafilatura

from bench.extraction.gold import Gold, read_folder
from bench.extraction.rouge import rouge_lsum
from bench.extraction.scores import BodyScore
from xabar.app.explain import read_page
from xabar.config import Config
from xabar.extraction.page import Page, extract_page
from xabar.http_response import HttpResponse
from xabar.site import Site

REPEATS = 3  # readings of a page, of which the quickest counts
Reader = Callable[[Gold], list[str]]


@dataclass(slots=True)
class Reading:
    """The scores of one reader on the pages of one source."""

    body: BodyScore
    rouge: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # articles
    stored: list[str] = field(default_factory=list)  # lists

    def add(self, gold: Gold, found: Sequence[str], seconds: float) -> None:
        """Count a page. One whose gold body is empty is a list."""
        self.seconds.append(seconds)
        if not gold.body:
            if any(found):
                self.stored.append(gold.name)
            return
        if not any(found):
            self.refused.append(gold.name)
        self.body.add(found, gold.body)
        self.rouge.append(rouge_lsum(found, gold.body))

    def __str__(self) -> str:
        pages = len(self.rouge)
        cpu = 1000 * sum(self.seconds) / max(1, len(self.seconds))
        lists = (
            f"  lists stored {len(self.stored)} of {len(self.seconds) - pages}"
            if len(self.seconds) > pages
            else ""
        )
        return (
            f"{self.body}  ROUGE-Lsum {sum(self.rouge) / max(1, pages):.4f}  refused {len(self.refused)} of {pages}"
            f"  CPU {cpu:5.2f} ms a page{lists}"
        )


def measure_real(folder: Path, unknown_site: Callable[[Gold], type[Site]], config: Config) -> Iterator[str]:
    """Yield the figures of each subfolder of a folder of real pages, and of its halves: every other page.

    "stored" is the text that a crawl of a site without a class would store, "extracted" what extraction alone gives.
    CPU is the process's own, for extraction and for trafilatura's text.
    """
    for source in sorted(path for path in folder.iterdir() if path.is_dir()) or [folder]:
        pages = list(read_folder(source))
        readers: dict[str, Reader] = {
            "extracted": lambda gold: list(_extract(gold).paragraphs),
            "trafilatura": lambda gold: (trafilatura.extract(gold.page) or "").split("\n"),
            "- no comments": lambda gold: (
                trafilatura.extract(gold.page, include_comments=False) or ""
            ).split("\n"),
        }
        yield f"{source.name}: {len(pages)} pages"
        for name, reader in readers.items():
            yield from _rows(name, pages, reader)
        yield from _rows("stored", pages, lambda gold: _store(gold, unknown_site, config), repeats=1)


def _rows(name: str, pages: Sequence[Gold], reader: Reader, repeats: int = REPEATS) -> Iterator[str]:
    is_stored = name == "stored"  # with the apostrophes of its language
    readings = {half: Reading(BodyScore(apostrophes=not is_stored)) for half in ("all", "even", "odd")}
    if pages:
        reader(pages[0])  # imports and compiles what it needs
    for number, gold in enumerate(pages):
        found, seconds = _timed(reader, gold, repeats)
        for half in ("all", "odd" if number % 2 else "even"):
            readings[half].add(gold, found, seconds)
    yield f"  {name:14} {readings['all']}"
    yield f"  {'':14} F1 of the halves {readings['even'].body.f1:.4f} {readings['odd'].body.f1:.4f}"
    for label, names in (("refused", readings["all"].refused), ("stored", readings["all"].stored)):
        if names and name in ("extracted", "stored"):
            yield f"  {'':14} {label}: {', '.join(names)}"


def _timed(reader: Reader, gold: Gold, repeats: int) -> tuple[list[str], float]:
    best = float("inf")
    found: list[str] = []
    for _ in range(repeats):
        began = time.process_time()
        found = reader(gold)
        best = min(best, time.process_time() - began)
    return found, best


def _extract(gold: Gold) -> Page:
    html = HttpResponse(gold.url, gold.page).html or ""
    page = extract_page(html, url=gold.url, layouts=())
    return Page(canonical_url=page.canonical_url, problem=page.problem) if page.problem else page


def _store(gold: Gold, unknown_site: Callable[[Gold], type[Site]], config: Config) -> list[str]:
    response, now = HttpResponse(gold.url, gold.page), datetime.fromisoformat(gold.fetched_at)
    report = read_page(response, unknown_site(gold), now=now, config=config)
    dateless = report.problem is not None and "date" in report.problem
    if report.article is None or (report.problem and not dateless):
        return []
    return report.article.body.split("\n")

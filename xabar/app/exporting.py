"""Export articles: a range of the feed, or what a search finds in it, to a file for other programs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

from xabar.app.errors import AppError, WrongUse
from xabar.app.matching import Found, find_matching, matches
from xabar.config import Config
from xabar.exchange.checkpoint import Checkpoint, sync_folder
from xabar.exchange.columns import COLUMN_NAMES, to_row
from xabar.exchange.destination import is_stream
from xabar.exchange.growing_file import checkpoint_of, go_on, open_growing, save, unfinished
from xabar.exchange.writers import Format, RowWriter, open_writer
from xabar.processing.cuts import whole_article
from xabar.records.change import Change
from xabar.records.store import RecordStore
from xabar.search.engine import SearchPage, SearchRequest

PAGE: Final = 500  # changes read at once: nothing holds a snapshot of the records for longer
SAVED: Final = 10_000  # changes after which an interrupted export can go on


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """What to export: the changes of the feed after a number, of all articles or of those that a search finds."""

    search: SearchRequest = field(default_factory=lambda: SearchRequest(query=""))
    after: int = 0
    tombstones: bool = False
    with_boilerplate: bool = False
    columns: tuple[str, ...] = COLUMN_NAMES
    excel: bool = False  # CSV whose texts a spreadsheet takes for no formulas

    def describe(self) -> str:
        """Return all that is asked for but `after`, in words by which an interrupted export is known again."""
        asked = {"search": _given(self.search)} | _given(self)
        return repr(asked)


@dataclass(slots=True)
class ExportReport:
    """What was written. `last` is the number of the feed after which the next export begins."""

    last: int
    articles: int = 0
    tombstones: int = 0
    newer: int = 0  # changes behind `last`: they came meanwhile, or the index had not followed them yet
    damaged: list[str] = field(default_factory=list)  # ids of articles that cannot be read any more
    resumed_after: int | None = None  # the number after which it went on with an interrupted one
    answer: SearchPage | None = None  # how a search answers the query, without its hits


class ChangePage(NamedTuple):
    """The next changes that were asked for, the number of the last that was read, and how many were."""

    changes: list[Change]
    sequence: int
    read: int


Progress = Callable[[int, int], None]
"""Gets how many changes were read since it was last called, and how many there are in all."""


def export_articles(
    config: Config,
    records: RecordStore,
    request: ExportRequest,
    *,
    format: Format,
    output: Path | BinaryIO,
    progress: Progress = lambda read, total: None,
) -> ExportReport:
    """Write the articles in the order of the feed, each at most once, and return what was written.

    A file appears under its name when it is complete; where the name is a link, its target is written. Until then it
    grows beside that name, and the same request goes on with it. A FIFO or a device is written through. Memory holds
    one page of articles, and the ids of what a query finds. Raise WrongUse for what makes no sense, AppError if the
    file cannot be written.
    """
    if request.excel and format != "csv":
        raise WrongUse(f"--excel is for CSV, and {format} was asked for")
    writer = _find_writer(format, request)
    if request.after > (last := records.last_sequence()):
        raise WrongUse(f"--after {request.after} lies beyond the last number of the feed, {last}")
    pages = FeedPages(records, request, find_matching(config, request.search), progress)
    try:
        if isinstance(output, Path) and not is_stream(output):
            described = f"{format} after {request.after} {request.describe()}"
            return _write_file(pages, writer, output.resolve(), described)
        write = (
            _write_apart if format == "parquet" else _write_stream
        )  # Parquet is not written from first to last
        with output.open("wb") if isinstance(output, Path) else nullcontext(output) as stream:
            return write(pages, writer, stream)
    except BrokenPipeError:
        raise
    except OSError as error:
        is_file = isinstance(output, Path) and not is_stream(output) and not output.is_dir()
        hopeless = isinstance(error, FileExistsError) or not is_file
        advice = "" if hopeless else "; the same command goes on later"
        raise AppError(f"the export cannot be written: {error}{advice}") from error


def _find_writer(format: Format, request: ExportRequest) -> RowWriter:
    try:
        return open_writer(format, request.columns, escaped=request.excel)
    except ImportError as error:
        raise WrongUse("Parquet needs pyarrow: run `pip install 'xabar[parquet]'`") from error


@dataclass(slots=True)
class FeedPages:
    """Reads the feed page by page, so that no snapshot of the records is held while a page is written."""

    records: RecordStore
    request: ExportRequest
    found: Found | None  # what a query finds; None for all
    progress: Progress

    def read(self, after: int, last: int, report: ExportReport) -> Iterator[ChangePage]:
        """Yield the pages of the feed after one number and up to another, and count what is in them."""
        total = self.records.count_changes_after(after)
        while after < last and (changes := self.records.changes_after(after, PAGE)):
            changes = [change for change in changes if change.sequence <= last]
            after = changes[-1].sequence if changes else last
            wanted = [self._as_asked(change) for change in changes if self._is_asked_for(change)]
            report.damaged += [change.id for change in changes if change.damage is not None]
            report.tombstones += sum(change.article is None for change in wanted)
            report.articles += sum(change.article is not None for change in wanted)
            yield ChangePage(wanted, after, len(changes))
            self.progress(len(changes), total)
        report.answer = self.found.answer if self.found else None
        report.newer = self.records.count_changes_after(last)

    def end(self) -> int:
        """Return the number of the feed to which the export goes: with words, no further than the index has followed.

        What waits for it was not looked at, and comes with the next export.
        """
        last = self.records.last_sequence()
        return last if self.found is None else max(self.request.after, min(last, self.found.reached))

    def _is_asked_for(self, change: Change) -> bool:
        if change.article is None:
            return self.request.tombstones and change.damage is None
        if self.found is not None:
            return bytes.fromhex(change.id) in self.found.ids
        return matches(change.article, self.request.search)

    def _as_asked(self, change: Change) -> Change:
        if change.article is None or not self.request.with_boilerplate:
            return change
        return replace(change, article=whole_article(change.article))


def _write_stream(pages: FeedPages, writer: RowWriter, output: BinaryIO) -> ExportReport:
    report = ExportReport(pages.end())
    writer.begin(output)
    for page in pages.read(pages.request.after, report.last, report):
        writer.write(output, map(to_row, page.changes))
    output.flush()
    return report


def _write_apart(pages: FeedPages, writer: RowWriter, output: BinaryIO) -> ExportReport:
    with tempfile.TemporaryDirectory(prefix="xabar-") as folder:
        path = Path(folder) / "export"
        report = _write_file(pages, writer, path, "")
        with path.open("rb") as file:
            shutil.copyfileobj(file, output)
    output.flush()
    return report


def _write_file(pages: FeedPages, writer: RowWriter, path: Path, described: str) -> ExportReport:
    """Write the file, or go on with an unfinished one of the same description."""
    store, after, last = pages.records.mark().id, pages.request.after, pages.end()
    fresh = Checkpoint(store=store, request=described, sequence=after, last=last)
    with open_growing(path) as file:
        begun = go_on(path, file, fresh)
        if begun is None:
            fresh.write(
                checkpoint_of(path)
            )  # before the first byte: what is written without a note is a stranger's
            writer.begin(file)
        else:
            fresh = begun
        report = ExportReport(
            fresh.last, fresh.articles, fresh.tombstones, resumed_after=begun.sequence if begun else None
        )
        unsaved = 0
        for page in pages.read(fresh.sequence, fresh.last, report):
            writer.write(file, map(to_row, page.changes))
            unsaved += page.read
            if unsaved >= SAVED:
                save(path, file, _reached(fresh, page.sequence, report, file))
                unsaved = 0
        save(path, file, _reached(fresh, fresh.last, report, file))
        writer.finish(unfinished(path), path)
    sync_folder(path.parent)
    checkpoint_of(path).unlink()
    return report


def _reached(fresh: Checkpoint, sequence: int, report: ExportReport, file: BinaryIO) -> Checkpoint:
    return replace(
        fresh,
        sequence=sequence,
        articles=report.articles,
        tombstones=report.tombstones,
        position=file.tell(),
    )


def _given(values: Any) -> dict[str, Any]:
    """Return the fields of a request that differ from their default, without those that differ from day to day."""
    return {
        each.name: value
        for each in fields(values)
        if each.name not in ("search", "after", "today")
        and (value := getattr(values, each.name)) != each.default
    }

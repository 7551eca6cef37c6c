"""Import articles that others stored: through the same steps as a crawl's, into the same records."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, Final

from xabar.app.entries import EntryReader
from xabar.app.errors import WrongUse
from xabar.app.import_commits import ImportCommits
from xabar.app.origins import Origins
from xabar.article import Article
from xabar.collecting import seldom_collected
from xabar.exchange.entry import Entry, LinePlace, Refusal
from xabar.exchange.json_lines import KEYS, read_values
from xabar.exchange.source import STDIN, SourceKind, expand, read_source
from xabar.processing.ingest import Ingested, Outcome, ingest
from xabar.workspace import Workspace

logger = logging.getLogger(__name__)

CACHE: Final = 64 * 2**20  # bytes of the record file in memory


@dataclass(slots=True)
class ImportReport:
    """The counts of an import: read = stored + unchanged + duplicate + rejected."""

    read: int = 0
    stored: int = 0
    unchanged: int = 0
    duplicate: int = 0
    rejected: Counter[str] = field(default_factory=Counter)  # key of REASONS -> entries
    guesses: Counter[tuple[str, str]] = field(default_factory=Counter)  # (what, its value) -> articles
    unused: dict[str, str] = field(
        default_factory=dict
    )  # field -> the key that was given for it and no line has

    @property
    def balanced(self) -> bool:
        """True if read = stored + unchanged + duplicate + rejected."""
        return self.read == self.stored + self.unchanged + self.duplicate + self.rejected.total()

    def count(self, outcome: Outcome | Refusal) -> None:
        """Count what became of one entry."""
        self.read += 1
        if isinstance(outcome, Refusal):
            self.rejected[outcome.reason] += 1
        else:
            setattr(self, outcome, getattr(self, outcome) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to read the files. `fetched_at` is the time of entries that do not say theirs: by default, their file's."""

    kind: SourceKind | None = None  # None: by what each file looks like
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: KEYS)
    fetched_at: datetime | None = None


def map_keys(assignments: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the keys of an entry's fields with the names that the user gives them: {"title": "name"}.

    Raise WrongUse for a field that does not exist.
    """
    for name in assignments:
        if name not in KEYS:
            raise WrongUse(f"--map {name}=…: there is no field {name!r}; it is one of {', '.join(KEYS)}")
    return KEYS | {name: (key,) for name, key in assignments.items()}


def _given_keys(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the keys that the user gave, by the fields whose values stand there."""
    return {name: names[0] for name, names in keys.items() if names != KEYS[name]}


def _without_used(given: dict[str, str], entries: Iterable[Entry | Refusal]) -> Iterator[Entry | Refusal]:
    """Yield the entries, and take out of `given` each key under which one of them had something."""
    for entry in entries:
        if given and isinstance(entry, Entry):
            for name in [name for name in given if entry.says(name)]:
                del given[name]
        yield entry


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the files, for a folder all that lie in it. Raise WrongUse for one that cannot be opened."""
    files = list(expand(paths))
    for path in files:
        if path != STDIN:
            try:
                path.open("rb").close()
            except OSError as error:
                raise WrongUse(f"{path}: {error.strerror}") from error
    return files


def import_files(
    workspace: Workspace,
    files: Sequence[Path],
    origins: Origins,
    options: ImportOptions,
    *,
    now: datetime,
    refuse: Callable[[Refusal], None] = lambda refusal: None,
    progress: Callable[[ImportReport], None] = lambda report: None,
) -> ImportReport:
    """Store what the files hold, and return the counts. `refuse` gets every entry that did not become an article.

    `progress` gets the counts after each commit. Raise RecordsError when the records take no more: what was counted
    until then is stored.
    """
    workspace.records.require_writable()
    workspace.records.enlarge_cache(CACHE)
    report = ImportReport(guesses=origins.guesses, unused=_given_keys(options.keys))
    entries = _without_used(
        report.unused,
        chain.from_iterable(
            read_source(path, now=now, fetched_at=options.fetched_at, kind=options.kind, keys=options.keys)
            for path in files
        ),
    )
    with seldom_collected():
        for commit in ImportCommits(EntryReader(workspace, origins), now).store_all(entries):
            for outcome in commit:
                report.count(outcome)
                if isinstance(outcome, Refusal):
                    refuse(outcome)
            progress(report)
    return report


def add_article(
    workspace: Workspace, values: Mapping[str, Any], origins: Origins, *, now: datetime
) -> tuple[Article, Ingested] | Refusal:
    """Store one article, given by the keys of KEYS, and return it with what became of it, or why it is refused."""
    entry = read_values(values, LinePlace("", 1))
    article = entry if isinstance(entry, Refusal) else EntryReader(workspace, origins).read(entry, now)
    if isinstance(article, Refusal):
        return article
    return article, ingest(workspace.records, article)

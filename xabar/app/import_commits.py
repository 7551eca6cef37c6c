"""An import's commits: groups of entries are read one after the other, and several of them are stored together.

A commit writes each page of the file that it changed, and 200 articles change nearly as many of them as 1,000. But what a
group makes known of its site counts for the next one: if anything is, the groups after it are read again.
"""

from __future__ import annotations

import logging
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final, TypeAlias

from xabar.app.entries import EntryReader
from xabar.article import Article
from xabar.exchange.entry import Entry, Refusal
from xabar.processing.batch import Batch
from xabar.processing.ingest import Outcome, Replaces, ingest
from xabar.processing.preparation import Prepared
from xabar.records.errors import RecordsError, TransactionLost
from xabar.records.store import RecordStore

logger = logging.getLogger(__name__)

GROUP: Final = 200  # entries that take each step together, by what is known when the first of them does
MOST: Final = 5  # groups of one commit: what a kill costs, and the next import brings again
MUCH: Final = 2_000_000  # characters of a group behind which no other is read ahead

Result: TypeAlias = Outcome | Refusal


@dataclass(frozen=True, slots=True)
class _Group:
    """Entries, what was read of each, what storing them takes, and what had been guessed before they were read."""

    entries: Sequence[Entry | Refusal]
    read: Sequence[Article | Refusal]
    prepared: Sequence[Prepared | None]
    guesses: Counter[tuple[str, str]]


class ImportCommits:
    """Stores entries, and yields what became of them, commit by commit."""

    def __init__(self, reader: EntryReader, now: datetime) -> None:
        self._reader = reader
        self._records = reader.workspace.records
        self._now = now
        self._ahead = (
            1  # groups that are read before they are stored: more as long as none makes anything known
        )

    def store_all(self, entries: Iterator[Entry | Refusal]) -> Iterator[list[Result]]:
        """Yield what became of the entries of each commit, in their order."""
        waiting: deque[Sequence[Entry | Refusal]] = deque()
        while True:
            while len(waiting) < self._ahead and not (waiting and _size(waiting[-1]) > MUCH):
                if not (group := list(islice(entries, GROUP))):
                    break
                waiting.append(group)
            if not waiting:
                return
            self._reader.renew()
            groups = [self._read(group) for group in islice(waiting, self._ahead)]
            stored = self._store(groups)
            self._ahead = min(2 * self._ahead, MOST) if len(stored) == len(groups) else 1
            if len(stored) < len(groups):
                self._reader.origins.take_back_guesses(groups[len(stored)].guesses)
            for _ in stored:
                waiting.popleft()
            yield [result for group in stored for result in group]

    def _read(self, entries: Sequence[Entry | Refusal]) -> _Group:
        guesses = self._reader.origins.guesses.copy()
        made = iter(self._reader.read_all([each for each in entries if isinstance(each, Entry)], self._now))
        read = [entry if isinstance(entry, Refusal) else next(made) for entry in entries]
        articles = [found for found in read if isinstance(found, Article)]
        return _Group(entries, read, self._prepare(articles), guesses)

    def _prepare(self, articles: Sequence[Article]) -> Sequence[Prepared | None]:
        try:
            return self._reader.prepare(articles)
        except TransactionLost as error:  # the server went away and is there again
            logger.warning("nothing is prepared of a batch: %s", error)
        except RecordsError:
            raise
        except Exception:  # one article cannot be prepared: each is when it is stored
            logger.exception("a batch could not be prepared")
        return [None] * len(articles)

    def _store(self, groups: Sequence[_Group]) -> list[list[Result]]:
        """Return what became of the entries of the first groups, which are stored in one commit."""
        stored: list[list[Result]] = []
        try:
            with self._records.transaction():
                for group in groups:
                    if stored and not self._reader.is_current():
                        break
                    stored.append(self._store_group(group))
            return stored
        except TransactionLost as error:  # the server went away and is there again
            logger.warning("a batch is stored again, one by one: %s", error)
        except RecordsError:
            raise
        except Exception:  # one article cannot be stored: the others can, each by itself
            logger.exception("a batch could not be stored at once")
        return [
            [
                found if isinstance(found, Refusal) else self._store_alone(found, entry)
                for entry, found in zip(group.entries, group.read, strict=True)
            ]
            for group in groups[: len(stored) + 1]
        ]

    def _store_group(self, group: _Group) -> list[Result]:
        batch = Batch(
            self._records, [found for found in group.read if isinstance(found, Article)], group.prepared
        )
        prepared = iter(group.prepared)
        with self._records.gather():
            return [
                found
                if isinstance(found, Refusal)
                else _store(self._records, found, entry, next(prepared), batch)
                for entry, found in zip(group.entries, group.read, strict=True)
            ]

    def _store_alone(self, article: Article, entry: Entry | Refusal) -> Result:
        place = entry.place
        try:
            return _store(self._records, article, entry)
        except RecordsError:
            raise
        except Exception as error:
            logger.exception("%s:%s could not be stored", place.file, place.line)
            return Refusal(place, "store-error", repr(error)[:200], article.url)


def _store(
    records: RecordStore,
    article: Article,
    entry: Entry | Refusal,
    prepared: Prepared | None = None,
    batch: Batch | None = None,
) -> Outcome:
    """Store an article. One that is here is replaced only by an entry that says that it was fetched later.

    The time of a file's last change says nothing of what stands in it, and of two entries of one time the first stays,
    so that the same import changes nothing.
    """
    assumed = isinstance(entry, Entry) and entry.assumed_time
    replaces: Replaces = "nothing" if assumed else "older"
    return ingest(records, article, replaces, prepared=prepared, batch=batch).outcome


def _size(entries: Sequence[Entry | Refusal]) -> int:
    return sum(len(each.text or "") + len(each.page or b"") for each in entries if isinstance(each, Entry))

"""The record store as the steps of all crawls in this process share it: one connection, one commit an article."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from scrapy.exceptions import CloseSpider

from xabar.article import Article
from xabar.records.articles import Stored
from xabar.records.errors import RecordsError
from xabar.records.store import RecordStore

logger = logging.getLogger(__name__)

Note = Callable[[RecordStore], object]


class SharedRecords:
    """The open record store of a data folder, with what its articles leave behind when they are stored.

    A step that wants to remember something of an article (its paragraphs, its signature) does not write at
    once, for a later step may still refuse the article: it leaves a note, and the notes are carried out in the
    transaction that stores the article. So a refused article leaves no trace, and a kill leaves all or nothing.
    """

    _open: ClassVar[dict[Path, SharedRecords]] = {}

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = RecordStore(path)
        self._holders = 0
        self._notes: dict[str, list[Note]] = {}

    @classmethod
    def borrow(cls, data: str | Path) -> SharedRecords:
        """The records of the data folder; opened by the first borrower. A context manager, or `give_back`.

        Records that cannot be opened end the crawl before it begins: CloseSpider, with the error as its cause.
        """
        path = Path(data).resolve() / "records.sqlite"
        if path not in cls._open:
            try:
                cls._open[path] = cls(path)
            except RecordsError as error:
                logger.error("%s", error)
                raise CloseSpider("store-error") from error
        shared = cls._open[path]
        shared._holders += 1
        return shared

    def __enter__(self) -> SharedRecords:
        return self

    def __exit__(self, *_: object) -> None:
        self.give_back()

    def give_back(self) -> None:
        """The last one to give the records back closes them."""
        self._holders -= 1
        if self._holders == 0:
            del self._open[self.path]
            self.store.close()

    def note(self, article: Article, note: Note) -> None:
        """Carry `note` out when, and only when, the article is stored."""
        self._notes.setdefault(article.id, []).append(note)

    def put(self, article: Article) -> Stored:
        """Store the article and carry out its notes, all in one transaction."""
        notes = self._notes.pop(article.id, [])
        with self.store.transaction():
            stored = self.store.put_article(article)
            for note in notes:
                note(self.store)
        return stored

    def forget(self, article: Article) -> None:
        """Drop the notes of an article that was refused."""
        self._notes.pop(article.id, None)

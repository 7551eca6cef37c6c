"""A news agency that stores an article now and then all through the trial, so that there is always something to feed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from bench.embedded.corpus import articles
from xabar.processing.ingest import ingest
from xabar.records.store import RecordStore

# No source lists its articles again, so that what a crash of the server takes back would be gone: its commits wait for the disk,
# as docs/postgresql.md says of `synchronous_commit`.
DURABLE = "?options=-csynchronous_commit%3Don"
PAUSE = 0.5  # seconds between two articles
MOST = 5000


@dataclass
class Agency:
    """Stores composed articles from a thread of its own until it is stopped."""

    place: str
    stored: dict[str, str] = field(default_factory=dict)  # the hash of each article's text, by its id
    error: BaseException | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to store."""
        self._thread = threading.Thread(target=self._store, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End after the article that is under way."""
        self._stop.set()
        assert self._thread is not None
        self._thread.join(120)

    def _store(self) -> None:
        try:
            with RecordStore(self.place + DURABLE) as records:
                for article in articles(MOST):
                    ingest(records, article)
                    self.stored[article.id] = article.content_hash
                    if self._stop.wait(PAUSE):
                        return
        except BaseException as error:  # told in the end: a thread that died stores nothing more
            self.error = error

"""What every index must be able to do. One contract suite (tests/search/contract.py) holds for all engines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

from xabar.article import Article
from xabar.records.change import Change

# One index a language; every other language shares the last one, folded but not stemmed.
INDEX_LANGUAGES = ("uz", "kk", "ru", "other")

FACETS = ("site", "language", "day", "script")


def index_language(language: str | None) -> str:
    """The index that holds articles of a language: its own, or `other`."""
    return language if language in INDEX_LANGUAGES else "other"


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """What became of one change in the index."""

    id: str
    status: Literal["confirmed", "stale", "dead", "retry"]  # stale: the index holds a newer version
    reason: str | None = None  # for dead and retry: what the index said


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as the user asked it. Days are the publisher's local days, both ends included."""

    query: str
    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    sort: Literal["relevance", "newest"] = "relevance"
    offset: int = 0
    size: int = 10
    facets: tuple[str, ...] = ()  # of FACETS


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. `snippet` is original text, its hits between U+E000 and U+E001."""

    article: Article
    score: float
    snippet: str
    title: str  # the original title, marked like the snippet


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of an answer; `total` counts all hits, facets count over all of them, most frequent first."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete build of the index, in all languages."""

    name: str  # 000001
    analysis_hash: str  # the hash of the analysis tables it was built with
    documents: int | None  # None: a part of it cannot be counted now
    active: bool  # the one that searches see
    created_at: datetime | None = None


class EngineUnavailable(Exception):
    """The index as a whole does not answer, or is locked: nothing was lost, feed again later."""


class IndexOutdated(EngineUnavailable):
    """The active build was made with other analysis tables: its terms are not comparable. Rebuild it."""


class SearchEngine(Protocol):
    """An index of articles. Every method may raise EngineUnavailable."""

    address: str  # what the user calls it: a folder or a URL without secrets

    async def setup(self) -> bool:
        """Make what is missing, so that writes and searches work; True when something was made. Idempotent."""

    async def generations(self) -> list[Generation]:
        """All builds that exist, oldest first; [] before setup."""

    async def create_generation(self) -> str:
        """A new, empty build with today's analysis tables; searches do not see it. Returns its name."""

    async def activate(self, generation: str) -> None:
        """Let searches see this build instead of the former, in one step."""

    async def drop(self, generation: str) -> None:
        """Remove a build that is not active; ValueError if it is."""

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Take a batch, durably; one outcome a change, in order. Writing the same batch again changes nothing."""

    def ids(self, generation: str) -> AsyncIterator[str]:
        """The ids of all articles that a build holds, in any order; for comparing it with the records."""

    async def refresh(self) -> None:
        """Make everything written visible to searches."""

    async def search(self, request: SearchRequest) -> SearchPage:
        """Answer from the active build. QueryError when the query is malformed."""

    async def close(self) -> None:
        """Let go of files and connections."""

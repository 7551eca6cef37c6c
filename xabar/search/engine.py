"""What every index must be able to do. One contract suite (tests/search/contract/) holds for all engines."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, TypeAlias, get_args

if TYPE_CHECKING:  # a search needs none of them but the last, and a crawl not that
    from xabar.article import Article
    from xabar.crawl_stats import CrawlStats
    from xabar.records.alarms import Alarm
    from xabar.records.change import Change
    from xabar.records.identity import StoreMark
    from xabar.search.query_tree import Query

# Each of these languages has an index of its own; all others share the last one, folded but not stemmed.
OTHER = "other"
INDEX_LANGUAGES = ("uz", "kk", "ru", OTHER)

# A server returns no hit beyond this (`index.max_result_window`), so no engine is asked for one.
LAST_HIT = 10_000

FACETS = ("site", "language", "day", "script", "tag", "author", "section")
MONTH = "month"  # what an engine counts, too
TIME = "time"  # what may be asked for besides: days where there are few, or else months

FOLDED_FIELDS = ("tag", "section")
"""The fields whose values are compared in any script, as a whole; those of the others are codes.

An author is found by words that stand side by side in the name, so that a family name is enough.
"""

FILTERS = ("sites", "languages", "scripts", "tags", "authors", "sections", "since", "until")
"""The fields of a SearchRequest that narrow it."""

Sort: TypeAlias = Literal["relevance", "newest", "oldest"]
SORTS: tuple[Sort, ...] = get_args(Sort)


def index_language(language: str | None) -> str:
    """Return the index that holds articles of a language: its own, or `other`."""
    return language if language in INDEX_LANGUAGES else OTHER


@dataclass(frozen=True, slots=True)
class WriteOutcome:
    """What became of one change in the index."""

    id: str
    status: Literal["confirmed", "stale", "dead", "retry"]  # stale: the index holds a newer version
    reason: str | None = None  # for dead and retry: what the index said


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as the user asked for it. Days are the publisher's local days, both ends included."""

    query: str
    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()  # these and the next two as somebody types them, in any script
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    today: date | None = None  # the publishers' day, from which `since:7d` in the query counts
    sort: Sort = "relevance"
    offset: int = 0
    size: int = 10
    facets: tuple[str, ...] = ()  # of FACETS, and TIME
    most_names: int | None = None  # values of tag, author and section, of each language's index; None: all
    exact: bool = False  # only what is spelled as the query is
    as_asked: bool = False  # where nothing is found, show nothing else
    marked: bool = True  # False: no word of a hit is marked, which takes a tenth of the time
    cursor: str | None = None  # `next_cursor` of the page before; sorted by time alone


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found. `snippet` is original text with its hits between U+E000 and U+E001."""

    article: Article
    score: float  # the higher the sooner, among hits in one spelling; 0.0 where they are sorted by time
    snippet: str
    title: str  # the original title, marked like the snippet
    missing: tuple[str, ...] = ()  # words of the query that it lacks, where no article has all of them


@dataclass(frozen=True, slots=True)
class Correction:
    """Another query that may have been meant."""

    query: str
    total: int  # what it finds
    used: bool  # the page has its hits, because what was typed finds nothing


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of an answer. `total` and the facets count all hits.

    A facet's values are the most frequent first, and days and months in order of time.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    looser: int = 0  # of the total: those that the query does not find as it was typed, which come last
    lacking: int = 0  # of the looser ones: those that lack words of a sentence, behind the few that have all
    partial: bool = False  # no article has all the words: these have the most of them
    correction: Correction | None = None
    next_cursor: str | None = None  # of the page after a full one, where hits are sorted by time

    @property
    def is_as_typed(self) -> bool:
        """Return whether any article has all the words of the query, at least in a looser spelling."""
        corrected = self.correction is not None and self.correction.used
        return self.total > 0 and not self.partial and not corrected


Ask: TypeAlias = "Callable[[Query, SearchRequest], Awaitable[SearchPage]]"
"""How an engine answers one query, with the filters, the order and the page of a request; its `query` does not count.

Of `LooserOnly` the facets count all that the loosened query finds; total and hits are what the typed one does not.
"""


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete copy of the index, in all languages, made with one version of the analysis tables."""

    name: str  # 000001
    analysis_hash: str  # the hash of the analysis tables it was made with
    documents: int | None  # None: a part of it cannot be counted now
    active: bool  # searches see this one
    created_at: datetime | None = None
    outdated: bool = False  # made with other tables than today's: its terms are not comparable
    stores: tuple[StoreMark, ...] = ()  # whose articles it holds: one; none where nothing was noted
    id: str | None = None  # its own, wherever it lies; None: it is known by its address and name alone


@dataclass(frozen=True, slots=True)
class SetupOptions:
    """What a setup may be asked to do beyond making the index. `repr` shows no secret."""

    administrator: tuple[str, str] | None = field(default=None, repr=False)  # user and password
    keys: Path | None = None  # the folder for API keys
    replace_keys: bool = False  # those whose files are gone
    renew_keys: bool = False  # all
    kibana_password: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SetupStep:
    """One thing that a setup has done or noticed, in words for the user."""

    text: str
    new_index: bool = False  # True on the one step that made the index
    active: Generation | None = None  # on the step about the index, as the administrator sees it
    warning: bool = False


class SetupRequest(NamedTuple):
    """One request of a setup to a server, fit for curl as it stands."""

    method: str
    path: str
    body: dict[str, Any]


class EngineUnavailable(Exception):
    """The index as a whole does not answer, or is locked. Nothing was lost: feed again later."""


class IndexBusy(EngineUnavailable):
    """Another process writes to the index, and carries this change too."""


class NoActiveIndex(EngineUnavailable):
    """There is no generation that searches could see: set the index up."""


class IndexOutdated(EngineUnavailable):
    """The active generation was made with other analysis tables: its terms are not comparable. Rebuild it."""


class RebuildFailed(Exception):
    """Searches still see the old generation: the new one lacks articles of the records, or does not answer."""


class SetupRefused(ValueError):
    """A setup was asked for what the engine does not have, or without something that it needs for it."""


Claim: TypeAlias = Callable[["SearchEngine"], Awaitable[object]]
"""What a setup does before all else, with an engine that may: it raises EngineUnavailable if the index is another's."""


class Searcher(Protocol):
    """What answers searches."""

    async def search(self, request: SearchRequest) -> SearchPage:
        """Answer from the active generation. Raise QueryError or WrongCursor if one of these is malformed."""


class SearchEngine(Searcher, Protocol):
    """An index of articles. Every asynchronous method may raise EngineUnavailable."""

    address: str  # what the user calls it: a folder or a URL without secrets
    advice: str  # what the user can do when the engine is unavailable

    async def setup(self, store: StoreMark | None = None) -> bool:
        """Make what is missing, so that writes and searches work; return True if it made something. Idempotent.

        An index that is made is noted as the store's.
        """

    def provision(
        self, options: SetupOptions, store: StoreMark | None = None, claim: Claim | None = None
    ) -> AsyncIterator[SetupStep]:
        """Claim, set up, then do what the options ask for, and yield each step when it is done. Idempotent.

        Raise SetupRefused, before the first step, for options that the engine has no use for. If the index is outdated,
        raise IndexOutdated, or go on with a warning if there are keys to make.
        """

    def setup_requests(self, options: SetupOptions) -> list[SetupRequest]:
        """Return what a first setup would send, without sending it. Raise SetupRefused if it sends nothing."""

    async def generations(self) -> list[Generation]:
        """Return all generations, oldest first; none before setup."""

    async def create_generation(self, store: StoreMark | None = None) -> str:
        """Make a new, empty generation with today's analysis tables, unseen by searches, and return its name."""

    async def note_store(self, generation: str, store: StoreMark) -> None:
        """Note whose articles a generation holds that was made without such a note."""

    async def activate(self, generation: str) -> None:
        """Let searches see this generation instead of the former one, in one step."""

    async def drop(self, generation: str) -> None:
        """Remove a generation. Raise ValueError if it is active."""

    async def write(self, generation: str, changes: Sequence[Change]) -> list[WriteOutcome]:
        """Write a batch durably and return one outcome per change, in order. Writing it again changes nothing."""

    def ids(self, generation: str) -> AsyncGenerator[str, None]:
        """Yield the ids of all articles that a generation holds, in any order."""

    async def refresh(self) -> None:
        """Make everything that was written visible to searches."""

    async def report_run(self, run: CrawlStats, at: datetime) -> None:
        """Note the statistics of a crawl for the engine's own dashboards, if it has any."""

    async def report_alarms(self, alarms: Sequence[Alarm]) -> None:
        """Note how alarms are now, for the same dashboards."""

    async def faulty_nodes(self) -> list[str]:
        """Return what is wrong with single ones of the nodes through which it is reached, a sentence each.

        The engine answers all the same, as long as one node does.
        """

    async def close(self) -> None:
        """Let go of files and connections."""


async def find_generation(engine: SearchEngine, name: str) -> Generation:
    """Return the generation of this name. Raise EngineUnavailable if it is not there any more."""
    for generation in await engine.generations():
        if generation.name == name:
            return generation
    raise EngineUnavailable(
        f"{engine.address}: generation {name} went away while it was filled: another rebuild was faster, and"
        " searches see its generation"
    )


async def active_generation(engine: SearchEngine) -> Generation:
    """Return the generation that searches see. Raise NoActiveIndex if there is none."""
    for generation in await engine.generations():
        if generation.active:
            return generation
    raise NoActiveIndex(f"{engine.address} has no active index; run `xabar index setup`")

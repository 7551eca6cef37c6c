"""The index opened to be searched and nothing else: for commands that must answer at once.

Of an index in a folder neither the event loop nor the workspace of a crawl is loaded, which take longer than the search.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from contextlib import closing
from typing import Any, TypeAlias, TypeVar

from xabar.app.immediate import run_at_once
from xabar.config import Config
from xabar.records.articles import Articles
from xabar.records.place import is_there
from xabar.search.engine import Searcher
from xabar.search.opening import has_whole_articles, open_reader

T = TypeVar("T")
SearchWork: TypeAlias = Callable[[Articles, Searcher], Coroutine[Any, Any, T]]


def with_searcher(config: Config, work: SearchWork[T], *, needs_records: bool = False) -> T:
    """Run `work`, which only reads, on the records and the index, and close both.

    Raise NoRecords if there are none, unless a server has the articles and the work needs no records.
    """
    is_elsewhere = has_whole_articles(config.search_url)
    if not is_elsewhere and is_there(config.records_place):
        with Articles(config.records_place) as records:
            reader = open_reader(config.search_url, data=config.data, records=records)
            if reader is not None:
                with closing(reader):
                    return run_at_once(work(records, reader))
    from xabar.app.opening import with_index, with_index_only  # with an event loop, or to say what is missing

    opened = with_index if not is_elsewhere or needs_records else with_index_only
    return opened(config, work)

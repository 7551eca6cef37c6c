"""Which of many queries find an article: only those are asked of which it has a required term.

Each query is filed under the rarest terms that every article that it finds must have. So an article costs what its own
words cost, and not what there are queries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from xabar.article import Article
from xabar.search.percolation.article_view import ArticleView
from xabar.search.percolation.compiling import compile_condition
from xabar.search.percolation.conditions import Condition, Key
from xabar.search.query_tree import Query

Name = TypeVar("Name", bound=Hashable)

_VALUES: Final = ("site", "language", "script", "tag", "section")


class Frequencies:
    """How often keys are met, counted on a sample of articles. What was never met is the rarer the longer it is."""

    def __init__(self, sample: Iterable[Article] = ()) -> None:
        self._counts: Counter[Key] = Counter()
        self._articles = 0
        for article in sample:
            self._articles += 1
            for kind, terms in _terms(ArticleView(article)):
                self._counts.update((kind, term) for term in terms)

    def cost(self, key: Key) -> float:
        """Return the share of articles that have the key, about."""
        kind, term = key
        unmet = {"prefix": 4.0, "language": 5.0, "script": 5.0}.get(kind, 1.0) / (len(term) + 1)
        return (self._counts[key] + unmet) / (self._articles + 1)


class Percolator(Generic[Name]):
    """Queries by their names. They are compiled for a language when its first article comes."""

    def __init__(self, queries: Mapping[Name, Query], frequencies: Frequencies | None = None) -> None:
        self._queries = queries
        self._frequencies = frequencies or Frequencies()
        self._filed: dict[str, _Filed[Name]] = {}

    def matching(self, article: Article) -> list[Name]:
        """Return the names of all queries that find the article, in their order."""
        view = ArticleView(article)
        filed = self._filed.get(view.language)
        if filed is None:
            filed = self._filed[view.language] = _file(self._queries, view.language, self._frequencies)
        return [filed.names[place] for place in filed.candidates(view) if filed.conditions[place].holds(view)]


@dataclass(slots=True)
class _Filed(Generic[Name]):
    """The conditions of one language, and where to find them."""

    names: list[Name] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    by_term: defaultdict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    always: list[int] = field(default_factory=list)  # those that any article may be meant by

    def candidates(self, view: ArticleView) -> list[int]:
        """Return the places of all conditions that may be true of the article, in order."""
        found = set(self.always)
        for kind, terms in _terms(view, self.by_term):
            filed = self.by_term[kind]
            for term in filed.keys() & terms:
                found.update(filed[term])
        if prefixes := self.by_term.get("prefix"):
            for beginning in _beginnings(view, prefixes):
                found.update(prefixes[beginning])
        return sorted(found)


def _file(queries: Mapping[Name, Query], language: str, frequencies: Frequencies) -> _Filed[Name]:
    filed: _Filed[Name] = _Filed()
    for name, query in queries.items():
        condition = compile_condition(query, language)
        if condition is None:
            continue
        place = len(filed.names)
        filed.names.append(name)
        filed.conditions.append(condition)
        keys = condition.keys(frequencies.cost)
        if keys is None:
            filed.always.append(place)
        for kind, term in keys or ():
            filed.by_term[kind].setdefault(term, []).append(place)
    return filed


def _terms(view: ArticleView, wanted: Iterable[str] | None = None) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the terms of an article by their kind: of all kinds but prefixes, or of those that are wanted."""
    kinds = (*("stem", "folded", "loose", "name"), *_VALUES) if wanted is None else [*wanted]
    for kind in kinds:
        if kind == "stem":
            yield kind, view.stems["title"].terms | view.stems["body"].terms
        elif kind == "folded":
            yield kind, view.folded["title"].terms | view.folded["body"].terms
        elif kind == "loose":
            yield kind, view.loose
        elif kind == "name":
            yield kind, view.names
        elif kind in _VALUES:
            yield kind, view.values[kind]


def _beginnings(view: ArticleView, prefixes: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """Yield those of the prefixes with which a word of the article begins."""
    words = view.folded["title"].terms | view.folded["body"].terms
    for length in {len(prefix) for prefix in prefixes}:
        yield from prefixes.keys() & {word[:length] for word in words}

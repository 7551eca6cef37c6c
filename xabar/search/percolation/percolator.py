"""Which of many queries find an article: only those are asked of which it has a required term.

Each query is filed under the rarest terms that every article that it finds must have. So an article costs what its own
words cost, and not what there are queries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
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
        return [filed.names[place] for place in filed.matching(view)]


@dataclass
class _Filed(Generic[Name]):
    """The conditions of one language, and where to find them."""

    names: list[Name] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    to_ask: list[bool] = field(default_factory=list)  # False: an article with one of its keys needs no more
    by_term: defaultdict[str, dict[str, list[int]]] = field(default_factory=lambda: defaultdict(dict))
    always: list[int] = field(default_factory=list)  # those that any article may be meant by

    def add(self, name: Name, condition: Condition, frequencies: Frequencies) -> None:
        """File a condition under its cheapest keys."""
        place = len(self.names)
        keys = condition.keys(frequencies.cost)
        self.names.append(name)
        self.conditions.append(condition)
        self.to_ask.append(keys is None or not condition.is_its_keys)
        if keys is None:
            self.always.append(place)
        for kind, term in keys or ():
            self.by_term[kind].setdefault(term, []).append(place)

    def matching(self, view: ArticleView) -> list[int]:
        """Return the places of all conditions that are true of the article, in order."""
        candidates = set(self.always)
        for kind, terms in _terms(view, self.by_term):
            filed = self.by_term[kind]
            for term in filed.keys() & terms:
                candidates.update(filed[term])
        for prefix in self._prefixes_in(view):
            candidates.update(self.by_term["prefix"][prefix])
        to_ask, conditions = self.to_ask, self.conditions
        return [place for place in sorted(candidates) if not to_ask[place] or conditions[place].holds(view)]

    @cached_property
    def _lengths(self) -> list[int]:
        """The lengths of the prefixes, the shortest first."""
        return sorted({len(prefix) for prefix in self.by_term.get("prefix", ())})

    @cached_property
    def _heads(self) -> frozenset[str]:
        """The prefixes, all cut to the length of the shortest: few words begin with one of them."""
        return frozenset(prefix[: self._lengths[0]] for prefix in self.by_term.get("prefix", ()))

    def _prefixes_in(self, view: ArticleView) -> Iterator[str]:
        """Yield those of the prefixes with which a word of the article begins."""
        if not self._lengths:
            return
        shortest, heads = self._lengths[0], self._heads
        words = [word for word in view.folded_terms if word[:shortest] in heads]
        for length in self._lengths:
            yield from self.by_term["prefix"].keys() & {word[:length] for word in words}


def _file(queries: Mapping[Name, Query], language: str, frequencies: Frequencies) -> _Filed[Name]:
    filed: _Filed[Name] = _Filed()
    for name, query in queries.items():
        condition = compile_condition(query, language)
        if condition is not None:
            filed.add(name, condition, frequencies)
    return filed


def _terms(view: ArticleView, wanted: Iterable[str] | None = None) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the terms of an article by their kind: of all kinds but prefixes, or of those that are wanted."""
    kinds = (*("stem", "folded", "loose", "name"), *_VALUES) if wanted is None else [*wanted]
    for kind in kinds:
        if kind == "stem":
            yield kind, view.stem_terms
        elif kind == "folded":
            yield kind, view.folded_terms
        elif kind == "loose":
            yield kind, view.loose
        elif kind == "name":
            yield kind, view.names
        elif kind in _VALUES:
            yield kind, view.values[kind]

"""What must be true of an article for a query to find it, and the terms of which it must then have at least one.

A key of the latter is a pair: what kind of term (stem, folded, prefix, loose, name, or the field of a filter), and the
term. `keys` gives the cheapest set of them, by how often each is met, or None where any article may be meant.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, Protocol, TypeAlias

from xabar.search.near import are_near
from xabar.search.percolation.article_view import ArticleView
from xabar.search.prefixes import FoldedPrefix

Key: TypeAlias = tuple[str, str]
Keys: TypeAlias = frozenset[Key] | None
Cost: TypeAlias = Callable[[Key], float]
Form: TypeAlias = Literal["stem", "folded"]


class Condition(Protocol):
    """Something that is true of an article or not."""

    def holds(self, view: ArticleView) -> bool:
        """Return whether it is true."""

    def keys(self, cost: Cost) -> Keys:
        """Return keys of which every article for which it is true has at least one; None if there are no such."""

    @property
    def is_its_keys(self) -> bool:
        """Whether it is true of every article that has one of its keys, so that nobody need ask again."""


@dataclass(frozen=True, slots=True)
class Always:
    """True of every article."""

    is_its_keys: ClassVar[bool] = False

    def holds(self, view: ArticleView) -> bool:
        """Return True."""
        return True

    def keys(self, cost: Cost) -> Keys:
        """Return None."""
        return None


@dataclass(frozen=True, slots=True)
class HasWord:
    """A term in title or body."""

    is_its_keys: ClassVar[bool] = True

    form: Form
    term: str

    def holds(self, view: ArticleView) -> bool:
        """Look into both."""
        return self.term in (view.stem_terms if self.form == "stem" else view.folded_terms)

    def keys(self, cost: Cost) -> Keys:
        """Return the term."""
        return frozenset(((self.form, self.term),))


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Terms at these distances from each other in one of the fields; a single one anywhere in it."""

    is_its_keys: ClassVar[bool] = False

    form: Form
    fields: tuple[str, ...]
    terms: tuple[tuple[int, str], ...]

    def holds(self, view: ArticleView) -> bool:
        """Look into each field."""
        texts = view.stems if self.form == "stem" else view.folded
        return any(texts[field].has_side_by_side(self.terms) for field in self.fields)

    def keys(self, cost: Cost) -> Keys:
        """Return the rarest term."""
        return frozenset((min(((self.form, term) for _, term in self.terms), key=cost),))


@dataclass(frozen=True, slots=True)
class HasTerm:
    """A term of the fields `loose` or `names`."""

    is_its_keys: ClassVar[bool] = True

    kind: Literal["loose", "name"]
    term: str

    def holds(self, view: ArticleView) -> bool:
        """Look into the field."""
        return self.term in (view.loose if self.kind == "loose" else view.names)

    def keys(self, cost: Cost) -> Keys:
        """Return the term."""
        return frozenset(((self.kind, self.term),))


@dataclass(frozen=True, slots=True)
class BeginsWith:
    """A folded word that begins so, in one of the fields."""

    fields: tuple[str, ...]
    prefix: FoldedPrefix

    def holds(self, view: ArticleView) -> bool:
        """Look at every word of each field."""
        terms = [view.folded[field].terms for field in self.fields]
        if any(word in each for each in terms for word in self.prefix.words):
            return True
        return any(word.startswith(self.prefix.prefixes) for each in terms for word in each)

    def keys(self, cost: Cost) -> Keys:
        """Return the prefixes, and the whole words that begin otherwise."""
        words = frozenset(("folded", word) for word in self.prefix.words)
        return words | {("prefix", prefix) for prefix in self.prefix.prefixes}

    @property
    def is_its_keys(self) -> bool:
        """Whether both fields are meant: the keys say nothing of a field."""
        return len(self.fields) == 2


@dataclass(frozen=True, slots=True)
class NearEachOther:
    """Terms in any order in one of the fields, with at most `gap` others among them."""

    is_its_keys: ClassVar[bool] = False

    form: Form
    fields: tuple[str, ...]
    terms: tuple[str, ...]
    gap: int

    def holds(self, view: ArticleView) -> bool:
        """Look into each field."""
        texts = view.stems if self.form == "stem" else view.folded
        return any(
            texts[field].terms.issuperset(self.terms) and are_near(texts[field].printed, self.terms, self.gap)
            for field in self.fields
        )

    def keys(self, cost: Cost) -> Keys:
        """Return the rarest term."""
        return frozenset((min(((self.form, term) for term in self.terms), key=cost),))


@dataclass(frozen=True, slots=True)
class HasValue:
    """One of these values in a field, or one that begins so."""

    field: str
    values: frozenset[str]
    prefixes: tuple[str, ...] = ()

    def holds(self, view: ArticleView) -> bool:
        """Look at the article's values."""
        present = view.values[self.field]
        return not present.isdisjoint(self.values) or any(
            value.startswith(self.prefixes) for value in present if self.prefixes
        )

    def keys(self, cost: Cost) -> Keys:
        """Return the values."""
        return None if self.prefixes else frozenset((self.field, value) for value in self.values)

    @property
    def is_its_keys(self) -> bool:
        """True; with prefixes there are no keys."""
        return True


@dataclass(frozen=True, slots=True)
class HasAuthor:
    """An author with one of these sequences of words in the name."""

    is_its_keys: ClassVar[bool] = False

    names: tuple[tuple[str, ...], ...]

    def holds(self, view: ArticleView) -> bool:
        """Look at each author."""
        wanted = [[*enumerate(words)] for words in self.names if words]
        return any(author.has_side_by_side(words) for author in view.authors for words in wanted)

    def keys(self, cost: Cost) -> Keys:
        """Return None: an author is in no text."""
        return None


@dataclass(frozen=True, slots=True)
class OnDays:
    """Published on these days."""

    is_its_keys: ClassVar[bool] = False

    since: date | None
    until: date | None

    def holds(self, view: ArticleView) -> bool:
        """Compare the publisher's day; an article without one is of no day."""
        day = view.article.published_day
        return (
            day is not None
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
        )

    def keys(self, cost: Cost) -> Keys:
        """Return None."""
        return None


@dataclass(frozen=True, slots=True)
class All:
    """All of these, and none of the excluded ones."""

    is_its_keys: ClassVar[bool] = False

    required: tuple[Condition, ...]
    excluded: tuple[Condition, ...] = ()

    def holds(self, view: ArticleView) -> bool:
        """Ask each."""
        return all(each.holds(view) for each in self.required) and not any(
            each.holds(view) for each in self.excluded
        )

    def keys(self, cost: Cost) -> Keys:
        """Return the cheapest keys of one of them."""
        return _cheapest([each.keys(cost) for each in self.required], cost)[0]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of these; with 1, any of them."""

    least: int
    parts: tuple[Condition, ...]

    def holds(self, view: ArticleView) -> bool:
        """Ask each until there are enough."""
        found = 0
        for part in self.parts:
            found += part.holds(view)
            if found >= self.least:
                return True
        return False

    def keys(self, cost: Cost) -> Keys:
        """Return the keys of so many that at least one of them is true."""
        enough = len(self.parts) - self.least + 1
        every = _cheapest([part.keys(cost) for part in self.parts], cost)[:enough]
        united: set[Key] = set()
        for keys in every:
            if keys is None:
                return None
            united |= keys
        return frozenset(united)

    @property
    def is_its_keys(self) -> bool:
        """Whether any of them is enough, and they all are their keys."""
        return self.least == 1 and all(part.is_its_keys for part in self.parts)


def _cheapest(sets: Sequence[Keys], cost: Cost) -> list[Keys]:
    """Return them in order of cost; those that any article may be meant by come last."""
    return sorted(sets, key=lambda keys: (keys is None, sum(map(cost, keys or ()))))

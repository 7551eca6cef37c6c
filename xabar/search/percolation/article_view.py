"""One article as an index has it: its terms, their places, and the values that filters compare."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from xabar.article import Article
from xabar.language.folding import fold_name
from xabar.search.analysis import Terms, analyze_fields
from xabar.search.engine import index_language


class FieldTerms:
    """The terms of one text field, each at its place. A gap stands for a stop word among stems."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def terms(self) -> frozenset[str]:
        """Every term, once."""
        return frozenset(self.printed)

    @cached_property
    def printed(self) -> list[str]:
        """The term at each place."""
        return self._text.split()

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        places: dict[str, list[int]] = {}
        for place, term in enumerate(self.printed):
            places.setdefault(term, []).append(place)
        return places

    def has_side_by_side(self, wanted: Sequence[tuple[int, str]]) -> bool:
        """Return whether the terms stand at these distances from each other; the first distance is 0."""
        (_, first), *others = wanted
        if not others:
            return first in self.terms
        if any(term not in self.terms for _, term in wanted):
            return False
        printed, count = self.printed, len(self.printed)
        return any(
            all(place + distance < count and printed[place + distance] == term for distance, term in others)
            for place in self._places[first]
        )


class ArticleView:
    """An article, analysed by the rules of its language's index when something asks."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.language = index_language(article.language)

    @cached_property
    def _title(self) -> Terms:
        return analyze_fields(self.article.title, self.language)

    @cached_property
    def _body(self) -> Terms:
        return analyze_fields(self.article.body, self.language)

    @cached_property
    def stems(self) -> Mapping[str, FieldTerms]:
        """Title and body, stemmed."""
        return {"title": FieldTerms(self._title.stems), "body": FieldTerms(self._body.stems)}

    @cached_property
    def folded(self) -> Mapping[str, FieldTerms]:
        """Title and body, folded only."""
        return {"title": FieldTerms(self._title.folded), "body": FieldTerms(self._body.folded)}

    @cached_property
    def stem_terms(self) -> frozenset[str]:
        """The stems of title and body."""
        return self.stems["title"].terms | self.stems["body"].terms

    @cached_property
    def folded_terms(self) -> frozenset[str]:
        """The folded words of title and body."""
        return self.folded["title"].terms | self.folded["body"].terms

    @cached_property
    def loose(self) -> frozenset[str]:
        """The terms of the field `loose`."""
        return frozenset((self._title.loose + self._body.loose).split())

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys of the names."""
        return frozenset((self._title.names + self._body.names).split())

    @cached_property
    def authors(self) -> Sequence[FieldTerms]:
        """The folded words of each author."""
        return [FieldTerms(analyze_fields(author, self.language).folded) for author in self.article.authors]

    @cached_property
    def values(self) -> Mapping[str, frozenset[str]]:
        """The values that filters compare; tags and the section folded."""
        article = self.article
        return {
            "site": frozenset((article.site,)),
            "language": _present(article.language),
            "script": _present(article.script),
            "tag": self._folded_names(article.tags),
            "section": self._folded_names((article.section,) if article.section else ()),
        }

    def _folded_names(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(fold_name(name, self.language) for name in names)


def _present(value: str | None) -> frozenset[str]:
    return frozenset((value,)) if value else frozenset()

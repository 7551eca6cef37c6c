"""What the words of queries find in one index, so that a search looks for no spelling in vain. It is noted until the next commit."""

from __future__ import annotations

from typing import Final

import tantivy

from xabar.search.analysis import analyze_terms
from xabar.search.embedded.language_index import LanguageIndex, field_name
from xabar.search.embedded.leaves import Known
from xabar.search.embedded.queries import compile_looser
from xabar.search.loose_terms import LooseTerm, loose_terms
from xabar.search.prefixes import FoldedPrefix
from xabar.search.query_tree import Loose, LooserOnly, Word, positive_leaves
from xabar.search.ranking import PREFIX_FIELDS

LONG_PREFIX: Final = 6  # letters: so few words begin with so many that they are listed at once


class KnownWords:
    """The words of one language's index, as a searcher sees it."""

    def __init__(self, index: LanguageIndex, searcher: tantivy.Searcher) -> None:
        self._language, self._schema, self._searcher = index.language, index.schema, searcher
        self._notes = index.notes
        self._notes.make_room()

    def for_query(self, *, scored: bool) -> Known:
        """Return what a query is compiled with. Spellings that find nothing more count for the score only."""
        terms = self.terms if scored else self.adding_terms
        return Known(terms, self.begins, self.holds, self._notes.ways)

    def terms(self, word: str) -> tuple[LooseTerm, ...]:
        """Return the loose terms of a word that the index has."""
        if (held := self._notes.held.get(word)) is None:
            terms = loose_terms(word, self._language)
            held = tuple(each for each in terms if self._searcher.doc_freq(each.field, each.term))
            self._notes.held[word] = held
        return held

    def adding_terms(self, word: str) -> tuple[LooseTerm, ...]:
        """Return the same terms, or none if each article with one of them has the word as it is typed, too."""
        if (adding := self._notes.adding.get(word)) is None:
            adding = bool(self.terms(word)) and self._finds_more(word)
            self._notes.adding[word] = adding
        return self.terms(word) if adding else ()

    def _finds_more(self, word: str) -> bool:
        looser = self.compile_looser(LooserOnly(Loose(word), Word(word)))
        return looser is not None and bool(self._searcher.search(looser, 1, count=False).hits)

    def compile_looser(self, query: LooserOnly) -> tantivy.Query | None:
        """Return what `queries.compile_looser` does, without terms that the index lacks."""
        known = Known(self.terms, self.begins, self.holds, self._notes.ways)
        return compile_looser(query, self._language, self._schema, known)

    def begins(self, prefix: FoldedPrefix) -> bool:
        """Return whether the index may have words that begin so."""
        return any(
            len(begin) < LONG_PREFIX or self._searcher.terms_with_prefix(field_name(place), begin, limit=1)
            for begin in (*prefix.prefixes, *prefix.words)
            for place in PREFIX_FIELDS
        )

    def holds(self, field: str, term: str) -> bool:
        """Return whether the index has a term in a field."""
        return bool(self._searcher.doc_freq(field, term))

    def has_all(self, phrase: str) -> bool:
        """Return whether the index has all the words of a phrase, wherever they stand."""
        return all(
            self._searcher.doc_freq("body", term) or self._searcher.doc_freq("title", term)
            for term in analyze_terms(phrase, self._language)
        )

    def may_add(self, query: LooserOnly) -> bool:
        """Return whether the loosened query may find what the typed one does not; most find nothing more.

        The parts of a double name may, which stand side by side in the typed one.
        """
        typed = positive_leaves(query.typed)
        words = {leaf.text.lower() for leaf in typed}
        for leaf in positive_leaves(query):
            if leaf in typed:
                continue
            if not isinstance(leaf, Loose):
                found = self.has_all(leaf.text)
            elif leaf.text.lower() in words:
                found = bool(self.adding_terms(leaf.text))
            else:
                found = bool(self.terms(leaf.text))
            if found:
                return True
        return False

"""What the words of queries find in one index, noted until the next commit: no search looks for a spelling in vain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import tantivy

from xabar.search.analysis import Token, analyze_terms, analyze_typed
from xabar.search.embedded.language_index import LanguageIndex, field_name
from xabar.search.embedded.leaves import NOTHING, Known
from xabar.search.embedded.queries import compile_looser
from xabar.search.embedded.word_notes import Added
from xabar.search.loose_terms import LooseTerm, loose_terms
from xabar.search.prefixes import FoldedPrefix
from xabar.search.query_tree import Leaf, Loose, LooserOnly, Word, positive_leaves
from xabar.search.ranking import PREFIX_FIELDS

# Articles that are looked for by their ids, in .1 ms for 50; or one in so many of a large index, where frequent terms
# take 10 ms.
FEW: Final = 50
ONE_IN: Final = 2_000
LONG_PREFIX: Final = 6  # letters: so few words begin with so many that they are listed at once


class KnownWords:
    """The words of one language's index, as a searcher sees it."""

    def __init__(self, index: LanguageIndex, searcher: tantivy.Searcher) -> None:
        self._language, self._schema, self._searcher = index.language, index.schema, searcher
        self._few = max(FEW, searcher.num_docs // ONE_IN)
        self._notes = index.notes
        self._notes.make_room()

    def for_query(self, *, scored: bool) -> Known:
        """Return what a query is compiled with. Spellings that find nothing more count for the score only."""
        terms, added = (self.terms, _not_listed) if scored else (self.adding_terms, self.added_by)
        return Known(terms, added, self.begins, self.holds, self._notes.ways)

    def terms(self, word: str) -> tuple[LooseTerm, ...]:
        """Return the loose terms of a word that the index has."""
        if (held := self._notes.held.get(word)) is None:
            terms = loose_terms(word, self._language)
            held = tuple(each for each in terms if self._searcher.doc_freq(each.field, each.term))
            self._notes.held[word] = held
        return held

    def adding_terms(self, word: str) -> tuple[LooseTerm, ...]:
        """Return the same terms, or none if each article with one of them has the word as it is typed, too."""
        return () if self.added_by(word) == () else self.terms(word)

    def added_by(self, word: str) -> tuple[str, ...] | None:
        """Return the ids of the articles that have one of these terms, and not the word as it is typed; None if they are many."""
        if (added := self._notes.added.get(word)) is None:
            added = Added(self._find_added(word) if self.terms(word) else ())
            self._notes.note_added(word, added)
        return added.ids

    def _find_added(self, word: str) -> tuple[str, ...] | None:
        known = Known(self.terms, _not_listed, self.begins, self.holds, self._notes.ways)
        looser = compile_looser(LooserOnly(Loose(word), Word(word)), self._language, self._schema, known)
        if looser is None or looser is NOTHING:
            return ()
        found = self._searcher.search(looser, self._few + 1, count=False).hits
        if len(found) > self._few:
            return None
        return tuple(self._searcher.doc(address)["id"][0] for _, address in found)

    def compile_looser(self, query: LooserOnly) -> tantivy.Query | None:
        """Return what `queries.compile_looser` does, without terms that the index lacks."""
        known = Known(self.terms, self.added_by, self.begins, self.holds, self._notes.ways)
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

    def added(self, query: LooserOnly) -> list[str] | None:
        """Return the ids of a few articles, with all among them that only the loosened query finds; None if they are many.

        Mostly there are none. Many have the parts of a double name, which stand side by side in the typed one.
        """
        ids: list[str] = []
        typed = {self._read(leaf) for leaf in positive_leaves(query.typed)}
        for leaf in positive_leaves(query.loosened):
            if (found := self._added_by(leaf, as_typed=self._read(leaf) in typed)) is None:
                return None
            ids += found
        return ids

    def _added_by(self, leaf: Leaf, *, as_typed: bool) -> Sequence[str] | None:
        loose = isinstance(leaf, Loose)
        if as_typed:
            return self.added_by(leaf.text) if loose else ()
        may_be_found = self.terms(leaf.text) if loose else self.has_all(leaf.text)
        return None if may_be_found else ()

    def _read(self, leaf: Leaf) -> Leaf | tuple[Token, ...]:
        """Return what is the same for the spellings of a word that are the same by the language's rules."""
        if isinstance(leaf, Word | Loose) and leaf.field is None:
            return analyze_typed(leaf.text, self._language, stem=False)
        return leaf


def _not_listed(word: str) -> None:
    """Let a word's loose terms be looked for, and no ids."""

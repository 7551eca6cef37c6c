"""What searches found out about words in one state of an index: the next one that has such a word need not ask again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import tantivy

from xabar.search.loose_terms import LooseTerm
from xabar.search.query_tree import Query

MOST: Final = 1 << 12  # words; of more, all are forgotten, since a query asks for a few


@dataclass(slots=True)
class WordNotes:
    """Notes that hold until the next commit."""

    held: dict[str, tuple[LooseTerm, ...]] = field(default_factory=dict)
    """The loose terms of a word that the index has."""
    adding: dict[str, bool] = field(default_factory=dict)
    """Whether these find an article that the word as it is typed does not find."""
    compiled: dict[tuple[Query, bool, bool], tantivy.Query | None] = field(default_factory=dict)
    """A word or phrase as a query: scored or not, among other words or not."""

    def make_room(self) -> None:
        """Forget what is too much."""
        for notes in (self.held, self.adding, self.compiled):
            if len(notes) > MOST:
                notes.clear()

"""What searches found out about words in one state of an index: the next one that has such a word need not ask again."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:  # an index that is only written to has no notes
    import tantivy

    from xabar.search.loose_terms import LooseTerm
    from xabar.search.query_tree import Query

MOST: Final = 1 << 12  # words; of more, all are forgotten, since a query asks for a few
MOST_LISTED: Final = 1 << 17  # ids that are kept for all of them, in 12 MB

Ways: TypeAlias = "dict[Hashable, tantivy.Query]"
"""Queries of which any one is enough, by what they look for; empty if the language's rules leave nothing of a query."""


class Added(NamedTuple):
    """Articles that are found only by the loose terms of a word."""

    ids: tuple[str, ...] | None  # None: too many to list


@dataclass(slots=True)
class WordNotes:
    """Notes that hold until the next commit."""

    held: dict[str, tuple[LooseTerm, ...]] = field(default_factory=dict)
    """The loose terms of a word that the index has."""
    added: dict[str, Added] = field(default_factory=dict)
    """What these find and the word as it is typed does not."""
    ways: dict[tuple[Query, bool, bool], Ways] = field(default_factory=dict)
    """The ways of a word or phrase: scored or not, among other words or not."""

    listed: int = 0
    """How many ids there are in `added`."""

    def note_added(self, word: str, added: Added) -> None:
        """Note what the loose terms of a word find; what is known of other words is forgotten if it is too much."""
        self.listed += len(added.ids or ())
        if self.listed > MOST_LISTED:
            self.added.clear()
            self.listed = len(added.ids or ())
        self.added[word] = added

    def make_room(self) -> None:
        """Forget what is too much."""
        for notes in (self.held, self.added, self.ways):
            if len(notes) > MOST:
                notes.clear()
        if not self.added:
            self.listed = 0

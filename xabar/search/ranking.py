"""How much a match counts in each field. Both engines build their queries from this table.

A word or phrase matches an article when it matches the stemmed title or body. Its score is the sum of BM25 over the
four fields, each times its weight: the title counts double, and the form that was typed adds a quarter to any form.
(Measured on KazQAD: MRR@10 is .598 with the folded field at .25, .575 at 1, lower without it.) A prefix is looked for
in the folded fields only, since stemming would cut what was typed, and scores its field's weight. Filters never change
a score. The scores of different languages' indexes are merged as they are.
"""

from __future__ import annotations

from typing import NamedTuple


class FieldWeight(NamedTuple):
    """A text field of the article in its stemmed or folded form, and how much a match there counts."""

    field: str
    stemmed: bool
    weight: float


TEXT_FIELDS = (
    FieldWeight("title", stemmed=True, weight=2.0),
    FieldWeight("body", stemmed=True, weight=1.0),
    FieldWeight("title", stemmed=False, weight=0.5),
    FieldWeight("body", stemmed=False, weight=0.25),
)

LOOSE_WEIGHT = 1.0  # of a loosely spelled word, among articles that the query as it was typed does not find

NAME_WEIGHT = 0.5  # of a name in another language's spelling, which may be another name

PREFIX_FIELDS = (
    FieldWeight("title", stemmed=False, weight=2.0),
    FieldWeight("body", stemmed=False, weight=1.0),
)


def weights_of(fields: tuple[FieldWeight, ...], field: str | None) -> tuple[FieldWeight, ...]:
    """Return those rows that are about one field of the text, or all where none is named."""
    return tuple(row for row in fields if field in (None, row.field))

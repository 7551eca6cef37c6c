"""What storing an article takes beside the records, worked out for many articles before the first of them is stored.

Each part is done for all articles before the next one, as with the steps. What the articles before it change for an
article is seen when its turn comes: then nothing that was prepared is used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Final

from xabar.article import Article, Verdict
from xabar.extraction.repetition import Split
from xabar.processing.boilerplate import cut_repeated
from xabar.records.articles import row_of

CHANGED: Final = ("body", "body_printed", "body_normalized", "structure", "cuts", "authors")
"""The fields that `cut_repeated` may change."""
_TEXTS: Final = attrgetter(*CHANGED)


@dataclass(frozen=True, slots=True)
class Prepared:
    """How verdicts on its site's lines split an article, and its row if it is the first of its near copies."""

    verdicts: Mapping[int, Verdict]
    split: Split
    row: dict[str, Any]


def prepare(
    articles: Sequence[Article], verdicts_of: Callable[[str], Mapping[int, Verdict]]
) -> list[Prepared | None]:
    """Return what was worked out of each article; None for one that the verdicts would still change.

    `verdicts_of` returns those on the lines of a site. No article is changed: it is compared with others as it is.
    """
    splits = [_split(article, verdicts_of(article.site)) for article in articles]
    for split in splits:
        if split is not None:
            _ = split.counted, split.places  # which are worked out once
    return [
        None if split is None else Prepared(verdicts_of(article.site), split, _first_row(article))
        for article, split in zip(articles, splits, strict=True)
    ]


def _split(article: Article, verdicts: Mapping[int, Verdict]) -> Split | None:
    before = _TEXTS(article)
    split = cut_repeated(article, verdicts)
    if _TEXTS(article) == before:
        return split
    for name, value in zip(CHANGED, before, strict=True):
        setattr(article, name, value)
    return None


def _first_row(article: Article) -> dict[str, Any]:
    """Return the row of an article whose group has its own id: nearly all articles are near copies of none."""
    former, article.group_id = article.group_id, article.id
    row = row_of(article)
    article.group_id = former
    return row

"""An analysis that costs the server little, where its terms do not matter: words in small letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import pytest

from xabar.article import Article
from xabar.search.elasticsearch_analysis import elasticsearch_analysis
from xabar.search.engine import index_language

ANALYSIS: Final = (
    "xabar.search.elastic.mapping.elasticsearch_analysis"  # where an index is given its analysis
)


def plain_analysis(language: str, **_: Any) -> dict[str, Any]:
    """Return `settings.analysis` with the names that the fields ask for."""
    names = elasticsearch_analysis(language)
    words = {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]}
    whole = {"type": "custom", "filter": ["lowercase"]}
    return {
        "analyzer": dict.fromkeys(names["analyzer"], words),
        "normalizer": dict.fromkeys(names["normalizer"], whole),
    }


@contextmanager
def analyzed_where_needed(articles: Sequence[Article]) -> Iterator[None]:
    """Let indexes that are made meanwhile have the plain analysis where none of the articles belongs, and no templates.

    An index without articles finds nothing by either analysis. A template makes an index that somebody has removed.
    """
    languages = {index_language(article.language) for article in articles}

    def analysis(language: str, **how: Any) -> dict[str, Any]:
        return (elasticsearch_analysis if language in languages else plain_analysis)(language, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ANALYSIS, analysis)
        patch.setattr("xabar.search.elastic.generations.index_templates", lambda *_: {})
        yield

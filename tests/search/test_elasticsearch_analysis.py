"""The form of the analysis that is generated for Elasticsearch, and its hash."""

from __future__ import annotations

import json

import pytest

from xabar.search.elasticsearch_analysis import ANALYSIS_HASH, elasticsearch_analysis
from xabar.search.engine import INDEX_LANGUAGES


@pytest.mark.parametrize("language", INDEX_LANGUAGES)
def test_settings_are_small_and_of_stock_parts(language: str) -> None:
    analysis = elasticsearch_analysis(language)
    assert len(json.dumps(analysis)) < 500_000
    kinds = {
        part["type"] for parts in (analysis["char_filter"], analysis["filter"]) for part in parts.values()
    }
    assert kinds <= {"mapping", "pattern_replace", "truncate", "stemmer_override", "stop", "length"}
    assert set(analysis["analyzer"]) == {
        "news_stem",
        "news_fold",
        "news_loose",
        "news_loose_query",
        "news_names",
    }
    assert set(analysis["normalizer"]) == {"news_keyword"}
    named = {*analysis["filter"], "lowercase"}
    assert all(set(analyzer["filter"]) <= named for analyzer in analysis["analyzer"].values())


def test_the_analysis_hash_is_short() -> None:
    assert len(ANALYSIS_HASH) == 12
    assert int(ANALYSIS_HASH, 16) >= 0

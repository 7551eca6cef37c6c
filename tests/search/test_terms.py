"""The remembered terms are those of the analysis."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.search.articles import CORPUS
from xabar.search.analysis import analyze_terms
from xabar.search.engine import INDEX_LANGUAGES
from xabar.search.terms import join_terms

NEWS = st.lists(
    st.sampled_from(
        ["«Замин»ни", "АҚШ-тың", "C5+1", "oʻzbek", "2021-yilda", "ҳокими", "—", "'", "مەكتەپ", "x" * 70]
    )
).map(" ".join)


@pytest.mark.parametrize("language", INDEX_LANGUAGES)
@settings(deadline=None)  # the first text of a language compiles its tables
@given(text=NEWS | st.text(max_size=80))
@example(text="a\u00a0b\u2003c\u200bd\u2028e\u0085f")
@example(text="«Замин» ни, « Замин »ни")
def test_joined_terms_are_the_analysis(language: str, text: str) -> None:
    for _ in range(2):  # the second time from memory
        joined = join_terms(text, language)
        assert joined.stemmed.split() == analyze_terms(text, language)
        assert joined.folded.split() == analyze_terms(text, language, stem=False)


def test_both_forms_have_the_same_words() -> None:
    for article in CORPUS:
        joined = join_terms(article.body, "uz")
        assert len(joined.stemmed.split()) == len(joined.folded.split())

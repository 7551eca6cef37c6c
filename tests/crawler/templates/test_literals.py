"""What a page says stands in a written class as a value, whatever it is."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st

from crawler.templates.new_site import to_literal, to_pattern_literal

anything = st.text(st.one_of(st.characters(), st.sampled_from("'\"\\\n\r{}$#\x1b\u202e\ud83d")))


@given(anything)
def test_a_text_is_its_literal_and_nothing_else(text: str) -> None:
    for literal in (to_literal(text), to_pattern_literal(text)):
        assert ast.literal_eval(literal) == text
    assert to_literal(text).isprintable()

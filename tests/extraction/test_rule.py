"""Rules side by side: the same ones may match as if each were asked."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.extraction.rules.labels import LABELS
from xabar.extraction.rules.notices import NOTICES, TYPO_REPORTS
from xabar.extraction.rules.promotion import LINES, TAILS
from xabar.extraction.rules.rule import Rule, RuleTable
from xabar.extraction.rules.sharing import SHARING, SHARING_TAILS

RULES: Final = (*TYPO_REPORTS, *TAILS, *SHARING_TAILS, *LABELS, *SHARING, *LINES, *NOTICES)
WORDS: Final = tuple({word for rule in RULES for word in rule.needs})
PIECES: Final = st.sampled_from((*WORDS, "хабар", "xabar", "حابار", " ", "5", "—", "@", "o'"))


@given(st.lists(PIECES, max_size=6).map("".join))
def test_a_table_finds_the_rules_that_may_match_in_their_order(plain: str) -> None:
    assert RuleTable(RULES).that_may_match(plain) == [rule for rule in RULES if rule.may_match(plain)]


@pytest.mark.parametrize("plain", ["foto: x", "фото — 5", "суреt", "@kun", "", "5 000"])
def test_words_are_looked_for_in_texts_of_their_letters(plain: str) -> None:
    rules = [
        Rule(word or "any", ".*", (), (), (word,) if word else ()) for word in ("foto", "фото", "@", "t", "")
    ]
    found = [rule.name for rule in RuleTable(rules).that_may_match(plain)]
    assert found == [word or "any" for word in ("foto", "фото", "@", "t", "") if word in plain]

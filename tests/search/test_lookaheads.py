"""Lookaheads refuse only what their rule would refuse: the terms are the same, whatever the word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.language.folding import compile_rule
from xabar.language.pattern_builders import after, either, group, none_of, one_of, optional, repeated
from xabar.language.patterns import END, START, Range, Text
from xabar.language.tables import TABLES
from xabar.language.tables.table import Rule, rule, suffix_rule
from xabar.search.elastic.lookaheads import with_lookahead
from xabar.search.elastic.mapping import index_body, with_joined_lists
from xabar.search.elasticsearch_analysis import elasticsearch_analysis
from xabar.search.engine import INDEX_LANGUAGES

CHANGED = [
    (language, rule)
    for language, table in TABLES.items()
    for rule in table.suffix_rules
    if with_lookahead(rule) != rule.regex()
]
ENDINGS = {
    "uz": "lar im imiz si ning ni ga da dan dagi niki di man gan a yap moq ish ib may sa i dir digan yotgan moqda",
    "kk": "lar der im imiz si niñ ğa da dan dağı di min gen a ip u mai sa i maq tin ği men dai",
    "ru": "ами ый его ла ть ет ся нный ов ия ивши ой ющ ие ую",
}


LETTER = one_of(Range("a", "z"))
ROOT = group(repeated(LETTER, 3, lazy=True))


@pytest.mark.parametrize(
    ("suffix_rule", "regex"),
    [
        (suffix_rule(ROOT, either("da", "de"), becomes="$1"), "^([a-z]{3,}?)(?=d[ae]$)(?:da|de)$"),
        # without da nothing would change
        (suffix_rule(ROOT, optional("da"), becomes="$1"), "^([a-z]{3,}?)(?=da$)(?:da)?$"),
        (suffix_rule(ROOT, optional("da"), becomes="_$1"), "^([a-z]{3,}?)(?=(?:$|da$))(?:da)?$"),
        (
            suffix_rule(ROOT, after(one_of("ae")), "n", repeated(none_of("i"), 2, 2), becomes="$1"),
            "^([a-z]{3,}?)(?=n..$)(?<=[ae])n[^i]{2}$",
        ),
        (
            suffix_rule(ROOT, "imiz", repeated(either("ga"), 0), becomes="$1"),
            "^([a-z]{3,}?)(?=imiz)imiz(?:ga)*$",
        ),
        (
            suffix_rule(ROOT, repeated(Text("e"), 2), repeated(Text("r"), 1), becomes="$1"),
            "^([a-z]{3,}?)(?=ee(?:e[er]|r(?:$|r)))e{2,}r+$",
        ),
        # a root that does not grow, or another pattern beside it: as it was
        (suffix_rule(group(repeated(LETTER, 3)), "i", becomes="$1"), "^([a-z]{3,})i$"),
        (rule(START + ROOT + "i" + END, START + Text("a") + END, becomes="$1"), "^([a-z]{3,}?)i$|^a$"),
        (rule(Text("tss"), Text("ţţ"), becomes="ss"), "tss|ţţ"),
    ],
)
def test_a_lookahead_says_how_suffixes_begin(suffix_rule: Rule, regex: str) -> None:
    assert with_lookahead(suffix_rule) == regex


@given(data=st.data(), which=st.integers(0, len(CHANGED) - 1))
def test_a_rule_with_a_lookahead_does_the_same(data: st.DataObject, which: int) -> None:
    language, rule = CHANGED[which]
    letters = sorted(set("".join(ENDINGS[language].split()) + ("абвк" if language == "ru" else "bkmtşç0")))
    root = data.draw(st.text(letters, min_size=1, max_size=6))
    endings = data.draw(st.lists(st.sampled_from(ENDINGS[language].split()), max_size=4))
    word = root + "".join(endings)
    pattern, replacement = compile_rule(rule)
    assert re.sub(with_lookahead(rule), replacement, word) == pattern.sub(replacement, word)


def test_every_language_that_has_suffix_rules_has_lookaheads() -> None:
    assert {language for language, _ in CHANGED} == set(ENDINGS)


@pytest.mark.parametrize("language", INDEX_LANGUAGES)
def test_an_index_differs_from_the_definition_in_lookaheads_only(language: str) -> None:
    plain = with_joined_lists(elasticsearch_analysis(language))
    index = index_body(language)["settings"]["index"]["analysis"]
    assert index == with_joined_lists(elasticsearch_analysis(language, write_suffix_rule=with_lookahead))
    for part in ("char_filter", "tokenizer", "analyzer", "normalizer"):
        assert index[part] == plain[part]
    assert index["filter"].keys() == plain["filter"].keys()
    changed = [name for name, each in index["filter"].items() if each != plain["filter"][name]]
    assert all(name.startswith("news_ending_") for name in changed)

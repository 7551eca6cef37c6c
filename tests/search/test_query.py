"""Typed queries, and the trees or errors that they become."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xabar.search.query import MAX_DEPTH, MAX_LENGTH, parse_query
from xabar.search.query_parts import QueryError
from xabar.search.query_tree import (
    And,
    Days,
    Everything,
    Filter,
    Near,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    filters_of,
    is_filter,
    positive_leaves,
)

TODAY = date(2026, 11, 26)
TREES: list[tuple[str, Query]] = [
    ("metro", Word("metro")),
    ("  toshkent   metro ", And((Word("toshkent"), Word("metro")))),
    ("a AND b", And((Word("a"), Word("b")))),
    ("paxta OR gʻalla", Or((Word("paxta"), Word("gʻalla")))),
    ("a b OR c d", Or((And((Word("a"), Word("b"))), And((Word("c"), Word("d")))))),
    ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
    ("saylov -prezident", And((Word("saylov"),), (Word("prezident"),))),
    ('a -(b OR "c d")', And((Word("a"),), (Or((Word("b"), Phrase("c d"))),))),
    ("qozogʻ*", Prefix("qozogʻ")),
    ("*", Everything()),
    ("* -sport", And((Everything(),), (Word("sport"),))),
    ("or and", And((Word("or"), Word("and")))),
    ("((a))", Word("a")),
    # every kind of quotation mark
    ('"shahar hokimi"', Phrase("shahar hokimi")),
    ("«шаҳар ҳокими»", Phrase("шаҳар ҳокими")),
    ("“shahar hokimi”", Phrase("shahar hokimi")),
    ("„shahar hokimi“", Phrase("shahar hokimi")),
    ("”shahar hokimi”", Phrase("shahar hokimi")),
    ('“shahar hokimi"', Phrase("shahar hokimi")),
    ("«ichida «yana» bor»", Phrase("ichida «yana» bor")),
    ('"yangi metro"bekat', Phrase('yangi metro"bekat')),
    # a case suffix glued to the quotation mark
    ("«Замин»ни ўқинг", And((Phrase("Замин»ни"), Word("ўқинг")))),
    ('"Zamin"-ning', Phrase('Zamin"-ning')),
    # apostrophes and hyphens are parts of words
    ("oʻzbek o'yin O`zbek", And((Word("oʻzbek"), Word("o'yin"), Word("O`zbek")))),
    ("COVID-19 C5+1 kun.uz", And((Word("COVID-19"), Word("C5+1"), Word("kun.uz")))),
    ("Toshkent - Samarqand", And((Word("Toshkent"), Word("Samarqand")))),
    # a part without a letter or digit is ignored
    ("metro '", Word("metro")),
    ("metro !?", Word("metro")),
    ("' OR metro", Word("metro")),
    # without, in a word
    ("saylov NOT prezident", And((Word("saylov"),), (Word("prezident"),))),
    ("a AND NOT (b OR c) not", And((Word("a"), Word("not")), (Or((Word("b"), Word("c"))),))),
    # words near each other
    ('"metro hokim"~10', Near("metro hokim", 10)),
    ("«metro hokim»~0 a", And((Near("metro hokim", 0), Word("a")))),
    ('"metro hokim" ~10', And((Phrase("metro hokim"), Word("~10")))),
    # a field: a value, a phrase, brackets; in any case
    ("title:metro", Word("metro", "title")),
    ("Title:met*", Prefix("met", "title")),
    ('title:"yangi metro"', Phrase("yangi metro", "title")),
    ('title:"yangi metro"~2', Near("yangi metro", 2, "title")),
    ("title:(a -b) c", And((And((Word("a", "title"),), (Word("b", "title"),)), Word("c")))),
    ("tag:(a OR «b c»)", Or((Filter("tag", ("a",)), Filter("tag", ("b c",))))),
    ('author:"Alisher  Karimov"', Filter("author", ("Alisher Karimov",))),
    ("section:iqtisod", Filter("section", ("iqtisod",))),
    ("script:кирилл", Filter("script", ("Cyrl",))),
    ("language:oʻzbekcha", Filter("language", ("uz",))),
    ("a -tag:b NOT tag:c", And((Word("a"),), (Filter("tag", ("b",)), Filter("tag", ("c",))))),
    # a site's name with and without www, country, scheme, page
    ("site:kun_uz", Filter("site", ("kun_uz", "kun"))),
    ("site:WWW.Kun.uz", Filter("site", ("kun_uz", "kun"))),
    ("site:https://kun.uz:443/kr/news", Filter("site", ("kun_uz", "kun"))),
    ("site:kun", Filter("site", ("kun",), ("kun_",))),
    # days, counted from 26 November 2026
    ("since:2026-11", Days(since=date(2026, 11, 1))),
    ("until:2026-11", Days(until=date(2026, 11, 30))),
    ("since:7d until:kecha", And((Days(since=date(2026, 11, 19)), Days(until=date(2026, 11, 25))))),
    ('since:"2 weeks"', Days(since=date(2026, 11, 12))),
    # a colon in ordinary text
    ("12:30 5:1", And((Word("12:30"), Word("5:1")))),
    ("https://kun.uz", Word("https://kun.uz")),
    ("Toshkent: metro", And((Word("Toshkent:"), Word("metro")))),
    ("Toshkent:metro Матч:натижа", And((Word("Toshkent:metro"), Word("Матч:натижа")))),
    ("natija: 2", And((Word("natija:"), Word("2")))),
    ("Title: metro", And((Word("Title:"), Word("metro")))),
    ("kun.uz:80 a:", And((Word("kun.uz:80"), Word("a:")))),
    ('"sit:kun"', Phrase("sit:kun")),
]
ERRORS = [
    ("", 0, "empty"),
    ("   ", 0, "empty"),
    ("' !", 0, "empty"),
    ('metro "bekat', 6, "never closed"),
    ("metro «bekat", 6, "never closed"),
    ("metro» bekat", 5, "without an opening"),
    ("(metro", 0, "never closed"),
    ("metro)", 5, "without an opening"),
    ("a (b (c) d", 2, "never closed"),
    ("()", 0, "nothing between"),
    ("a ( ' ) b", 2, "nothing between"),
    ("OR a", 0, "both sides"),
    ("a OR", 2, "both sides"),
    ("a OR OR b", 2, "both sides"),
    ("(a OR) b", 3, "both sides"),
    ("a AND OR b", 2, "both sides"),
    ("AND", 0, "both sides"),
    ("-metro", 0, "only something to exclude"),
    ("-a -b", 0, "only something to exclude"),
    ("a OR -b", 5, "only something to exclude"),
    ("a (-b)", 3, "only something to exclude"),
    ("a -OR b", 3, "excludes nothing"),
    ("a*b", 1, "only at the end"),
    ("*a", 0, "only at the end"),
    ("a**", 1, "only at the end"),
    ('"a b"*', 5, "only at the end"),
    ("(a)*", 3, "only at the end"),
    ('"a"b*', 4, "only at the end"),
    ("'*", 1, "beginning of a word"),
    ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH, "inside each other"),
    ("a" * (MAX_LENGTH + 1), MAX_LENGTH, "longer than"),
    ("a* " * 21, 60, "more than 20 words end in a \\*"),
    ("a* OR (title:b* -c*) " * 7, 143, "more than 20 words end in a \\*"),
    ("a NOT", 5, "the NOT excludes nothing"),
    ("a NOT OR b", 6, "the NOT excludes nothing"),
    ("NOT a", 0, "only something to exclude; say also what to find, or \\* for every article"),
    ("-site:kun.uz", 0, "only something to exclude"),
    ('metro "a b"~', 11, '0 to 100: "metro bekat"~10'),
    ('"a b"~101', 5, "0 to 100"),
    (
        "a sit:kun",
        2,
        "no field 'sit'; did you mean site\\? The fields are site, language, script, title, tag, author",
    ),
    (
        "rasm:karimov",
        0,
        "no field 'rasm'. The fields are .*, since, until. For the text itself, put a space",
    ),
    ("a title: metro", 2, 'write title:metro without a space, or "title" in quotation marks'),
    ("site:", 0, "write site:kun.uz"),
    ("(tag:) a", 1, "tag: takes a whole value"),
    ("tag:!", 0, "such as tag:sport"),
    ("tag:spo*", 0, "without \\* and ~, such as tag:sport"),
    ('tag:"a b"~3', 0, "without \\* and ~"),
    ("title:*", 0, "title: takes words"),
    ("title:OR a", 0, "title: takes words"),
    ("title:(a site:kun)", 0, "a field stands inside title:"),
    ("site:title:a", 0, "a field stands inside site:"),
    ("a language:klingon", 2, "'klingon' is not a language that is known; type uz, kk, ru"),
    ("script:gothic", 0, "'gothic' is not a script that is known; type Latn, Cyrl, Arab"),
    ("since:2026-13", 0, "'2026-13' is not in the calendar; type 2026-11-24"),
    ("since:soon", 0, "'soon' is not a day; type 2026-11-24, .*, yesterday, 7d, 2 weeks"),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_tree(text: str, tree: Query) -> None:
    assert parse_query(text, TODAY) == tree


@pytest.mark.parametrize(("text", "position", "words"), ERRORS)
def test_error(text: str, position: int, words: str) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        parse_query(text, TODAY)
    assert caught.value.position == position
    assert str(position + 1) in str(caught.value)


def test_a_query_may_have_twenty_prefixes() -> None:
    assert positive_leaves(parse_query("a* " * 20 + "* *")) == [Prefix("a")] * 20


def test_positive_leaves_leave_out_what_is_excluded() -> None:
    query = parse_query('(a OR "b c") d* -e')
    assert positive_leaves(query) == [Word("a"), Phrase("b c"), Prefix("d")]


def test_what_counts_from_today_needs_to_know_it() -> None:
    with pytest.raises(QueryError, match="counts from today, which is not given"):
        parse_query("since:7d")


def test_filters_are_told_from_what_is_looked_for() -> None:
    query = parse_query("(tag:a OR site:b) since:2026 -tag:c")
    assert is_filter(query)
    assert not is_filter(parse_query("tag:a OR b"))
    assert [each.field for each in filters_of(query)] == ["tag", "site", "tag"]
    assert positive_leaves(query) == []


SYNTAX = st.text(alphabet="ab*\"«»“”„()-'ʻ OR ANDў.\n:~3", max_size=60) | st.lists(
    st.sampled_from(["title:", "site:", "since:", "NOT ", "7d", "uz", '"a b"~3', "(", ")", "-", "a ", "*"])
).map("".join)


@given(SYNTAX | st.text(max_size=60))
@example("-" * 100)
@example('""')
@example("(" * 100)
def test_anything_typed_is_a_tree_or_a_query_error(text: str) -> None:
    try:
        query = parse_query(text)
    except QueryError as error:
        position: int | None = error.position
    else:
        position = None
        leaves = positive_leaves(query)
        assert leaves or "*" in text or filters_of(query) or "since:" in text or "until:" in text
        assert all(any(char.isalnum() for char in leaf.text) for leaf in leaves)
    assert position is None or 0 <= position <= len(text)

"""Typed queries, and the trees or errors that they become."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xabar.search.query import MAX_DEPTH, MAX_LENGTH, parse_query, parse_with_notes
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
    ("(salom:) savol:!", And((Word("salom:"), Word("savol:!")))),
    ("(BMT)-ga a -(b)", And((Word("BMT"), Word("-ga"), Word("a")), (Word("b"),))),
    # degrees and the like
    ("-15 daraja -5% -20°C", And((Word("-15"), Word("daraja"), Word("-5%"), Word("-20°C")))),
    ("saylov -2021 -3d NOT 15", And((Word("saylov"),), (Word("2021"), Word("3d"), Word("15")))),
    # an apostrophe that was mistyped
    ('O"zbekiston bo“ldi', And((Word('O"zbekiston'), Word("bo“ldi")))),
    # brackets and stars of ordinary text
    ("kitob(lar) f() !", And((Word("kitob"), Word("lar"), Word("f")))),
    ("Facebook** '* ***", Prefix("Facebook")),
]
# What is typed, what is read in its place, and where the marks stand that mean nothing.
IGNORED = [
    ('metro "bekat', "metro bekat", [6]),
    ("metro «bekat", "metro bekat", [6]),
    ("metro» bekat", "metro bekat", [5]),
    ("“Metro bekati", "Metro bekati", [0]),
    ('Metro" bekati', "Metro bekati", [5]),
    ('5" ekran, "Samsung" telefoni', '5 ekran, "Samsung" telefoni', [1]),
    ('dedi," dedi u "metro bekati', "dedi, dedi u metro bekati", [5, 14]),
    ("«Real «Barsa» uchrashuvi", "Real «Barsa» uchrashuvi", [0]),
    ("(metro", "metro", [0]),
    ("metro)", "metro", [5]),
    ("1) a 2) b", "1 a 2 b", [1, 6]),
    ("a (b (c) d", "a b (c) d", [2]),
    ('title:"metro', "title:metro", [6]),
    ('metro -"bekat', "metro -bekat", [7]),
    ('metro -("bekat', "metro -bekat", [7, 8]),
    ('metro -"(bekat OR yangi)', "metro -(bekat OR yangi)", [7]),
    ('metro -" bekat', "metro bekat", [6, 7]),
    ("OR a", "a", [0]),
    ("a OR", "a", [2]),
    ("a OR OR b", "a OR b", [5]),
    ("(a OR) b", "a b", [3]),
    ("a AND OR b", "a OR b", [2]),
    ("a OR AND b", "a OR b", [5]),
    ("a AND AND b", "a b", [6]),
    ("AND a", "a", [0]),
    ("a -OR b", "a OR b", [2]),
    ("a NOT", "a", [2]),
    ("a NOT OR b", "a OR b", [2]),
    ("a NOT NOT b", "a -b", [2]),
    ("(a NOT) b", "a b", [3]),
    ('"a b"* (c)*', '"a b" c', [5, 10]),
    ('"a"b*', '"a"b', [4]),
    ('metro "a b"~ c', 'metro "a b" c', [11]),
    ("dengiz|okean", "dengiz okean", [6]),
    ("a* | «b c»|d || tag:e|f", "a* «b c» d tag:e f", [3, 10, 13, 14, 21]),
]
ERRORS = [
    ("", 0, "empty"),
    ("   ", 0, "empty"),
    ("' !", 0, "empty"),
    ("()", 0, "empty"),
    ('" «', 0, "empty"),
    ("AND OR NOT", 0, "empty"),
    ("**", 0, "empty"),
    ("-metro", 0, "only something to exclude"),
    ("-a -b", 0, "only something to exclude"),
    ("a OR -b", 5, "only something to exclude"),
    ("a (-b)", 3, "only something to exclude"),
    ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), MAX_DEPTH, "inside each other"),
    ("a" * (MAX_LENGTH + 1), MAX_LENGTH, "longer than"),
    ("a* " * 21, 60, "more than 20 words end in a \\*"),
    ("a* OR (title:b* -c*) " * 7, 143, "more than 20 words end in a \\*"),
    ("NOT a", 0, "only something to exclude; say also what to find, or \\* for every article"),
    ("-site:kun.uz", 0, "only something to exclude"),
    ('metro "a b"~101', 11, '0 to 100: "metro bekat"~10'),
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
    ('dedi:"ha"', 0, "no field 'dedi'"),
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


@pytest.mark.parametrize(("text", "read", "places"), IGNORED)
def test_what_means_nothing_is_ignored_with_a_note(text: str, read: str, places: list[int]) -> None:
    tree, ignored = parse_with_notes(text)
    assert tree == parse_query(read)
    assert [each.position for each in ignored] == places
    assert all(text.startswith(each.mark, each.position) for each in ignored)


@pytest.mark.parametrize("text", [text for text, _ in TREES])
def test_what_means_something_has_no_note(text: str) -> None:
    assert parse_with_notes(text, TODAY).ignored == ()


def test_a_star_inside_a_word_stays_text() -> None:
    tree, [note] = parse_with_notes("metro F*ck")
    assert tree == And((Word("metro"), Word("F*ck")))
    assert str(note) == "* counts only at the end of a word; it is ignored (at character 8)"


def test_notes_say_why() -> None:
    notes = [str(each) for each in parse_with_notes('OR metro) "bekat a|b NOT').ignored]
    assert notes == [
        "OR needs something on both sides; it is ignored (at character 1)",
        ") has no partner; it is ignored (at character 9)",
        '" has no partner; it is ignored (at character 11)',
        "| is no operator; write OR between words of which one is enough; it is ignored (at character 19)",
        "NOT excludes nothing; write it right before a word; it is ignored (at character 22)",
    ]


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


SYNTAX = st.text(alphabet="ab*\"«»“”„()-'ʻ| OR ANDў.\n:~3", max_size=60) | st.lists(
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

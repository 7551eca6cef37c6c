"""The address of a search."""

from __future__ import annotations

from urllib.parse import parse_qsl

from hypothesis import given, settings
from hypothesis import strategies as st

from xabar.web.asked import Asked, read_asked

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=8)
SEVERAL = st.lists(WORDS, max_size=3, unique=True).map(tuple)
SEARCHES = st.builds(
    Asked,
    q=WORDS,
    site=SEVERAL,
    tag=SEVERAL,
    author=SEVERAL,
    since=WORDS,
    sort=st.sampled_from(["", "newest", "oldest", "relevance"]),
    page=st.integers(1, 1000),
    text=st.sampled_from(["", "Latn", "print"]),
)


@settings(deadline=None)
@given(SEARCHES)
def test_an_address_is_read_as_it_was_written(asked: Asked) -> None:
    assert read_asked(parse_qsl(asked.address(page=asked.page)[1:])) == asked


@settings(deadline=None)
@given(SEARCHES, WORDS)
def test_a_filter_that_is_put_on_can_be_taken_off(asked: Asked, value: str) -> None:
    narrowed = read_asked(parse_qsl(asked.with_value("section", value)[1:]))
    assert narrowed.section == (value,)
    assert read_asked(parse_qsl(narrowed.without("section", value)[1:])).section == ()


def test_what_others_hang_on_an_address_is_left_out() -> None:
    assert read_asked(
        [("q", "metro"), ("utm_source", "x"), ("tag", " "), ("tag", "a"), ("tag", "a")]
    ) == Asked(q="metro", tag=("a",))


def test_the_order_is_that_of_time_where_nothing_is_looked_for() -> None:
    assert [Asked().order, Asked(q="*").order, Asked(q="metro").order] == ["newest", "newest", "relevance"]

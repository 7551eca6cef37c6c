"""What is no cursor is refused in words, whatever it is."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.search.cursor import CursorPlace, WrongCursor, next_cursor, read_cursor
from xabar.search.engine import SearchRequest

REQUEST = SearchRequest("metro", sites=("kun_uz",), since=date(2026, 1, 1), sort="newest", size=1)
LAST = "f" * 32


def with_cursor(cursor: str | None, **other: Any) -> SearchRequest:
    """Return the request for the page after a cursor."""
    values: dict[str, Any] = {
        "query": "metro",
        "sites": ("kun_uz",),
        "since": date(2026, 1, 1),
        "sort": "newest",
    }
    return SearchRequest(**(values | other), cursor=cursor)


@given(st.none() | st.integers(-(2**63), 2**63 - 1), st.binary(min_size=16, max_size=16))
def test_a_cursor_leads_to_its_place(published: int | None, key: bytes) -> None:
    place = CursorPlace(published, key.hex())
    cursor = next_cursor(REQUEST, [place])
    for other in ({}, {"size": 50}, {"facets": ("site",)}, {"marked": False}):
        assert read_cursor(with_cursor(cursor, **other)) == place


@given(st.text())
def test_any_text_is_a_cursor_or_refused(text: str) -> None:
    with pytest.raises(WrongCursor):
        read_cursor(with_cursor(text))


@pytest.mark.parametrize(
    "change",
    [
        (0, "another search"),
        (1, 2**63),
        (1, "1"),
        (1, True),
        (1, 1.5),
        (2, "f" * 31),
        (2, 5),
        (2, None),
    ],
)
def test_a_forged_cursor_is_refused(change: tuple[int, Any]) -> None:
    cursor = next_cursor(REQUEST, [CursorPlace(0, LAST)])
    assert cursor is not None
    parts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    parts[change[0]] = change[1]
    with pytest.raises(WrongCursor):
        read_cursor(with_cursor(base64.urlsafe_b64encode(orjson.dumps(parts)).decode()))


def test_a_page_that_is_not_full_is_the_last() -> None:
    assert next_cursor(REQUEST, []) is None
    assert next_cursor(with_cursor(None, size=2), [CursorPlace(0, LAST)]) is None
    assert next_cursor(with_cursor(None, sort="relevance"), [CursorPlace(0, LAST)] * 10) is None

"""How many shards and copies an index gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xabar.search.elastic.connection import WrongSetting
from xabar.search.elastic.shape import ROUTING_SHARDS, SHARD_BYTES, IndexShape, count_shards


@pytest.mark.parametrize(
    ("size", "shards"),
    [(0, 1), (30 * 10**9, 1), (31 * 10**9, 2), (100 * 10**9, 4), (125 * 10**9, 6), (10**13, 48)],
)
def test_one_shard_for_each_30_gb(size: int, shards: int) -> None:
    assert count_shards(size) == shards
    assert IndexShape().settings(size)["number_of_shards"] == shards


@given(st.integers(0, ROUTING_SHARDS * SHARD_BYTES))
def test_a_shard_holds_no_more_than_it_should(size: int) -> None:
    shards = count_shards(size)
    assert size / shards <= SHARD_BYTES
    assert ROUTING_SHARDS % shards == 0


def test_what_is_asked_for_is_what_is_made() -> None:
    made = IndexShape(shards=3, replicas=2).settings(10**12)
    assert (made["number_of_shards"], made["number_of_replicas"]) == (3, 2)
    assert made["auto_expand_replicas"] is False


def test_a_number_that_the_server_would_refuse_is_refused_with_those_that_it_takes() -> None:
    with pytest.raises(WrongSetting, match=r"XABAR_SEARCH_SHARDS must be one of 1, 2, 3, 4, 6, .* got 5"):
        IndexShape(shards=5)

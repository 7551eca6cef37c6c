"""`xabar trend` over the articles of the search tests: one word in every script, beside all articles of the days."""

from __future__ import annotations

import orjson
import pytest

from tests.cli.conftest import Command


def test_one_word_is_counted_in_every_script(fed: Command) -> None:
    """One paper prints it in Latin on 27 February, another in Cyrillic on the 28th."""
    for typed in ("metro", "метро"):
        trend = orjson.loads(fed("trend", typed, "--json").output)
        assert trend["spans"] == ["2026-02-27", "2026-02-28", "2026-03-01"]
        assert trend["articles"] == [1, 1, 2]
        assert trend["trends"] == [{"query": typed, "articles": [1, 1, 0], "per_1000": [1000.0, 1000.0, 0.0]}]


def test_lines_are_drawn_one_below_the_other(fed: Command) -> None:
    lines = fed("trend", "paxta", "metro", "yoqotganim").output.splitlines()
    assert lines[0] == "among 1,000 articles, by day, 2026-02-27 to 2026-03-01"
    assert lines[1] == "  paxta       ··█  1 in all, most in 2026-03-01 (500)"
    assert lines[2] == "  metro       ██·  2 in all, most in 2026-02-27 (1,000)"
    assert lines[3] == "  yoqotganim  ···  never"
    assert lines[4] == "  4 articles in all"


def test_the_days_asked_for_are_drawn_also_where_nothing_was_printed(fed: Command) -> None:
    trend = orjson.loads(
        fed("trend", "metro", "--since", "2026-01", "--until", "2026-03", "--by", "month", "--json").output
    )
    assert trend["spans"] == ["2026-01", "2026-02", "2026-03"]
    assert trend["trends"][0]["articles"] == [0, 2, 0]


def test_filters_narrow_both_the_word_and_what_it_is_compared_with(fed: Command) -> None:
    trend = orjson.loads(fed("trend", "metro", "--site", "zamin_uz", "--json").output)
    assert (trend["articles"], trend["trends"][0]["articles"]) == ([1, 1], [1, 0])


def test_a_time_without_articles_says_what_to_do(fed: Command) -> None:
    assert "widen --since" in fed("trend", "metro", "--since", "2020", "--until", "2020").output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["a"] * 7, "a trend takes 1 to 6 words or quoted queries, got 7"),
        (["sit:kun"], "no field"),
        ([], "Missing argument"),
        (["a", "--since", "2020", "--by", "day"], "points, and a line may have 400"),
    ],
)
def test_what_cannot_be_drawn_is_refused(fed: Command, words: list[str], message: str) -> None:
    done = fed("trend", *words)
    assert done.exit_code != 0
    assert message in done.output

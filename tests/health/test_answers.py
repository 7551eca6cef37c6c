"""What keeps a site from being read: wholly in two runs, or in part more than is usual for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from xabar.crawl_stats import SiteStats
from xabar.health.answers import find_no_access
from xabar.health.judge import judge_site
from xabar.health.site_run import SiteRun
from xabar.run_measures import RunMeasures

BEGIN = datetime(2026, 9, 2, 6, tzinfo=UTC)
EVERY = timedelta(hours=12)
ZONE = "Asia/Tashkent"
FETCHED = 20


def make_run(number: int, rejected: Mapping[str, int] | None = None, **statuses: int) -> SiteRun:
    """Return a run over so many pages, with those that were rejected and the codes in place of 200 (as `c403=8`)."""
    refused = sum((rejected or {}).values())
    read = FETCHED - refused
    codes = Counter({code[1:]: count for code, count in statuses.items()})
    codes["200"] = FETCHED + 3 - codes.total()
    measures = RunMeasures(articles=read, layers=Counter(selectors=read), statuses=codes)
    stats = SiteStats(
        "kun_uz", fetched=FETCHED, stored=read, known=40, discovery=3, rejected=Counter(rejected or {})
    )
    stats.measures = measures
    began = BEGIN + number * EVERY
    return SiteRun(began, began + timedelta(minutes=3), "finished", stats)


def judge(runs: list[SiteRun], **opened: datetime) -> list[tuple[str, str]]:
    """Return the kinds and causes of what is wrong after the last run."""
    return [(each.kind, each.cause) for each in judge_site(runs, ZONE, runs[-1].ended, opened)]


USUAL = [make_run(number) for number in range(40)]


@pytest.mark.parametrize(
    ("rejected", "statuses", "kind", "cause"),
    [
        ({"http-error": 8}, {"c403": 8}, "blocked", "35 % of the answers kept us out (403 × 8), usually 0 %"),
        ({"busy": 8}, {"c429": 8}, "blocked", "35 % of the answers kept us out (429 × 8), usually 0 %"),
        ({"challenge": 8}, {}, "blocked", "35 % of the answers kept us out (8 challenge pages), usually 0 %"),
        ({"http-error": 12}, {"c503": 12}, "unreachable", "52 % of the requests failed, usually 0 %"),
    ],
)
def test_a_part_of_the_answers_that_never_failed_is_found_in_two_runs(
    rejected: dict[str, int], statuses: dict[str, int], kind: str, cause: str
) -> None:
    runs = [*USUAL, make_run(40, rejected, **statuses)]
    assert judge(runs) == []
    runs.append(make_run(41, rejected, **statuses))
    assert judge(runs) == [(kind, cause)]
    opened = {kind: runs[-1].ended}
    assert judge([*runs, make_run(42, rejected, **statuses)], **opened) == [(kind, cause)]
    assert judge([*runs, make_run(42)], **opened) == [], "the first run without any of them ends it"


def test_an_outage_beside_a_run_of_which_a_part_fails_is_no_fault() -> None:
    runs = [*USUAL, make_run(40, {"no-answer": FETCHED}), make_run(41, {"no-answer": 12})]
    assert judge(runs) == []
    assert judge([*runs, make_run(42, {"no-answer": 12})]) == [
        ("unreachable", "52 % of the requests failed, usually 0 %")
    ]


def test_what_fails_as_often_as_ever_is_no_fault() -> None:
    runs = [make_run(number, {"http-error": 6 + number % 5}, c503=6 + number % 5) for number in range(42)]
    assert judge(runs) == []


def test_a_site_that_now_refuses_and_now_does_not_answer_has_one_alarm() -> None:
    refused = make_run(40, {"http-error": FETCHED}, c403=FETCHED + 3)
    away = make_run(41, {"no-answer": FETCHED})
    for pair in ([refused, away], [away, refused]):
        for kind in ("blocked", "unreachable"):
            found = find_no_access([*USUAL, *pair], (kind,))
            assert found is not None
            assert found.kind == kind
        found = find_no_access([*USUAL, *pair])
        assert found is not None
        assert found.kind == "blocked"


def test_one_challenge_of_a_run_whose_codes_were_not_kept_is_no_block() -> None:
    runs = [make_run(number, {"challenge": 1}) for number in range(2)]
    for run in runs:
        run.measures.statuses.clear()
    assert find_no_access(runs) is None


@pytest.mark.parametrize(
    ("fetched", "errors", "statuses", "kind", "cause"),
    [
        (
            1,
            {},
            {"404": 1, "200": 2, "429": 1},
            "blocked",
            "1 of 4 answers kept us out in the last run (429 × 1)",
        ),
        (0, {"robots": 1}, {"503": 1}, "unreachable", "1 of 1 answers were server errors in the last run"),
        (0, {"robots": 1}, {"429": 1}, "blocked", "1 of 1 answers kept us out in the last run (429 × 1)"),
    ],
)
def test_a_host_that_asks_to_be_left_alone_says_so_once_a_run(
    fetched: int, errors: dict[str, int], statuses: dict[str, int], kind: str, cause: str
) -> None:
    """What real crawls note where the first page, or robots.txt, answers 429 or 503 and names two hours."""

    def left_alone(number: int) -> SiteRun:
        run = make_run(number)
        stats, measures = run.stats, run.measures
        stats.fetched, stats.stored, stats.known, measures.articles = fetched, 0, 0, 0
        stats.discovery = 2 * fetched
        stats.rejected, stats.errors = Counter({"http-error": fetched}), Counter(errors)
        measures.statuses = Counter(statuses)
        return run

    found = find_no_access([*USUAL, left_alone(40), left_alone(41)])
    assert found is not None
    assert (found.kind, cause in found.cause) == (kind, True), found
    assert find_no_access([*USUAL, make_run(40), left_alone(41)]) is None


def test_a_feed_that_is_refused_in_a_quiet_hour_is_no_block() -> None:
    runs = [make_run(number) for number in (40, 41)]
    for run in runs:
        run.stats.fetched = run.stats.stored = run.measures.articles = 0
        run.measures.statuses = Counter({"200": 4, "403": 1})
    assert find_no_access([*USUAL, *runs]) is None

"""What came of a run, and when the site's next turn is."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from xabar.crawl_stats import SiteStats
from xabar.records.runs import Run
from xabar.records.scheduled_jobs import ScheduledJob
from xabar.scheduling.verdicts import DONE, HELD, LIMIT, STOPPED, Outcome, judge_crawl, next_turn

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
BOUNDS = (timedelta(minutes=10), timedelta(hours=6))
HOUR = timedelta(hours=1)


def run(reason: str = "finished", **counts: Any) -> Run:
    return Run(NOON, NOON, reason, SiteStats(site="kun_uz", **counts))


@pytest.mark.parametrize(
    ("code", "found", "outcome"),
    [
        (0, run(discovery=2), Outcome(DONE)),  # nothing new
        (0, run(fetched=3, stored=2), Outcome(DONE)),
        (1, run(fetched=3, stored=3), Outcome(DONE)),  # the index is down
        (1, run(fetched=1, rejected=Counter({"not-article": 1}), discovery=1), Outcome(DONE)),
        (1, run("closespider_timeout", fetched=90, stored=90), Outcome(LIMIT)),
        (75, None, Outcome(HELD)),
        (130, run("shutdown"), Outcome(STOPPED)),
        (
            1,
            run(discovery=1, errors=Counter({"no-answer": 1})),
            Outcome("the site gave nothing", failed=True),
        ),
        (
            1,
            run(fetched=2, rejected=Counter({"challenge": 2}), discovery=1),
            Outcome("none of 2 pages was to be had", failed=True),
        ),
        (1, run(fetched=1, rejected=Counter({"http-error": 1})), Outcome(DONE)),  # a page that is gone
        (
            1,
            run(fetched=3, rejected=Counter({"http-error": 3}), discovery=1),
            Outcome("none of 3 pages was to be had", failed=True),
        ),
        (1, run("store-error"), Outcome("ended with store-error", failed=True)),
        (1, None, Outcome("ended with exit code 1, before it came to the site", failed=True)),
        (-9, run(fetched=1, stored=1), Outcome("ended by signal 9", failed=True)),
    ],
)
def test_a_run_is_judged_by_its_exit_code_and_the_records(
    code: int, found: Run | None, outcome: Outcome
) -> None:
    assert judge_crawl(code, found) == outcome


@pytest.mark.parametrize(
    ("outcome", "failures", "turn"),
    [
        (Outcome(DONE), 0, NOON + HOUR - timedelta(minutes=5)),  # from the start of the run
        (Outcome(STOPPED), 0, NOON),
        (Outcome(HELD), 0, NOON + BOUNDS[0]),
        (Outcome(LIMIT), 0, NOON + BOUNDS[0]),
        (Outcome("x", failed=True), 1, NOON + 2 * HOUR),
        (Outcome("x", failed=True), 9, NOON + BOUNDS[1]),
    ],
)
def test_the_next_turn_follows_from_it(outcome: Outcome, failures: int, turn: datetime) -> None:
    job = ScheduledJob("kun_uz", "crawl", NOON, started_at=NOON - timedelta(minutes=5), failures=failures)
    assert next_turn(job, outcome, HOUR, BOUNDS, NOON) == turn


def test_turns_that_were_missed_are_made_up_once() -> None:
    job = ScheduledJob("kun_uz", "crawl", NOON, started_at=NOON - timedelta(days=1))
    assert next_turn(job, Outcome(DONE), HOUR, BOUNDS, NOON) == NOON

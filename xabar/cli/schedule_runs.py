"""Running a schedule from a command: a line for each run that has ended, and the exit code."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from xabar.app.configuration import project_config
from xabar.app.metrics import serve_metrics
from xabar.app.schedule import Problem, ScheduleOptions, run_schedule
from xabar.cli.printing import echo
from xabar.crawl_stats import INTERRUPTED_CODE


def run_and_say(options: ScheduleOptions, metrics: tuple[str, int] | None = None) -> int:
    """Run the schedule, say what came of each run, and return the exit code.

    `metrics` is the address at which /metrics, /healthz and /livez are served meanwhile.
    """

    @contextmanager
    def beside(find_problem: Problem) -> Iterator[None]:
        if metrics is None:
            yield
            return
        config = project_config(options.overrides)
        with serve_metrics(config, *metrics, find_problem=find_problem) as address:
            echo(f"figures: {address}/metrics")
            yield

    failed, ended_by = run_schedule(options, say=echo, beside=beside)
    if ended_by == signal.SIGINT:
        return INTERRUPTED_CODE
    return int(options.once and failed > 0)

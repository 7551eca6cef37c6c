"""Running a schedule from a command: a line for each run that has ended, and the exit code."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from xabar.app.metrics import serve_metrics
from xabar.app.opening import project_config
from xabar.app.schedule import ScheduleOptions, run_schedule
from xabar.cli.printing import echo
from xabar.crawl_stats import INTERRUPTED_CODE
from xabar.records.store import RecordStore
from xabar.scheduling.scheduler import Scheduler


def run_and_say(options: ScheduleOptions, metrics: tuple[str, int] | None = None) -> int:
    """Run the schedule, say what came of each run, and return the exit code.

    `metrics` is the address at which /metrics and /healthz are served meanwhile.
    """

    @contextmanager
    def beside(scheduler: Scheduler, records: RecordStore) -> Iterator[None]:
        if metrics is None:
            yield
            return
        with serve_metrics(project_config(options.overrides), *metrics) as address:
            echo(f"figures: {address}/metrics")
            yield

    failed, ended_by = run_schedule(options, say=echo, beside=beside)
    if ended_by == signal.SIGINT:
        return INTERRUPTED_CODE
    return int(options.once and failed > 0)

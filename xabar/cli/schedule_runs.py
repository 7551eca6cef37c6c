"""Running a schedule from a command: a line for each run that has ended, and the exit code."""

from __future__ import annotations

import signal

from xabar.app.schedule import ScheduleOptions, run_schedule
from xabar.cli.printing import echo
from xabar.crawl_stats import INTERRUPTED_CODE


def run_and_say(options: ScheduleOptions) -> int:
    """Run the schedule, say what came of each run, and return the exit code."""
    failed, ended_by = run_schedule(options, say=echo)
    if ended_by == signal.SIGINT:
        return INTERRUPTED_CODE
    return int(options.once and failed > 0)

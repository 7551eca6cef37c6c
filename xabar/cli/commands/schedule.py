"""`xabar schedule`: crawl at regular intervals, until it is told to stop."""

from __future__ import annotations

import re
import sys

import click

from xabar.app.schedule import WRONG_USE, Schedule
from xabar.cli.printing import echo
from xabar.crawl_stats import INTERRUPTED_CODE

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHORTEST = 1.0
# A process for each run: Twisted's reactor starts only once in a process, and memory is freed.
_XABAR = (sys.executable, "-P", "-c", "from xabar.cli import main; main(prog_name='xabar')")


class Interval(click.ParamType[float]):
    """A length of time such as 90s, 30m, 6h or 1d, in seconds."""

    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the seconds; anything else is a usage error."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d+)([smhd])", str(value))
        if not found or int(found[1]) * _UNITS[found[2]] < _SHORTEST:
            self.fail(
                f"{value!r} is not an interval: give a number and s, m, h or d, such as 30m", param, ctx
            )
        return float(int(found[1]) * _UNITS[found[2]])


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, metavar="[SITE | OPTION OF CRAWL]...", type=click.UNPROCESSED)
@click.option(
    "--every", type=Interval(), default="30m", show_default=True, help="From one start to the next."
)
@click.option("--runs", type=click.IntRange(min=1), help="End after so many runs.")
def command(arguments: tuple[str, ...], every: float, runs: int | None) -> None:
    """Run `xabar crawl` now, and then every so often, with these arguments, or with --all if there are none.

    A run that takes longer than the interval is waited for, and the starts that it missed are left out. SIGTERM and
    Ctrl-C end the current run as Ctrl-C ends a crawl, and then the schedule; what is stored is kept. Exit status 130
    after Ctrl-C, 0 after SIGTERM.
    """
    schedule = Schedule([*_XABAR, "crawl", *(arguments or ["--all"])], every=every, runs=runs)
    code = 0
    with schedule.stopped_by_signals():
        for number, (code, pause) in enumerate(schedule.results(), 1):
            if pause is not None:
                echo(f"run {number} ended with {code}; the next begins in {pause:.0f} s")
    if schedule.interrupted:
        raise SystemExit(INTERRUPTED_CODE)
    if code == WRONG_USE:
        raise SystemExit(code)

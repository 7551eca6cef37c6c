"""xabar schedule: crawl again and again, until it is told to end."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

import click

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SHORTEST = 1.0
_XABAR = "from xabar.cli import main; main(prog_name='xabar')"


class Interval(click.ParamType[float]):
    """A length of time such as 90s, 30m, 6h or 1d, in seconds."""

    name = "interval"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Seconds; a usage error for anything else."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d+)([smhd])", str(value))
        if not found or int(found[1]) * _UNITS[found[2]] < _SHORTEST:
            self.fail(f"{value!r} is no interval: give a number and s, m, h or d, such as 30m", param, ctx)
        return float(int(found[1]) * _UNITS[found[2]])


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, metavar="[SITE | OPTION OF CRAWL]...", type=click.UNPROCESSED)
@click.option(
    "--every", type=Interval(), default="30m", show_default=True, help="From one start to the next."
)
@click.option("--runs", type=click.IntRange(min=1), help="End after so many runs.")
def command(arguments: tuple[str, ...], every: float, runs: int | None) -> None:
    """Run `xabar crawl` now and then every so often, with these arguments; with --all when there are none.

    A run that takes longer than the interval is waited for, and the starts it missed are left out. SIGTERM and
    Ctrl-C end the run that is going on as Ctrl-C ends a crawl, and then the schedule; what is stored is kept.
    """
    stop = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def end(signum: int, frame: FrameType | None) -> None:
        stop.set()
        for crawl in running:
            if crawl.poll() is None:
                crawl.send_signal(signal.SIGINT)

    former = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        _repeat(list(arguments) or ["--all"], every, runs, stop, running)
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _repeat(
    what: list[str],
    every: float,
    runs: int | None,
    stop: threading.Event,
    running: list[subprocess.Popen[bytes]],
) -> None:
    number = 0
    due = time.monotonic()
    while not stop.wait(max(0.0, due - time.monotonic())):
        # a process of its own: Twisted's reactor starts once in a process, and memory starts afresh
        crawl = subprocess.Popen([sys.executable, "-P", "-c", _XABAR, "crawl", *what], start_new_session=True)
        running[:] = [crawl]
        code = crawl.wait()
        number += 1
        if code == 2:
            raise SystemExit(2)  # wrong use does not mend itself
        if number == runs:
            break
        missed = max(0, int((time.monotonic() - due) // every))
        due += (missed + 1) * every
        click.echo(f"run {number} ended with {code}; the next begins in {due - time.monotonic():.0f} s")

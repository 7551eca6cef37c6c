"""What `xabar watch` draws."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from xabar.app.runs import RunStatus
from xabar.app.watch import Watch
from xabar.crawl_stats import REJECTIONS

HEADLINES: Final = 8
_ENDED: Final = 6  # runs
_REASONS: Final = 6
_SITE: Final = "site:"  # what the lease of a site's crawl begins with
_SPANS: Final = {
    timedelta(minutes=1): "minute",
    timedelta(minutes=10): "10 minutes",
    timedelta(hours=1): "hour",
}


def draw_watch(watch: Watch) -> RenderableType:
    """Return the whole view, one part below the other."""
    parts: list[RenderableType] = [_heading(watch), "", _under_way(watch)]
    if watch.ended:
        parts += ["", _ended(watch)]
    if watch.reasons:
        parts += ["", _reasons(watch)]
    return Group(*parts, "", _headlines(watch))


def _heading(watch: Watch) -> Text:
    stored = ", ".join(f"{count:,} in the last {_SPANS[span]}" for span, count in watch.stored.items())
    line = Text(f"{watch.now:%Y-%m-%d %H:%M:%S} UTC", style="bold")
    line.append(f"  stored: {stored}", style="not bold")
    if watch.feed.waiting:
        line.append(
            f"  waiting for the index: {watch.feed.waiting:,}, since {_rounded(watch.lag)}", style="yellow"
        )
    if dead := sum(watch.feed.dead.values()):
        line.append(f"  refused by the index: {dead:,}", style="red")
    return line


def _rounded(span: timedelta) -> str:
    return str(timedelta(seconds=round(span.total_seconds())))


def _under_way(watch: Watch) -> RenderableType:
    if not watch.under_way:
        return Text("no site is being crawled", style="dim")
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("crawled now", "for", "fetched", "a minute", "stored", "rejected", "by"):
        table.add_column(heading, justify="left" if heading in ("crawled now", "by") else "right")
    for status in watch.under_way:
        stats, seconds = status.run.stats, (watch.now - status.run.started_at).total_seconds()
        table.add_row(
            stats.site,
            _rounded(timedelta(seconds=seconds)),
            f"{stats.fetched:,}",
            f"{60 * stats.fetched / max(status.seconds, 1):.1f}",
            f"{stats.stored:,}",
            f"{sum(stats.rejected.values()):,}",
            watch.holders.get(f"{_SITE}{stats.site}", ""),
        )
    return table


def _ended(watch: Watch) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for heading in ("ended", "at", "stored", "how"):
        table.add_column(heading, justify="right" if heading == "stored" else "left")
    for status in watch.ended[:_ENDED]:
        run = status.run
        table.add_row(
            run.stats.site,
            f"{run.finished_at or run.seen_at:%H:%M}",
            f"{run.stats.stored:,}",
            _ending(status),
        )
    return table


def _ending(status: RunStatus) -> Text:
    reasons = "; ".join(status.reasons())
    return Text(f"{status.ending}{': ' if reasons else ''}{reasons}", style="red" if status.failed else "")


def _reasons(watch: Watch) -> Text:
    counted = [
        f"{count:,} × {REJECTIONS.get(reason, reason)}"
        for reason, count in watch.reasons.most_common(_REASONS)
    ]
    return Text(f"rejected in the last day: {'; '.join(counted)}", style="dim")


def _headlines(watch: Watch) -> RenderableType:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis")
    for article in watch.newest:
        table.add_row(
            Text(f"{article.fetched_at:%H:%M}", style="dim"),
            Text(article.site, style="cyan"),
            Text(article.title),
        )
    return table if watch.newest else Text("no article yet", style="dim")

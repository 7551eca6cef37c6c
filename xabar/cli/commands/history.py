"""`xabar history`: what an article was before, what changed, and whether its page is still there."""

from __future__ import annotations

from datetime import UTC, datetime

import click
import orjson
from rich.text import Text

from xabar.app.history import History, read_history
from xabar.app.version_diff import count_words
from xabar.cli.console import SafeConsole
from xabar.cli.diff import print_diff
from xabar.cli.errors import cli_errors
from xabar.cli.options import given_config
from xabar.cli.printing import echo

_MINUTE = "%Y-%m-%d %H:%M UTC"


@click.command(name="history")
@click.argument("wanted", metavar="ID-or-URL")
@click.option("--brief", is_flag=True, help="Leave out what changed; `xabar show --diff` compares any two.")
@click.option("--json", "as_json", is_flag=True, help="JSON, with every version and every change.")
@cli_errors()
def command(wanted: str, brief: bool, as_json: bool) -> None:
    """Show every text that an article has had, and word by word what changed.

    It also says when the page was last asked for, when it will be again, and since when the site says that it is gone.
    """
    now = datetime.now(UTC)
    history = read_history(given_config(), wanted, now)
    if as_json:
        echo(orjson.dumps(history.to_dict(), option=orjson.OPT_INDENT_2))
        return
    console = SafeConsole(highlight=False)
    console.soft_wrap = not console.is_terminal
    _print_versions(console, history, brief)
    for line in _lines_about_the_page(history, now):
        console.print(Text(line, style="dim"))


def _print_versions(console: SafeConsole, history: History, brief: bool) -> None:
    console.print(Text(history.versions[-1].url, style="dim"), soft_wrap=True)
    changes = [None, *history.changes()]
    rows = zip(history.versions, history.reasons, changes, strict=True)
    for number, (article, reason, change) in enumerate(rows, 1):
        console.print(f"{number:>3}  {article.fetched_at:{_MINUTE}}  {article.title}")
        if change is None:
            continue
        words = count_words(change)
        said = f"; {reason}" if reason else ""
        console.print(Text(f"     +{words['added']} −{words['removed']} words{said}", style="dim"))
        if not brief:
            print_diff(console, change)


def _lines_about_the_page(history: History, now: datetime) -> list[str]:
    lines = []
    if page := history.page:
        lines.append(f"asked for {_times(page.fetches)}, the last time at {page.fetched_at:{_MINUTE}}")
        if history.next_due:
            due = max(history.next_due, now).astimezone(UTC)
            lines[-1] += f"; due again at {due:{_MINUTE}}"
    if gone := history.gone:
        said = "once, at" if gone.answers == 1 else f"{gone.answers} times since"
        lines.append(f"gone, said the site {said} {gone.since:{_MINUTE}}")
        if gone.removed_at:
            lines.append(f"removed at {gone.removed_at:{_MINUTE}}; `xabar restore` gives it back")
        if gone.is_kept:
            lines.append("kept all the same, because it was given back")
    return lines


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"

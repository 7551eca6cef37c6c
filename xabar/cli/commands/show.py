"""`xabar show`: one article to read, its versions, and what changed between them."""

from __future__ import annotations

from typing import Any

import click
import orjson
from rich.text import Text

from xabar.app.article_html import to_html
from xabar.app.reading import byline, describe_date, list_lines
from xabar.app.show import Version, compare, list_versions, show_article
from xabar.app.version_diff import Paragraph
from xabar.article import Article
from xabar.cli.console import SafeConsole
from xabar.cli.diff import print_diff
from xabar.cli.errors import cli_errors
from xabar.cli.options import SCRIPT, given_config
from xabar.cli.printing import echo

# Kind of a paragraph -> what stands before it, and its style.
_LINES = {"h": ("", "bold"), "t": ("", "bold"), "i": ("  • ", ""), "q": ("  │ ", "italic")}


@click.command(name="show")
@click.argument("wanted", metavar="ID-or-URL")
@click.option(
    "--script-of-text",
    "--script",
    "script",
    type=SCRIPT,
    help="Show the texts in this script, whatever they are printed in.",
)
@click.option("--with-boilerplate", is_flag=True, help="The text with what was cut out of it.")
@click.option("--html", "as_html", is_flag=True, help="One HTML page that needs nothing else.")
@click.option("--version", type=click.IntRange(1), metavar="N", help="Show it as it was in this version.")
@click.option("--versions", is_flag=True, help="List every title and text that the article has had.")
@click.option("--diff", is_flag=True, help="Show word by word what the last change was.")
@click.option("--from", "old", type=int, metavar="N", help="With --diff: compare this version …")
@click.option("--to", "new", type=int, metavar="N", help="… with this one. [default: the last]")
@click.option("--json", "as_json", is_flag=True, help="JSON, with every field of the article.")
@cli_errors()
def command(
    wanted: str,
    script: str | None,
    with_boilerplate: bool,
    as_html: bool,
    version: int | None,
    versions: bool,
    diff: bool,
    old: int | None,
    new: int | None,
    as_json: bool,
) -> None:
    """Read an article. ID is its id or the beginning of it, as far as it is unique; URL any of its addresses."""
    if as_html + versions + diff > 1 or (as_html and as_json):
        raise click.UsageError("give one of --html, --versions and --diff; --json goes with the last two")
    if not diff and (old, new) != (None, None):
        raise click.UsageError("--from and --to need --diff")
    if with_boilerplate and (versions or diff or version):
        raise click.UsageError(
            "--with-boilerplate shows the text as it is now, without --version, --versions and --diff"
        )
    if version and (versions or diff):
        raise click.UsageError(
            "--version N shows one text; --versions lists all, --diff --from N compares it"
        )
    config = given_config()
    if versions:
        _show_versions(list_versions(config, wanted, script), as_json)
    elif diff:
        _show_diff(compare(config, wanted, old, new, script), as_json)
    else:
        article = show_article(config, wanted, script, version=version, with_boilerplate=with_boilerplate)
        _show(article, script, as_html, as_json)


def _show(article: Article, script: str | None, as_html: bool, as_json: bool) -> None:
    if as_json:
        _print_json(article.to_dict())
    elif as_html:
        echo(to_html(article, script), nl=False)
    else:
        _print_article(article)


def _print_json(values: Any) -> None:
    echo(orjson.dumps(values, option=orjson.OPT_INDENT_2))


def _console() -> SafeConsole:
    """Return a console that breaks lines for a terminal alone: a file keeps paragraphs as they are."""
    console = SafeConsole(highlight=False)
    console.soft_wrap = not console.is_terminal
    return console


def _print_article(article: Article) -> None:
    console = _console()
    console.print(Text(article.title, style="bold"))
    console.print(Text(" · ".join(byline(article)), style="dim"))
    if article.tags:
        console.print(Text(", ".join(article.tags), style="dim"))
    console.print(Text(describe_date(article), style="dim"))
    console.print(Text(article.url, style="dim"), soft_wrap=True)  # which can be clicked
    for line in list_lines(article):
        begin, style = _LINES.get(line.kind, ("", ""))
        console.print()
        console.print(Text(begin + line.text, style=style))


def _show_versions(versions: list[Version], as_json: bool) -> None:
    if as_json:
        _print_json([version.to_dict() for version in versions])
        return
    console = SafeConsole(highlight=False, soft_wrap=True)
    for version in versions:
        article = version.article
        words = f"+{version.added} −{version.removed} words" if version.number > 1 else ""
        if version.new_script:
            words += f", and now in {version.new_script}"
        console.print(f"{version.number:>3}  {article.fetched_at:%Y-%m-%d %H:%M} UTC  {article.title}")
        for line in filter(None, (words, version.reason)):
            console.print(Text(f"     {line}", style="dim"))


def _show_diff(paragraphs: list[Paragraph], as_json: bool) -> None:
    if as_json:
        _print_json([[piece._asdict() for piece in paragraph] for paragraph in paragraphs])
        return
    print_diff(_console(), paragraphs)

"""`xabar search`: words, phrases, filters; snippets of the original text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from shutil import get_terminal_size
from typing import Any

import click
import orjson

from xabar.app.advice import advise
from xabar.app.reading import to_script
from xabar.app.search import HIT_FIELDS, MARKED, page_to_dict, search
from xabar.cli.completion import complete_among
from xabar.cli.errors import cli_errors
from xabar.cli.filter_options import filter_options, join_query, note_ignored, note_unknown_sites
from xabar.cli.options import SCRIPT, given_config, names_among, today
from xabar.cli.printing import Line, echo, echo_line
from xabar.cli.query_command import QueryCommand
from xabar.cli.summary import summarize
from xabar.collecting import uncollected
from xabar.search.engine import FACETS, FILTERS, SORTS, SearchPage, SearchRequest
from xabar.search.highlight import HIT_END, HIT_START


@click.command(name="search", cls=QueryCommand)
@click.argument("query", nargs=-1)
@filter_options
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default="relevance",
    show_default=True,
    help="The best first, which without words are the newest; or by the moment of publication.",
)
@click.option("--size", type=click.IntRange(0, 1000), default=10, show_default=True, help="Hits on a page.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option(
    "--facets",
    multiple=True,
    callback=names_among(FACETS),
    shell_complete=complete_among(FACETS),
    help=f"Count by {', '.join(FACETS)} (commas).",
)
@click.option(
    "--script-of-text",
    type=SCRIPT,
    help="Show titles, texts and snippets in this script, whatever they are printed in.",
)
@click.option(
    "--fields",
    multiple=True,
    callback=names_among(HIT_FIELDS),
    shell_complete=complete_among(HIT_FIELDS),
    help="With --json: these of each hit, such as url,body.",
)
@click.option(
    "--cursor",
    help="With --json: go on after a page; `next_cursor` of its answer, with the same query and filters.",
)
@click.option(
    "--with-boilerplate",
    is_flag=True,
    help="Show the texts with what was cut from them; they are found without it. JSON has them whole, as `body`.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object; hits stand between U+E000 and U+E001."
)
@cli_errors()
@uncollected()
def command(
    query: tuple[str, ...],
    page: int,
    script_of_text: str | None,
    fields: tuple[str, ...],
    with_boilerplate: bool,
    as_json: bool,
    **filters: Any,
) -> None:
    """Find articles, in any script and any word form.

    \b
      toshkent metro        both words            "shahar hokimi"   a phrase (quote it for the shell)
      paxta OR gʻalla       either                saylov -prezident without; also NOT
      qozogʻ*               a prefix              '*'               every article, for filters and facets
      title:metro           in the title          "a b"~10          near each other: 10 words between at most
      site:kun.uz           of a site             language:uzbek    also script:latin
      tag:sport             with a tag            author:"A. Gʻulomov"    also section:jamiyat
      since:7d              in these days         until:2026-11     with the values of the options below

    Filters alone, as in --author Karimov, find every article that passes them. A field takes brackets too, title:(metro OR avtobus), and may be excluded: -site:kun.uz.

    All hits, page after page: --sort newest --json, then the same with --cursor and its `next_cursor`, until that is null.
    """
    if not query and not any(filters[name] for name in FILTERS):
        raise click.UsageError("Missing argument 'QUERY': type a word, '*' for every article, or a filter")
    if (fields or filters["cursor"] is not None) and not as_json:
        raise click.UsageError(f"{'--fields' if fields else '--cursor'} needs --json")
    if filters["cursor"] is not None:
        _go_on(page, filters)
    request = SearchRequest(
        query=join_query(query) if query else "*",
        offset=(page - 1) * filters["size"],
        today=today(),
        marked=not fields or not MARKED.isdisjoint(fields),
        **filters,
    )
    config = given_config()
    answer = search(config, request, with_boilerplate=with_boilerplate)
    note_ignored(request.query)
    note_unknown_sites(config, request)
    if as_json:
        values = page_to_dict(answer, request, script_of_text, fields, with_body=with_boilerplate)
        echo(orjson.dumps(values, option=orjson.OPT_INDENT_2))
    else:
        _show(answer, request, script_of_text)
        if not answer.is_as_typed and (advice := advise(config, request)):
            echo(advice)


def _go_on(page: int, filters: dict[str, Any]) -> None:
    """Refuse a page beside a cursor, and sort by time if nothing else was said: only that order has cursors."""
    if page > 1:
        raise click.UsageError("--page and --cursor exclude each other: a cursor is a place of its own")
    source = click.get_current_context().get_parameter_source("sort")
    if source is click.core.ParameterSource.DEFAULT:
        filters["sort"] = "newest"


def _show(answer: SearchPage, request: SearchRequest, script: str | None) -> None:
    for number, hit in enumerate(answer.hits, request.offset + 1):
        article = hit.article
        day = article.published_day.isoformat() if article.published_day else "no date"
        language = f"{article.language or 'und'}-{article.script}" if article.script else article.language
        echo_line([(f"{number:>3}. ", ""), *_marked(to_script(article, hit.title, script), "bold")])
        echo_line([(f"     {article.site} · {day} · {language} · {article.url}", "dim")])
        snippet = to_script(article, hit.snippet, script).replace("\n", " ")
        echo_line([("     ", ""), *_marked(snippet)])
        if hit.missing:
            echo_line([("     without ", ""), (", ".join(hit.missing), "strike")])
    if answer.facets:
        _show_facets(answer.facets)
    echo(summarize(answer, request))


def _show_facets(facets: Mapping[str, Sequence[tuple[str, int]]]) -> None:
    from xabar.cli.facets import facet_lines  # loads a part of rich; few searches count anything

    for name, values in facets.items():
        for line in facet_lines(name, values, get_terminal_size().columns):
            echo_line(line)


def _marked(text: str, style: str = "") -> Line:
    line = []
    for number, part in enumerate(text.split(HIT_START)):
        hit, _, rest = part.partition(HIT_END) if number else ("", "", part)
        line += [(hit, "bold yellow"), (rest, style)]
    return [each for each in line if each[0]]

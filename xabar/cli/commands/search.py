"""xabar search: words, phrases, filters; snippets of the original text."""

from __future__ import annotations

import pkgutil
from datetime import date, datetime
from typing import Any

import click
import orjson
from rich.console import Console
from rich.text import Text

from crawler import spiders
from xabar.cli.errors import cli_errors
from xabar.cli.opening import with_index
from xabar.search.engine import FACETS, Hit, SearchPage, SearchRequest
from xabar.search.highlight import HIT_END, HIT_START
from xabar.search.query import QueryError, parse_query

_DAY = click.DateTime(["%Y-%m-%d"])
_FACET_LINES = 15
_LAST_HIT = 10_000  # a server answers no deeper (`index.max_result_window`), so neither engine is asked to


def _facets(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Given once with commas, or several times."""
    names = tuple(dict.fromkeys(name.strip() for part in value for name in part.split(",") if name.strip()))
    for name in names:
        if name not in FACETS:
            raise click.BadParameter(f"{name!r} is none of {', '.join(FACETS)}")
    return names


def _sites(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Sites are told by their files, so that a search does not load Scrapy; only a wrong name does, for its advice."""
    known = {module.name for module in pkgutil.iter_modules(spiders.__path__)}
    if not known.issuperset(value):
        from xabar.app.project import check_sites

        check_sites(value, sorted(known))
    return value


def _languages(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Those that an article can have been identified as, in any case; any other would silently find nothing."""
    if not value:
        return ()
    from xabar.language.identification import CLASSES

    known = [*dict.fromkeys(name.partition("-")[0] for names in CLASSES.values() for name in names), "und"]
    for name in value:
        if name.lower() not in known:
            raise click.BadParameter(f"{name!r} is none of {', '.join(known)}")
    return tuple(name.lower() for name in value)


def _day(context: click.Context, option: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


# `-prezident` is a word of the query, no option
@click.command(name="search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option("--site", multiple=True, callback=_sites, help="Only this site (kun_uz); may be given again.")
@click.option(
    "--language",
    multiple=True,
    callback=_languages,
    help="Only this language (uz, kk, ru, …); may be given again.",
)
@click.option("--script", multiple=True, type=click.Choice(["Latn", "Cyrl", "Arab"]), help="Printed in it.")
@click.option("--since", type=_DAY, callback=_day, help="From this day on, the publisher's local day.")
@click.option("--until", type=_DAY, callback=_day, help="Up to this day, itself included.")
@click.option("--sort", type=click.Choice(["relevance", "newest"]), default="relevance", show_default=True)
@click.option("--size", type=click.IntRange(0, 1000), default=10, show_default=True, help="Hits on a page.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--facets", multiple=True, callback=_facets, help=f"Count by {', '.join(FACETS)} (commas).")
@click.option(
    "--script-of-text",
    type=click.Choice(["Latn", "Cyrl", "Arab"]),
    help="Show titles and snippets in this script, whatever they are printed in.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object; hits stand between U+E000 and U+E001."
)
@cli_errors()
def command(
    query: tuple[str, ...],
    site: tuple[str, ...],
    language: tuple[str, ...],
    script: tuple[str, ...],
    since: date | None,
    until: date | None,
    sort: Any,
    size: int,
    page: int,
    facets: tuple[str, ...],
    script_of_text: str | None,
    as_json: bool,
) -> None:
    """Find articles, in any script and any word form.

    \b
      toshkent metro        both words            "shahar hokimi"   a phrase (quote it for the shell)
      paxta OR gʻalla       either                saylov -prezident without
      qozogʻ*               a beginning           '*'               every article, for filters and facets
    """
    _check_use(query, since, until)
    _check_depth(page, size)
    request = SearchRequest(
        query=" ".join(query),
        sites=site,
        languages=language,
        scripts=script,
        since=since,
        until=until,
        sort=sort,
        offset=(page - 1) * size,
        size=size,
        facets=facets,
    )
    try:
        parse_query(request.query)
    except QueryError as error:
        place = f"  {request.query}\n  {' ' * error.position}^"
        raise click.UsageError(f"{error}\n{place}") from error
    answer = with_index(lambda records, engine: engine.search(request))
    if as_json:
        click.echo(orjson.dumps(_plain(answer, request, script_of_text), option=orjson.OPT_INDENT_2))
    else:
        _show(answer, request, script_of_text)


def _check_use(query: tuple[str, ...], since: date | None, until: date | None) -> None:
    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
        if any("\ud800" <= letter <= "\udfff" for letter in word):  # bytes that Python could not decode
            raise click.UsageError(
                f"the query {word!r} is not UTF-8; type it on a terminal that is set to UTF-8"
            )
    if since and until and since > until:
        raise click.UsageError(f"--since {since} lies after --until {until}")


def _check_depth(page: int, size: int) -> None:
    if page * size > _LAST_HIT:
        raise click.UsageError(
            f"--page {page} of --size {size} reaches beyond hit {_LAST_HIT:,}, the last that can be shown; narrow the"
            " search with more words, --site, --since or --until"
        )


def _plain(answer: SearchPage, request: SearchRequest, script: str | None) -> dict[str, Any]:
    hits = []
    for hit in answer.hits:
        values = hit.article.to_dict()
        for name in ("body", "body_printed", "body_normalized", "printed_dates"):
            values.pop(name, None)
        marked = {"score": round(hit.score, 4), "title_marked": _readable(hit, hit.title, script)}
        hits.append(values | marked | {"snippet": _readable(hit, hit.snippet, script)})
    return {
        "query": request.query,
        "total": answer.total,
        "offset": request.offset,
        "hits": hits,
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in answer.facets.items()
        },
    }


def _show(answer: SearchPage, request: SearchRequest, script: str | None) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for number, hit in enumerate(answer.hits, request.offset + 1):
        article = hit.article
        title = Text(f"{number:>3}. ").append_text(_marked(_readable(hit, hit.title, script), "bold"))
        day = article.published_day.isoformat() if article.published_day else "no date"
        language = f"{article.language or 'und'}-{article.script}" if article.script else article.language
        console.print(title)
        console.print(Text(f"     {article.site} · {day} · {language} · {article.url}", style="dim"))
        snippet = _readable(hit, hit.snippet, script).replace("\n", " ")
        console.print(Text("     ").append_text(_marked(snippet)))
    for name, values in answer.facets.items():
        console.print(Text(f"by {name}", style="bold"))
        for value, count in values[:_FACET_LINES]:
            console.print(f"  {count:>7}  {value}")
        if len(values) > _FACET_LINES:
            console.print(f"           … and {len(values) - _FACET_LINES} more")
    console.print(_summary(answer, request))


def _summary(answer: SearchPage, request: SearchRequest) -> str:
    noun = "article" if answer.total == 1 else "articles"
    if not answer.hits:
        return f"{answer.total} {noun}"
    first, last = request.offset + 1, request.offset + len(answer.hits)
    return (
        f"{answer.total} {noun}"
        if last == answer.total == len(answer.hits)
        else (f"{first} to {last} of {answer.total} {noun}")
    )


def _marked(text: str, style: str = "") -> Text:
    shown = Text(style=style)
    for number, part in enumerate(text.split(HIT_START)):
        hit, _, rest = part.partition(HIT_END) if number else ("", "", part)
        shown.append(hit, style="bold yellow").append(rest)
    return shown


def _readable(hit: Hit, text: str, script: str | None) -> str:
    """The text in the reader's script, where its language is written in it.

    What is between two marks is whole words, so it converts alone.
    """
    language = hit.article.language
    if script is None or language is None or hit.article.script == script:
        return text
    from xabar.language.conversion import SCRIPTS, convert_text  # only who asks for it loads its tables

    if script not in SCRIPTS.get(language, ()):
        return text
    parts = []
    for number, part in enumerate(text.split(HIT_START)):
        pieces = part.split(HIT_END)
        parts.append(
            (HIT_START if number else "")
            + HIT_END.join(convert_text(piece, language=language, to=script) for piece in pieces)
        )
    return "".join(parts)

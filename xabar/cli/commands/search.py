"""`xabar search`: words, phrases, filters; snippets of the original text."""

from __future__ import annotations

from typing import Any

import click
import orjson
from rich.text import Text

from xabar.app.errors import UnknownSite
from xabar.app.search import (
    known_sites,
    page_to_dict,
    search,
    sites_named,
    to_script,
    unknown_sites,
)
from xabar.cli.errors import cli_errors
from xabar.cli.facets import facet_lines
from xabar.cli.options import SCRIPT, SINCE, UNTIL, given_config, today
from xabar.cli.printing import SafeConsole, echo
from xabar.language.names import find_language
from xabar.search.days import ALLOWED
from xabar.search.engine import FACETS, SORTS, Correction, SearchPage, SearchRequest
from xabar.search.highlight import HIT_END, HIT_START


def _facets(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of an option that may be given several times, or once with commas."""
    names = tuple(dict.fromkeys(name.strip() for part in value for name in part.split(",") if name.strip()))
    for name in names:
        if name not in FACETS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(FACETS)}")
    return names


def _sites(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sites that are meant by names or addresses. Only an unknown one loads Scrapy, to name the nearest."""
    known = known_sites()
    meant = {name: sites_named(name, known) for name in value}
    if unknown := [name for name, sites in meant.items() if not sites]:
        from xabar.app.project import check_sites

        with cli_errors():
            check_sites(unknown, known)
    return tuple(dict.fromkeys(site for sites in meant.values() for site in sites))


def _languages(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the codes of languages. Refuse those that no article can have, because they would find nothing."""
    try:
        return tuple(find_language(name) for name in value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


# `-prezident` is a word of the query, not an option
@click.command(name="search", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--site", "sites", multiple=True, callback=_sites, help="Only this site (kun.uz); may be repeated."
)
@click.option(
    "--language",
    "languages",
    multiple=True,
    callback=_languages,
    help="Only this language (uz, kazakh, русский, …); may be repeated.",
)
@click.option(
    "--script",
    "scripts",
    multiple=True,
    type=SCRIPT,
    help="Only texts printed in it: latin, cyrillic, arabic.",
)
@click.option("--tag", "tags", multiple=True, help="Only with this tag, in any script; may be repeated.")
@click.option("--author", "authors", multiple=True, help="Only by this author, likewise.")
@click.option("--section", "sections", multiple=True, help="Only of this section, likewise.")
@click.option("--since", type=SINCE, help=f"First day of publication, in the site's zone: {ALLOWED}.")
@click.option("--until", type=UNTIL, help="Last day of publication; of a month or a year, its end.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--size", type=click.IntRange(0, 1000), default=10, show_default=True, help="Hits on a page.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option("--facets", multiple=True, callback=_facets, help=f"Count by {', '.join(FACETS)} (commas).")
@click.option("--exact", is_flag=True, help="Only what is spelled as typed: ozbek is not oʻzbek.")
@click.option(
    "--script-of-text",
    type=SCRIPT,
    help="Show titles and snippets in this script, whatever they are printed in.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object; hits stand between U+E000 and U+E001."
)
@cli_errors()
def command(
    query: tuple[str, ...], page: int, script_of_text: str | None, as_json: bool, **filters: Any
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

    A field takes brackets too, title:(metro OR avtobus), and may be excluded: -site:kun.uz.
    """
    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    request = SearchRequest(
        query=" ".join(query), offset=(page - 1) * filters["size"], today=today(), **filters
    )
    answer = search(given_config(), request)
    _explain_sites(request)
    if as_json:
        echo(orjson.dumps(page_to_dict(answer, request, script_of_text), option=orjson.OPT_INDENT_2))
    else:
        _show(answer, request, script_of_text)


def _explain_sites(request: SearchRequest) -> None:
    """Say so where the query names a site that the project lacks; it is no error, since articles may be imported."""
    known = known_sites()
    if unknown := unknown_sites(request, known):
        from xabar.app.project import check_sites

        try:
            check_sites(unknown, known)
        except UnknownSite as error:
            echo(f"Note: {error}", err=True)


def _show(answer: SearchPage, request: SearchRequest, script: str | None) -> None:
    console = SafeConsole(highlight=False, soft_wrap=True)
    for number, hit in enumerate(answer.hits, request.offset + 1):
        article = hit.article
        title = Text(f"{number:>3}. ").append_text(_marked(to_script(hit, hit.title, script), "bold"))
        day = article.published_day.isoformat() if article.published_day else "no date"
        language = f"{article.language or 'und'}-{article.script}" if article.script else article.language
        console.print(title)
        console.print(Text(f"     {article.site} · {day} · {language} · {article.url}", style="dim"))
        snippet = to_script(hit, hit.snippet, script).replace("\n", " ")
        console.print(Text("     ").append_text(_marked(snippet)))
        if hit.missing:
            console.print(Text("     without ").append(", ".join(hit.missing), style="strike"))
    for name, values in answer.facets.items():
        for line in facet_lines(name, values, console.width):
            console.print(line)
    console.print(_summary(answer, request))


def _summary(answer: SearchPage, request: SearchRequest) -> str:
    found = _counted(answer, request)
    if answer.partial:
        found = f"no article has all the words; {found} with most of them"
    match answer.correction:
        case Correction(query, used=True):
            most = "most words of " if answer.partial else ""
            return f"0 articles with {request.query}; showing {_counted(answer, request)} with {most}{query}"
        case Correction(query, total):
            return f"{found}; did you mean {query}? ({_articles(total)})"
    return found


def _counted(answer: SearchPage, request: SearchRequest) -> str:
    found = _articles(answer.total)
    first, last = request.offset + 1, request.offset + len(answer.hits)
    if answer.hits and not last == answer.total == len(answer.hits):
        found = f"{first} to {last} of {found}"
    if answer.looser:
        which = "all" if answer.looser == answer.total else f"{answer.looser:,} of them"
        found += f", {which} in a looser spelling"
    return found


def _articles(count: int) -> str:
    return f"{count:,} {'article' if count == 1 else 'articles'}"


def _marked(text: str, style: str = "") -> Text:
    shown = Text(style=style)
    for number, part in enumerate(text.split(HIT_START)):
        hit, _, rest = part.partition(HIT_END) if number else ("", "", part)
        shown.append(hit, style="bold yellow").append(rest)
    return shown

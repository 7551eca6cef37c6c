"""The options that narrow a search: a command that takes them gets the fields of a SearchRequest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import click

from xabar.app.searched_sites import sites_named, unknown_sites
from xabar.app.site_names import (
    check_sites,
    explain_unknown_site,
    known_sites,
)
from xabar.cli.completion import complete_among, complete_sites
from xabar.cli.errors import cli_errors
from xabar.cli.options import SCRIPT, SINCE, UNTIL, given_config, today
from xabar.cli.printing import echo
from xabar.config import Config
from xabar.language.names import LANGUAGE_NAMES, find_language
from xabar.search.days import ALLOWED
from xabar.search.engine import SearchRequest
from xabar.search.query import parse_with_notes

Function = TypeVar("Function", bound=Callable[..., Any])


def read_sites(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sites that are meant by names or addresses. Only an unknown one loads Scrapy, to name the nearest."""
    known = known_sites()
    meant = {name: sites_named(name, known) for name in value}
    if unknown := [name for name, sites in meant.items() if not sites]:
        from xabar.app.sites import stored_sites

        with cli_errors():
            known += stored_sites(given_config())  # those of imported articles need no class
            meant |= {name: sites_named(name, known) for name in unknown}
            check_sites([name for name in unknown if not meant[name]], known)
    return tuple(dict.fromkeys(site for sites in meant.values() for site in sites))


def read_languages(
    context: click.Context, option: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the codes of languages. Refuse those that no article can have, because they would find nothing."""
    try:
        return tuple(find_language(name) for name in value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


_OPTIONS: Final = (
    click.option(
        "--site",
        "sites",
        multiple=True,
        callback=read_sites,
        shell_complete=complete_sites,
        help="Only this site (kun.uz); may be repeated, as all of these but the days.",
    ),
    click.option(
        "--language",
        "languages",
        multiple=True,
        callback=read_languages,
        shell_complete=complete_among(tuple(LANGUAGE_NAMES)),
        help="Only this language (uz, kazakh, русский, …).",
    ),
    click.option(
        "--script",
        "scripts",
        multiple=True,
        type=SCRIPT,
        help="Only texts printed in it: latin, cyrillic, arabic.",
    ),
    click.option("--tag", "tags", multiple=True, help="Only with this tag, typed in any script."),
    click.option("--author", "authors", multiple=True, help="Only by this author, or a part of the name."),
    click.option("--section", "sections", multiple=True, help="Only of this section of a site."),
    click.option("--since", type=SINCE, help=f"First day of publication, in the site's zone: {ALLOWED}."),
    click.option("--until", type=UNTIL, help="Last day of publication; of a month or a year, its end."),
    click.option("--exact", is_flag=True, help="Only what is spelled as typed: ozbek is not oʻzbek."),
)


def join_query(words: tuple[str, ...]) -> str:
    """Return the query. A word may begin with a hyphen; one that begins with two is a misspelt option, a usage error."""
    for word in words:
        if word.startswith("--"):
            raise click.NoSuchOption(word)
    return " ".join(words)


def filter_options(function: Function) -> Function:
    """Give a command all of these options."""
    return _give(_OPTIONS, function)


def filter_options_without_days(function: Function) -> Function:
    """Give a command all of these options but the days of publication."""
    return _give((*_OPTIONS[:6], _OPTIONS[8]), function)


def _give(options: Sequence[Callable[[Function], Function]], function: Function) -> Function:
    for option in reversed(options):
        function = option(function)
    return function


def note_ignored(query: str) -> None:
    """Say which marks of a query were ignored to read it."""
    for each in parse_with_notes(query, today()).ignored:
        echo(f"Note: {each}", err=True)


def note_unknown_sites(config: Config, request: SearchRequest) -> None:
    """Say so where the query names a site of which nobody knows; it is no error, since articles may be imported."""
    known = known_sites()
    if unknown_sites(request, known):
        from xabar.app.sites import stored_sites

        known += stored_sites(config)  # those of imported articles need no class
        for name in unknown_sites(request, known):
            echo(f"Note: {explain_unknown_site(name, known)}", err=True)

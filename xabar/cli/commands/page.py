"""`xabar page`: take one page through extraction and every step, and store nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import click

from xabar.app.explain import PageReport, explain_address, explain_page, read_in_bounds
from xabar.app.fetch import load_page
from xabar.app.opening import open_workers
from xabar.app.project import all_sites, find_site, project_settings
from xabar.app.site_names import check_sites
from xabar.article import Article
from xabar.cli.console import SafeConsole
from xabar.cli.errors import cli_errors
from xabar.cli.options import set_option
from xabar.cli.printing import echo
from xabar.config import Config
from xabar.extraction.layers import TAKEN, LayerResult
from xabar.processing.cuts import marked_paragraphs, whole_article


@click.command()
@click.argument("source", metavar="FILE-or-URL")
@click.option("--site", help="The site whose page it is. [default: by the address]")
@click.option("--url", help="The address that a FILE was saved from. [default: as the page says]")
@click.option("--now", type=click.DateTime(), help="When the page was fetched, UTC. [default: now]")
@click.option(
    "--with-boilerplate",
    is_flag=True,
    help="Show the text with what was cut from it, each piece with the reason.",
)
@set_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@cli_errors()
def command(
    source: str,
    site: str | None,
    url: str | None,
    now: datetime | None,
    overrides: dict[str, str],
    with_boilerplate: bool,
    as_json: bool,
) -> None:
    """Show what becomes of a page: what each layer and step made of it, what was cut and why, and where the date is from.

    An address is fetched as politely as in a crawl: robots.txt is obeyed, private networks are not entered. Nothing
    is stored. Exit status: 0 it is an article, 1 it is refused, 2 wrong use.
    """
    settings = project_settings(overrides)
    if site:
        check_sites([site], list(all_sites(settings)))  # before anything is asked for
    config = Config.from_settings(settings)
    with open_workers(config) as workers:
        page = load_page(source, url, overrides, workers=workers)
        spider = find_site(site, page.url, settings)
        moment = now.replace(tzinfo=UTC) if now else datetime.now(UTC)
        report = read_in_bounds(explain_page, page, spider, now=moment, config=config, workers=workers)
    if as_json:
        if report.article and with_boilerplate:
            report.article = whole_article(report.article)
        echo(json.dumps(_to_dict(report), ensure_ascii=False))
    else:
        _print(report, SafeConsole(), with_boilerplate)
    sys.exit(1 if report.problem else 0)


def _to_dict(report: PageReport) -> dict[str, Any]:
    return {
        "site": report.site,
        "problem": report.problem,
        "article": report.article.to_dict() if report.article else None,
        "canonical": explain_address(report.article) if report.article else None,
        "learned": [known.to_dict() for known in report.learned],
        "layers": [asdict(layer) for layer in report.layers],
        "cut_elements": [asdict(element) for element in report.elements],
        "dates": [asdict(date) for date in report.dates],
        "steps": [
            {
                "step": step.name,
                "changed": {key: {"before": old, "after": new} for key, (old, new) in step.changed.items()},
                "cuts": [{"rule": cut.rule, "text": cut.text} for cut in step.cuts],
            }
            for step in report.steps
        ],
    }


def _print(report: PageReport, console: SafeConsole, with_boilerplate: bool = False) -> None:
    for text, style in _lines(report, with_boilerplate):
        console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _lines(report: PageReport, with_boilerplate: bool) -> Iterator[tuple[str, str | None]]:
    """Yield each line with its style."""
    yield f"site: {report.site}", None
    if report.article:
        paragraphs = _marked(report.article) if with_boilerplate else report.article.body.split("\n")
        for key, value in _fields(report.article, paragraphs):
            yield f"{key}: {value}", None
    if report.layers:
        yield "\nlayers", "bold"
    for layer in report.layers:
        yield f"  {_layer(layer)}", None
    for known in report.learned:
        yield f"\nlearned from {known.pages} articles", "bold"
        for each in known.evidence:
            yield f"  {each.field}: {each.selector}, as {each.witness} says on {each.pages} of them", None
        if known.layout.cut:
            yield f"  cut: {', '.join(known.layout.cut)}", None
    if report.elements:
        yield "\ncut from the page", "bold"
    for element in report.elements:
        yield f"  {element.selector}: {_short(element.text)}", None
    if report.dates:
        yield "\ncandidates for the date", "bold"
    for date in report.dates:
        yield f"  {date.source} {_short(date.text)!r}: {date.value or '-'}, {date.verdict}", None
    for step in report.steps:
        yield f"\n{step.name}", "bold"
        for cut in step.cuts:
            yield f"  cut ({cut.rule}): {_short(cut.text)}", None
        for key, (old, new) in step.changed.items():
            yield f"  {key}: {_short(old)} → {_short(new)}", None
        if not step.changed:
            yield "  nothing changed", None
    if report.problem:
        yield f"\nrefused: {report.problem}", "bold red"


def _layer(layer: LayerResult) -> str:
    name = f"{layer.layer} {layer.place}" if layer.place else layer.layer
    if not layer.paragraphs:
        return f"{name}: {layer.verdict}"
    agrees = "" if layer.verdict == TAKEN else f", agrees {layer.agreement or 0} %"
    return f"{name}: {layer.paragraphs} paragraphs, {layer.characters} characters{agrees}; {layer.verdict}"


def _marked(article: Article) -> Iterator[str]:
    """Yield the paragraphs of the whole text, those that were cut or shortened with the reason before them."""
    for line, reason in marked_paragraphs(article):
        yield f"[cut: {reason}] {line}" if reason else line


def _fields(article: Article, paragraphs: Iterable[str]) -> Iterator[tuple[str, Any]]:
    """Yield the fields with what is known of their source."""
    yield "url", article.url
    yield "canonical address", explain_address(article)
    yield "title", article.title
    yield f"body (by {article.body_layer})", f"{len(article.body)} characters\n" + "\n".join(paragraphs)
    yield "authors", ", ".join(article.authors) or "-"
    yield "tags", ", ".join(article.tags) or "-"
    yield "section", article.section or "-"
    yield "image", article.image or "-"
    language = f"{article.language or '-'} {article.script or ''}".rstrip()
    yield "language", f"{language} (declared {article.declared_language})"
    source = (
        f" (by {article.published_source}: {article.published_text!r})" if article.published_source else ""
    )
    yield "published", f"{article.published_at or '-'}{source}"
    if article.modified_at:
        yield "modified", f"{article.modified_at} ({article.modified_text!r})"


def _short(value: Any) -> str:
    text = "-" if value is None else str(value).replace("\n", " ⏎ ")
    return text if len(text) <= 160 else f"{text[:100]} … {text[-50:]}"

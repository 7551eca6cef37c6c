"""What `xabar page` prints of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xabar.app.explain import PageReport, explain_address
from xabar.article import Article
from xabar.cli.console import SafeConsole
from xabar.extraction.layers import TAKEN, LayerResult
from xabar.processing.cuts import marked_paragraphs


def print_page(report: PageReport, console: SafeConsole, with_boilerplate: bool = False) -> None:
    """Print what became of a page; with `with_boilerplate` its whole text, each cut with the reason."""
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

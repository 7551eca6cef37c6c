"""The source of a class for a site that was surveyed: its description, and the layout of one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from crawler.spider import NewsSpider
from crawler.survey.description import SiteDescription
from crawler.survey.shapes import SECTION
from crawler.templates.new_site import NewSite, layout_lines, to_literal, to_pattern_literal
from xabar.extraction.layout import Layout

SURVEYED: Final = "as surveyed"
LINE: Final = 110  # as in pyproject.toml


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyedSite(NewSite):
    """The draft of a site that is known from a survey."""

    description: SiteDescription

    @classmethod
    def of(cls, description: SiteDescription, layout: Layout) -> SurveyedSite:
        """Return the draft for a description, with the layout that one of its pages shows."""
        known = next(iter(description.layouts), layout)
        return cls(
            name=description.name,
            host=description.hosts[0],
            zone=description.zone,
            zone_reason=SURVEYED,
            edition=description.editions[0],
            article=description.article,
            feeds=(),
            layout=replace(layout, body=layout.body or known.body, date=layout.date or known.date),
            description=description,
        )

    def to_class(self) -> type[NewsSpider]:
        """Return the class. Raise the error of a site that declares something wrong."""
        known = self.description
        values = {
            **vars_of(NewSite.to_class(self)),
            "allowed_domains": known.hosts,
            "editions": known.editions,
            "article_parameters": known.parameters,
            "discovery": known.sources,
        }
        return type(self.class_name, (NewsSpider,), values)

    def statements(self) -> dict[str, list[str]]:
        """Return the lines of the imports and fields that differ from the template."""
        known = self.description
        kinds = sorted({type(source).__name__ for source in known.sources})
        editions = [_call("Edition", edition) for edition in known.editions]
        sources = [_call(type(source).__name__, source) for source in known.sources]
        article = _article_lines(known.articles)
        if known.parameters:
            article.append(f"    article_parameters = {_tuple(known.parameters)}")
        imports = ["from crawler.spider import Edition, NewsSpider"]
        if any(SECTION in line for lines in known.articles for line in lines):
            imports.append("from crawler.survey.shapes import SECTION")
        return {
            "crawler.discovery": [f"from crawler.discovery import {', '.join(kinds)}"],
            "crawler.spider": imports,
            "zone": [f"    zone = {to_literal(self.zone)}"],
            "allowed_domains": [f"    allowed_domains = {_tuple(known.hosts)}"],
            "editions": _field("editions", editions),
            "article": article,
            "discovery": _field("discovery", sources),
            "layouts": [
                "    layouts = (",
                "        Layout(",
                *layout_lines(self.layout),
                "        ),",
                "    )",
            ],
        }


def vars_of(site: type[NewsSpider]) -> dict[str, Any]:
    """Return what a class declares, by the name of each field."""
    names = ("__module__", "name", "zone", "article", "layouts")
    return {name: getattr(site, name) for name in names}


def _article_lines(articles: tuple[tuple[str, ...], ...]) -> list[str]:
    """Return the lines of the expression for articles' addresses."""
    lines = list(articles[0])
    if len(articles) > 1:
        lines = [
            part for place, each in enumerate(articles) for part in ("|(?:" if place else "(?:", *each, ")")
        ]
    if len(lines) == 1:
        return [f"    article = {_line_literal(lines[0])}"]
    return ["    article = (", *(f"        {_line_literal(line)}" for line in lines), "    )"]


def _line_literal(line: str) -> str:
    """Return the literal of a line, with SECTION in the place of the expression that it names."""
    if SECTION not in line:
        return to_pattern_literal(line)
    named = line.replace("{", "{{").replace("}", "}}").replace(SECTION, "{SECTION}")
    literal = to_pattern_literal(named)
    return f"rf{literal[1:]}" if literal.startswith("r") else f"f{literal}"


def _tuple(texts: tuple[str, ...]) -> str:
    return f"({', '.join(map(to_literal, texts))},)"


def _field(name: str, calls: list[str]) -> list[str]:
    """Return the lines of a tuple, as `ruff format` writes them: a short one with one value stands on one line."""
    short = f"    {name} = ({calls[0]},)"
    if len(calls) == 1 and len(short) <= LINE:
        return [short]
    return [f"    {name} = (", *(f"        {call}," for call in calls), "    )"]


def _call(name: str, value: Any) -> str:
    """Return the expression that makes a value: its class with the fields that differ from their defaults."""
    return f"{name}({', '.join(_arguments(value))})"


def _arguments(value: Any) -> Iterator[str]:
    for field in fields(value):
        given = getattr(value, field.name)
        if given != field.default:
            text = to_literal(given) if isinstance(given, str) else repr(given)
            yield text if field.default is field.default_factory else f"{field.name}={text}"

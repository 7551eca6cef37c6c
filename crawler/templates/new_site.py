"""A new site, with values guessed from one of its pages, as a class and as the source of its module.

The values come from a page that anybody may have written. The class is made of them directly, and in the source each
is a literal, so that nothing on a page can become code.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from string import Template
from typing import Final

from crawler.discovery import Feed, Sitemap
from crawler.spider import Edition, NewsSpider
from xabar.declaration import SITE_NAME
from xabar.extraction.layout import Layout

TEMPLATE: Final = Path(__file__).parent / "spiders" / "basic.tmpl"
CHECK: Final = "  # guessed from one page: check"
FILL: Final = "  # to be filled in: the page does not say"
UNKNOWN_BODY: Final = "[itemprop=articleBody]"  # where many sites mark the text
GUESSED: Final = ("title", "body", "date", "authors", "tags")  # fields of a layout
_HOST: Final = re.compile(r"[a-z0-9-]{1,63}+(?:\.[a-z0-9-]{1,63}+)+")

_REASON: Final = re.compile(r"[a-z][a-z ,.]*+")  # it stands in a comment


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSite:
    """The draft of a site, made from one page and its address. `layout.body` is "" if no selector fits the text."""

    name: str  # example_uz
    host: str  # example.uz
    zone: str
    zone_reason: str  # why this zone, in words
    edition: Edition
    article: str
    feeds: tuple[str, ...]
    layout: Layout

    def __post_init__(self) -> None:
        for field, pattern in (("name", SITE_NAME), ("host", _HOST), ("zone_reason", _REASON)):
            value = getattr(self, field)
            if not pattern.fullmatch(value):
                raise ValueError(f"{field} must match {pattern.pattern}, got {value!r}")

    @property
    def class_name(self) -> str:
        """The name of the class: ExampleUz for example_uz."""
        return "".join(part.capitalize() for part in self.name.split("_"))

    @property
    def discovery(self) -> tuple[Feed | Sitemap, ...]:
        """The feeds of the site; where the page names none, the usual address of a sitemap."""
        return tuple(map(Feed, self.feeds)) or (Sitemap(f"https://{self.host}/sitemap.xml"),)

    def to_class(self) -> type[NewsSpider]:
        """Return the class. Raise the error of a site that declares something wrong."""
        values = {
            "__module__": f"crawler.spiders.{self.name}",
            "name": self.name,
            "zone": self.zone,
            "allowed_domains": (self.host,),
            "editions": (self.edition,),
            "article": self.article,
            "discovery": self.discovery,
            "layouts": (replace(self.layout, body=self.layout.body or UNKNOWN_BODY),),
        }
        return type(self.class_name, (NewsSpider,), values)

    def to_source(self) -> str:
        """Return the source of the module: the template of `scrapy genspider` with the values that are known."""
        names = {"name": self.name, "domain": self.host, "classname": self.class_name}
        source = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(names)
        return _replace_statements(source, self.statements())

    def statements(self) -> dict[str, list[str]]:
        """Return the lines of the imports and fields that differ from the template."""
        edition = (self.edition.prefix, self.edition.language, self.edition.script)
        arguments = ", ".join(to_literal(text) for text in edition if text is not None)
        kind = type(self.discovery[0]).__name__
        remark = CHECK if self.feeds else FILL
        sources = (f"        {kind}({to_literal(source.address)}),{remark}" for source in self.discovery)
        layout = ("        Layout(", *layout_lines(self.layout), "        ),")
        return {
            "crawler.discovery": [f"from crawler.discovery import {kind}"],
            "zone": [f"    zone = {to_literal(self.zone)}  # {self.zone_reason}: check"],
            "editions": [f"    editions = (Edition({arguments}),){CHECK}"],
            "article": [f"    article = {to_pattern_literal(self.article)}{CHECK}"],
            "discovery": ["    discovery = (", *sources, "    )"],
            "layouts": ["    layouts = (", *layout, "    )"],
        }


def layout_lines(layout: Layout) -> Iterator[str]:
    """Yield the lines of a layout, with a comment on each that a person must check or fill in."""
    for field in GUESSED:
        selector = getattr(layout, field)
        if selector:
            yield f"            {field}={to_literal(selector)},{CHECK}"
        elif field == "body":
            yield f"            {field}={to_literal(UNKNOWN_BODY)},{FILL}"
        else:
            yield f"            # {field}=,{FILL}"


def _replace_statements(source: str, lines: Mapping[str, list[str]]) -> str:
    """Return the source with other lines for the imports and the fields of the class that are named."""
    out = source.splitlines()
    module = ast.parse(source).body
    site = next(node for node in module if isinstance(node, ast.ClassDef))
    for node in reversed([*module, *site.body]):
        name = _name_of(node)
        if name and name in lines:
            out[node.lineno - 1 : node.end_lineno] = lines[name]
    return "\n".join(out) + "\n"


def _name_of(node: ast.stmt) -> str | None:
    if isinstance(node, ast.ImportFrom):
        return node.module
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id
    return None


def to_literal(text: str) -> str:
    """Return the literal of a text, in double quotes where that takes no escapes."""
    literal = repr(text)
    return literal if '"' in literal else f'"{literal[1:-1]}"'


def to_pattern_literal(pattern: str) -> str:
    """Return the raw literal of a regular expression, where it has one."""
    literal = f'r"{pattern}"'
    try:
        return literal if ast.literal_eval(literal) == pattern else to_literal(pattern)
    except (SyntaxError, ValueError):
        return to_literal(pattern)

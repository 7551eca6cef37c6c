"""Marked text as HTML: everything is escaped, and every mark that begins ends."""

from __future__ import annotations

from typing import Any, Final

from markupsafe import Markup, escape

from xabar.language.printable import printable
from xabar.search.highlight import HIT_END, HIT_START

_BEGIN: Final = Markup("<mark>")
_END: Final = Markup("</mark>")


def to_html(text: str) -> Markup:
    """Return a text with its hits in `<mark>`, whatever marks it has."""
    parts: list[Markup] = []
    for number, piece in enumerate(printable(text).split(HIT_START)):
        hit, ended, rest = piece.partition(HIT_END) if number else ("", "", piece)
        if number and ended and hit:
            parts += [_BEGIN, escape(hit), _END]
        elif number:
            parts.append(escape(hit))
        parts.append(escape(rest.replace(HIT_END, "")))
    return Markup("").join(parts)


def show(value: Any) -> Any:
    """Return what a page prints of a value: a text has no marks, and no characters that turn its surroundings around."""
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return printable(value).replace(HIT_START, "").replace(HIT_END, "")
    return value

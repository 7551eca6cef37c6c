"""How the commands print lines: whatever a page, a server or a file says cannot command the terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

import click

from xabar.language.printable import printable

Line: TypeAlias = "list[tuple[str, str]]"
"""Texts and their styles, in the words of rich: "bold yellow"."""

_STYLES: Final[dict[str, dict[str, Any]]] = {
    "": {},
    "bold": {"bold": True},
    "bold yellow": {"bold": True, "fg": "yellow"},
    "cyan": {"fg": "cyan"},
    "dim": {"dim": True},
    "strike": {"strikethrough": True},
}


def echo(message: str | bytes = "", *, err: bool = False, nl: bool = True) -> None:
    """Print a message, as `click.echo` does, without harmful characters."""
    text = message.decode() if isinstance(message, bytes) else message
    click.echo(printable(text), err=err, nl=nl)


def echo_line(line: Iterable[tuple[str, str]]) -> None:
    """Print a line with styles on a terminal, and without them anywhere else, as the environment asks.

    Source: no-color.org, force-color.org; a dumb terminal obeys nothing.
    """
    shown = "".join(
        [click.style(printable(text), **_style(name)) if name else printable(text) for text, name in line]
    )
    click.echo(shown, color=_asked_for_styles())


def _style(name: str) -> dict[str, Any]:
    style = _STYLES[name]
    return (
        {key: value for key, value in style.items() if key != "fg"} if os.environ.get("NO_COLOR") else style
    )


def _asked_for_styles() -> bool | None:
    if os.environ.get("FORCE_COLOR"):
        return True
    return False if os.environ.get("TERM") in ("dumb", "unknown") else None

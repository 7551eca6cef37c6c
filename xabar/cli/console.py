"""Tables and colours on the terminal, by rich. Commands that only print lines use `printing`, which does not load it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from xabar.language.printable import printable

_UNBOUNDED: Final = 10_000  # columns


class SafeConsole(Console):
    """A console of rich that prints every text as it stands: no markup, and no characters that a terminal obeys."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"markup": False, "emoji": False, "highlight": False} | options)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield the segments of anything that can be printed, each without harmful characters."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=printable(segment.text))


def table_console() -> SafeConsole:
    """Return a console for a table: as wide as the terminal, and for a file or another program as wide as its lines are."""
    console = SafeConsole()
    return console if console.is_terminal else SafeConsole(width=_UNBOUNDED)

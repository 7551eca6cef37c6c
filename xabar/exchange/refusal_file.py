"""The list of what an import refused: a JSON object a line, with file, line and reason."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Self

import orjson

from xabar.exchange.entry import Refusal


class RefusalFile:
    """The file to which refusals are written as they come. It is made with the first of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened = ExitStack()
        self._file: BinaryIO | None = None

    def write(self, refusal: Refusal) -> None:
        """Add a line. It is there for other programs at once, so that a kill leaves what was found until then."""
        if self._file is None:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file = self._opened.enter_context(self.path.open("wb", buffering=0))
        self._file.write(orjson.dumps(refusal.to_dict(), option=orjson.OPT_APPEND_NEWLINE))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._opened.close()

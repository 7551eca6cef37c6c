"""The list of what an import or a reparse refused: a JSON object a line, with file, place and reason."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, BinaryIO, Protocol, Self, cast

import orjson

from xabar.exchange.destination import is_stream


class Refused(Protocol):
    """What is listed."""

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""


class RefusalFile:
    """The file to which refusals are written. It is put in its place at the end, and only if there were any.

    Until then they stand beside it, in a file of another name: a kill leaves them there, and the former list too.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def write(self, refusal: Refused) -> None:
        """Add a line. It is there for other programs at once, so that a kill leaves what was found until then."""
        if self._file is None:
            self._file = self.path.open("wb", buffering=0) if is_stream(self.path) else self._open_beside()
        self._file.write(orjson.dumps(refusal.to_dict(), option=orjson.OPT_APPEND_NEWLINE))

    def _open_beside(self) -> BinaryIO:
        self.path = self.path.resolve()  # a link stays, and its target is written
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside: Any = tempfile.NamedTemporaryFile(  # noqa: SIM115  # it stays open until the end
            dir=self.path.parent, prefix=f"{self.path.name}.", suffix=".part", buffering=0, delete=False
        )
        return cast(BinaryIO, beside)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is None:
            return
        self._file.close()
        if not is_stream(self.path):
            Path(self._file.name).replace(self.path)

"""How far an export has come: what the next one goes on from, after an interruption or the next day."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Self

import orjson


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A place in the feed of one store, for one request.

    Everything up to `sequence` is written, in the first `position` bytes of the unfinished file; the export ends
    at `last`. A finished one has reached it.
    """

    store: str  # the id of the store
    request: str  # what is exported, in words that differ when it does
    sequence: int
    last: int
    articles: int = 0
    tombstones: int = 0
    position: int = 0

    def write(self, path: Path) -> None:
        """Replace the file, or a link's target: a kill leaves the old one or the new one."""
        path = path.resolve()
        beside = path.with_name(f"{path.name}.new")
        with beside.open("wb") as file:
            file.write(orjson.dumps(asdict(self), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
            sync(file.fileno())
        beside.replace(path)

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Return what was written; None if there is no file. Raise ValueError if it is something else."""
        try:
            text = path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            return cls(**orjson.loads(text))
        except (TypeError, orjson.JSONDecodeError):
            raise ValueError(f"{path} does not say how far an export has come") from None

    @classmethod
    def is_foreign(cls, path: Path) -> bool:
        """Return whether a file is somebody else's: whole, and not what `write` writes. A power cut leaves anything."""
        try:
            found = orjson.loads(path.read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return False
        return not isinstance(found, dict) or not found.keys() <= {each.name for each in fields(cls)}


def sync(descriptor: int) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)

"""Which file a command may write: not one of the data folder, one that it reads, or somebody else's."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Literal, TypeAlias

from xabar.app.errors import WrongUse
from xabar.exchange.destination import is_stream
from xabar.exchange.writers import Format

FileKind: TypeAlias = Format | Literal["html"]
ENDINGS: Final[dict[FileKind, tuple[str, ...]]] = {
    "jsonl": (".jsonl", ".ndjson", ".json"),
    "csv": (".csv",),
    "parquet": (".parquet", ".pq"),
    "html": (".html", ".htm"),
}
"""The endings of files that a command that writes a format may replace."""


def check_output(
    option: str, path: Path, format: FileKind, *, data: Path, inputs: Iterable[Path] = ()
) -> None:
    """Raise WrongUse, naming the option, for a file whose writing would destroy something. Nothing is touched.

    A file that exists is replaced if its ending is the format's, or if it is empty.
    """
    if is_stream(path):
        return
    target = path.resolve()
    if target.is_relative_to(data.resolve()):
        raise WrongUse(
            f"{option} {path} lies in the data folder {data}, which is xabar's own; name another file"
        )
    if any(target == read.resolve() or _is_same(target, read) for read in inputs):
        raise WrongUse(f"{option} {path} is a file that is read; name another one")
    if not target.exists():
        return
    if not target.is_file():
        raise WrongUse(f"{option} {path} is no regular file; name another one")
    if target.stat().st_size and target.suffix.lower() not in ENDINGS[format]:
        raise WrongUse(
            f"{option} {path} exists, and its name does not end like a file of {format}"
            f" ({', '.join(ENDINGS[format])}); name another one, or remove it"
        )


def check_folder(option: str, path: Path) -> None:
    """Raise WrongUse, naming the option, for a file in a folder that takes none, before anything is read for it."""
    if is_stream(path):
        return
    folder = path.resolve().parent
    if not folder.is_dir():
        raise WrongUse(f"{option} {path}: there is no folder {folder}; make it first")
    if not os.access(folder, os.W_OK):
        raise WrongUse(f"{option} {path}: this user may not write in {folder}; name another place")


def _is_same(target: Path, read: Path) -> bool:
    return target.exists() and read.exists() and target.samefile(read)

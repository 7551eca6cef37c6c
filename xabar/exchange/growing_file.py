"""A file that grows beside its final name, and is gone on with when its writing was interrupted."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from xabar.exchange.checkpoint import Checkpoint, sync


class FileInUse(OSError):
    """Another process is writing the same file."""


def unfinished(path: Path) -> Path:
    """Return the name under which a file grows."""
    return path.with_name(f"{path.name}.part")


def checkpoint_of(path: Path) -> Path:
    """Return the file that says how far it has grown."""
    return path.with_name(f"{path.name}.part.json")


@contextmanager
def open_growing(path: Path) -> Iterator[BinaryIO]:
    """Open the unfinished file, or make it. Raise FileInUse while another process has it open."""
    descriptor = os.open(unfinished(path), os.O_RDWR | os.O_CREAT, 0o666)
    with cast(BinaryIO, os.fdopen(descriptor, "r+b")) as file:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FileInUse(f"{path} is being written by another process") from None
        yield file


def go_on(path: Path, file: BinaryIO, fresh: Checkpoint) -> Checkpoint | None:
    """Return how far the file has grown for the same request, and cut off what was written after that.

    Return None, with the file empty, if there is nothing to go on with. Raise FileExistsError for a file without a note
    of ours, and for a note that is not ours: somebody else's happens to have this name.
    """
    if Checkpoint.is_foreign(checkpoint_of(path)):
        raise FileExistsError(
            f"{checkpoint_of(path)} is no note of an export; remove it or name another output"
        )
    try:
        begun = Checkpoint.read(checkpoint_of(path))
    except ValueError:  # a power cut may leave anything
        begun = None
    same = begun is not None and (begun.store, begun.request) == (fresh.store, fresh.request)
    length = file.seek(0, os.SEEK_END)
    if length and not checkpoint_of(path).exists():
        raise FileExistsError(f"{unfinished(path)} is no unfinished export; remove it or name another output")
    if begun is None or not same or not begun.position or length < begun.position:
        file.truncate(0)
        file.seek(0)
        return None
    file.truncate(begun.position)
    file.seek(begun.position)
    return begun


def save(path: Path, file: BinaryIO, checkpoint: Checkpoint) -> None:
    """Wait until the file is on the disk, then note how far it has grown."""
    file.flush()
    sync(file.fileno())
    checkpoint.write(checkpoint_of(path))

"""The names of WARC files, and what is done with a file whose writer was killed."""

from __future__ import annotations

import fcntl
import logging
import os
import platform
import re
import zlib
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final

logger = logging.getLogger(__name__)

FOLDER: Final = "warc"  # in the data folder
OPEN: Final = ".open"  # what the name of a file ends with while it is written
_NAME: Final = re.compile(r"xabar-\d+-\d+-\d+-([a-z0-9-]+)\.warc\.gz$")
_BLOCK: Final = 2**20


def name_file(moment: datetime, serial: int, machine: str | None = None) -> str:
    """Return the name of a new file: with the machine on which it lies, since others may share the records."""
    return f"xabar-{moment:%Y%m%d%H%M%S%f}-{os.getpid()}-{serial:05}-{_of_letters(machine)}.warc.gz"


def machine_elsewhere(name: str) -> str | None:
    """Return the machine on which a file lies if that is another one; None if it is this one, or the name tells none."""
    named = _NAME.search(name)
    return None if named is None or named[1] == _of_letters(None) else named[1]


def _of_letters(machine: str | None) -> str:
    return re.sub(r"[^a-z0-9-]", "", (machine or platform.node()).lower()) or "unnamed"


def find_file(data: Path, name: str) -> Path | None:
    """Return the file of that name, complete or still written; None if it is gone, or lies where this user may not look."""
    path = data / name
    beside = path.with_name(path.name + OPEN)
    places = (path, beside, path)  # it may just get its name
    return next((each for each in places if os.path.exists(each)), None)  # noqa: PTH110  # never raises


def make_locked(path: Path) -> int:
    """Make a file for its owner alone, and hold the lock that tells others that its writer lives. Return its descriptor."""
    while True:
        file = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        if path.exists() and path.stat().st_ino == os.fstat(file).st_ino:
            return file
        os.close(file)  # another process took it for abandoned in the moment before it was locked


def finish_abandoned(folder: Path) -> list[Path]:
    """Complete the files whose writers are gone, without the half of a record at their ends. Return their new names."""
    finished = []
    for path in sorted(folder.glob(f"*{OPEN}")):
        try:
            with path.open("r+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                finished += _finish(file, path)
        except BlockingIOError:
            continue  # its writer lives
        except OSError as error:
            logger.warning("%s was left by a run that was killed, and stays as it is: %s", path, error)
    return finished


def _finish(file: BinaryIO, path: Path) -> list[Path]:
    whole = measure_whole(file)
    if not whole:
        path.unlink(missing_ok=True)
        return []
    file.truncate(whole)
    os.fsync(file.fileno())
    complete = path.with_name(path.name.removesuffix(OPEN))
    path.rename(complete)
    sync_folder(path.parent)
    return [complete]


def measure_whole(file: BinaryIO) -> int:
    """Return how many bytes from the beginning are whole gzip members; each is a record."""
    file.seek(0)
    whole = read = 0
    unpacker, data = _unpacker(), b""
    while data or (data := file.read(_BLOCK)):
        read += len(data)
        try:
            unpacker.decompress(data, _BLOCK)
            while unpacker.unconsumed_tail:
                unpacker.decompress(unpacker.unconsumed_tail, _BLOCK)
        except zlib.error:
            break
        data = unpacker.unused_data
        read -= len(data)
        if unpacker.eof:
            whole, unpacker = read, _unpacker()
    return whole


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unpacker() -> zlib._Decompress:
    return zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)

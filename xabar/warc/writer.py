"""Write records at the end of a file that nobody else writes, and begin the next file when it is large enough."""

from __future__ import annotations

import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Final

from xabar.records.responses import Pointer
from xabar.version import __version__
from xabar.warc.files import FOLDER, OPEN, finish_abandoned, make_locked, name_file, sync_folder

logger = logging.getLogger(__name__)

_FIELDS: Final = {
    "software": f"xabar {__version__}",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "robots": "obey",
    "description": "answers as they came, without cookies; requests are not kept",
}
MEGABYTE: Final = 10**6


class WarcWriter:
    """The file that this process writes in the folder `warc` of the data folder. Any thread may write.

    The file is made when there is something to write, for its owner alone, and is called NAME.warc.gz.open until it is
    complete. A record is written by one call to the system, so a kill -9 leaves whole records, and perhaps the
    beginning of one more, which the next process that writes cuts off. As with the records, nothing waits for the disk: a power
    cut may cost the last moments. A file that is complete is safe on the disk.
    """

    def __init__(self, data: Path, megabytes: int) -> None:
        self._folder = data / FOLDER
        self._largest = megabytes * MEGABYTE
        self._lock = Lock()
        self._file: int | None = None
        self._path = self._folder
        self._size = self._begun = 0

    def write(self, record: bytes, digest: bytes) -> Pointer:
        """Add a record, and return where it lies. Raise OSError when the disk does not take it: then nothing is left of it."""
        with self._lock:
            if self._file is None:
                self._file = self._begin()
            offset = self._append(self._file, record)
            name = f"{FOLDER}/{self._path.name.removesuffix(OPEN)}"
            if self._size >= self._largest:
                self._complete()
            return Pointer(name, offset, len(record), digest)

    def close(self) -> None:
        """Complete the file, if there is one. It may be closed twice."""
        with self._lock:
            self._complete()

    def _begin(self) -> int:
        from xabar.warc.record import (
            write_warcinfo,
        )  # most commands write none, and its libraries take a while

        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self._begun:
            finish_abandoned(self._folder)
        self._begun += 1
        self._path = self._folder / f"{name_file(datetime.now(UTC), self._begun)}{OPEN}"
        self._size = 0
        file = make_locked(self._path)
        try:
            self._append(file, write_warcinfo(self._path.name.removesuffix(OPEN), _FIELDS))
        except BaseException:
            os.close(file)
            self._path.unlink(missing_ok=True)
            raise
        return file

    def _append(self, file: int, record: bytes) -> int:
        """Write at the end of the file, and return where that was. What was written of a record that fails is cut off."""
        offset, rest = self._size, memoryview(record)
        try:
            while rest:
                rest = rest[os.write(file, rest) :]
        except BaseException:
            os.ftruncate(file, offset)
            raise
        self._size += len(record)
        return offset

    def _complete(self) -> None:
        if self._file is None:
            return
        file, self._file = self._file, None
        try:
            os.fsync(file)
            self._path.rename(self._path.with_name(self._path.name.removesuffix(OPEN)))
            sync_folder(self._folder)
        except OSError as error:  # its records are written and can be read
            logger.warning("%s is completed by the next run: %s", self._path, error)
        finally:
            os.close(file)

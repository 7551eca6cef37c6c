"""Opening the SQLite file to write, or only to read where the user or the disk allows no more."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from xabar.records.errors import NoDataFolder, RecordsForbidden


def is_there(path: Path) -> bool:
    """Return whether there is such a file. Raise RecordsForbidden if its folder is not a folder or may not be read."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except PermissionError as error:
        raise RecordsForbidden(f"{path.parent} cannot be looked into: give this user the right to") from error
    except OSError as error:
        raise NoDataFolder(
            f"{path.parent} cannot be the data folder ({error.strerror}): set XABAR_DATA to another"
        ) from error
    return True


def may_write(path: Path) -> bool:
    """Return whether a file can be written, or made, and others beside it, which WAL needs."""
    beside = _allows(path.parent, os.W_OK | os.X_OK)
    return beside and (not path.exists() or _allows(path, os.W_OK))


def connect_to_write(path: Path, seconds: float) -> sqlite3.Connection:
    """Open or make the file. Whoever uses it waits so long for its turn."""
    return sqlite3.connect(path, timeout=seconds, isolation_level=None)


def connect_to_read(path: Path, seconds: float) -> sqlite3.Connection:
    """Open the file without writing to its folder. Raise RecordsForbidden where that is not possible.

    What another process is writing is read with it, through its `-wal` and `-shm`. Without these files nobody writes,
    and the file is read as one that does not change.
    """
    if not _allows(path, os.R_OK):
        raise RecordsForbidden(f"{path} cannot be read: give this user the right to")
    written = path.with_name(f"{path.name}-wal")
    ended = not written.exists() or written.stat().st_size == 0
    if not ended and not path.with_name(f"{path.name}-shm").exists():
        raise RecordsForbidden(
            f"{path} was copied while it was written to, and its folder allows no repair: copy the folder to a place"
            " that you may write to"
        )
    mode = "immutable=1" if ended else "mode=ro"
    address = f"file:{quote(str(path.resolve()))}?{mode}"
    return sqlite3.connect(address, uri=True, timeout=seconds, isolation_level=None)


def copy_to_read(db: sqlite3.Connection, seconds: float) -> sqlite3.Connection:
    """Return a private copy of an open file, in the folder for temporary files, and close the file.

    The copy takes the room of the file until it is closed.
    """
    with closing(db), tempfile.TemporaryDirectory(prefix="xabar-") as folder:
        copy = connect_to_write(Path(folder) / "copy", seconds)
        copy.execute("PRAGMA journal_mode=MEMORY")  # its name is gone when the folder is
        db.backup(copy)
    return copy


def _allows(path: Path, mode: int) -> bool:
    """Return whether the user that the process works as may do so."""
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)

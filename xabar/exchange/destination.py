"""What stands at a path to which a file is to be written: nothing, a file to replace, or a pipe to write through."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Final

_OPEN_FILES: Final = (Path("/dev/fd"), Path("/proc/self/fd"))  # folders with the names of open descriptors
_STANDARD: Final = (Path("/dev/stdout"), Path("/dev/stderr"))


def is_stream(path: Path) -> bool:
    """Return whether a path leads through to somebody else: a FIFO, a terminal, a device, or an open descriptor.

    Such a path is written from its first byte to its last, and nothing is ever renamed over it.
    """
    if path in _STANDARD or path.parent in _OPEN_FILES:
        return True
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)

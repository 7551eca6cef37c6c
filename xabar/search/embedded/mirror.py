"""Reading an index in a folder that cannot be written: tantivy reads only where it can make its lock files."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


class ReadableFolder:
    """The folder of an index as it can be read: itself, or a temporary one with links to its files."""

    def __init__(self, path: Path) -> None:
        self._files = path
        self._links: tempfile.TemporaryDirectory[str] | None = None
        if not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
            self._links = tempfile.TemporaryDirectory(prefix="xabar-index-", ignore_cleanup_errors=True)
            self.follow()

    @property
    def path(self) -> str:
        """The folder that tantivy is to open."""
        return self._links.name if self._links else str(self._files)

    def follow(self) -> None:
        """Link to the files that another user's process has added since."""
        if self._links is None:
            return
        for file in self._files.iterdir():
            link = Path(self._links.name, file.name)
            if file.suffix != ".lock" and not link.is_symlink():
                link.symlink_to(file.resolve())

    def close(self) -> None:
        """Remove the temporary folder. What was opened from it stays readable.

        A thread of tantivy's may make a lock in it meanwhile, for a moment, so that it is not empty: then it is tried again.
        """
        if self._links is not None:
            self._links.cleanup()
            shutil.rmtree(self._links.name, ignore_errors=True)

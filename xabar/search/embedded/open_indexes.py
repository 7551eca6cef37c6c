"""The language indexes of a folder, opened when they are asked for."""

from __future__ import annotations

from pathlib import Path

from xabar.search.analysis_hash import read_hash
from xabar.search.embedded.folder import IndexFolder
from xabar.search.embedded.language_index import LanguageIndex
from xabar.search.engine import INDEX_LANGUAGES, IndexOutdated


class OpenIndexes:
    """Those that were opened, by generation and language, and whether they were made with these analysis tables."""

    def __init__(self, path: Path, *, analysis_hash: str | None = None) -> None:
        """Take the tables with this hash for the current ones; by default today's."""
        path = path.resolve()  # the records know the index by this path, wherever a command was started
        self.address = str(path)
        self.folder = IndexFolder(path)
        self.opened: dict[str, dict[str, LanguageIndex]] = {}  # generation -> language -> index
        self._analysis_hash = analysis_hash
        self._hashes: dict[str, str] = {}  # generation -> the analysis tables it was made with

    @property
    def analysis_hash(self) -> str:
        """The hash of the current analysis tables, noted in the folder or worked out when it is first asked for."""
        if self._analysis_hash is None:
            self._analysis_hash = read_hash(self.folder.path)
        return self._analysis_hash

    def indexes(self, generation: str) -> dict[str, LanguageIndex]:
        """Return a generation's indexes, whatever tables they were made with."""
        if generation not in self.opened:
            folder = self.folder.path / generation
            self.opened[generation] = {name: LanguageIndex(folder / name) for name in INDEX_LANGUAGES}
        return self.opened[generation]

    def current(self, generation: str) -> dict[str, LanguageIndex]:
        """Return a generation's indexes. Raise IndexOutdated if its terms are not comparable."""
        if generation not in self._hashes:
            self._hashes[generation] = self.folder.info(generation).analysis_hash
        if self._hashes[generation] != self.analysis_hash:
            raise IndexOutdated(
                f"generation {generation} in {self.address} was made with other analysis tables"
                f" ({self._hashes[generation]}, today's are {self.analysis_hash}); run `xabar index rebuild`"
            )
        return self.indexes(generation)

    def close_generation(self, generation: str) -> None:
        """Let go of a generation's indexes."""
        self._hashes.pop(generation, None)
        for index in self.opened.pop(generation, {}).values():
            index.close()

    def close(self) -> None:
        """Let go of every index."""
        for generation in list(self.opened):
            self.close_generation(generation)

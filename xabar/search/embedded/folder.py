"""The folder of the embedded index: generations side by side, and one small file that names the active one.

    DATA/index/ACTIVE               000002
    DATA/index/000002/chain.json    the hashes of the analysis tables and fields it was made with, and the store
    DATA/index/000002/uz/           one tantivy index for each language
    DATA/index/lock                 held by the process that makes a generation
    DATA/index/analysis.json        the hash of today's tables, for searches (`search/analysis_hash.py`)

A generation appears and becomes active by renaming, which is atomic: a search sees the former or the new one whole.
A damaged chain.json counts as made with unknown tables, which a rebuild replaces.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from xabar.records.identity import StoreMark
from xabar.search.analysis_hash import NOTE, is_noted, make_note, read_hash
from xabar.search.embedded.language_index import SCHEMA_HASH, LanguageIndex
from xabar.search.engine import INDEX_LANGUAGES, EngineUnavailable

_NAME = re.compile("[0-9]{6}")  # anything else in the folder, such as a copy 000001.bak, is not ours


@dataclass(frozen=True, slots=True)
class GenerationInfo:
    """What chain.json says of a generation."""

    name: str
    analysis_hash: str  # "unknown" where it cannot be read
    created_at: datetime | None
    store: StoreMark | None = None  # whose articles it holds, where that is noted

    @property
    def id(self) -> str | None:
        """What it is known by, wherever its folder is moved: no folder makes two at the same microsecond."""
        return f"{self.name} of {self.created_at.isoformat()}" if self.created_at else None


class IndexFolder:
    """The folder of the embedded index. Nothing is created before it is needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._active_file = path / "ACTIVE"

    def active(self) -> str | None:
        """Return the generation that searches see, or None before setup or if the file does not name one."""
        try:
            with self._active_file.open("rb", buffering=0) as file:  # every search reads it
                name = file.read().decode(errors="replace").strip()
        except FileNotFoundError:
            return None
        return name if _NAME.fullmatch(name) else None

    def generations(self) -> list[GenerationInfo]:
        """Return every complete generation, oldest first."""
        return [self.info(name) for name in self._names() if self.exists(name)]

    def _names(self) -> list[str]:
        return sorted(entry.name for entry in self.path.glob("*") if _NAME.fullmatch(entry.name))

    def exists(self, name: str) -> bool:
        """Return True if the generation is there and complete."""
        return (self.path / name / "chain.json").is_file()

    def info(self, name: str) -> GenerationInfo:
        """Return what is known of a generation. Raise EngineUnavailable if it does not exist."""
        try:
            values = self._read(name)
            created_at = datetime.fromisoformat(values["created_at"])
            store = StoreMark.from_dict(values.get("store"))
            others = "" if values.get("fields") == SCHEMA_HASH else " with other fields"
            return GenerationInfo(name, f"{values['chain']}{others}", created_at, store)
        except FileNotFoundError as error:
            raise EngineUnavailable(
                f"there is no generation {name} in {self.path}; run `xabar index rebuild`"
            ) from error
        except (
            OSError,
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
        ):  # empty, cut short, or not what `create` wrote
            return GenerationInfo(name, "unknown", None)

    def _read(self, name: str) -> Any:
        return json.loads((self.path / name / "chain.json").read_text())

    def create_first(self, analysis_hash: str, created_at: datetime, store: StoreMark | None) -> bool:
        """Make and activate a generation, or activate the last one, if none is active. Return whether there was none.

        Of several processes that do so at the same time, one does.
        """
        with self._locked():
            if self.active() is not None:
                return False
            existing = self.generations()
            self.activate(existing[-1].name if existing else self._create(analysis_hash, created_at, store))
            return True

    def create(self, analysis_hash: str, created_at: datetime, store: StoreMark | None) -> str:
        """Make a new, empty generation, complete from the moment it appears, and return its name."""
        with self._locked():
            return self._create(analysis_hash, created_at, store)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Make generations one at a time. What a killed process left half made is removed."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            for left in self.path.glob("building-*"):
                shutil.rmtree(left)
            yield

    def _create(self, analysis_hash: str, created_at: datetime, store: StoreMark | None) -> str:
        building = Path(tempfile.mkdtemp(prefix="building-", dir=self.path))
        for language in INDEX_LANGUAGES:
            LanguageIndex(building / language, create=True)
        values: dict[str, Any] = {
            "chain": analysis_hash,
            "fields": SCHEMA_HASH,
            "created_at": created_at.isoformat(),
        }
        if store is not None:
            values["store"] = store.to_dict()
        with (building / "chain.json").open("w") as file:
            _write_durably(file, json.dumps(values))
        building.chmod(0o755)
        name = f"{int(max(self._names(), default='0')) + 1:06}"
        building.rename(self.path / name)
        return name

    def note_store(self, name: str, store: StoreMark) -> None:
        """Add the store to what chain.json says. One that cannot be read says nothing more than before."""
        if self.info(name).created_at is not None:
            text = json.dumps(self._read(name) | {"store": store.to_dict()})
            self._replace(self.path / name / "chain.json", text)

    def note_analysis(self) -> None:
        """Note the hash of today's analysis for searches, unless it is noted."""
        if not is_noted(self.path):
            self._replace(self.path / NOTE, make_note(read_hash(self.path)))

    def activate(self, name: str) -> None:
        """Let searches see this generation, in one step."""
        self.info(name)
        self._replace(self._active_file, name + "\n")

    def _replace(self, path: Path, text: str) -> None:
        with tempfile.NamedTemporaryFile("w", dir=self.path, prefix="active-", delete=False) as file:
            _write_durably(file, text)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)

    def remove(self, name: str) -> None:
        """Delete a generation, to which nobody may be writing."""
        doomed = self.path / f"dropped-{name}"
        (self.path / name).rename(doomed)
        shutil.rmtree(doomed)


def _write_durably(file: IO[str], text: str) -> None:
    """Write through to the disk, so that a power cut cannot leave a name without its content."""
    file.write(text)
    file.flush()
    os.fsync(file.fileno())

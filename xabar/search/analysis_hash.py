"""The hash of the analysis as a short command has it: noted beside an index, with a hash of the code that it follows from.

Working it out takes a search from the shell a tenth of its time. It follows from our own files alone, which are read in
two milliseconds, so a note that was made by the same files needs no second look at the tables.
"""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

NOTE: Final = "analysis.json"

_LIBRARY: Final = Path(__file__).parents[1]
# All that the analysis is made from lies here; what else does makes a note old too soon, never too late.
_SOURCES: Final = ("language/*.py", "language/tables/*.py", "search/*.py")


def read_hash(folder: Path) -> str:
    """Return the hash of today's analysis, as it is noted in the folder of an index, or else worked out."""
    noted = _read_note(folder)
    if noted is not None:
        return noted
    from xabar.search.elasticsearch_analysis import ANALYSIS_HASH  # works it out

    return ANALYSIS_HASH


def is_noted(folder: Path) -> bool:
    """Return whether the folder of an index has a note by today's files."""
    return _read_note(folder) is not None


def make_note(analysis_hash: str) -> str:
    """Return what is to be noted of the hash of today's analysis."""
    return json.dumps({"sources": hash_sources(), "analysis": analysis_hash})


def _read_note(folder: Path) -> str | None:
    with suppress(OSError, ValueError):  # no note, or one that was cut short
        match json.loads((folder / NOTE).read_text()):
            case {"sources": sources, "analysis": str(known)} if sources == hash_sources():
                return known
    return None


@cache
def hash_sources() -> str:
    """Return a hash of the files from which the analysis follows, and of the Unicode that Python knows."""
    digest = blake2b(unicodedata.unidata_version.encode(), digest_size=16)
    for pattern in _SOURCES:
        for file in sorted(_LIBRARY.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()

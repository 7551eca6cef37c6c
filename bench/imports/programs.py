"""The programs that are compared, each run as a process of its own: `python -m bench.imports.programs NAME FOLDER …`."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.imports.files import write_file
from xabar.app.exporting import ExportRequest, export_articles
from xabar.app.import_commits import GROUP
from xabar.app.importing import ImportOptions, import_files
from xabar.app.origins import Given, Origins
from xabar.config import Config
from xabar.exchange.writers import Format
from xabar.workspace import open_workspace

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def nothing(folder: Path, language: str) -> None:
    """Start and end: what the imports of modules cost."""


def write(folder: Path, language: str, articles: str = "20000") -> None:
    """Write the file, in a process whose memory nobody inherits."""
    write_file(source(folder), int(articles), language)


def bare(folder: Path, language: str) -> None:
    """Read each line, and store it packed under the hash of its address, as many in a commit as an import."""
    with sqlite3.connect(folder / "bare.sqlite") as database, source(folder).open("rb") as lines:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS article (id BLOB PRIMARY KEY, payload BLOB) WITHOUT ROWID"
        )
        for number, line in enumerate(lines):
            key = hashlib.sha256(json.loads(line)["url"].encode()).digest()[:16]
            database.execute("INSERT OR REPLACE INTO article VALUES (?, ?)", (key, zlib.compress(line, 1)))
            if number % GROUP == 0:
                database.commit()


def imported(folder: Path, language: str) -> None:
    """Import the file."""
    origins = Origins(Given(site="yangi_gazeta", language=language, zone="Asia/Tashkent"), {})
    with open_workspace(config(folder)) as workspace:
        report = import_files(workspace, [source(folder)], origins, ImportOptions(), now=NOW)
    assert report.balanced
    assert report.read == report.stored + report.unchanged, report


def exported(folder: Path, language: str, format: Format = "jsonl") -> None:
    """Export everything."""
    with open_workspace(config(folder)) as workspace:
        export_articles(
            config(folder),
            workspace.records,
            ExportRequest(),
            format=format,
            output=folder / f"out.{format}",
        )


def dumped(folder: Path, language: str) -> None:
    """Unpack and write every payload as it is kept: the least that an export can do."""
    with (
        sqlite3.connect(config(folder).records_path) as database,
        io.BufferedWriter(io.FileIO(folder / "dump.jsonl", "w")) as out,
    ):
        for (payload,) in database.execute("SELECT payload FROM article WHERE removed = 0 ORDER BY sequence"):
            out.write(zlib.decompress(payload) + b"\n")


def source(folder: Path) -> Path:
    """Return the file that is imported."""
    return folder / "articles.jsonl"


def config(folder: Path) -> Config:
    """Return where the articles are imported to."""
    return Config(data=folder / "data")


PROGRAMS: dict[str, Callable[..., None]] = {
    "nothing": nothing,
    "bare": bare,
    "import": imported,
    "import again": imported,
    "dump": dumped,
    "export jsonl": exported,
    "export csv": lambda folder, language: exported(folder, language, "csv"),
    "export parquet": lambda folder, language: exported(folder, language, "parquet"),
}
"""The programs in the order in which they run."""


if __name__ == "__main__":
    name, place, *rest = sys.argv[1:]
    ({"write": write} | PROGRAMS)[name](Path(place), *rest)

"""The programs that are compared, each run as a process of its own: `python -m bench.reparse.programs NAME FOLDER`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from bench.reparse.pages import NOW, folder_config, keep_pages
from xabar.app.project import all_sites, project_settings
from xabar.app.reparse import ReparseOptions, reparse
from xabar.workspace import open_workspace


def nothing(folder: Path) -> None:
    """Start and end: what the imports of modules cost."""
    all_sites(project_settings())


def write(folder: Path, pages: str = "4000") -> None:
    """Keep the pages, in a process whose memory nobody inherits."""
    keep_pages(folder_config(folder), int(pages))


def bare(folder: Path) -> None:
    """Read every record of the files with the library, unpacked, and do nothing with it."""
    for path in sorted((folder_config(folder).data / "warc").iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                stream = record.content_stream()
                while stream.read(2**20):
                    pass


def again(folder: Path) -> None:
    """Read every page again with the program as it is: nothing changes."""
    report = _reparse(folder)
    assert report == (report[0], 0), report


def changed(folder: Path) -> None:
    """Read every page again after a selector was mended: the section of each article is another one."""
    sites = all_sites(project_settings())
    report = _reparse(folder, dry_run=False)
    assert sites
    assert report[0], report


def _reparse(folder: Path, *, dry_run: bool = False) -> tuple[int, int]:
    sites = all_sites(project_settings())
    with open_workspace(folder_config(folder)) as workspace:
        options = ReparseOptions(dry_run=dry_run)
        report = asyncio.run(reparse(workspace, sites, options, now=NOW + timedelta(days=1)))
    assert report.balanced
    assert not report.refused, report.refused
    return report.read, report.changed


PROGRAMS: dict[str, Callable[[Path], None]] = {"nothing": nothing, "bare": bare, "again": again}
"""The programs in the order in which they run."""


if __name__ == "__main__":
    name, place, *rest = sys.argv[1:]
    ({"write": write} | PROGRAMS)[name](Path(place), *rest)

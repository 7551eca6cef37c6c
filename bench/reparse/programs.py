"""The programs that are compared, each run as a process of its own: `python -m bench.reparse.programs NAME FOLDER`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from bench.crawl.sites import SITES
from bench.reparse.pages import NOW, folder_config, keep_pages
from xabar.app.project import all_sites, project_settings
from xabar.app.reparse import ReparseOptions, reparse
from xabar.app.reparse_report import ReparseReport
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
    assert report.unchanged == report.read, report


def mended(folder: Path) -> None:
    """Read every page again when each gives another article than the records hold, as after a mended selector."""
    with open_workspace(folder_config(folder)) as workspace, workspace.records.transaction():
        for name in SITES:
            for article in workspace.records.get_articles(workspace.records.article_ids(name)).values():
                article.section = "Eski boʻlim"
                workspace.records.put_article(article, keep_former=False)
    report = _reparse(folder)
    assert report.changed == report.read, report


def _reparse(folder: Path) -> ReparseReport:
    sites = all_sites(project_settings())
    with open_workspace(folder_config(folder)) as workspace:
        report = asyncio.run(reparse(workspace, sites, ReparseOptions(), now=NOW + timedelta(days=1)))
    assert report.balanced
    assert not report.refused, report.refused
    return report


PROGRAMS: dict[str, Callable[[Path], None]] = {
    "nothing": nothing,
    "bare": bare,
    "again": again,
    "mended": mended,
}
"""The programs in the order in which they run."""


if __name__ == "__main__":
    name, place, *rest = sys.argv[1:]
    ({"write": write} | PROGRAMS)[name](Path(place), *rest)

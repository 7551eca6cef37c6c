"""The fake sites of the benchmark, in a process of their own so that their CPU is not counted."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.crawl.sites import SITES
from xabar.app.project import all_sites, project_settings
from xabar.demo.editions import FakeEdition
from xabar.demo.entries import Entry, generate_entries
from xabar.demo.server import FakeWebServer
from xabar.demo.web import FakeWeb
from xabar.site import Site

LISTED = 200  # articles of an edition without a sitemap


def main(count: int, addresses: Path) -> None:
    """Serve `count` composed articles on four sites. Write their addresses to a file, then print the base address."""
    now = datetime.now(UTC)
    share, sites = count // len(SITES), all_sites(project_settings())
    entries = [entry for name in SITES for entry in choose_entries(sites[name], share, now)]
    with FakeWebServer(FakeWeb(entries, now=now)) as server:
        lines = (f"{server.base}/{entry.edition.host}{entry.path}\n" for entry in entries)
        addresses.write_text("".join(lines), encoding="utf-8")
        print(server.base, flush=True)
        server.serve_forever()


def choose_entries(site: type[Site], count: int, now: datetime) -> list[Entry]:
    """Return `count` composed articles of the last day, of all editions of the site, so that a crawl can find each."""
    entries = list(generate_entries(site, 2 * count, seed=1, now=now))
    listed = [entry for entry in entries if not has_sitemap(entry.edition)]
    listed = listed[: min(LISTED, count // 2)]
    mapped = [entry for entry in entries if has_sitemap(entry.edition)]
    return listed + mapped[: count - len(listed)]


def has_sitemap(edition: FakeEdition) -> bool:
    """Return whether a sitemap of its site names the articles of an edition."""
    return any(source.kind.startswith("sitemap") for source in edition.sources())


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

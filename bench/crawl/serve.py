"""The newspapers of the benchmark, in a process of their own so that their CPU is not counted."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from xabar.demo.entries import Entry, generate_entries
from xabar.demo.press import Press
from xabar.demo.server import NewspaperServer

# Sites whose sitemaps or lists name every article that is put there, however many.
SITES = ("kun_uz", "gazeta_uz", "daryo_uz", "inform_kz")
LISTED = (
    200  # articles of an edition without a sitemap: spiders read its list for twenty pages and no further
)


def main(count: int, addresses: Path) -> None:
    """Serve `count` composed articles over four sites; write their addresses to a file, then print the base."""
    now = datetime.now(UTC)
    share = count // len(SITES)
    entries = [entry for site in SITES for entry in choose_entries(site, share, now)]
    with NewspaperServer(Press(entries, now=now)) as server:
        lines = (f"{server.base}/{entry.edition.host}{entry.path}\n" for entry in entries)
        addresses.write_text("".join(lines), encoding="utf-8")
        print(server.base, flush=True)
        server.serve_forever()


def choose_entries(site: str, count: int, now: datetime) -> list[Entry]:
    """`count` composed articles of the last day, spread over the site's editions as far as all can be found."""
    entries = list(generate_entries(site, 2 * count, seed=1, now=now))
    listed = [entry for entry in entries if entry.edition.sitemap is None]
    listed = listed[: min(LISTED, count // 2)]
    mapped = [entry for entry in entries if entry.edition.sitemap is not None]
    return listed + mapped[: count - len(listed)]


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

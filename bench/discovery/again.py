"""One crawl of the fake sites into a data folder, as `xabar crawl` does it."""

from __future__ import annotations

import json
import sys

from bench.crawl.sites import SITES
from bench.crawl.transport import TRANSPORT
from xabar.app.crawl import run_crawl


def main(base: str, data: str) -> None:
    """Crawl, and print the counts of all sites together as JSON."""
    settings = TRANSPORT | {"XABAR_MIRROR": base, "XABAR_DATA": data, "XABAR_ALLOW_PRIVATE": True}
    total = run_crawl(SITES, settings=settings)
    names = ("fetched", "stored", "unchanged", "known", "discovery")
    print(json.dumps({name: sum(getattr(site, name) for site in total.sites) for name in names}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

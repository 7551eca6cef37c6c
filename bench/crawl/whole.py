"""The program itself: discovery, real spiders, every pipeline, the record store and the embedded index."""

from __future__ import annotations

import sys

from bench.crawl.sites import SITES
from bench.crawl.transport import TRANSPORT
from xabar.collecting import uncollected

with uncollected():  # as the command does
    from xabar.app.crawl import run_crawl


def main(base: str, data: str) -> int:
    """Crawl the fake sites into a data folder. Return the number of articles stored and indexed."""
    settings = TRANSPORT | {"XABAR_MIRROR": base, "XABAR_DATA": data, "XABAR_ALLOW_PRIVATE": True}
    total = run_crawl(SITES, settings=settings)
    if total.index.waiting or total.index.dead:
        raise SystemExit(f"not everything was indexed: {total.index}")
    return sum(site.stored for site in total.sites)


if __name__ == "__main__":
    print(main(sys.argv[1], sys.argv[2]))

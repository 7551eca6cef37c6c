"""The newspapers of the benchmark, in a process of their own so that their CPU is not counted."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from xabar.demo.entries import generate_entries
from xabar.demo.press import Press
from xabar.demo.server import NewspaperServer

SITES = ("kun_uz", "gazeta_uz", "daryo_uz", "nur_kz")


def main(count: int, addresses: Path) -> None:
    """Serve `count` composed articles over four sites; write their addresses to a file, then print the base."""
    now = datetime.now(UTC)
    share = count // len(SITES)
    entries = [entry for site in SITES for entry in generate_entries(site, share, seed=1, now=now)]
    with NewspaperServer(Press(entries, now=now)) as server:
        lines = (f"{server.base}/{entry.edition.host}{entry.path}\n" for entry in entries)
        addresses.write_text("".join(lines), encoding="utf-8")
        print(server.base, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

"""Read gold pages as a crawl does, and with trafilatura on its own; see README.md."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import trafilatura

from bench.extraction.gold import Gold, read_folder, write_folder
from bench.extraction.judging import Result, judge, print_result, unknown_site
from bench.extraction.learned import measure_learned
from bench.extraction.lists import measure_lists
from bench.extraction.real import measure_real
from bench.extraction.repeating import measure_learning
from bench.extraction.scores import BodyScore
from bench.extraction.sixty_articles import measure_boilerplate
from bench.extraction.traps import measure_traps
from bench.extraction.varied import varied_pages
from xabar.app.explain import report_page
from xabar.app.project import all_sites, project_settings
from xabar.config import Config
from xabar.http_response import HttpResponse


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m bench.extraction", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, help="pages with gold bodies; default: the built-in set"
    )
    parser.add_argument(
        "--real",
        type=Path,
        metavar="FOLDER",
        help="real pages, a subfolder for each source; then nothing else",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the built-in set's variation")
    parser.add_argument("--variants", type=int, default=3, help="pages of a story in the built-in set")
    parser.add_argument("--failures", action="store_true", help="show every page that is not read right")
    parser.add_argument(
        "--learned",
        action="store_true",
        help="read pages by what is worked out from ten others of their layout; then nothing else",
    )
    parser.add_argument(
        "--boilerplate",
        action="store_true",
        help="sixty articles of invented sites in five scripts and three kinds of markup, by row; then nothing else",
    )
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write the built-in pages there, and end"
    )
    options = parser.parse_args()
    if options.write:
        print(write_folder(options.write, varied_pages(options.seed, options.variants)), "pages written")
        return
    if options.real:
        print_real(options.real)
        return
    if options.boilerplate:
        for line in measure_boilerplate(options.seed, options.failures):
            print(line, flush=True)
        return
    if options.learned:
        measure_learned(options.folder, options.seed, options.failures)
        return
    pages = list(
        read_folder(options.folder) if options.folder else varied_pages(options.seed, options.variants)
    )
    measure_pages(pages, options.failures)
    if not options.folder:
        print("\nlists and briefs on a site that nobody knows")
        for line in measure_lists(options.seed, options.failures):
            print(line)
        print("\nboilerplate learned from 30 articles of a site")
        for line in measure_learning(options.seed, options.failures):
            print(line)
        print("\nsites that repeat boilerplate and text")
        for line in measure_traps(options.seed, options.failures):
            print(line)


def print_real(folder: Path) -> None:
    """Print the figures of a folder of real pages."""
    with tempfile.TemporaryDirectory(prefix="xabar-") as empty:
        config = Config.from_settings(project_settings({"XABAR_DATA": empty}))
        for line in measure_real(folder, lambda gold: unknown_site(gold, None), config):
            print(line, flush=True)


def measure_pages(pages: Sequence[Gold], failures: bool) -> None:
    """Print the scores of each way to read the pages."""
    by_site = Result()
    generic = Result()
    trafilatura_score = BodyScore()
    with tempfile.TemporaryDirectory(prefix="xabar-") as empty:
        settings = project_settings({"XABAR_DATA": empty})
        config = Config.from_settings(settings)
        sites = all_sites(settings)
        for gold in pages:
            page, now = HttpResponse(gold.url, gold.page), datetime.fromisoformat(gold.fetched_at)
            site = sites.get(gold.site or "")
            if site:
                judge(by_site, gold, report_page(page, site, now=now, config=config).article)
            stranger = unknown_site(gold, site)
            judge(generic, gold, report_page(page, stranger, now=now, config=config).article)
            trafilatura_score.add((trafilatura.extract(gold.page) or "").split("\n"), gold.body)
    print(f"{len(pages)} pages")
    for name, result in (("selectors", by_site), ("generic", generic)):
        if result.body.recalls:
            print_result(name, result, failures)
    print(f"{'trafilatura':12} {trafilatura_score}")


if __name__ == "__main__":
    main()

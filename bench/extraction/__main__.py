"""Read gold pages as a crawl does, and with trafilatura on its own; see README.md."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import trafilatura

from bench.extraction.gold import Gold, read_folder, write_folder
from bench.extraction.lists import measure_lists
from bench.extraction.real import measure_real
from bench.extraction.repeating import measure_learning
from bench.extraction.scores import BodyScore, same_letters
from bench.extraction.traps import measure_traps
from bench.extraction.varied import varied_pages
from crawler.discovery import Feed
from crawler.spider import Edition
from xabar.app.explain import read_page
from xabar.app.project import all_sites, project_settings
from xabar.article import Article
from xabar.config import Config
from xabar.extraction.addresses import article_key_url
from xabar.extraction.layout import Layout
from xabar.http_response import HttpResponse
from xabar.site import Site

NOWHERE = Layout(title="no-such-element", body="no-such-element")


@dataclass(slots=True)
class Result:
    """The scores of one way to read the pages."""

    body: BodyScore = field(default_factory=BodyScore)
    right: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    layers: Counter[str] = field(default_factory=Counter)
    planted: int = 0
    left: int = 0  # of the planted lines
    failures: list[str] = field(default_factory=list)


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
        "--write", type=Path, metavar="FOLDER", help="write the built-in pages there, and end"
    )
    options = parser.parse_args()
    if options.write:
        print(write_folder(options.write, varied_pages(options.seed, options.variants)), "pages written")
        return
    if options.real:
        print_real(options.real)
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
                judge(by_site, gold, read_page(page, site, now=now, config=config).article)
            stranger = unknown_site(gold, site)
            judge(generic, gold, read_page(page, stranger, now=now, config=config).article)
            trafilatura_score.add((trafilatura.extract(gold.page) or "").split("\n"), gold.body)
    print(f"{len(pages)} pages")
    for name, result in (("selectors", by_site), ("generic", generic)):
        if result.body.recalls:
            print_result(name, result, failures)
    print(f"{'trafilatura':12} {trafilatura_score}")


def unknown_site(gold: Gold, site: type[Site] | None) -> type[Site]:
    """Return a site of which only the host, the language and the zone are known."""
    host = article_key_url(gold.url).split("/")[2]

    class UnknownSite(Site):
        name = "unknown"
        zone = site.zone if site else ("Asia/Almaty" if host.endswith(".kz") else "Asia/Tashkent")
        allowed_domains = (host,)
        editions = (Edition(f"https://{host}/", gold.language),)
        article = r"^https?://[^/]+/."
        discovery = (Feed(f"https://{host}/rss"),)
        layouts = (NOWHERE,)

    return UnknownSite


def judge(result: Result, gold: Gold, article: Article | None) -> None:
    """Count one page."""
    found = article.body.split("\n") if article else []
    page_f1 = result.body.add(found, gold.body)
    result.layers[article.body_layer if article else "none"] += 1
    text = same_letters(" ".join(found))
    left = [line for line in gold.planted if same_letters(line) in text]
    result.planted += len(gold.planted)
    result.left += len(left)
    wrong = []
    for name, expected in gold.fields.items():
        value = found_field(article, name) if article else None
        same = _is_same(value, expected)
        result.judged[name] += 1
        result.right[name] += same
        if not same:
            wrong.append(f"{name}: {value!r}, expected {expected!r}")
    if page_f1 < 0.99 or left or wrong:
        mine, due = (dict.fromkeys(map(same_letters, text)) for text in (found, gold.body))
        extra = [line for line in mine if line not in due]
        lost = [line for line in due if line not in mine]
        result.failures.append(
            f"{gold.name} F1 {page_f1:.3f}; left {left}; extra {extra}; lost {lost}; {'; '.join(wrong)}"
        )


def found_field(article: Article, name: str) -> Any:
    """Return a field of the article in the form that the gold pages use."""
    if name == "canonical":
        return article.url
    if name == "published_at":
        return article.published_at and article.published_at.isoformat(timespec="minutes")
    value = getattr(article, name)
    return list(value) if isinstance(value, tuple) else value


def _is_same(value: Any, expected: Any) -> bool:
    if isinstance(value, list) and isinstance(expected, list):
        return sorted(map(same_letters, value)) == sorted(map(same_letters, expected))
    return value is not None and same_letters(value) == same_letters(expected)


def print_result(name: str, result: Result, failures: bool) -> None:
    """Print the scores of one way to read the pages, and its fields below."""
    body = result.body
    layers = ", ".join(f"{layer} {count}" for layer, count in result.layers.most_common())
    print(f"{name:12} {body}  ({layers})")
    print(f"{'':12} planted boilerplate gone {_share(result.planted - result.left, result.planted)}")
    total = _share(result.right.total(), result.judged.total())
    print(f"{'':12} fields right {total}: " + ", ".join(_fields(result)))
    if failures:
        print("\n".join(f"  {line}" for line in result.failures))


def _fields(result: Result) -> Iterable[str]:
    return (f"{name} {_share(result.right[name], count)}" for name, count in result.judged.items())


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {100 * part / whole:.2f} %" if whole else "–"


if __name__ == "__main__":
    main()

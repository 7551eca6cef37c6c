"""Crawl newspapers by their addresses alone, without their classes, and judge what was stored."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import click

import xabar
from bench.anysite.newspapers import Press
from bench.anysite.peer import crawl_by_peer
from bench.extraction.scores import BodyScore
from xabar.app.project import all_sites, project_settings
from xabar.demo.editions import editions_of
from xabar.demo.entries import Entry, demo_entries, generate_entries
from xabar.demo.response import FakeResponse
from xabar.demo.server import serve_sites
from xabar.demo.styles import FAKED_SITES
from xabar.demo.traps import TRAPS
from xabar.demo.web import FakeWeb
from xabar.extraction.addresses import article_key_url

XABAR: Final = (sys.executable, "-c", "from xabar.cli import main; main(prog_name='xabar')")
GOALS: Final = "goals: stored >= 97 %, 0 lists, dates >= .97, body F1 >= .98"


@dataclass(frozen=True, slots=True)
class Expected:
    """An article as it was printed."""

    paper: str
    at: datetime
    paragraphs: tuple[str, ...]


@dataclass(slots=True)
class Result:
    """What became of the articles of one newspaper."""

    printed: int = 0
    stored: int = 0
    lists: list[str] = field(default_factory=list)  # addresses that were stored and are no articles
    days: int = 0  # right days of publication
    minutes: int = 0  # right to the minute
    bodies: BodyScore = field(default_factory=BodyScore)

    def add(self, lines: Iterable[str], day: date | None, at: datetime | None, expected: Expected) -> None:
        """Judge a stored article by its text and its time."""
        self.stored += 1
        self.days += day == expected.at.date()
        self.minutes += at == expected.at
        self.bodies.add(lines, expected.paragraphs)

    def __str__(self) -> str:
        share = self.stored / max(1, self.printed)
        return (
            f"{self.stored:4} of {self.printed:4} stored ({share:.1%}), {len(self.lists)} lists, days"
            f" {self.days / max(1, self.stored):.3f}, minutes {self.minutes / max(1, self.stored):.3f}, body {self.bodies}"
        )


class Web:
    """The demo's newspapers, and those of this bench."""

    def __init__(self, demo: FakeWeb, press: Press) -> None:
        self._demo, self._press = demo, press

    def respond(self, host: str, path: str) -> FakeResponse:
        """Return the answer of an address."""
        return self._press.respond(host, path) or self._demo.respond(host, path)


def demo_articles(count: int, now: datetime) -> list[Entry]:
    """Return the articles of the demo, and `count` composed ones a site."""
    sites = all_sites(project_settings())
    entries: list[Entry] = []
    for name in FAKED_SITES:
        for edition in editions_of(sites[name]):
            entries += demo_entries(edition, now)
        entries += generate_entries(sites[name], count, seed=7, now=now - timedelta(minutes=30), days=1.5)
    return entries


def demo_addresses(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the address that a person types for each newspaper of the demo: the front page of its first edition."""
    found: dict[str, str] = {}
    for entry in entries:
        found.setdefault(entry.edition.site.name, f"https://{entry.edition.host}{entry.edition.home}")
    return found


@click.command()
@click.option("--count", default=30, show_default=True, help="Composed articles of each newspaper.")
@click.option("--only", help="A part of the addresses of newspapers; the others are left out.")
@click.option("--failures", is_flag=True, help="Name what was missed and what is wrong.")
@click.option(
    "--peer", type=click.Path(exists=True, path_type=Path), help="Python of a venv with news-please."
)
def main(count: int, only: str | None, failures: bool, peer: Path | None) -> None:
    """Print for each newspaper what was stored, and the sums."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    entries, press = demo_articles(count, now), Press(count, now)
    expected = {
        article_key_url(entry.url): Expected(entry.edition.site.name, entry.at, entry.read().paragraphs)
        for entry in entries
    }
    for host, printed in press.printed.items():
        for each in printed:
            expected[article_key_url(each.url)] = Expected(host, each.at, each.story.paragraphs)
    addresses = demo_addresses(entries) | {paper.host: paper.home for paper in press.papers.values()}
    chosen = {name: url for name, url in addresses.items() if only is None or only in url}
    web: Any = Web(FakeWeb(entries, now=now, traps=TRAPS), press)
    with tempfile.TemporaryDirectory() as folder, serve_sites(web) as mirror:
        crawl(list(chosen.values()), mirror, Path(folder))
        report(judge(Path(folder), expected, chosen), failures, expected, Path(folder))
        if peer:
            print("news-please, with its own settings:")
            print_results(judge_peer(peer, chosen, web, expected, Path(folder)))


def crawl(addresses: list[str], mirror: str, data: Path) -> None:
    """Run `xabar crawl ADDRESS…` with no class of any site."""
    settings = {
        "SPIDER_MODULES": "", "XABAR_MIRROR": mirror, "XABAR_ALLOW_PRIVATE": 1, "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 4, "RETRY_TIMES": 0, "XABAR_DATA": data,
    }  # fmt: skip
    options = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    subprocess.run([*XABAR, "crawl", *addresses, "--since", "4d", *options], check=False, env=os.environ)


def judge(data: Path, expected: Mapping[str, Expected], chosen: Mapping[str, str]) -> dict[str, Result]:
    """Return the result of each newspaper."""
    results: dict[str, Result] = defaultdict(Result)
    for each in expected.values():
        if each.paper in chosen:
            results[each.paper].printed += 1
    with xabar.open(data) as archive:
        for article in archive.articles():
            known = expected.get(article_key_url(article.url))
            if known is None:
                results[article.site].lists.append(article.url)
            else:
                body = article.body.split("\n")
                results[known.paper].add(body, article.published_day, article.published_at, known)
    return results


def judge_peer(
    python: Path, chosen: Mapping[str, str], web: Any, expected: Mapping[str, Expected], folder: Path
) -> dict[str, Result]:
    """Return what news-please made of each newspaper."""
    results: dict[str, Result] = {}
    for name, articles in crawl_by_peer(python, chosen, web, folder):
        result = results[name] = Result(sum(each.paper == name for each in expected.values()))
        for article in {article_key_url(each.url): each for each in articles}.values():
            known = expected.get(article_key_url(article.url))
            if known is None:
                result.lists.append(article.url)
            else:
                result.add(article.text.split("\n"), article.at and article.at.date(), None, known)
    return results


def print_results(results: Mapping[str, Result]) -> Result:
    """Print the result of each newspaper, and that of all of them together, which is returned."""
    whole = Result()
    for name, result in results.items():
        print(f"{name:22} {result}", flush=True)
        whole.printed += result.printed
        whole.stored += result.stored
        whole.lists += result.lists
        whole.days += result.days
        whole.minutes += result.minutes
        whole.bodies.precisions += result.bodies.precisions
        whole.bodies.recalls += result.bodies.recalls
    print(f"{'together':22} {whole}")
    return whole


def report(
    results: Mapping[str, Result], failures: bool, expected: Mapping[str, Expected], data: Path
) -> None:
    """Print the results, and with `failures` every address that was missed or is no article."""
    whole = print_results(results)
    print(GOALS)
    if failures:
        with xabar.open(data) as archive:
            stored = {article_key_url(article.url) for article in archive.articles()}
        missed = (url for url, each in expected.items() if each.paper in results and url not in stored)
        print(
            "\n".join((*(f"missed {url}" for url in missed), *(f"no article: {url}" for url in whole.lists)))
        )


if __name__ == "__main__":
    main()

"""Make many articles of one page: its layout with other texts, titles and days; see README.md."""

from __future__ import annotations

import gzip
import html
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.extraction.gold import Gold
from bench.extraction.scores import same_letters
from xabar.app.explain import read_page
from xabar.config import Config
from xabar.http_response import HttpResponse
from xabar.language.dates import ParsedDate, read_date
from xabar.site import Site

FOUND: Final = 0.8  # share of the text that stands in elements of its own, or the page is left out
TOGETHER: Final = 2  # lines in a paragraph: many recorded texts are shorter than articles are
LINE: Final = 60  # characters; a shorter line is a subhead or an item
SHORT: Final = 20  # characters; a line with fewer may stand anywhere
LONGEST_DATE: Final = 80  # characters
_PARTS: Final = "p, li, h2, h3, h4, blockquote, div, td, span"
_DESCRIPTION: Final = re.compile(r"<meta[^>]+description[^>]*>", re.IGNORECASE)
_BODY: Final = re.compile(r'"articleBody"\s*:\s*"(?:[^"\\]|\\.)*"')


def recorded_pages(folder: Path, sites: Mapping[str, type[Site]], config: Config) -> Iterator[Gold]:
    """Yield the recorded pages of the sites' classes, with the text that the declared selectors give."""
    for path in sorted(folder.glob("*/*.html.gz")):
        record = json.loads(
            path.with_name(path.name.replace(".html.gz", ".json")).read_text(encoding="utf-8")
        )
        site = sites.get(path.parent.name)
        if site is None:
            continue
        response = HttpResponse(record["url"], gzip.decompress(path.read_bytes()))
        now = datetime.fromisoformat(record["crawled_at"])
        article = read_page(response, site, now=now, config=config).article
        if article is None or article.published_at is None or article.body_layer != "selectors":
            continue
        yield Gold(
            name=f"{site.name}/{path.name.removesuffix('.html.gz')}",
            page=response.body,
            url=record["url"],
            body=tuple(article.body.split("\n")),
            site=site.name,
            language=article.language or "uz",
            fetched_at=record["crawled_at"],
            fields={
                "title": article.title,
                "published_at": article.published_at.isoformat(timespec="minutes"),
            },
        )


def refill(gold: Gold, lines: Sequence[str], count: int, zone: str | None = None) -> list[Gold]:
    """Return `count` articles in the layout of a page, or none if most of its text is not found on it.

    `lines` are what the texts are made of. The days are changed too if the site's zone is given.
    """
    chance = random.Random(gold.url)
    pages = (_refill(gold, lines, number, chance, zone) for number in range(count))
    made = []
    for page in pages:
        if page is None:
            return []
        made.append(page)
    return made


def _refill(
    gold: Gold, lines: Sequence[str], number: int, chance: random.Random, zone: str | None
) -> Gold | None:
    text = HttpResponse(gold.url, gold.page).html or ""
    fields, url = {}, gold.url
    if title := gold.fields.get("title"):
        fields["title"] = f"{' '.join(chance.choice(lines).split()[:8]).strip('.,')} {number}"
        for known in (title, html.escape(title), html.escape(title, quote=False)):
            text = text.replace(known, fields["title"])
    tree = LexborHTMLParser(_BODY.sub('"x": ""', _DESCRIPTION.sub("", text)))
    body = _replace_lines(tree, gold.body, lines, chance)
    if body is None:
        return None
    text = tree.html or ""
    if zone and "published_at" in gold.fields:
        at = datetime.fromisoformat(gold.fields["published_at"]).astimezone(ZoneInfo(zone))
        day = at.replace(day=1 + (3 * number) % at.day)
        text = _shift_day(text, at.date(), day.date(), gold, zone)
        url = _swap_machine_days(url, at.date(), day.date())
        fields["published_at"] = day.astimezone(ZoneInfo("UTC")).isoformat(timespec="minutes")
    return replace(
        gold,
        name=f"{gold.name}-{number}",
        page=text.encode("utf-8", "replace"),
        url=url if url != gold.url or "?" in url else f"{url}?n={number}",
        body=body,
        fields=fields,
        planted=(),
    )


def _replace_lines(
    tree: LexborHTMLParser, body: Sequence[str], lines: Sequence[str], chance: random.Random
) -> tuple[str, ...] | None:
    """Put other lines into the elements that hold the text, and return them; None if most of it is not found."""
    wanted = {_key(line): line for line in body if len(line) >= SHORT}
    places = []
    chosen: set[int] = set()
    for node in tree.css(_PARTS):
        key = _key(node.text())
        if key in wanted and _is_leaf(node) and not _is_below(node, chosen):
            chosen.add(node.mem_id)
            places.append((key, node))
    placed: dict[str, str] = {}
    spare = iter(chance.sample(lines, len(lines)))  # no line stands twice on a page
    for key, node in places:  # none is inside of another: what was inside of one is freed when it is filled
        if key not in placed:
            placed[key] = _line_like(wanted[key], " ".join(islice(spare, TOGETHER)))
        line = placed[key]
        node.inner_html = html.escape(line, quote=False)
    found = sum(map(len, placed)) / max(1, sum(map(len, wanted)))
    return tuple(placed.values()) if found >= FOUND else None


def _key(text: str) -> str:
    return "".join(same_letters(text).split())


def _line_like(line: str, chosen: str) -> str:
    return chosen if len(line) > LINE else " ".join(chosen.split()[: max(3, len(line.split()))])


def _is_leaf(node: LexborNode) -> bool:
    return all(inner.mem_id == node.mem_id for inner in node.css("p, div, li"))


def _is_below(node: LexborNode, chosen: set[int]) -> bool:
    element = node.parent
    while element is not None and element.mem_id not in chosen:
        element = element.parent
    return element is not None


def _shift_day(text: str, old: date, new: date, gold: Gold, zone: str) -> str:
    """Return the page with another day of the same month, for machines and where it is printed."""
    text = _swap_machine_days(text, old, new)
    now = datetime.fromisoformat(gold.fetched_at)
    body = LexborHTMLParser(text).body
    number = re.compile(rf"(?<!\d)0?{old.day}(?!\d)")
    parts = (
        {node.text() for node in body.traverse(include_text=True) if node.tag == "-text"} if body else set()
    )
    for printed in parts:
        if len(printed) <= LONGEST_DATE and number.search(printed):
            read = read_date(printed, language=gold.language, now=now, zone=zone)
            if isinstance(read, ParsedDate) and read.day == old:
                text = text.replace(printed, number.sub(f"{new.day:02}", printed, count=1))
    return text


def _swap_machine_days(text: str, old: date, new: date) -> str:
    for shape in ("{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y%m%d}"):
        text = text.replace(shape.format(old), shape.format(new))
    return text


def spare_lines(pages: Sequence[Gold]) -> list[str]:
    """Return the lines of these pages that may stand in any text."""
    return [line for gold in pages for line in gold.body if LINE < len(line) < 1_500]

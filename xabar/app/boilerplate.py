"""The boilerplate that was learned of a site, and what a person decides about its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from xabar.app.errors import AppError, WrongUse
from xabar.article import Verdict
from xabar.config import Config
from xabar.extraction.line_types import is_counter
from xabar.extraction.plain import paragraph_key, pattern_key
from xabar.extraction.repetition import known_keys
from xabar.processing.cuts import LEARNED, cut_pieces
from xabar.processing.learning import clean_site
from xabar.records.paragraphs import BoilerplateLine
from xabar.records.place import show_place
from xabar.records.store import RecordStore
from xabar.workspace import open_existing

_BATCH: Final = 500  # articles read at a time


@dataclass(frozen=True, slots=True)
class BoilerplateText:
    """A text that a site's articles repeat or lost, and why it is cut: `learned`, `pinned`, or the name of a rule.

    `allowed` is not cut. `articles` have it, or had it before; `since` is how many came after the last of them, and
    `example` is the address of one.
    """

    site: str
    line: str
    reason: str
    articles: int
    since: int | None = None
    example: str | None = None


def list_boilerplate(config: Config, site: str | None) -> list[BoilerplateText]:
    """Return the lines of all sites that have a verdict; of one site also what the rules cut, the most frequent first.

    Texts that a rule cut from one article each are one entry. Raise AppError if there are no records.
    """
    with _open_records(config) as records:
        judged = records.list_boilerplate(site)
        found = _read_cuts(records, site) if site else {}
        lines = [_describe(line, found) for line in _one_of_each(judged)]
        return lines + (_cut_by_rules(site, found) if site else [])


def _one_of_each(lines: Iterable[BoilerplateLine]) -> list[BoilerplateLine]:
    """Return each printed line once: a line may be known by its words and by its frame, which more articles have."""
    found: dict[tuple[str, str, str], BoilerplateLine] = {}
    for line in lines:  # the most frequent first
        found.setdefault((line.site, line.text, line.verdict), line)
    return list(found.values())


@dataclass(slots=True)
class _Found:
    """How often a text was cut, and the newest article from which it was."""

    line: str
    example: str
    articles: int = 0


def _read_cuts(records: RecordStore, site: str) -> dict[tuple[str, int], _Found]:
    """Return what was cut from the articles of a site, by reason and key of the text."""
    found: dict[tuple[str, int], _Found] = {}
    ids = iter(records.article_ids(site))
    while batch := list(islice(ids, _BATCH)):
        for article in records.get_articles(batch).values():
            pieces = {(reason, _key_of(piece)): piece for piece, reason in cut_pieces(article)}
            for key, piece in pieces.items():
                found.setdefault(key, _Found(piece, article.url)).articles += 1
    return found


def _key_of(piece: str) -> int:
    return pattern_key(piece) if is_counter(piece) else paragraph_key(piece)


def _describe(line: BoilerplateLine, found: Mapping[tuple[str, int], _Found]) -> BoilerplateText:
    cut = found.get((line.verdict, _key_of(line.text)))
    example = cut.example if cut else None
    return BoilerplateText(line.site, line.text, line.verdict, line.articles, line.since, example)


def _cut_by_rules(site: str, found: Mapping[tuple[str, int], _Found]) -> list[BoilerplateText]:
    repeated, single = [], dict[str, _Found]()
    for (reason, _), cut in found.items():
        if reason in LEARNED:
            continue
        if cut.articles > 1:
            repeated.append(BoilerplateText(site, cut.line, reason, cut.articles, example=cut.example))
        else:
            single.setdefault(reason, replace(cut, articles=0)).articles += 1
    others = [
        BoilerplateText(site, cut.line, reason, cut.articles, example=cut.example)
        if cut.articles == 1
        else BoilerplateText(
            site, f"{cut.articles} different texts: {cut.line} …", reason, cut.articles, example=cut.example
        )
        for reason, cut in single.items()
    ]
    return sorted(repeated + others, key=lambda text: (-text.articles, text.reason, text.line))


def decide_line(config: Config, site: str, line: str, verdict: Verdict | None) -> str:
    """Pin or allow a line of a site, or release it with None. Return a sentence on what this does to the articles.

    Raise WrongUse for a line that cannot be decided on, AppError if there are no records.
    """
    with _open_records(config) as records:
        line = line.strip()
        if not line:
            raise WrongUse("a line must not be empty; give it as the site prints it")
        return _decide(records, site, line, verdict)


def _decide(records: RecordStore, site: str, line: str, verdict: Verdict | None) -> str:
    known = records.line_verdicts(site)
    keys = known_keys(line, known)
    articles = max(records.paragraph_counts(site, keys).values())
    if verdict is None and not {known.get(key) for key in keys} & {"pinned", "allowed"}:
        raise WrongUse(
            f"nobody pinned or allowed {line!r} on {site}; `xabar sites --boilerplate {site}` lists all"
        )
    for key in keys:
        records.set_verdict(site, key, line, verdict)
    changed = clean_site(records, site)
    if verdict == "allowed" and not articles and not changed and keys[0] not in known:
        records.set_verdict(site, keys[0], line, None)
        raise WrongUse(
            f"no article of {site} begins or ends with {line!r}, and none lost it; `xabar sites --boilerplate {site}`"
            " lists what was learned"
        )
    if verdict == "pinned":
        return f"pinned: it is always removed; {changed} stored articles lost it"
    outcome = "allowed: it stays from now on" if verdict else "released: articles to come will decide"
    return f"{outcome}; {articles} articles had it, and {changed} stored articles got it back"


@contextmanager
def _open_records(config: Config) -> Iterator[RecordStore]:
    with open_existing(config) as workspace:
        if workspace is None:
            raise AppError(
                f"there are no records yet at {show_place(config.records_place)}; `xabar crawl` makes them"
            )
        yield workspace.records

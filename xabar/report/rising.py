"""Words and names that are printed more often than in the month before, by folded form, whatever the script.

What counts is in how many articles a word stands, in the title or at the beginning, where news says what it is about.
How surprising the difference is, the weighted log-odds ratio tells (Monroe, Colaresi and Quinn, "Fightin' Words", 2008,
section 3.4), which believes neither a rare word that came twice nor a frequent one that came a little more often.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import log, sqrt
from types import MappingProxyType
from typing import Final, TypeAlias

from xabar.article import Article
from xabar.language.conversion import normalize_text
from xabar.search.analysis import Token, analyze_text
from xabar.search.engine import index_language

BEGINNING: Final = 600  # characters of a text that are read, besides its title
SHORTEST: Final = 3  # letters of a word
FEWEST: Final = 4  # articles that a rising word stands in
SURE: Final = 2.0  # standard deviations by which it must have risen
TIMES: Final = 1.5  # as often as before
NAME_SHARE: Final = 0.8  # of a word's places within a sentence that have a capital, if it is a name
MOST_PARTS: Final = 3  # words of a name

Key: TypeAlias = tuple[str, ...]  # the stems of a word or of the parts of a name


@dataclass(frozen=True, slots=True)
class Rise:
    """A word or a name, and how often it stood in articles of a period and of the month before."""

    printed: str  # one of its common prints
    name: bool
    articles: int
    before: int
    share: float  # articles with it among 1,000 of the period
    share_before: float
    surprise: float  # standard deviations
    days: Mapping[date, int]


@dataclass(slots=True)
class WordCounts:
    """In how many articles of one language each word and name stands."""

    articles: int = 0
    counts: Counter[Key] = field(default_factory=Counter)
    days: dict[Key, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))
    sites: dict[Key, set[str]] = field(default_factory=lambda: defaultdict(set))
    prints: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    capitals: Counter[Key] = field(default_factory=Counter)  # places within a sentence, with a capital
    places: Counter[Key] = field(default_factory=Counter)  # and all of these
    groups: set[str] = field(default_factory=set)

    def add(self, article: Article, language: str) -> None:
        """Count an article, unless a near copy of it was counted."""
        group = article.group_id or article.id
        if group in self.groups:
            return
        self.groups.add(group)
        self.articles += 1
        found = {key: printed for text in _texts(article) for key, printed in self._words(text, language)}
        for key, printed in found.items():
            self.counts[key] += 1
            self.sites[key].add(article.site)
            self.prints[key][printed] += 1
            if article.published_day is not None:
                self.days[key][article.published_day] += 1

    def _words(self, text: str, language: str) -> Iterator[tuple[Key, str]]:
        """Yield the words and names of a text, with how they are printed."""
        run: list[Token] = []
        for token in analyze_text(text, language):
            printed = text[token.start : token.end]
            capital, first = printed[:1].isupper(), _begins_sentence(text, token.start)
            if not first:
                self.places[(token.term,)] += 1
                self.capitals[(token.term,)] += capital
            if len(token.term) >= SHORTEST and not any(map(str.isdigit, token.term)):
                yield (token.term,), printed if capital and not first else printed.lower()
            if run and not (capital and not first and text[run[-1].end : token.start] == " "):
                yield from _names(text, run)
                run = []
            if capital:
                run.append(token)
        yield from _names(text, run)

    def is_name(self, key: Key) -> bool:
        """Return whether each word of a key has a capital within sentences, as names have."""
        return all(self.capitals[part,] > NAME_SHARE * max(self.places[part,], 1) for part in key)


def _texts(article: Article) -> tuple[str, str]:
    return article.title, article.body[:BEGINNING].rpartition(" ")[0]


def _begins_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip(" «»“”\"'(—–-")
    return not before or before[-1] in ".!?:…\n"


def _names(text: str, run: Sequence[Token]) -> Iterator[tuple[Key, str]]:
    """Yield a name of several words with capitals. The first word of a sentence may be a part of it, or may not."""
    for parts in (run, run[1:]) if run and _begins_sentence(text, run[0].start) else (run,):
        if 2 <= len(parts) <= MOST_PARTS:
            yield tuple(token.term for token in parts), text[parts[0].start : parts[-1].end]


def find_rising(
    now: Iterable[Article],
    before: Iterable[Article],
    sites: Collection[str],
    most: int,
    alphabets: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, list[Rise]]:
    """Return the words and names that rose most, by language (uz, kk, ru, other), the most surprising first.

    They are shown in the alphabet of their language, where `alphabets` has one. Only the articles of `sites` count:
    those of which there are articles both now and before, so that a new site is not news. Each article is read once and
    not kept.
    """
    here, there = _count(now, sites), _count(before, sites)
    risen = {}
    for language, words in here.items():
        rises = [*_without_parts(_rises(words, there.get(language, WordCounts())))][:most]
        if rises:
            risen[language] = [_in_alphabet(rise, language, alphabets.get(language)) for rise in rises]
    return risen


def _in_alphabet(rise: Rise, language: str, alphabet: str | None) -> Rise:
    converted = normalize_text(rise.printed, language=language, to=alphabet) if alphabet else None
    return replace(rise, printed=converted) if converted else rise


def _count(articles: Iterable[Article], sites: Collection[str]) -> dict[str, WordCounts]:
    counted: dict[str, WordCounts] = defaultdict(WordCounts)
    for article in articles:
        if article.site in sites:
            language = index_language(article.language)
            counted[language].add(article, language)
    return dict(counted)


def _rises(now: WordCounts, before: WordCounts) -> list[tuple[Key, Rise]]:
    several = len(set().union(*now.sites.values())) > 1
    rises = []
    for key, count in now.counts.items():
        if count < FEWEST or (several and len(now.sites[key]) < 2):  # a paper's own manner is no news
            continue
        if len(key) > 1 and not now.is_name(key):  # its first word only begins a sentence
            continue
        surprise = weigh_rise(count, now.articles, before.counts[key], before.articles)
        rise = _rise(key, now, before, surprise)
        if surprise >= SURE and rise.share >= TIMES * rise.share_before:
            rises.append((key, rise))
    return sorted(rises, key=lambda each: (-each[1].surprise, -len(each[0]), each[0]))


def _rise(key: Key, now: WordCounts, before: WordCounts, surprise: float) -> Rise:
    name = now.is_name(key)
    return Rise(
        printed=_shown(now.prints[key], name),
        name=name,
        articles=now.counts[key],
        before=before.counts[key],
        share=1000 * now.counts[key] / now.articles,
        share_before=1000 * before.counts[key] / before.articles if before.articles else 0.0,
        surprise=surprise,
        days=now.days[key],
    )


def _shown(prints: Counter[str], name: bool) -> str:
    """Return the shortest of the common prints, which has the fewest endings; of a name, one with a capital."""
    capitals = {printed: count for printed, count in prints.items() if printed[:1].isupper()}
    among = capitals if name and capitals else prints
    most = max(among.values())
    return min(
        (printed for printed, count in among.items() if 5 * count >= most), key=lambda each: (len(each), each)
    )


def _without_parts(rises: Iterable[tuple[Key, Rise]]) -> Iterator[Rise]:
    """Yield the rises without the words of a name, and the names of a longer name, that rose with it."""
    shown: list[tuple[Key, Rise]] = []
    for key, rise in rises:
        covering = (other for part, other in shown if set(key) < set(part) or set(part) < set(key))
        if not any(
            min(rise.articles, other.articles) >= 0.6 * max(rise.articles, other.articles)
            for other in covering
        ):
            shown.append((key, rise))
            yield rise


def weigh_rise(now: int, articles_now: int, before: int, articles_before: int) -> float:
    """Return by how many standard deviations the odds of a word rose, each count given a half to begin with."""
    here, there = now + 0.5, before + 0.5
    odds = log(here / (articles_now + 1 - here)) - log(there / (articles_before + 1 - there))
    return odds / sqrt(1 / here + 1 / there)

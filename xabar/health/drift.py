"""Has the layout of a site changed? What its last runs say: layers, empty pages, texts, dates, lengths, agreement."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from xabar.health.pages import (
    BROKEN,
    Count,
    Pages,
    count_read,
    count_rejected,
    find_judged,
    find_more,
    learn_usual,
    say_percent,
)
from xabar.health.shares import Change
from xabar.health.site_run import SiteRun
from xabar.health.statistics import spread_of
from xabar.run_measures import STEPS, RunMeasures, median_of

LENGTH_MOVED: Final = 2.5  # times, by which the median of few articles must have moved
HALVED: Final = 1.7  # times, by which that of MANY must have become shorter
MANY: Final = 20
FEWEST: Final = 4  # articles in two runs, of which a length is judged
PART_OF_BOTH: Final = 0.3  # of what two runs together have moved by: so far each must have moved
END: Final = 0.02  # part of the texts that are the shortest, or the longest, of a site
RARE: Final = 0.01  # part of the pages; what is more frequent is a site's habit
# By how much the medians of runs differ at a site where they seem to differ less:
LENGTH_VARIES: Final = 0.5  # of the steps into which lengths are sorted
AGREEMENT_VARIES: Final = 2.0  # percent
SELECTED: Final = ("selectors", "learned")


def find_drift(pages: Pages) -> Iterator[str]:
    """Yield in words what tells that the layout has changed."""
    if found := find_more(pages, _unselected):
        yield f"the selectors read {say_percent(1 - found.now)} of the articles, usually {say_percent(1 - found.usual)}"
    last, recent = (
        sum((run.stats.rejected for run in runs), Counter[str]()) for runs in (pages.judged, pages.recent)
    )
    reason = max(BROKEN, key=lambda each: (last[each], recent[each]))
    if found := find_more(pages, _broken) or _newly_refused(pages, reason):
        yield f"{say_percent(found.now)} of the pages gave no article ({reason}), usually {say_percent(found.usual)}"
    if found := find_more(pages, _same_text):
        yield f"{say_percent(found.now)} of the pages have the text of another one, usually {say_percent(found.usual)}"
    yield from _dates_moved(pages)
    yield from _agreement_fell(pages)
    yield from _length_moved(pages)


def _newly_refused(pages: Pages, reason: str) -> Change | None:
    """Return the shares of pages that gave no article for a reason which the site hardly ever gave: that says more than all together.

    What it gave on such a weekday is a habit, too: a supplement may have few of its pages, and its reasons come and go.
    """
    weekdays = {day.weekday() for run in pages.judged for day in pages.days_of(run)}
    alike = [run for run in pages.former if pages.days_of(run)[0].weekday() in weekdays]
    if any(_is_habit(runs, reason) for runs in (pages.former, alike)):
        return None
    return find_more(pages, lambda run: (run.stats.rejected[reason], count_read(run)))


def _is_habit(runs: Sequence[SiteRun], reason: str) -> bool:
    """Return whether pages of these runs gave no article for a reason more often than hardly ever."""
    return sum(run.stats.rejected[reason] for run in runs) > RARE * sum(map(count_read, runs))


def _dates_moved(pages: Pages) -> Iterator[str]:
    """Yield that dates stand elsewhere than usual: the place that machines read is gone."""
    former = sum((run.measures.date_sources for run in pages.former), Counter[str]())
    if not former:
        return
    source, _ = former.most_common(1)[0]

    def elsewhere(run: SiteRun) -> tuple[int, int]:
        sources = run.measures.date_sources
        return sources.total() - sources[source], sources.total()

    if found := find_more(pages, elsewhere, least=0.5):
        yield f"{say_percent(1 - found.now)} of the dates were read from {source}, usually {say_percent(1 - found.usual)}"


def _agreement_fell(pages: Pages) -> Iterator[str]:
    """Yield that selectors and the generic check have far fewer words in common than their medians vary by."""
    found = _find_moved(pages, lambda measures: measures.agreements, AGREEMENT_VARIES)
    if found is None or found.articles < 5:
        return
    if found.moved < -max(25, 6 * found.spread):
        now = max(0, round(found.usual + found.moved))
        yield f"{now} percent of the words that selectors and the generic check share, usually {found.usual:.0f}"


def _length_moved(pages: Pages) -> Iterator[str]:
    """Yield that texts are many times shorter or longer than usual: by their medians, or by those at the ends of the usual."""
    found = _find_moved(pages, lambda measures: measures.lengths, LENGTH_VARIES)
    if found is None or found.articles < FEWEST:
        return
    halved = found.moved < -_in_steps(HALVED) and found.articles >= MANY
    if abs(found.moved) <= _in_steps(LENGTH_MOVED) and not halved:
        return
    by_median = abs(found.moved) > max(4 * found.spread, 5 * _error_of_median(pages, found.articles))
    if by_median or find_more(pages, _count_ends(pages, is_longer=found.moved > 0)):
        now = 2 ** ((found.usual + found.moved) / STEPS)
        yield f"texts have {now:.0f} characters, usually {2 ** (found.usual / STEPS):.0f}"


@dataclass(frozen=True, slots=True)
class _Moved:
    """By how much the articles of the judged runs differ in the median from what is usual on their days."""

    moved: int
    usual: float  # when the last of them ran
    spread: float  # of the medians of runs
    articles: int


def _find_moved(pages: Pages, read: Callable[[RunMeasures], Counter[int]], least: float) -> _Moved | None:
    """Return by how much a counted value has moved; None if too little of it was counted, or one run alone says so."""
    usual_value = learn_usual(pages, lambda measures: median_of(read(measures)), least)
    if usual_value is None:
        return None
    differences: Counter[int] = Counter()
    moves = []
    middle = usual_value.common
    for run, middle in find_judged(pages, lambda measures: median_of(read(measures)), usual_value):
        counted = Counter({value - round(middle): count for value, count in read(run.measures).items()})
        moves.append(median_of(counted) or 0)
        differences += counted
    moved = median_of(differences)
    if moved is None or any(PART_OF_BOTH * abs(moved) > own * math.copysign(1, moved) for own in moves):
        return None
    return _Moved(moved, middle, usual_value.spread, differences.total())


def _in_steps(times: float) -> float:
    """Return a factor of lengths in the steps into which they are sorted."""
    return STEPS * math.log2(times)


def _count_ends(pages: Pages, is_longer: bool) -> Count:
    """Return what counts the texts of a run that are shorter, or longer, than nearly all were."""
    lengths = _lengths(pages.former)
    in_order = sorted(lengths, reverse=is_longer)
    seen = accumulate(lengths[each] for each in in_order)
    end = next(each for each, number in zip(in_order, seen, strict=True) if number > END * lengths.total())

    def count(run: SiteRun) -> tuple[int, int]:
        counted = run.measures.lengths
        some = sum(
            number for length, number in counted.items() if (length > end if is_longer else length < end)
        )
        return some, counted.total()

    return count


def _error_of_median(pages: Pages, articles: int) -> float:
    """Return the standard error of the median length of so many articles, in steps, by how much texts of the site vary."""
    return math.sqrt(math.pi / 2) * spread_of(_lengths(pages.former)) / math.sqrt(articles)


def _lengths(runs: Sequence[SiteRun]) -> Counter[int]:
    return sum((run.measures.lengths for run in runs), Counter[int]())


def _unselected(run: SiteRun) -> tuple[int, int]:
    layers = run.measures.layers
    return layers.total() - sum(layers[name] for name in SELECTED), layers.total()


def _broken(run: SiteRun) -> tuple[int, int]:
    return count_rejected(run, BROKEN), count_read(run)


def _same_text(run: SiteRun) -> tuple[int, int]:
    return run.stats.duplicate, run.measures.articles

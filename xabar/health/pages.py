"""What the pages of a site's last runs say: has the layout changed, are dates wrong, does boilerplate grow?"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from xabar.health.shares import Change, enough_for, find_change, learn_share
from xabar.health.site_run import SiteRun
from xabar.health.statistics import usual
from xabar.run_measures import STEPS, RunMeasures, median_of

JUDGED: Final = 2  # runs with pages whose medians are taken together
TOGETHER: Final = 6  # runs with pages whose counts may add up
LEAST_RUNS: Final = 8  # with pages, before anything is known of a site
LEAST_ARTICLES: Final = 30
MOST_RUNS: Final = 80  # that say what is usual; of more, evenly spread ones
LENGTH_MOVED: Final = 2.5  # times, by which the median of few articles must have moved
HALVED: Final = 1.7  # times, by which that of MANY must have become shorter
MANY: Final = 20
END: Final = 0.05  # part of the texts that are the shortest, or the longest, of a site
RARE: Final = 0.01  # part of the pages; what is more frequent is a site's habit
SELECTED: Final = ("selectors", "learned")
BROKEN: Final = (
    *("no-title", "no-body", "no-date", "not-article", "home-page", "template", "empty-page", "not-html"),
    "parse-error",
)
UNREAD: Final = (*BROKEN, "future-date")  # why a page that came is no article

Count = Callable[[SiteRun], tuple[int, int]]
"""Returns of a run how many of its pages are so, and of how many."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The runs that read pages: those that are judged, and those before, which say what is usual."""

    recent: Sequence[SiteRun]
    former: Sequence[SiteRun]
    runs_a_day: float

    @property
    def judged(self) -> Sequence[SiteRun]:
        """The very last of them."""
        return self.recent[-JUDGED:]

    @property
    def since(self) -> datetime:
        """When the first of the judged runs began."""
        return self.judged[0].began


def count_read(run: SiteRun) -> int:
    """Return how many pages of a run came and were read, well or not."""
    return run.measures.articles + _refused(run, UNREAD)


def find_pages(
    runs: Sequence[SiteRun], before: datetime | None = None, count: Callable[[SiteRun], int] = count_read
) -> Pages | None:
    """Return the runs that read pages, in order; None as long as little is known of the site.

    What is usual is learned from runs that began before a moment, if it is given: when an alarm was opened.
    `count` says what is counted, if that is not the pages that were read.
    """
    recent: list[SiteRun] = []
    at = len(runs)
    while at and len(recent) < TOGETHER:
        at -= 1
        if count(runs[at]):
            recent.insert(0, runs[at])
    earlier = [run for run in runs[:at] if before is None or run.began < before]
    spread = earlier[:: len(earlier) // MOST_RUNS + 1]
    former = [run for run in spread if count(run)]
    if len(former) < LEAST_RUNS or sum(map(count, former)) < LEAST_ARTICLES:
        return None
    days = (earlier[-1].began - earlier[0].began) / timedelta(days=1)
    return Pages(recent, former, len(earlier) * len(former) / len(spread) / max(1.0, days))


def find_drift(pages: Pages) -> Iterator[str]:
    """Yield in words what tells that the layout has changed."""
    if found := find_more(pages, _unselected):
        yield f"the selectors read {say_percent(1 - found.now)} of the articles, usually {say_percent(1 - found.usual)}"
    reasons = sum((run.stats.rejected for run in pages.judged), Counter[str]())
    reason = max(BROKEN, key=lambda each: reasons[each])
    if found := find_more(pages, _broken) or _newly_refused(pages, reason):
        yield f"{say_percent(found.now)} of the pages gave no article ({reason}), usually {say_percent(found.usual)}"
    if found := find_more(pages, _same_text):
        yield f"{say_percent(found.now)} of the pages have the text of another one, usually {say_percent(found.usual)}"
    yield from _dates_moved(pages)
    yield from _median_moved(
        pages, "agreements", "percent of the words that selectors and the generic check share"
    )
    yield from _length_moved(pages)


def find_future_dates(pages: Pages) -> Iterator[str]:
    """Yield in words that dates lie in the future."""
    if found := find_more(pages, _in_the_future, least=0.2):
        yield f"{say_percent(found.now)} of the pages are dated in the future, usually {say_percent(found.usual)}"


def find_missing_fields(pages: Pages) -> Iterator[str]:
    """Yield in words which fields the site has ceased to give."""
    names = sorted({name for run in pages.judged for name in run.measures.missing})
    for name in names:
        if found := find_more(pages, lambda run, name=name: _missing(run, name), least=0.6):  # type: ignore[misc]
            label = "time of day" if name == "time" else name
            yield f"{label}: missing in {say_percent(found.now)} of the articles, usually in {say_percent(found.usual)}"


def find_boilerplate(pages: Pages) -> Iterator[str]:
    """Yield in words that ever more of the text is cut, or that articles begin or end alike."""
    shares = [share for run in pages.former if (share := run.measures.cut_share) is not None]
    now = _merged(pages.judged).cut_share
    if shares and now is not None and _articles(pages.judged) >= 4:
        middle, spread = usual(shares)
        if now > middle + max(0.15, 6 * spread):
            yield f"{say_percent(now)} of the printed text was cut, usually {say_percent(middle)}"
    if found := find_more(pages, _same_line, least=0.5):
        yield f"{say_percent(found.now)} of the articles begin or end with the same line, usually {say_percent(found.usual)}"


def find_more(pages: Pages, count: Count, least: float = 0.3) -> Change | None:
    """Return the shares if far more pages are so than usual: by `least` more, and by more than chance explains."""
    recent = [counted for run in pages.recent if (counted := _bounded(count(run)))[1]]
    if all(some < least * of for some, of in recent):
        return None
    former = [counted for run in pages.former if (counted := _bounded(count(run)))[1]]
    if len(former) < LEAST_RUNS:
        return None
    return find_change(learn_share(former), recent, least, enough_for(pages.runs_a_day))


def _newly_refused(pages: Pages, reason: str) -> Change | None:
    """Return the shares of pages that gave no article for a reason which the site hardly ever gave: that says more than all together."""
    former = sum(run.stats.rejected[reason] for run in pages.former)
    if former > RARE * sum(map(count_read, pages.former)):
        return None
    return find_more(pages, lambda run: (run.stats.rejected[reason], count_read(run)))


def _bounded(counted: tuple[int, int]) -> tuple[int, int]:
    """Return a part that is not more than the whole; the last note of a run that was killed may say so."""
    some, of = counted
    return min(some, of), of


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


def _median_moved(pages: Pages, name: str, words: str) -> Iterator[str]:
    """Yield that the median of a percentage has fallen far below what it varies by."""
    medians = [median_of(getattr(run.measures, name)) for run in pages.former]
    former = [float(each) for each in medians if each is not None]
    counted: Counter[int] = getattr(_merged(pages.judged), name)
    if len(former) < LEAST_RUNS or counted.total() < 5:
        return
    middle, spread = usual(former)
    now = median_of(counted)
    if now is not None and now < middle - max(25, 6 * spread):
        yield f"{now} {words}, usually {middle:.0f}"


def _length_moved(pages: Pages) -> Iterator[str]:
    """Yield that texts are many times shorter or longer than usual: by their medians, or by those at the ends of the usual."""
    former = [math.log(length) for run in pages.former if (length := run.measures.body_length)]
    judged = _merged(pages.judged)
    if len(former) < LEAST_RUNS or judged.articles < 5 or not judged.body_length:
        return
    middle, spread = usual(former)
    moved = math.log(judged.body_length) - middle
    halved = moved < -math.log(HALVED) and judged.articles >= MANY
    if abs(moved) <= math.log(LENGTH_MOVED) and not halved:
        return
    by_median = abs(moved) > 4 * spread and abs(moved) > 5 * _error_of_median(pages)
    if by_median or find_more(pages, _count_ends(pages, is_longer=moved > 0)):
        yield f"texts have {judged.body_length} characters, usually {math.exp(middle):.0f}"


def _count_ends(pages: Pages, is_longer: bool) -> Count:
    """Return what counts the texts of a run that are shorter, or longer, than nearly all were."""
    lengths = sorted(_lengths(pages.former).elements(), reverse=is_longer)
    end = lengths[int(END * len(lengths))]

    def count(run: SiteRun) -> tuple[int, int]:
        counted = run.measures.lengths
        some = sum(
            number for length, number in counted.items() if (length > end if is_longer else length < end)
        )
        return some, counted.total()

    return count


def _lengths(runs: Sequence[SiteRun]) -> Counter[int]:
    return sum((run.measures.lengths for run in runs), Counter[int]())


def _error_of_median(pages: Pages) -> float:
    """Return the standard error of the logarithm of the judged runs' median length, by how much texts of the site vary."""
    _, spread = usual([step * math.log(2) / STEPS for step in _lengths(pages.former).elements()])
    return math.sqrt(math.pi / 2) * spread / math.sqrt(_lengths(pages.judged).total())


def _unselected(run: SiteRun) -> tuple[int, int]:
    layers = run.measures.layers
    return layers.total() - sum(layers[name] for name in SELECTED), layers.total()


def _broken(run: SiteRun) -> tuple[int, int]:
    return _refused(run, BROKEN), count_read(run)


def _same_text(run: SiteRun) -> tuple[int, int]:
    return run.stats.duplicate, run.measures.articles


def _in_the_future(run: SiteRun) -> tuple[int, int]:
    some = run.stats.rejected["future-date"]
    return some, some + run.measures.articles


def _missing(run: SiteRun, name: str) -> tuple[int, int]:
    return run.measures.missing[name], run.measures.articles


def _same_line(run: SiteRun) -> tuple[int, int]:
    articles = run.measures.articles
    return (run.measures.same_line, articles) if articles >= 3 else (0, 0)  # of two, one is half


def _refused(run: SiteRun, reasons: Sequence[str]) -> int:
    return sum(count for reason, count in run.stats.rejected.items() if reason in reasons)


def _articles(runs: Sequence[SiteRun]) -> int:
    return sum(run.measures.articles for run in runs)


def _merged(runs: Sequence[SiteRun]) -> RunMeasures:
    """Return the measures of several runs together, as far as they are looked at so."""
    all_measures = [run.measures for run in runs]
    return RunMeasures(
        articles=sum(each.articles for each in all_measures),
        lengths=_lengths(runs),
        agreements=sum((each.agreements for each in all_measures), Counter[int]()),
        kept_characters=sum(each.kept_characters for each in all_measures),
        cut_characters=sum(each.cut_characters for each in all_measures),
    )


def say_percent(share: float) -> str:
    """Return a share as people read it."""
    return f"{100 * share:.0f} %"

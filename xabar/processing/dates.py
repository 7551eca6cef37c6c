"""Read the dates that a page gives, and choose the date of publication among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from xabar.article import Article, DateSource, PrintedDate
from xabar.language.dates import DateContext, ParsedDate, Reading, Refusal, read_date
from xabar.processing.dateparser_reader import may_be_date, read_with_dateparser
from xabar.processing.steps import Context, WorkerNeeded
from xabar.rejection import Rejected

TRUST: tuple[DateSource, ...] = ("json-ld", "meta", "time", "printed", "url", "feed")
"""Sources from the most trusted to the least: metadata gives the right minute on 95 % of news pages."""

FOR_PEOPLE: frozenset[DateSource] = frozenset({"time", "printed"})
"""Sources that are written for people; dateparser may read what our tables do not cover."""

FROM_OUTSIDE: frozenset[DateSource] = frozenset({"url", "feed"})
"""Sources outside the page: no template can put the time of the response into them."""

ONE_DAY = timedelta(days=1)  # the most that wrong zones and midnights put between two readings of one moment
NEAR_ZONES = timedelta(
    hours=6
)  # that a wrong zone moves a time in these countries, which lie at UTC+5 and +6
FARTHEST_ZONE = timedelta(hours=14)
CACHED = timedelta(minutes=10)  # how long before the fetch a page may have been rendered for a cache


@dataclass(frozen=True, slots=True)
class _Candidate:
    printed: PrintedDate
    date: ParsedDate

    def agrees_with(self, other: _Candidate) -> bool:
        """Return whether both can be the same publication: their days are at most one apart."""
        return abs(self.date.day - other.date.day) <= ONE_DAY

    def is_same_moment_as(self, other: _Candidate) -> bool:
        """Return whether both can be the same publication, and any day between them is one that a zone explains."""
        if self.date.day == other.date.day:
            return True
        if self.date.at is not None and other.date.at is not None:
            return abs(self.date.at - other.date.at) <= FARTHEST_ZONE
        at, day = (self.date.at, other.date.day) if self.date.at else (other.date.at, self.date.day)
        if at is None:
            return False
        start = datetime.combine(day, time(), at.tzinfo)
        return start - NEAR_ZONES <= at < start + ONE_DAY + NEAR_ZONES

    def shows_other_clock_than(self, other: _Candidate) -> bool:
        """Return whether the printed clock shows the same minute of another hour, so that `other` has a wrong zone."""
        if self.printed.source != "printed" or self.date.at is None or other.date.at is None:
            return False
        at = self.date.at
        gap = abs(at - other.date.at.replace(second=0, microsecond=0))
        if not timedelta() < gap <= FARTHEST_ZONE or gap % timedelta(hours=1):
            return False  # nearly always: both show the same moment
        return re.search(rf"(?<!\d)0?{at.hour}[:.]{at.minute:02}", self.printed.text) is not None

    def may_be_the_fetch(self, context: DateContext) -> bool:
        """Return whether it may say when the page was fetched: today in a header, or the time of the response."""
        if self.printed.source in FROM_OUTSIDE or self.date.day != context.today:
            return False
        at = self.date.at
        return self.printed.source == "printed" or at is None or at >= context.now - CACHED


def choose_date(article: Article, context: Context, *, dateparser: bool = True) -> Article:
    """Return the article with its five `published_*` fields, chosen among `printed_dates` as of `fetched_at`.

    The most trusted source counts, unless its neighbours contradict it (`drop_fetch_times`, `choose_candidate`).
    Where the chosen one gives only a day and another gives a time of the same day, the time is taken from there.
    `published_at` is UTC; with the precision `day` it is the first moment of the day in the site's zone. `modified_at` is
    kept apart and never replaces it. Raise Rejected, as `future-date` or `no-date`, when no date can be believed.
    Without `dateparser`, raise WorkerNeeded instead of asking it, because its import alone takes .2 s.
    """
    candidates: list[_Candidate] = []
    future = False
    for printed in sort_by_trust(article.printed_dates):
        reading = read_printed(printed, article, dateparser=dateparser)
        if isinstance(reading, ParsedDate):
            candidates.append(_Candidate(printed, _without_midnight(printed, reading)))
        future = future or reading is Refusal.FUTURE
    if not candidates:
        raise Rejected("future-date" if future else "no-date")
    date_context = DateContext.of(article.fetched_at, article.zone)
    if article.body_layer == "learned":
        candidates = drop_doubtful(candidates)
    believable = drop_fetch_times(candidates, date_context)
    if article.body_layer != "selectors":
        believable = drop_denied(believable, date_context)
    _publish(article, add_time(choose_candidate(believable), candidates))
    _set_modified(article, date_context)
    return article


def sort_by_trust(printed_dates: Iterable[PrintedDate]) -> list[PrintedDate]:
    """Return the dates by their sources, the most trusted first."""
    return sorted(printed_dates, key=lambda printed: TRUST.index(printed.source))


def read_printed(printed: PrintedDate, article: Article, *, dateparser: bool = True) -> Reading:
    """Read one printed date in the article's language, then in the edition's, then with dateparser.

    Without `dateparser`, raise WorkerNeeded instead of the last.
    """
    languages = dict.fromkeys((article.language or article.declared_language, article.declared_language))
    for reading in _readings(printed, languages, article, dateparser=dateparser):
        if reading is not None:
            return reading
    return None


def _readings(
    printed: PrintedDate,
    languages: dict[str, None],
    article: Article,
    *,
    dateparser: bool,
) -> Iterator[Reading]:
    for language in languages:
        yield read_date(printed.text, language=language, now=article.fetched_at, zone=article.zone)
    if printed.source in FOR_PEOPLE and may_be_date(printed.text):
        if not dateparser:
            raise WorkerNeeded
        context = DateContext.of(article.fetched_at, article.zone)
        for language in languages:
            yield read_with_dateparser(printed.text, language=language, context=context)


def drop_doubtful(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the dates without those in a place that was worked out, if the page says another day to machines."""
    said = [each for each in candidates if each.printed.source not in FOR_PEOPLE | {"feed"}]
    return [
        each
        for each in candidates
        if each.printed.source not in FOR_PEOPLE or not said or any(map(each.agrees_with, said))
    ]


def drop_denied(candidates: list[_Candidate], context: DateContext) -> list[_Candidate]:
    """Return the dates without those in a place that nobody declared, if a better candidate names another day.

    Better are the address, and a list or feed that gives a time too, unless that time may be the time of the fetch.
    """
    sure = [each for each in candidates if each.printed.source not in FOR_PEOPLE]
    better = [
        each
        for each in sure
        if each.printed.source == "url"
        or (each.printed.source == "feed" and each.date.at and each.date.at < context.now - CACHED)
    ]
    if not better:
        return candidates
    return [
        each
        for each in candidates
        if each.printed.source not in FOR_PEOPLE or any(map(each.is_same_moment_as, sure))
    ]


def drop_fetch_times(candidates: list[_Candidate], context: DateContext) -> list[_Candidate]:
    """Return the candidates without those that may only say when the page was fetched, unless another confirms them.

    Templates put the current date into headers and sometimes into metadata. When every candidate may be one of these,
    the article is as new as the page says, and all of them stay.
    """
    doubted = [candidate.may_be_the_fetch(context) for candidate in candidates]
    sure = [candidate for candidate, doubt in zip(candidates, doubted, strict=True) if not doubt]
    kept = [
        candidate
        for candidate, doubt in zip(candidates, doubted, strict=True)
        if not doubt or any(other.agrees_with(candidate) for other in sure)
    ]
    return kept or candidates


def choose_candidate(candidates: list[_Candidate]) -> _Candidate:
    """Return the candidate to believe, of several in the order of trust.

    It is the first one, with two exceptions. If readers see the same minute of another hour, the machine's zone is
    wrong: «14:30Z» beside «14:30». If the date that readers see, or else the one in the address, contradicts it by more
    than a day, it belongs to the template or to the last change. Then the one that the address or the feed confirms
    is right; if neither confirms one, the one that readers see.
    """
    first = candidates[0]
    seen = next(
        (candidate for candidate in candidates if candidate.printed.source in ("printed", "url")), first
    )
    if seen.agrees_with(first):
        return seen if seen.shows_other_clock_than(first) else first
    for other in candidates:
        agrees = other.agrees_with(first)
        if other.printed.source in FROM_OUTSIDE and other is not seen and agrees != other.agrees_with(seen):
            return first if agrees else seen
    return seen


def add_time(chosen: _Candidate, candidates: list[_Candidate]) -> _Candidate:
    """Return `chosen`, or the first candidate that has a time on the day that `chosen` only names."""
    if chosen.date.at is not None:
        return chosen
    timed = (
        candidate for candidate in candidates if candidate.date.at and candidate.date.day == chosen.date.day
    )
    return next(timed, chosen)


def _without_midnight(printed: PrintedDate, reading: ParsedDate) -> ParsedDate:
    """Drop a time of exactly midnight, local or UTC: machines write a day without a time in that way."""
    if reading.at is None or printed.source == "printed":
        return reading
    if time() in (reading.at.time(), reading.at.astimezone(UTC).time()):
        return ParsedDate(reading.day, None, "day")
    return reading


def _publish(article: Article, candidate: _Candidate) -> None:
    read = candidate.date
    at = read.at or datetime.combine(read.day, time(), ZoneInfo(article.zone))
    article.published_at = at.astimezone(UTC)
    article.published_day = read.day
    article.published_text = candidate.printed.text
    article.published_source = candidate.printed.source
    article.published_precision = read.precision


def _set_modified(article: Article, context: DateContext) -> None:
    """Keep the last change that the page states if it is later than the publication, and not the clock of a template."""
    text, article.modified_text = article.modified_text, None
    if text is None or article.published_at is None:
        return
    reading = read_date(text, language=article.declared_language, now=context.now, zone=article.zone)
    if not isinstance(reading, ParsedDate) or reading.at is None:
        return
    at = reading.at.astimezone(UTC)
    if article.published_at < at < article.fetched_at - CACHED:
        article.modified_at, article.modified_text = at, text

"""How probable it is that a newspaper without a fault gives what one with a fault gave, to somebody who knows all of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime

from bench.health.newspapers import Newspaper
from xabar.health.site_run import SiteRun


def log_chance_of_silence(paper: Newspaper) -> float:
    """Return ln of the probability that a newspaper like this had published nothing in what a silence has taken."""
    return _log_nothing(paper, paper.missed)


def log_chance_of_nothing(paper: Newspaper, begin: datetime, end: datetime) -> float:
    """Return ln of the probability that a newspaper like this publishes nothing in a time, without a fault."""
    numbers: dict[date, float] = {}
    for _, day, number in paper.expect(begin, end):
        numbers[day] = numbers.get(day, 0.0) + number
    return _log_nothing(paper, numbers)


def _log_nothing(paper: Newspaper, numbers: Mapping[date, float]) -> float:
    """Return ln of the probability that none of these articles comes, of which so many are usual on each day."""
    shape, quiet = 1 / paper.values["spread"], paper.world.quiet

    def nothing(number: float) -> float:
        return math.exp(-shape * math.log1p(number / shape))

    days = numbers.values()
    return sum(math.log(quiet * nothing(number / 5) + (1 - quiet) * nothing(number)) for number in days)


def chance_of(paper: Newspaper, run: SiteRun) -> float:
    """Return the probability that as many pages of a newspaper's last run, or more, are as the fault makes them, without it."""
    pages, supplement = run.stats.fetched, paper.supplement_pages
    usual = _share(paper, paper.values)
    other = _share(paper, paper.values | paper.supplement)
    share = usual + (other - usual) * supplement / pages if pages else usual
    a = share * paper.world.wobble
    b = paper.world.wobble - a
    odd = odd_pages(paper, run)
    return min(1.0, sum(_beta_binomial(number, pages, a, b) for number in range(odd, pages + 1)))


def _share(paper: Newspaper, values: Mapping[str, float]) -> float:
    """Return the share of pages that are as the fault makes them, without it."""
    shares = {
        **{"layers": 1 - values["selected"], "broken": values["broken"], "home-page": values["broken"]},
        "future-dates": 0.001,
    }
    return shares.get(paper.fault or "", 0.02)


def log_product_of_two(log_chance: float) -> float:
    """Return ln of the largest product of two runs' probabilities that is as small with this probability, without a fault.

    Such a product is small more often than its value says: c (1 - ln c) is the probability of one of c or less (Fisher 1932).
    """
    log = log_chance
    for _ in range(50):
        log = log_chance - math.log(1 - log)
    return log


def odd_pages(paper: Newspaper, run: SiteRun) -> int:
    """Return how many pages of a run are as the fault makes them."""
    stats, measures = run.stats, run.measures
    counts = {
        "layers": measures.layers["blocks"],
        "broken": stats.rejected["no-body"],
        "home-page": stats.rejected["home-page"],
        "same-text": stats.duplicate,
        "future-dates": stats.rejected["future-date"],
    }
    return counts.get(paper.fault or "", measures.articles)


def _beta_binomial(count: int, of: int, a: float, b: float) -> float:
    def log_beta(one: float, other: float) -> float:
        return math.lgamma(one) + math.lgamma(other) - math.lgamma(one + other)

    return math.comb(of, count) * math.exp(log_beta(count + a, of - count + b) - log_beta(a, b))

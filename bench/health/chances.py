"""How probable it is that a newspaper without a fault gives what one with a fault gave, to somebody who knows all of it."""

from __future__ import annotations

import math

from bench.health.newspapers import Newspaper
from xabar.health.site_run import SiteRun


def log_chance_of_silence(paper: Newspaper) -> float:
    """Return ln of the probability that a newspaper like this had published nothing in what a silence has taken."""
    shape, quiet = 1 / paper.values["spread"], paper.world.quiet

    def nothing(number: float) -> float:
        return math.exp(-shape * math.log1p(number / shape))

    days = paper.missed.values()
    return sum(math.log(quiet * nothing(number / 5) + (1 - quiet) * nothing(number)) for number in days)


def chance_of(paper: Newspaper, odd: int, pages: int) -> float:
    """Return the probability that so many pages of a run, or more, are as the fault makes them, without the fault."""
    shares = {
        "layers": 1 - paper.values["selected"],
        "broken": paper.values["broken"],
        "home-page": paper.values["broken"],
    }
    a = shares.get(paper.fault or "", 0.02) * paper.world.wobble
    b = paper.world.wobble - a
    return min(1.0, sum(_beta_binomial(number, pages, a, b) for number in range(odd, pages + 1)))


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

"""Shares of a run's pages: what is usual for a site, and how strongly a run suggests that this has changed.

Shares differ from run to run by more than chance, because pages of one kind come together. A beta-binomial distribution
says by how much (Skellam 1948), and each site shows its own. What runs say is added up one after the other, as in a
CUSUM (Page 1954), so that runs of few pages tell together what none tells alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import quantiles
from typing import Final

Counted = tuple[int, int]
"""How many pages of a run are so, and of how many."""

# Days of a site in which chance would call somebody once if what runs say always came near the bound; it calls far less.
CALM_DAYS: Final = 500.0
LOOKS: Final = 12  # shares, medians and sources that are looked at in each run
# Parts of the evidence that calls somebody:
FROM_ONE: Final = 0.75  # that one run can give: an odd day alone is not enough
MOST: Final = 1.2  # that is remembered, so that few good runs end it
CHANGED: Final = (
    4.0,
    1.0,
)  # the beta distribution of shares after a change: four of five pages, or more, or less
HEAVIEST: Final = 20  # pages of a run that count when the usual is learned; a backfill is one run, too
ODD_SHARE: Final = 0.15  # above what four of five runs show: what is more counts as so much
SMALLEST: Final = 0.01  # share that is expected, even if it was never seen
# Correlation of the pages of a run before the site has shown its own, and for how many pages that speaks.
CORRELATION: Final = 0.05
SPEAKING: Final = 100.0


@dataclass(frozen=True, slots=True)
class UsualShare:
    """The beta distribution of the shares that runs of a site usually have."""

    share: float
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class Change:
    """That the last runs differ from the usual: the share of their pages, and since how many runs."""

    now: float
    usual: float
    runs: int


def learn_share(counts: Sequence[Counted]) -> UsualShare:
    """Return what is usual by the counts of at least two runs with pages. Earlier faults among them change little."""
    shares = [some / of for some, of in counts]
    most = quantiles(shares, n=5, method="inclusive")[-1] + ODD_SHARE
    shares = [min(share, most) for share in shares]
    weights = [min(of, HEAVIEST) for _, of in counts]
    mean = sum(w * share for w, share in zip(weights, shares, strict=True)) / sum(weights)
    within = min(0.97, max(SMALLEST, mean))
    by_chance = sum(w / of for w, (_, of) in zip(weights, counts, strict=True))
    seen = sum(w * (share - mean) ** 2 for w, share in zip(weights, shares, strict=True))
    excess = seen / (within * (1 - within)) - by_chance + SPEAKING * CORRELATION
    correlation = min(0.9, max(0.01, excess / (sum(weights) - by_chance + SPEAKING)))
    error = math.sqrt(within * (1 - within) * (correlation + 1 / HEAVIEST) / len(counts))
    careful = min(0.97, within + error)  # few runs say only roughly what is usual
    together = 1 / correlation - 1
    return UsualShare(mean, careful * together, (1 - careful) * together)


def enough_for(runs_a_day: float) -> float:
    """Return the evidence, as the logarithm of a likelihood ratio, that calls somebody.

    A ratio is above a bound by chance with one over that bound at most (Ville 1939), so the more runs a day could call
    somebody, the more each must say.
    """
    return math.log(CALM_DAYS * LOOKS * max(1.0, runs_a_day))


def find_change(runs: Sequence[tuple[UsualShare, Counted]], least: float, enough: float) -> Change | None:
    """Return the change if the last runs have a share that is larger by `least`, with `enough` evidence; else None.

    The runs are in their order, each with what was usual when it began.
    """
    total, begin = 0.0, 0
    for at, (usual, counted) in enumerate(runs):
        if total <= 0:
            total, begin = 0.0, at
        total = min(MOST * enough, total + min(FROM_ONE * enough, evidence(usual, counted)))
    pages = sum(of for _, (_, of) in runs[begin:])
    now = sum(some for _, (some, _) in runs[begin:]) / pages
    expected = sum(usual.share * of for usual, (_, of) in runs[begin:]) / pages
    if total < enough or now - expected < least:
        return None
    return Change(now, expected, len(runs) - begin)


def evidence(usual: UsualShare, counted: Counted) -> float:
    """Return the logarithm of how much better a change explains a run than the usual does."""
    return log_beta_binomial(*counted, *CHANGED) - log_beta_binomial(*counted, usual.a, usual.b)


@lru_cache(maxsize=2048)
def log_beta_binomial(count: int, of: int, a: float, b: float) -> float:
    """Return ln P(X = count) of a beta-binomial distribution."""
    ways = math.lgamma(of + 1) - math.lgamma(count + 1) - math.lgamma(of - count + 1)
    return ways + _log_beta(count + a, of - count + b) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b)

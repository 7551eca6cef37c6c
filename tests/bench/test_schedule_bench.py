"""`python -m bench.schedule`, with fewer days: no site starved, none run twice at once, and a hang felt by nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.schedule.__main__ import describe, simulate
from bench.schedule.simulation import make_sites
from xabar.scheduling.rules import Rules

pytestmark = pytest.mark.slow


def test_a_site_that_hangs_costs_the_others_nothing() -> None:
    sites = make_sites(30)
    first = next(iter(sites))
    without = simulate({name: site for name, site in sites.items() if name != first}, Rules(), 0.4)
    hanging = simulate({**sites, first: replace(sites[first], hangs=True)}, Rules(), 0.4)
    for figures in (without, hanging):
        assert figures.runs > 250
        assert figures.longest_gap <= 1.1
        assert figures.twice_at_once == 0
        assert figures.peak <= 2 * Rules().at_once
    assert hanging.runs >= 0.98 * without.runs
    assert hanging.late_mean <= without.late_mean + 10
    assert "one hangs" in describe("one hangs", hanging)

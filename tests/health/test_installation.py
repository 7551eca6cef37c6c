"""What is wrong with the installation, and the values on both sides of each bound."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from xabar.health.installation import Installation, judge_installation

NOW = datetime(2026, 11, 2, tzinfo=UTC)
GB = 10**9


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (Installation(), []),
        (Installation(waiting=5, lag=timedelta(minutes=59)), []),
        (Installation(waiting=5, lag=timedelta(minutes=61)), ["feed-lag"]),
        (Installation(dead={"kun_uz": 1}), ["dead-letters"]),
        (Installation(disk_free=3 * GB, disk_size=50 * GB), []),
        (Installation(disk_free=1 * GB, disk_size=10 * GB), ["disk"]),
        (Installation(disk_free=19 * GB, disk_size=4000 * GB), ["disk"]),
        (Installation(disk_free=21 * GB, disk_size=4000 * GB), []),
        (Installation(certificates={"es": NOW + timedelta(days=11)}), []),
        (Installation(certificates={"es": NOW - timedelta(days=1)}), ["certificate"]),
    ],
)
def test_each_bound_has_two_sides(state: Installation, kinds: list[str]) -> None:
    assert [finding.kind for finding in judge_installation(state, NOW)] == kinds

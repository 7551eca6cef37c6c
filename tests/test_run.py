"""What the exit code of a run means."""

from __future__ import annotations

from collections import Counter

import pytest

from xabar.run import IndexSum, RunSum, SiteSum

WELL = SiteSum("kun_uz", fetched=2, stored=1, rejected=Counter({"no-date": 1}))


@pytest.mark.parametrize(
    ("site", "index", "code"),
    [
        (WELL, IndexSum(stored=1, confirmed=1), 0),
        (SiteSum("kun_uz", known=40), IndexSum(), 0),  # everything is here already
        (WELL, IndexSum(stored=1, waiting=1), 0),  # the next run goes on
        (SiteSum("kun_uz"), IndexSum(), 1),
        (SiteSum("kun_uz", fetched=1, rejected=Counter({"no-date": 1})), IndexSum(), 1),
        (SiteSum("kun_uz", fetched=2, stored=1, rejected=Counter({"store-error": 1})), IndexSum(), 1),
        (SiteSum("kun_uz", fetched=2, stored=1), IndexSum(), 1),  # the sum does not come out
        (WELL, IndexSum(stored=1, dead=1), 1),
        (WELL, IndexSum(stored=2, confirmed=1), 1),
    ],
)
def test_exit_code(site: SiteSum, index: IndexSum, code: int) -> None:
    assert RunSum([site], index).exit_code == code

"""A site declares how often it is crawled, and what cannot be is named when its class is defined."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from crawler.spiders.kun_uz import KunUz
from xabar.app.schedule import site_bounds
from xabar.declaration import DeclarationError
from xabar.scheduling.rules import Rules


def test_a_site_has_its_own_interval_or_that_of_the_settings() -> None:
    class Hourly(KunUz):
        crawl_every = "30m-1h"

    bounds = site_bounds({"hourly": Hourly, "kun_uz": KunUz}, Rules())
    assert bounds == {"hourly": (timedelta(minutes=30), timedelta(hours=1)), "kun_uz": Rules().every}


@pytest.mark.parametrize("value", ["often", "6h-10m", 30])
def test_an_interval_that_cannot_be_is_named(value: object) -> None:
    with pytest.raises(DeclarationError, match=re.escape(f"Wrong.crawl_every = {value!r}: ")):
        type("Wrong", (KunUz,), {"crawl_every": value})

"""What a crawl loads before its first article, and what it leaves to the article that needs it."""

from __future__ import annotations

import pytest

from xabar.processing import dates
from xabar.processing.warm_up import load_tables


def test_every_language_goes_through_all_steps_without_dateparser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its import takes a fifth of a second of each run, and most runs never need it."""

    def refuse(text: str, **_: object) -> None:
        raise AssertionError(f"dateparser is asked for {text!r}")

    monkeypatch.setattr(dates, "read_with_dateparser", refuse)
    load_tables.__wrapped__()

"""What a crawl loads before its first article, and what it leaves to the article that needs it."""

from __future__ import annotations

from functools import cache
from threading import Thread
from time import sleep

import pytest

from xabar.processing import dates, preloading


def test_every_language_goes_through_all_steps_without_dateparser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its import takes a fifth of a second of each run, and most runs never need it."""

    def refuse(text: str, **_: object) -> None:
        raise AssertionError(f"dateparser is asked for {text!r}")

    monkeypatch.setattr(dates, "read_with_dateparser", refuse)
    preloading._load_once.__wrapped__()


def test_the_sites_of_a_run_load_the_tables_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each asks for them in a thread of its own, at the same moment."""
    loaded: list[int] = []

    def load() -> None:
        sleep(0.01)  # until the other threads ask too
        loaded.append(1)

    monkeypatch.setattr(preloading, "_load_once", cache(load))
    threads = [Thread(target=preloading.load_tables) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert loaded == [1]

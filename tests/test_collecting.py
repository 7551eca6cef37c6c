"""Doing without the garbage collector for a moment."""

from __future__ import annotations

import gc
import importlib
import sys

import pytest

from xabar.collecting import uncollected


@uncollected()
def fail() -> None:
    assert not gc.isenabled()
    with uncollected():
        pass
    assert not gc.isenabled()
    raise KeyError


def test_the_collector_works_again_afterwards_whatever_happens() -> None:
    with pytest.raises(KeyError):
        fail()
    assert gc.isenabled()


def test_the_collector_does_not_go_through_what_was_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen = gc.get_freeze_count()
    with uncollected():
        pass
    assert gc.get_freeze_count() <= frozen  # what has died since is counted no more
    with uncollected():
        monkeypatch.setitem(sys.modules, "this_is_no_module", importlib.util)
    assert gc.get_freeze_count() > frozen

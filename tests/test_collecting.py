"""Doing without the garbage collector for a moment, or nearly without it for long."""

from __future__ import annotations

import gc
import importlib
import sys

import pytest

from xabar.collecting import SELDOM, seldom_collected, uncollected


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


@seldom_collected()
def fail_later() -> None:
    assert gc.get_threshold() == SELDOM
    raise KeyError


def test_the_collector_has_its_usual_pace_again_whatever_happens() -> None:
    usual = gc.get_threshold()
    with pytest.raises(KeyError):
        fail_later()
    assert gc.get_threshold() == usual

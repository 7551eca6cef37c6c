"""Doing without the garbage collector for a moment."""

from __future__ import annotations

import gc

import pytest

from xabar.cli.collecting import uncollected


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

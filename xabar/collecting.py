"""Doing without the garbage collector for a moment, or nearly without it for long."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = (50_000, 2, 20)
"""New objects until the collector looks at them, and how often it does so before it looks at those that stayed."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: what is loaded now stays, and looking through it takes a tenth of a short command.

    If modules were loaded, the collector does not go through them later either: they never die.
    """
    was_enabled, loaded = gc.isenabled(), len(sys.modules)
    gc.disable()
    try:
        yield
    finally:
        if len(sys.modules) > loaded:
            gc.freeze()
        if was_enabled:
            gc.enable()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Collect garbage seldom meanwhile: articles die by themselves, and tables and caches stay.

    At its usual pace the collector goes through those of thousands of articles again and again, a twentieth of an import.
    """
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)

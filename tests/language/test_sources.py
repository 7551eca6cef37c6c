"""The docstrings name the law, the decree or the grammar that a rule rests on."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

# What decides how a language is written, read and compared; the builders of patterns and tables decide nothing.
RULES = {
    "alphabets.kazakh": None,
    "alphabets.kazakh_standards": None,
    "apostrophes": None,
    "alphabets.uzbek": None,
    "conversion": None,
    "folding": ("fold_word", "fold_text"),
    "stemming": ("stem_word",),
    "repair": None,
    "identification": ("identify_text",),
    "scripts": None,
}


def public_functions(module: str, names: tuple[str, ...] | None) -> list[Callable[..., Any]]:
    """Return the functions that a module itself defines under a public name, or those that are named."""
    found = vars(import_module(f"xabar.language.{module}"))
    return [
        inspect.unwrap(function)
        for name, function in found.items()
        if (name in names if names else not name.startswith("_"))
        and inspect.isfunction(inspect.unwrap(function))
        and function.__module__ == f"xabar.language.{module}"
    ]


@pytest.mark.parametrize(("module", "names"), RULES.items())
def test_public_functions_state_their_source(module: str, names: tuple[str, ...] | None) -> None:
    functions = public_functions(module, names)
    assert functions
    assert [function.__name__ for function in functions if "Source: " not in (function.__doc__ or "")] == []

"""Every regular expression of the extraction room answers quickly, whatever text it is given."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

import xabar.extraction
from xabar.extraction.rules.code import PIECES
from xabar.extraction.rules.promotion import TAILS
from xabar.extraction.rules.rule import Rule

SIZE = 10_000  # characters of a text
MOST = 0.05  # seconds
MIXED = 24  # texts of several units, for each pattern
# Characters of the classes \w, \d and \s, and letters that no pattern names.
CLASSES = ("a", "Б", "7", " ", "_", "\n", ". ", "ʻ")

Match = Callable[[str], object]


def modules() -> Iterator[ModuleType]:
    root = xabar.extraction
    for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
        yield importlib.import_module(found.name)


def values(value: object) -> Iterator[object]:
    """Yield a module's value, and those inside of a tuple."""
    yield value
    if isinstance(value, tuple):
        for item in value:
            yield from values(item)


def matchers() -> dict[str, tuple[re.Pattern[str], tuple[Match, ...]]]:
    """Return every pattern by its name, with the ways to match it; a rule is only ever used in one way."""
    found: dict[int, tuple[str, re.Pattern[str], tuple[Match, ...]]] = {}
    for module in modules():
        for name, entry in vars(module).items():
            for value in values(entry):
                if isinstance(value, Rule):
                    searched = value in TAILS or value is PIECES
                    found[id(value)] = (
                        f"{module.__name__}.{name}/{value.name}",
                        value.regex,
                        (value.regex.search if searched else value.regex.fullmatch,),
                    )
                elif isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                    ways = (value.match, value.search, value.fullmatch)
                    found[id(value)] = (f"{module.__name__}.{name}", value, ways)
    numbered = enumerate(found.values())
    return {f"{name}-{number}": (pattern, ways) for number, (name, pattern, ways) in numbered}


MATCHERS = matchers()


def hostile_texts(pattern: str) -> Iterator[str]:
    """Yield long texts of the pattern's own characters and words, each repeated on its own and several mixed."""
    words = re.findall(r"[^\W\d_]{2,}|https?://", pattern)
    units = list(dict.fromkeys((*CLASSES, *(char for char in pattern if not char.isspace()), *words)))
    chance = random.Random(pattern)
    chosen = [*CLASSES, *chance.sample(units, min(len(units), MIXED))]
    mixed = ["".join(chance.choices(units, k=chance.randint(2, 4))) for _ in range(MIXED)]
    for unit in (*chosen, *mixed):
        yield (unit * (SIZE // len(unit)))[: SIZE - 1] + "\x00"
    yield "".join(chance.choices(units, k=SIZE))[:SIZE]


def seconds(match: Match, text: str) -> float:
    start = time.thread_time()
    match(text)
    return time.thread_time() - start


@pytest.mark.parametrize("name", MATCHERS)
def test_no_text_holds_a_pattern_up(name: str) -> None:
    pattern, ways = MATCHERS[name]
    for text in hostile_texts(pattern.pattern):
        for match in ways:
            slowest = seconds(match, text)
            if slowest > MOST:  # the machine may have been busy
                slowest = min(seconds(match, text) for _ in range(2))
            assert slowest <= MOST, (match, text[:40])


def test_the_patterns_of_all_modules_are_found() -> None:
    assert len(MATCHERS) > 70
    assert any("datelines._DATELINE" in name for name in MATCHERS)
    assert any("promotion.TAILS" in name for name in MATCHERS)

"""Every regular expression of the project answers quickly, whatever text it is given."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import signal
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import crawler
import pipelines
import xabar
from xabar.extraction.rules.code import PIECES
from xabar.extraction.rules.notices import TYPO_REPORTS
from xabar.extraction.rules.promotion import TAILS
from xabar.extraction.rules.rule import Rule
from xabar.extraction.rules.sharing import SHARING_TAILS

pytestmark = pytest.mark.slow

SIZE = 10_000  # characters of a text
MOST = 0.05  # seconds
SINGLE = 40  # texts of one unit, for each pattern
MIXED = 16  # texts of several units, for each pattern
# Characters of the classes \w, \d and \s, and letters that no pattern names.
CLASSES = ("a", "Б", "7", " ", "_", "\n", ". ", "ʻ")
ROOMS = (crawler, pipelines, xabar)
PARTS = ("crawler", "xabar.extraction", "xabar.language", "xabar")
# The methods of a pattern -> the one of the same cost that is tried.
WAYS = dict.fromkeys(("search", "sub", "subn", "split", "findall", "finditer"), "search") | {
    "match": "match",
    "fullmatch": "fullmatch",
}
EVERY = ("search", "fullmatch")
# A use of a pattern in the text of a module, and the name before it: NAME.search, self.name.search, NAMES[key].search.
USE = re.compile(rf"\.(?P<way>{'|'.join(WAYS)})\b")
OWNER = re.compile(r"(?P<name>\w+)(?:\[[^\[\]]*\])?\Z")
LONGEST_OWNER = 80
# Where no name is seen in use: the forms of a date are matched by `place_at`, each where the one before it ends.
UNSEEN: dict[str | None, tuple[str, ...]] = {"xabar.language.dates": ("match",)}


@cache
def modules() -> tuple[ModuleType, ...]:
    """Return all modules but the ones that are programs."""
    names = [
        found.name for room in ROOMS for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
    ]
    return tuple(importlib.import_module(name) for name in names if not name.endswith("__main__"))


def parts(value: object) -> Iterator[object]:
    """Yield what a value of ours holds: the members of collections, the fields of objects, the owner of a method."""
    if isinstance(value, Mapping):
        yield from (*value.keys(), *value.values())
    elif isinstance(value, (tuple, list, set, frozenset)):
        yield from value
    elif isinstance(value, partial):
        yield from (value.func, *value.args, *value.keywords.values())
    elif isinstance(getattr(value, "__self__", None), re.Pattern):
        yield value.__self__  # type: ignore[attr-defined]
    elif type(value).__module__.split(".")[0] in {room.__name__ for room in ROOMS}:
        slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
        yield from (*getattr(value, "__dict__", {}).values(), *(getattr(value, name, None) for name in slots))
    elif isinstance(value, type) and value.__module__.split(".")[0] in {room.__name__ for room in ROOMS}:
        yield from vars(value).values()


def walk(value: object, seen: set[int]) -> Iterator[re.Pattern[str] | Rule]:
    """Yield the patterns and rules that can be reached from a value."""
    if id(value) in seen or isinstance(value, (str, bytes, int, float)):
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        of_bytes = isinstance(value.pattern, bytes)
        yield re.compile(value.pattern.decode("latin-1"), value.flags | re.ASCII) if of_bytes else value
        return
    if isinstance(value, Rule):
        yield value
        return
    for part in parts(value):
        yield from walk(part, seen)


def scope(module: str, name: str) -> str:
    """Return the name of a value by which its uses are known: a private one is used in its own module."""
    return f"{module}.{name}" if name.startswith("_") else name


def uses() -> tuple[dict[str, set[str]], dict[tuple[str, str], str]]:
    """Return the ways in which each name of a pattern is matched, and the patterns that stand in calls of `re`."""
    ways: dict[str, set[str]] = {}
    written: dict[tuple[str, str], str] = {}
    for module in modules():
        assert module.__file__ is not None
        text = Path(module.__file__).read_text()
        owners = set()
        for use in USE.finditer(text):
            if owner := OWNER.search(text, max(0, use.start() - LONGEST_OWNER), use.start()):
                owners.add(owner["name"])
                ways.setdefault(scope(module.__name__, owner["name"]), set()).add(WAYS[use["way"]])
        if "re" in owners:
            written |= dict.fromkeys(written_patterns(ast.parse(text)), module.__name__)
    return ways, written


def written_patterns(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield the patterns that stand in calls of `re`, each with the way in which it is matched."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method),
                args=[ast.Constant(value=str(pattern)), *_],
            ) if method in WAYS:
                yield pattern, WAYS[method]


@cache  # not while tests are collected: it reads all of our modules
def matchers() -> dict[str, tuple[re.Pattern[str], frozenset[str]]]:
    """Return every pattern by its name, with the ways in which the project matches it, all where that is not seen."""
    found: dict[re.Pattern[str], tuple[str, frozenset[str]]] = {}

    def add(name: str, regex: re.Pattern[str], ways: Collection[str]) -> None:
        former = found.get(regex, (name, frozenset()))
        found[regex] = (former[0], former[1] | frozenset(ways))

    used, written = uses()
    seen: set[int] = set()
    for module in modules():
        for name, entry in vars(module).items():
            for value in walk(entry, seen):
                if isinstance(value, Rule):
                    searched = value in (*TYPO_REPORTS, *TAILS, *SHARING_TAILS) or value is PIECES
                    way = "search" if searched else "fullmatch"
                    add(f"{module.__name__}.{name}/{value.name}", value.regex, {way})
                else:
                    matched = used.get(scope(module.__name__, name), UNSEEN.get(module.__package__, EVERY))
                    add(f"{module.__name__}.{name}", value, matched)
    for (pattern, way), module_name in written.items():
        add(module_name, re.compile(pattern), {way})
    return {f"{name}-{number}": (regex, ways) for number, (regex, (name, ways)) in enumerate(found.items())}


def pieces(parsed: Any) -> Iterator[str]:
    """Yield what a parsed pattern is made of: its words, and some characters of each of its classes."""
    word = ""
    for kind, value in parsed:
        if str(kind) == "LITERAL":
            word += chr(value)
            continue
        yield from (word, *word[:1])
        word = ""
        if str(kind) == "IN":
            yield from members(value)
        for part in value if isinstance(value, (tuple, list)) else (value,):
            for inner in part if isinstance(part, list) else (part,):
                if type(inner) is type(parsed):
                    yield from pieces(inner)
    yield from (word, *word[:1])


def members(items: list[tuple[Any, Any]]) -> Iterator[str]:
    """Yield characters of a class, one for each letter or range that it names; of many, the first and some others."""
    named = [
        chr(value if str(kind) == "LITERAL" else value[0])
        for kind, value in items
        if str(kind) in ("LITERAL", "RANGE")
    ]
    yield from named[:: max(1, len(named) // 6)]


def hostile_texts(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield long texts of the pattern's own characters and words, each repeated on its own and several mixed."""
    found = pieces(importlib.import_module("re._parser").parse(pattern.pattern, pattern.flags))
    units = list(dict.fromkeys((*CLASSES, *filter(None, found))))
    chance = random.Random(ascii(pattern.pattern))
    chosen = [*CLASSES, *chance.sample(units, min(len(units), SINGLE))]
    mixed = ["".join(chance.choices(units, k=chance.randint(2, 4))) for _ in range(MIXED)]
    for unit in dict.fromkeys((*chosen, *mixed)):
        yield (unit * (SIZE // len(unit)))[: SIZE - 1] + "\x00"
    yield "".join(chance.choices(units, k=SIZE))[:SIZE]


def seconds(match: Callable[[str], object], text: str) -> float:
    """Return the time that a match takes; an endless one is ended."""
    signal.setitimer(signal.ITIMER_VIRTUAL, 10 * MOST)
    start = time.thread_time()
    try:
        match(text)
    except TimeoutError:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.thread_time() - start


@pytest.fixture(autouse=True)
def endless() -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise TimeoutError("the match does not end")

    former = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.signal(signal.SIGVTALRM, former)


def takes_long(match: Callable[[str], object], text: str) -> bool:
    """Return whether a match takes longer than MOST.

    Hardly any does, and a quarter of the text tells it in a quarter of the time: what takes long grows with the cube of
    the text at most, or does not end with a quarter either.
    """
    quarter = text[: SIZE // 4 - 1] + text[-1]
    if seconds(match, quarter) < MOST / 4**3:
        return False
    # the machine may have been busy
    return seconds(match, text) > MOST and min(seconds(match, text) for _ in range(8)) > MOST


def slow_texts(pattern: re.Pattern[str], ways: Collection[str]) -> Iterator[str]:
    """Yield the beginnings of the texts that take a pattern too long, in one of the ways in which it is matched."""
    for text in hostile_texts(pattern):
        for way in ways:
            if takes_long(getattr(pattern, way), text):
                yield f"{way}: {text[:40]!r}"


@pytest.mark.parametrize("part", PARTS)
def test_no_text_holds_a_pattern_up(part: str) -> None:
    own = {name: found for name, found in matchers().items() if part == part_of(name)}
    assert own
    slow = {name: next(slow_texts(*found), None) for name, found in own.items()}
    assert {name: text for name, text in slow.items() if text is not None} == {}


def part_of(name: str) -> str:
    """Return the part of the project whose test tries a pattern."""
    return next((part for part in PARTS if name.startswith(part)), PARTS[-1])


def test_the_patterns_of_all_modules_are_found() -> None:
    found = {name.rsplit("-", 1)[0] for name in matchers()}
    assert len(matchers()) > 250
    for module in ("language.conversion", "extraction.datelines", "language.dates.absolute", "search.query"):
        assert any(name.startswith(f"xabar.{module}") for name in found), module
    assert {name.split(".")[0] for name in found} >= {"crawler", "xabar"}

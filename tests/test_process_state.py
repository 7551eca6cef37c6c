"""What a process has of its own, beside the values that are passed: no module changes another, and few change themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[1]
STATE: Final = {
    ("crawler/downloader.py", "_HOSTS"),  # the budgets of hosts
    ("crawler/middlewares/back_off.py", "_ALL"),  # their pauses
    ("crawler/extensions/watchdog.py", "_witnesses"),  # the witness of the interpreter
    ("xabar/processing/boilerplate.py", "_recent"),  # a cache of a pure function
    ("xabar/workers/turns.py", "_all"),  # the turns of each event loop
    ("xabar/workspace.py", "_open"),  # the registry of workspaces
}
OBJECTS: Final = {
    ("xabar/processing/preloading.py", "_loading"),  # one thread loads the tables
    ("xabar/search/embedded/panics.py", "_keeping"),  # one thread holds standard error
    ("xabar/workers/time_limit.py", "_clock"),  # the one timer of CPU time
}
HOOKS: Final = {("xabar/printable_logs.py", "sys.excepthook")}  # set once, when the program begins

_NAME: Final = re.compile(r"^(\w+)(?:: [^=\n]+)? = (?=(.*))", re.MULTILINE)
_IMPORTED: Final = re.compile(r"^ *import (\w+)$", re.MULTILINE)
_CHANGES: Final = (
    r"(?:\.(?:add|append|appendleft|clear|discard|extend|insert|pop|popitem|remove|setdefault|update)\("
    r"|\[[^\n]*?\] (?:[-+|&]?=) )"
)
_STATEFUL: Final = re.compile(
    r"(?:threading\.)?(?:Condition|Event|Lock|RLock|local)\(|ContextVar\(|_[A-Z]\w+\("
)


def sources() -> Iterator[tuple[str, str]]:
    for room in ("crawler", "pipelines", "xabar"):
        for path in (ROOT / room).rglob("*.py"):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_only_what_no_configuration_bounds_is_kept_by_a_module() -> None:
    changed, objects = set(), set()
    for path, text in sources():
        assert not re.search(r"^\s+(?:global|nonlocal) [A-Z_]\w*$", text, re.MULTILINE), path
        values = {match[1]: match[2] for match in _NAME.finditer(text)}
        if values:
            names = re.compile(rf"(?<![\w.\"'])({'|'.join(values)}){_CHANGES}")
            changed |= {(path, match[1]) for match in names.finditer(text)}
        objects |= {(path, name) for name, value in values.items() if _STATEFUL.match(value)}
    assert changed == STATE
    assert objects == OBJECTS


def test_no_module_changes_another_one() -> None:
    changed = set()
    for path, text in sources():
        if imported := set(_IMPORTED.findall(text)):
            own = rf"((?:{'|'.join(imported)})\.[\w.]+)"
            set_there = re.compile(rf"^ *{own}(?:\[[^\n]*?\])?(?: [-+|&]?= )", re.MULTILINE)
            changed |= {(path, match[1]) for match in set_there.finditer(text)}
        assert not re.search(r"setattr\((?:sys\.modules|import_module)", text), path
    assert changed == HOOKS

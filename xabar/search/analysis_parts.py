"""The parts of which Elasticsearch's `settings.analysis` is made, from the tables of the language room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from xabar.language.tables.table import Rule


def mapping_filter(mapping: Mapping[str, str]) -> dict[str, Any]:
    """Return the character filter that replaces characters and sequences, the longest match first."""
    changed = [f"{_escape(key)} => {letters}" for key, letters in mapping.items() if key != letters]
    return {"type": "mapping", "mappings": changed}


@cache  # the mappings of all languages have most of their characters in common
def _escape(text: str) -> str:
    return "".join(map(_escape_letter, text))


@cache
def _escape_letter(letter: str) -> str:
    return f"\\u{ord(letter):04X}"


def rule_filters(
    name: str, rules: Sequence[Rule], write_rule: Callable[[Rule], str] = Rule.regex
) -> dict[str, Any]:
    """Return a filter for each rule, named by its number. It does for characters and for tokens."""
    return {
        f"{name}_{number:02}": pattern_replace(write_rule(rule), rule.replacement)
        for number, rule in enumerate(rules, 1)
    }


def pattern_replace(pattern: str, replacement: str) -> dict[str, Any]:
    """Return the filter that replaces what a pattern matches, everywhere in a text or token."""
    return {"type": "pattern_replace", "pattern": pattern, "replacement": replacement}

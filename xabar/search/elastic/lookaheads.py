"""A lookahead for the suffix rules that try a whole grammar after every letter of a word.

Such a rule is `^(root)suffixes$`, and its root grows letter by letter until suffixes fill the rest. Java walks through
all the suffixes after each letter, though most letters could be passed at a glance, since no suffix goes on like the
word. The lookahead is that glance: the first letters of all that may follow, as a tree. It refuses only what the rule
would refuse, so that the terms, and with them `ANALYSIS_HASH`, stay what they are.

    ^([a-z]{3,}?)(?:lar|ler)?(?:da|de)$   becomes   ^([a-z]{3,}?)(?=(?:d[ae]$|l[ae]r))(?:lar|ler)?(?:da|de)$
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from xabar.language.patterns import ANY, END, START, Chars, Group, Repeat, Seq
from xabar.language.tables.table import Rule

DEPTH = 4  # letters of the glance; with three the rules of Kazakh take 7 % longer, with two 24 %
_END = END.regex()


@cache
def with_lookahead(rule: Rule) -> str:
    """Return the regular expression of a rule, with a lookahead behind the root if that grows."""
    match rule.patterns:
        case (Seq((edge, Group() as root, *suffixes)),) if edge is START and _grows(root):
            prefixes = Seq(tuple(suffixes)).prefixes(DEPTH)
            # Only what changes the word need match.
            if rule.replacement == "$1" and _is_plain(root):
                prefixes -= {""}
            rest = "".join(part.regex() for part in suffixes)
            return f"{START.regex()}{root.regex()}(?={_write_tree(map(_whole, prefixes))}){rest}"
    return rule.regex()


def _grows(root: Group) -> bool:
    return any(isinstance(part, Repeat) and part.lazy for part in root.parts)


def _is_plain(root: Group) -> bool:
    """Return whether the root may be any letters, so that a match without a suffix is the whole word unchanged."""
    match root.parts:
        case (Repeat(Chars()),):
            return True
    return False


def _whole(prefix: str) -> str:
    return prefix if len(prefix) == DEPTH else prefix + _END


def _write_tree(prefixes: Iterable[str]) -> str:
    """Return a regular expression for all the prefixes, in which letters that go on alike share a branch."""
    rests: dict[str, set[str]] = {}
    for prefix in prefixes:
        if not prefix:
            return ""
        rests.setdefault(prefix[0], set()).add(prefix[1:])
    branches: dict[str, list[str]] = {}
    for letter in sorted(rests):
        branches.setdefault(_write_tree(rests[letter]), []).append(letter)
    found: list[str] = []
    for rest, letters in branches.items():
        plain = "".join(letter for letter in letters if letter not in (ANY, _END))
        found += [letter + rest for letter in letters if letter in (ANY, _END)]
        found += [(f"[{plain}]" if len(plain) > 1 else plain) + rest] if plain else []
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"

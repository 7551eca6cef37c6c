"""Cutting a typed query into its parts: words, phrases, brackets, operators and the names of fields.

People paste headlines, whole or in part. So a mark that cannot mean anything where it stands is ignored, with a note; only
names, values and numbers that do not exist are errors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from xabar.search.query_fields import FIELDS, explain_unknown, find_field


class QueryError(ValueError):
    """A query that cannot be read. It says what is wrong and at which character, counted from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the typed text. `kind` is word, phrase, near, field, one of ( ) - OR AND, ignored, or end.

    `gap` is the number after the ~ of words near each other.
    """

    kind: str
    text: str
    position: int
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Ignored:
    """A mark or operator of a query that means nothing where it stands, and its place, counted from 0."""

    mark: str
    position: int

    def __str__(self) -> str:
        return f"{self.mark} {_WHY.get(self.mark, 'has no partner')}; it is ignored (at character {self.position + 1})"


_WHY: Final = {
    "OR": "needs something on both sides",
    "AND": "needs something on both sides",
    "NOT": "excludes nothing; write it right before a word",
    "-": "excludes nothing; write it right before a word",
    "*": "counts only at the end of a word",
    "~": "counts only between a quotation mark and a number",
    "|": "is no operator; write OR between words of which one is enough",
}

MAX_GAP = 100  # words; what stands further apart is not near

_QUOTATION_MARK = re.compile('["“”„‟«»]')
_CLOSING = '"“”‟'  # people mix them freely, and „ too, which only opens
# Inside a word, such a mark is a mistyped apostrophe.
_WORD = re.compile(r'(?:[^\s()"“”„‟«»|]|(?<=[^\W_])["“”„‟](?=[^\W_]))+')
_GLUED_SUFFIX = re.compile(r"-?[^\W_]+")
_NEAR = re.compile(r"~(\d+)")
_OPERATORS = {"OR": "OR", "AND": "AND", "NOT": "-"}
# A field's name stands right before its value. `12:30`, `https://…` and `Toshkent: metro` are text.
_FIELD = re.compile(r"([^\W\d_]+):(?=[^\s/])")
_VALUE = re.compile(r'[("“”„‟«]?\w')
_APART = re.compile(rf"({'|'.join(FIELDS)}):(?=\s|$)")
_EXCLUDED = re.compile(r'-[("“”„‟«»]*\w')
_NEGATIVE = re.compile(r"-\d{1,2}(?!\w)")  # degrees, per cent; who excludes a number excludes a year


def split_query(text: str) -> list[Part]:
    """Return the parts of a query, `end` as the last. Raise QueryError where a part cannot be read."""
    closing = _closing_marks(text)
    parts: list[Part] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        else:
            part, at = _read_part(text, at, closing)
            parts.append(part)
    return _ignore_alone([*parts, Part("end", "", len(text))], text)


def _closing_marks(text: str) -> dict[int, int]:
    """Return where each quotation mark is closed, of those that are. «» stand inside each other, others do not."""
    closing: dict[int, int] = {}
    angled: list[int] = []
    others: list[int] = []
    for mark in _QUOTATION_MARK.finditer(text):
        at = mark.start()
        if mark[0] == "«":
            angled.append(at)
        elif mark[0] == "»":
            if angled:
                closing[angled.pop()] = at
        else:
            if mark[0] in _CLOSING:
                closing |= dict.fromkeys(others, at)
                others.clear()
            others.append(at)
    return {opening: end for opening, end in closing.items() if not _ends_something(text, opening)}


def _ignore_alone(parts: list[Part], text: str) -> list[Part]:
    """Return the parts in which brackets without a partner are ignored, and a hyphen with no word behind such marks."""
    alone = _without_partner(parts).union(part.position for part in parts if part.kind == "ignored")
    hyphens = [part.position for part in parts if part.kind == "-" and part.position + 1 in alone]
    alone.update(at for at in hyphens if not _EXCLUDED.match(text, at))
    return [replace(part, kind="ignored") if part.position in alone else part for part in parts]


def _without_partner(parts: Iterable[Part]) -> set[int]:
    """Return where the brackets stand that nothing closes or opens."""
    opened: list[int] = []
    alone: set[int] = set()
    for part in parts:
        if part.kind == "(":
            opened.append(part.position)
        elif part.kind == ")" and opened:
            opened.pop()
        elif part.kind == ")":
            alone.add(part.position)
    return alone.union(opened)


def _read_part(text: str, at: int, closing: Mapping[int, int]) -> tuple[Part, int]:
    """Return the part that begins here and the place after it; `closing` tells where a quotation mark is closed."""
    char = text[at]
    if char in "()" or (char == "-" and _excludes(text, at)):
        return Part(char, char, at), at + 1
    if at in closing:
        return _read_phrase(text, at, closing[at])
    if char == "|" or _QUOTATION_MARK.match(char) or (char in "*~" and _is_glued(text, at)):
        return Part("ignored", char, at), at + 1
    if name := _read_field(text, at):
        return Part("field", name, at), text.index(":", at) + 1
    found = _WORD.match(text, at)
    assert found is not None  # every other character was handled above
    return Part(_OPERATORS.get(found[0], "word"), found[0], at), found.end()


def _read_field(text: str, at: int) -> str | None:
    """Return the name of the field that begins here, in lower case, or None where ordinary text does.

    A name that we have counts in any case, right before its value. In lower case it is a mistake before a space, and
    so is a name that we lack before a value; `Toshkent:metro` is text.
    """
    if apart := _APART.match(text, at):
        name = apart[1]
        raise QueryError(
            f"{name}: has nothing after it: write {name}:{FIELDS[name].example} without a space,"
            f' or "{name}" in quotation marks for the word',
            at,
        )
    found = _FIELD.match(text, at)
    if found is None:
        return None
    if field := find_field(found[1]):
        return field
    if found[1].isascii() and found[1].islower() and _VALUE.match(text, found.end()):
        raise QueryError(explain_unknown(found[1]), at)
    return None


def _read_phrase(text: str, at: int, end: int) -> tuple[Part, int]:
    if near := _NEAR.match(text, end + 1):
        if int(near[1][:9]) > MAX_GAP:
            raise QueryError(
                f'after ~ stands how many other words may be among these, 0 to {MAX_GAP}: "metro bekat"~10',
                end + 1,
            )
        return Part("near", text[at + 1 : end], at, int(near[1])), near.end()
    suffix = _GLUED_SUFFIX.match(text, end + 1)
    phrase = text[at + 1 : suffix.end() if suffix else end]
    return Part("phrase", phrase, at), suffix.end() if suffix else end + 1


def _ends_something(text: str, at: int) -> bool:
    """Return whether a quotation mark stands at the end of something, as in `metro» bekat` and `5" ekran`."""
    follows_word = text[at] != "«" and text[at - 1 : at].isalnum()
    return follows_word or (_is_glued(text, at) and not text[at + 1 : at + 2].strip())


def _is_glued(text: str, at: int) -> bool:
    """Return whether something stands right before this place that does not open what stands here."""
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in "(-:"


def _excludes(text: str, at: int) -> bool:
    """Return True if this hyphen begins a word or bracket; alone, inside a word or before -5 it is punctuation."""
    begins = at == 0 or text[at - 1].isspace() or text[at - 1] == "("
    after = text[at + 1 : at + 2].strip()
    return begins and after not in ("", "-", ")", "*") and not _NEGATIVE.match(text, at)

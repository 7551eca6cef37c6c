"""Cutting a typed query into its parts: words, phrases, brackets, operators and the names of fields."""

from __future__ import annotations

import re
from dataclasses import dataclass

from xabar.search.query_fields import FIELDS, explain_unknown, find_field


class QueryError(ValueError):
    """A query that cannot be read. It says what is wrong and at which character, counted from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"{message} (at character {position + 1})")
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the typed text. `kind` is word, phrase, near, field, one of ( ) - OR AND, or end.

    `gap` is the number after the ~ of words near each other.
    """

    kind: str
    text: str
    position: int
    gap: int = 0


MAX_GAP = 100  # words; what stands further apart is not near

# An opening mark and the marks that close it; people mix the round ones freely.
_CLOSING = {"«": "»"} | dict.fromkeys('"“”„‟', '"“”‟')
_WORD = re.compile(r'[^\s()"“”„‟«»]+')
_GLUED_SUFFIX = re.compile(r"-?[^\W_]+")
_NEAR = re.compile(r"~(\d*)")
_OPERATORS = {"OR": "OR", "AND": "AND", "NOT": "-"}
# A field's name stands right before its value. `12:30`, `https://…` and `Toshkent: metro` are text.
_FIELD = re.compile(r"([^\W\d_]+):(?=[^\s/])")
_APART = re.compile(rf"({'|'.join(FIELDS)}):(?=\s|$)")


def split_query(text: str) -> list[Part]:
    """Return the parts of a query, `end` as the last. Raise QueryError where a part cannot be read."""
    parts: list[Part] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
        else:
            part, at = _read_part(text, at)
            parts.append(part)
    return [*parts, Part("end", "", len(text))]


def _read_part(text: str, at: int) -> tuple[Part, int]:
    """Return the part that begins here and the place after it."""
    char = text[at]
    if char in "()" or (char == "-" and _excludes(text, at)):
        return Part(char, char, at), at + 1
    if char in _CLOSING:
        return _read_phrase(text, at)
    if char == "»":
        raise QueryError("a closing quotation mark without an opening one", at)
    if char == "*" and at and not text[at - 1].isspace() and text[at - 1] not in "(-:":
        raise QueryError("a * may stand only at the end of a word", at)
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
    if found[1].isascii() and found[1].islower():
        raise QueryError(explain_unknown(found[1]), at)
    return None


def _read_phrase(text: str, at: int) -> tuple[Part, int]:
    end = _closing_mark(text, at)
    if near := _NEAR.match(text, end + 1):
        if not near[1] or int(near[1][:9]) > MAX_GAP:
            raise QueryError(
                f'after ~ stands how many other words may be among these, 0 to {MAX_GAP}: "metro bekat"~10',
                end + 1,
            )
        return Part("near", text[at + 1 : end], at, int(near[1])), near.end()
    suffix = _GLUED_SUFFIX.match(text, end + 1)
    phrase = text[at + 1 : suffix.end() if suffix else end]
    return Part("phrase", phrase, at), suffix.end() if suffix else end + 1


def _closing_mark(text: str, opening: int) -> int:
    closing, depth = _CLOSING[text[opening]], 0
    for at in range(opening + 1, len(text)):
        if text[at] in closing:
            if depth == 0:
                return at
            depth -= 1
        elif text[at] == text[opening] == "«":
            depth += 1
    raise QueryError(f"the quotation mark {text[opening]} is never closed", opening)


def _excludes(text: str, at: int) -> bool:
    """Return True if this hyphen begins a word or bracket; alone or inside a word it is punctuation."""
    begins = at == 0 or text[at - 1].isspace() or text[at - 1] in "()"
    return begins and at + 1 < len(text) and not text[at + 1].isspace() and text[at + 1] not in "-)"

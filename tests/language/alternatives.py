"""Which alternatives of a pattern took part in a match: each gets a named group of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAIN = re.compile(r"\[\^?[^\]]+\]|\\.|[^(]", re.DOTALL)
_OPENING = re.compile(r"\((?:\?(?:<?[=!]|:))?")


class Alternative(NamedTuple):
    """One way to match a group: «da» of «(?:da|dan)»."""

    group: str
    text: str


class Watched:
    """A pattern whose alternatives can be seen at work, those of its roots (the capturing groups) excepted."""

    def __init__(self, pattern: str) -> None:
        self._pattern = f"(?:{pattern})"
        self._at = 0
        self.alternatives: dict[str, Alternative] = {}
        self._compiled = re.compile(self._read(watch=True)[0][1])

    def taking_part(self, word: str) -> set[Alternative]:
        """The alternatives that the matches in the word are made of."""
        return {
            self.alternatives[name]
            for match in self._compiled.finditer(word)
            for name, text in match.groupdict().items()
            if text is not None
        }

    def _read(self, *, watch: bool) -> list[tuple[str, str]]:
        """The alternatives up to a closing bracket, each as it was written and as it is watched."""
        found = [("", "")]
        while self._at < len(self._pattern) and self._pattern[self._at] != ")":
            if self._pattern[self._at] == "|":
                self._at += 1
                found.append(("", ""))
            else:
                written, watched = self._read_piece(watch=watch)
                found[-1] = (found[-1][0] + written, found[-1][1] + watched)
        return found

    def _read_piece(self, *, watch: bool) -> tuple[str, str]:
        if (plain := _PLAIN.match(self._pattern, self._at)) is not None:
            self._at = plain.end()
            return plain[0], plain[0]
        opening = _OPENING.match(self._pattern, self._at)
        assert opening is not None
        self._at = opening.end()
        watch = watch and opening[0] == "(?:"
        inside = self._read(watch=watch)
        self._at += 1
        written = f"{opening[0]}{'|'.join(text for text, _ in inside)})"
        may_be_left_out = self._pattern[self._at : self._at + 1] == "?"
        if watch and (len(inside) > 1 or may_be_left_out):
            inside = [(text, self._name(Alternative(written, text), watched)) for text, watched in inside]
        return written, f"{opening[0]}{'|'.join(watched for _, watched in inside)})"

    def _name(self, alternative: Alternative, watched: str) -> str:
        name = f"n{len(self.alternatives)}"
        self.alternatives[name] = alternative
        return f"(?P<{name}>{watched})"

"""Read bylines: the lines that say who wrote a text."""

from __future__ import annotations

import re
from typing import Final

from xabar.extraction.people import split_people
from xabar.extraction.plain import plain
from xabar.extraction.rules.bylines import BYLINES

MAX_BYLINE: Final = 100  # characters
_WORDS: Final = 4  # of a name
_SURNAME: Final = re.compile(
    r"\w{2}(?:ov|ova|ev|eva|ovna|evna|ovich|evich|zoda|skiy|uly|qyzy|o'g'li|qizi)$"
    r"|\w{2}(?:ов|ова|ев|ева|ёв|ёва|овна|евна|ович|евич|зода|ский|ская|ұлы|қызы|ўғли|қизи)$"
    r"|\w{2}(?:[وە]ۆا?|ۇلى|قىزى|سكيي)$"
)


def read_byline(line: str) -> tuple[str, ...]:
    """Return the writers whom a byline names, or () if the paragraph is not a byline."""
    if len(line) > MAX_BYLINE:
        return ()
    text = line.strip()
    simple = plain(text)
    for rule in BYLINES:
        found = rule.regex.fullmatch(simple) if rule.may_match(simple) else None
        if found:
            names = split_people(text[found.start("name") : found.end("name")].strip(" .,"))
            return names if all(map(is_name, names)) else ()
    return ()


def is_name(text: str) -> bool:
    """Return whether a text may be a person's name: up to four words, capitalized if their script has capitals."""
    words = text.split()
    return 0 < len(words) <= _WORDS and all(not word[0].islower() and word[0].isalpha() for word in words)


def is_person(line: str) -> bool:
    """Return whether a line is only a person's name, as the ending of a surname shows: «Нигора Каримова»."""
    words = line.split()
    return 2 <= len(words) <= _WORDS and is_name(line) and any(_SURNAME.search(plain(word)) for word in words)

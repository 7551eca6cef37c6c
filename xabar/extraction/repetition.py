"""Boilerplate that a site teaches by repeating it: lines and last sentences that several of its articles share.

Pure: the caller keeps the counts. What stands in the middle of a text is never judged. What may be text is judged
the harder the more it looks like it: sites repeat paragraphs of background, closing words and quotations word for
word, and series such as rates and weather are alike by nature.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from xabar.extraction.boxes import SUBJECT
from xabar.extraction.bylines import read_byline
from xabar.extraction.datelines import dateline_end
from xabar.extraction.plain import paragraph_key, plain

Verdict = Literal["learned", "pinned", "allowed"]

HEAD: Final = 3  # paragraphs at the beginning that may be boilerplate, beside what is known to be
TAIL: Final = 5  # paragraphs at the end
GLUED: Final = 3  # paragraphs at the end whose last sentences may be boilerplate
SENTENCES: Final = 2  # last sentences of each of them
MAX_LENGTH: Final = (
    200  # characters of a line or sentence; longer repeated paragraphs are most often background
)
MAX_NOTICE: Final = 600  # characters; what is longer is never boilerplate
MIN_LEFT: Final = 40  # characters of text that must stay, or nothing goes
ARTICLES: Final = 3  # different articles of one site that make a repeated line boilerplate
WINDOW: Final = 200  # articles of a site, the last ones, among which they are counted
FORGOTTEN: Final = (
    50  # articles; what none of the last ones has is boilerplate no more, until it is met again
)

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…؟])[»”\")]?\s+|(?<=[.!?…؟])(?=[«“@])")
_NUMBERED: Final = re.compile(r"\d[\d.,:/–-]*\s?(?:°|м/с|m/s|daraja|даража|градус)")
_QUOTED: Final = re.compile(
    r"[«“\"„](?:[^\s»”\"]+\s+){4,}[^\s»”\"]+[»”\"]|^[–—-]\s|^[«“\"„](?:[^\s»”\"]+\s+)+[^\s»”\"]+[»”\"]\W*$"
)
_SERIES: Final = re.compile(
    rf"{SUBJECT.pattern}|namoz vaqt|намоз вақт|намаз уақыт|namaz uaqyt|munajjim|мунажжим|жұлдызнама|juldyznama|гороскоп"
    r"|koronavirus|коронавирус|коронавирус|турнир жадвали|turnir jadvali|турнир кестесі|havo|ҳаво"
)
_BACKGROUND: Final = re.compile(
    r"eslatib o'tamiz|eslatma|avvalroq|ma'lumot uchun|эслатиб ўтамиз|эслатма|аввалроқ|маълумот учун|xabar qilingan|айтиб ўтамиз"
    r"|еске салайық|еске сала кетейік|бұған дейін|айта кетейік|бұдан бұрын|eske salai?yq|bugan dei?in|aita kete?i?ik"
    r"|ەسكە سالا|بۇعان دەيىن|ايتا كەتەيىك|напомн|ранее|как сообщалось|отметим|справк"
)
_TOLD: Final = re.compile(
    r"(?:xabar (?:berdi|qildi|bermoqda)|ma'lum qildi|deb yozdi|dedi u|dedi|хабар (?:берди|қилди|бермоқда)|маълум қилди|деди"
    r"|деп хабарлайды|хабарлады|хабарлайды|мәлімдеді|мәлім етті|деді|dep habarlaidy|habarlady|habarlaidy|malimdedi|dedi"
    r"|сообщ(?:ил|ила|или|ает|ают)|передает|передаёт|دەپ حابارلايدى|حابارلايدى|مالىمدەدى|دەدى)\W*$"
    r"|^(?:об этом|bu haqda|бу ҳақда|бұл туралы|bul turaly|بۇل تۋرالى)\b.*"
    r"(?:сообщ|переда|xabar|хабар|habar|ma'lum|маълум|мәлім|malim|айтты|aitty|айтди|aytdi|حابار|ءمالىم)"
)
_ADDRESS: Final = re.compile(
    r"(?<!\w)@[a-z]\w{3}|\w@\w|https?://|\bt\.me/|\bwww\.|©|\+998|\(\d{2,5}\) ?\d[\d -]{4}|\b\d{3}[- ]\d\d[- ]\d\d\b"
)
_CALL: Final = re.compile(
    r"\b(?!\w*(?:митинг|рейтинг|брифинг|тренинг|мониторинг|холдинг|маркетинг|miting|reyting|brifing|trening|monitoring|xolding|marketing))"
    r"[\w']{2,}(?<![nн])(?:ing|инг)(?:iz|из)?\b|\w{3}(?:ңыз|ңіз|nyz|niz)(?:дар|дер|dar|der)?\b|ڭىز(?:دار|دەر)?\b|(?:йте|йтесь|итесь)\b"
)


@dataclass(frozen=True, slots=True)
class Own:
    """What of a text is the article's own.

    `places` are the paragraphs that stay; `glued` says from which of them how many last sentences are to be cut.
    `cuts` is what goes, as (key, text); `ends` is what the article teaches: its lines and last sentences by their
    keys, the cut ones too, and `parents` the keys of the paragraphs that end with those sentences.
    """

    places: tuple[int, ...]
    glued: Mapping[int, int]
    cuts: tuple[tuple[int, str], ...]
    ends: Mapping[int, str]
    parents: Mapping[int, int]

    def of(self, paragraphs: Sequence[str]) -> list[str]:
        """The own part of a text of the same paragraphs, perhaps in other letters."""
        return _own(paragraphs, self.places, self.glued)


def own_part(paragraphs: Sequence[str], verdicts: Mapping[int, Verdict]) -> Own:
    """Tell the article's own text from what its site is known to repeat.

    Known lines go from near the ends, and known sentences from the end of the last paragraphs; what was between
    two of them is nearer then. Pinned lines go wherever they stand. Where less than 40 characters would stay,
    nothing goes.
    """
    keys = [paragraph_key(line) for line in paragraphs]
    places = [at for at in range(len(paragraphs)) if verdicts.get(keys[at]) != "pinned"]
    known = {at for at in places if verdicts.get(keys[at]) == "learned"}
    while near := {*places[:HEAD], *places[-TAIL:]} & known:
        places = [at for at in places if at not in near]
    glued = {at: count for at in places[-GLUED:] if (count := _count_glued(paragraphs[at], verdicts))}
    left = _own(paragraphs, places, glued)
    if sum(map(len, left)) < MIN_LEFT:
        left, places, glued = list(paragraphs), list(range(len(paragraphs))), {}
    gone = [(keys[at], line) for at, line in enumerate(paragraphs) if at not in places]
    for at, count in glued.items():
        gone += [(paragraph_key(ending), ending) for ending in split_sentences(paragraphs[at])[-count:]]
    endings = _endings(left)
    return Own(
        tuple(places),
        glued,
        tuple(gone),
        ends=dict(gone) | {key: sentence for key, (sentence, _) in endings.items()} | _end_lines(left),
        parents={key: parent for key, (_, parent) in endings.items()},
    )


def _end_lines(paragraphs: Sequence[str]) -> dict[int, str]:
    """The lines at the ends, by key: what a site may be repeating."""
    ends = [*paragraphs[:HEAD], *paragraphs[max(HEAD, len(paragraphs) - TAIL) :]]
    return {
        paragraph_key(line): line for line in ends if len(line) <= MAX_NOTICE and any(map(str.isalnum, line))
    }


def _endings(paragraphs: Sequence[str]) -> dict[int, tuple[str, int]]:
    """The last sentences near the end by key, each with the key of its paragraph."""
    found = {}
    for line in paragraphs[-GLUED:]:
        sentences = split_sentences(line)
        for sentence in sentences[max(1, len(sentences) - SENTENCES) :]:
            if len(sentence) <= MAX_LENGTH:
                found[paragraph_key(sentence)] = (sentence, paragraph_key(line))
    return found


def is_call(line: str) -> bool:
    """Whether a line speaks to the reader or gives an address."""
    return has_address(line) or _CALL.search(plain(line)) is not None


def has_address(line: str) -> bool:
    """Whether a line gives an address, a telephone number or a notice of rights."""
    return _ADDRESS.search(plain(line)) is not None


def is_text(line: str) -> bool:
    """Whether a line is text by its form, however often it stands: a quotation, a dateline, a writer's name, who told it, figures."""
    simple = plain(line)
    return bool(
        _QUOTED.search(line)
        or _BACKGROUND.match(simple)
        or dateline_end(line) == len(line)
        or read_byline(line)
        or _TOLD.search(simple)
        or _NUMBERED.search(simple)
    )


@dataclass(frozen=True, slots=True)
class Nature:
    """A kind of line, and in how many of the site's last articles it must stand to be boilerplate."""

    name: str
    is_one: Callable[[str], bool]  # of the printed line
    least: int | None  # articles; None for what is never boilerplate
    share: float  # of the last articles, at least


# The first that fits counts.
NATURES: Final = (
    Nature("text", is_text, None, 1.0),
    Nature("notice", lambda line: len(line) > MAX_LENGTH, 4, 0.1),
    Nature("address", has_address, ARTICLES, 0.0),
    Nature("call", is_call, ARTICLES, 0.05),
    Nature("sentence", lambda line: line.rstrip(' »”")').endswith((".", "!", "?", "…", "؟")), ARTICLES, 0.1),
    Nature("label", lambda line: True, ARTICLES, 0.05),  # a column's title and a signature come back, too
)


def articles_needed(line: str, articles: int) -> int | None:
    """In how many of a site's last `articles` articles a line must stand to be boilerplate; None when it never is."""
    nature = _nature_of(line)
    return None if nature.least is None else max(nature.least, round(nature.share * articles))


# Only frequent lines are asked about, and each comes again in the site's next article.
@lru_cache(maxsize=1024)
def _nature_of(line: str) -> Nature:
    return next(nature for nature in NATURES if nature.is_one(line))


def is_outermost(key: int, paragraphs: Sequence[str], repeated: Container[int]) -> bool:
    """Whether nothing but repeated lines stands between a line, or sentence, of a text and one of its ends.

    So it is where the line is gone, too: it was taken out before.
    """
    keys = [paragraph_key(line) for line in paragraphs]
    if key in keys:
        at = keys.index(key)
        return _all_in(keys[:at], repeated) or _all_in(keys[len(keys) - keys[::-1].index(key) :], repeated)
    for at in reversed(range(len(paragraphs))):
        sentences = [paragraph_key(sentence) for sentence in split_sentences(paragraphs[at])]
        if key in sentences:
            return _all_in((*sentences[sentences.index(key) + 1 :], *keys[at + 1 :]), repeated)
    return True


def _all_in(keys: Iterable[int], repeated: Container[int]) -> bool:
    return all(key in repeated for key in keys)


def count_different(articles: Iterable[tuple[str, str]]) -> int:
    """How many articles these are, given by title and beginning: those of daily series, such as rates, count as one."""
    series = [_is_series(title, beginning) for title, beginning in articles]
    return series.count(False) + any(series)


def _is_series(title: str, beginning: str) -> bool:
    words = _SERIES.findall(plain(beginning))
    return _SERIES.search(plain(title)) is not None or len(set(words)) > 1


@lru_cache(maxsize=2 * GLUED)  # each of the last paragraphs is asked for twice
def split_sentences(line: str) -> tuple[str, ...]:
    """The sentences of a paragraph, as far as punctuation tells them."""
    return tuple(sentence.strip() for sentence in _SENTENCE_END.split(line) if sentence.strip())


def _own(paragraphs: Sequence[str], places: Sequence[int], glued: Mapping[int, int]) -> list[str]:
    return [_without_last(paragraphs[at], glued[at]) if at in glued else paragraphs[at] for at in places]


def _count_glued(line: str, verdicts: Mapping[int, Verdict]) -> int:
    """How many last sentences of a paragraph are known; never all of them."""
    count = 0
    for sentence in reversed(split_sentences(line)[1:]):
        if verdicts.get(paragraph_key(sentence)) not in ("learned", "pinned"):
            break
        count += 1
    return count


def _without_last(line: str, sentences: int) -> str:
    ends = list(_SENTENCE_END.finditer(line))
    return line if len(ends) < sentences else _closed(line, ends[-sentences])


def _closed(line: str, end: re.Match[str]) -> str:
    """The line up to a sentence's end, the closing mark behind the full stop included."""
    return line[: end.start()] + end.group().strip()

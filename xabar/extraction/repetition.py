"""Find the boilerplate that a site repeats: lines and last sentences that several of its articles share.

The caller keeps the counts. Lines in the middle of a text are never judged. The more a line looks like text, the
more articles must repeat it, because sites also repeat background, closing words and quotations word for word.
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

HEAD: Final = 3  # first paragraphs that may be boilerplate, apart from those already known to be
TAIL: Final = 5  # last paragraphs that may be
GLUED: Final = 3  # last paragraphs whose last sentences may be
SENTENCES: Final = 2  # last sentences of each such paragraph
MAX_LENGTH: Final = 200  # characters of a line or sentence; a longer repeated one is most often background
MAX_NOTICE: Final = 600  # characters; a longer line is never boilerplate
MIN_LEFT: Final = 40  # characters of text that must be left, or nothing is cut
ARTICLES: Final = 3  # different articles of a site that must repeat a line
WINDOW: Final = 200  # last articles of a site in which repetitions are counted
FORGOTTEN: Final = 50  # last articles; a line that none of them has is forgotten until it is met again

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…؟])[»”\")]?\s+|(?<=[.!?…؟])(?=[«“@])")
_NUMBERED: Final = re.compile(r"\d[\d.,:/–-]{0,20}\s?(?:°|м/с|m/s|daraja|даража|градус)")
_QUOTED: Final = re.compile(
    r"[«“\"„](?:[^\s»”\"]{1,60}\s+){4,100}[^\s»”\"]{1,60}[»”\"]|^[–—-]\s|^[«“\"„](?:[^\s»”\"]+\s+)+[^\s»”\"]+[»”\"]\W*$"
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
_ATTRIBUTION: Final = re.compile(
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
    r"(?<!\w)(?<!\w')(?=\w)(?!\w*(?:митинг|рейтинг|брифинг|тренинг|мониторинг|холдинг|маркетинг|miting|reyting|brifing|trening|monitoring|xolding|marketing))"
    r"[\w']{2,60}(?<![nн])(?:ing|инг)(?:iz|из)?\b|\w{3}(?:ңыз|ңіз|nyz|niz)(?:дар|дер|dar|der)?\b|ڭىز(?:دار|دەر)?\b|(?:йте|йтесь|итесь)\b"
)


@dataclass(frozen=True, slots=True)
class Split:
    """A text, split into what is the article's own and what its site repeats.

    `places` are the paragraphs that stay, and `glued` counts the last sentences that must be cut from some of them.
    `cuts` are the cut lines and sentences as (key, text). `ends` are the lines and last sentences that may turn
    out to be repeated, by key, including those that were cut. `parents` gives for each of those sentences the
    key of its paragraph.
    """

    places: tuple[int, ...]
    glued: Mapping[int, int]
    cuts: tuple[tuple[int, str], ...]
    ends: Mapping[int, str]
    parents: Mapping[int, int]

    def keep(self, paragraphs: Sequence[str]) -> list[str]:
        """Return what stays of a text that has the same paragraphs, perhaps in another script."""
        return _keep(paragraphs, self.places, self.glued)


def split_boilerplate(paragraphs: Sequence[str], verdicts: Mapping[int, Verdict]) -> Split:
    """Split a text into the article's own text and what its site is known to repeat.

    Learned lines are cut near the ends, and learned sentences at the end of the last paragraphs. Each cut brings
    the lines behind it nearer to the end. Pinned lines are cut wherever they stand. If less than 40 characters
    would be left, nothing is cut.
    """
    keys = [paragraph_key(line) for line in paragraphs]
    places = [at for at in range(len(paragraphs)) if verdicts.get(keys[at]) != "pinned"]
    known = {at for at in places if verdicts.get(keys[at]) == "learned"}
    while near := {*places[:HEAD], *places[-TAIL:]} & known:
        places = [at for at in places if at not in near]
    glued = {at: count for at in places[-GLUED:] if (count := _count_glued(paragraphs[at], verdicts))}
    left = _keep(paragraphs, places, glued)
    if sum(map(len, left)) < MIN_LEFT:
        left, places, glued = list(paragraphs), list(range(len(paragraphs))), {}
    gone = [(keys[at], line) for at, line in enumerate(paragraphs) if at not in places]
    for at, count in glued.items():
        gone += [(paragraph_key(sentence), sentence) for sentence in split_sentences(paragraphs[at])[-count:]]
    last = _last_sentences(left)
    return Split(
        tuple(places),
        glued,
        tuple(gone),
        ends=dict(gone) | {key: sentence for key, (sentence, _) in last.items()} | _end_lines(left),
        parents={key: parent for key, (_, parent) in last.items()},
    )


def _end_lines(paragraphs: Sequence[str]) -> dict[int, str]:
    """Return the lines at both ends by key: those that the site may repeat."""
    ends = [*paragraphs[:HEAD], *paragraphs[max(HEAD, len(paragraphs) - TAIL) :]]
    return {
        paragraph_key(line): line for line in ends if len(line) <= MAX_NOTICE and any(map(str.isalnum, line))
    }


def _last_sentences(paragraphs: Sequence[str]) -> dict[int, tuple[str, int]]:
    """Return the last sentences of the last paragraphs by key, each with the key of its paragraph."""
    found = {}
    for line in paragraphs[-GLUED:]:
        sentences = split_sentences(line)
        for sentence in sentences[max(1, len(sentences) - SENTENCES) :]:
            if len(sentence) <= MAX_LENGTH:
                found[paragraph_key(sentence)] = (sentence, paragraph_key(line))
    return found


def is_call(line: str) -> bool:
    """Return whether a line calls on the reader or gives an address."""
    return has_address(line) or _CALL.search(plain(line)) is not None


def has_address(line: str) -> bool:
    """Return whether a line gives an address, a telephone number or a copyright notice."""
    return _ADDRESS.search(plain(line)) is not None


def is_text(line: str) -> bool:
    """Return whether a line is text by its form: a quotation, background, a dateline, a byline, an attribution, values."""
    simple = plain(line)
    return bool(
        _QUOTED.search(line)
        or _BACKGROUND.match(simple)
        or dateline_end(line) == len(line)
        or read_byline(line)
        or _ATTRIBUTION.search(simple)
        or _NUMBERED.search(simple)
    )


@dataclass(frozen=True, slots=True)
class LineType:
    """A type of line, and in how many of the site's last articles such a line must stand to be boilerplate."""

    name: str
    fits: Callable[[str], bool]  # takes the printed line
    least: int | None  # articles; None if such a line is never boilerplate
    share: float  # of the last articles, at least


# The first type that fits a line counts.
LINE_TYPES: Final = (
    LineType("text", is_text, None, 1.0),
    LineType("notice", lambda line: len(line) > MAX_LENGTH, 4, 0.1),
    LineType("address", has_address, ARTICLES, 0.0),
    LineType("call", is_call, ARTICLES, 0.05),
    LineType(
        "sentence", lambda line: line.rstrip(' »”")').endswith((".", "!", "?", "…", "؟")), ARTICLES, 0.1
    ),
    LineType(
        "label", lambda line: True, ARTICLES, 0.05
    ),  # the titles of columns and signatures are repeated, too
)


def articles_needed(line: str, articles: int) -> int | None:
    """Return in how many of a site's last `articles` articles a line must stand to be boilerplate; None for never."""
    line_type = _type_of(line)
    return None if line_type.least is None else max(line_type.least, round(line_type.share * articles))


# Only frequent lines are looked up here, and each of them stands in the site's next article again.
@lru_cache(maxsize=1024)
def _type_of(line: str) -> LineType:
    return next(line_type for line_type in LINE_TYPES if line_type.fits(line))


def is_outermost(key: int, paragraphs: Sequence[str], repeated: Container[int]) -> bool:
    """Return whether only repeated lines stand between a line, or a sentence, and one end of the text.

    True also for a line that was cut from the text before.
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
    """Count the articles, given by title and first lines. All articles of daily series, such as rates, count as one."""
    series = [_is_series(title, beginning) for title, beginning in articles]
    return series.count(False) + any(series)


def _is_series(title: str, beginning: str) -> bool:
    words = _SERIES.findall(plain(beginning))
    return _SERIES.search(plain(title)) is not None or len(set(words)) > 1


@lru_cache(maxsize=2 * GLUED)  # each of the last paragraphs is split twice
def split_sentences(line: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph, as far as its punctuation shows them."""
    return tuple(sentence.strip() for sentence in _SENTENCE_END.split(line) if sentence.strip())


def _keep(paragraphs: Sequence[str], places: Sequence[int], glued: Mapping[int, int]) -> list[str]:
    return [_without_last(paragraphs[at], glued[at]) if at in glued else paragraphs[at] for at in places]


def _count_glued(line: str, verdicts: Mapping[int, Verdict]) -> int:
    """Count the last sentences of a paragraph that are known, but never all its sentences."""
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
    """Return the line up to the end of a sentence, with the closing mark that follows the full stop."""
    return line[: end.start()] + end.group().strip()

"""Find the boilerplate that a site repeats: lines and last sentences that several of its articles share.

The caller keeps the counts. Lines in the middle of a text are judged only where they stand beside it, in a box or with a
mark of their own. The more a line looks like text, the
more articles must repeat it, because sites also repeat background, closing words and quotations word for word.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, Literal, NamedTuple

from xabar.article import Verdict
from xabar.extraction.bylines import read_byline
from xabar.extraction.frames import find_frames, frame_keys
from xabar.extraction.line_types import MAX_LENGTH, is_counter, is_label, is_of_the_site, may_be_counter
from xabar.extraction.plain import paragraph_key, pattern_key
from xabar.extraction.sentences import split_sentences, without_last

Reason = Literal[Verdict, "last-byline"]
"""Why a line is cut: by a verdict on it, or because it is a byline that the other cuts bring to the end of the text."""

LAST_BYLINE: Final = "last-byline"

HEAD: Final = 3  # first paragraphs that may be boilerplate, apart from those already known to be
TAIL: Final = 5  # last paragraphs that may be
GLUED: Final = 3  # last paragraphs whose last sentences may be
BYLINES: Final = 3  # last paragraphs among which a byline is looked for
SENTENCES: Final = 2  # last sentences of each such paragraph
MOST_INSERTS: Final = 200  # lines of a text, eight times an article, in which such lines are looked for
MAX_INSERT: Final = 120  # characters of a line in which the site speaks for itself in the middle of a text
MAX_NOTICE: Final = 600  # characters; a longer line is never boilerplate
MIN_LEFT: Final = 40  # characters of text that must be left, or nothing is cut
WINDOW: Final = 200  # last articles of a site in which repetitions are counted
FORGOTTEN: Final = WINDOW  # last articles; a line that none of them has is forgotten until it is met again


class Edit(NamedTuple):
    """A cut: a whole paragraph, or its last `sentences`. `place` counts the paragraphs as they stand at this cut."""

    place: int
    sentences: int
    reason: Reason


@dataclass(frozen=True)
class Printed:
    """A text before it is split: its paragraphs with their kinds, and `others`, the lines that were cut by rules."""

    paragraphs: Sequence[str]
    kinds: str
    others: tuple[str, ...]

    @cached_property
    def framed(self) -> Mapping[int, Sequence[int]]:
        """The frames of its lines by key, each with the places of its lines."""
        return find_frames(self.paragraphs, self.kinds, _end_places(len(self.paragraphs)))

    @cached_property
    def frames(self) -> Mapping[int, str]:
        """The lines with a frame, by its key; those of the other lines, too."""
        found = {key: line for line in self.others for key in frame_keys(line)}
        return found | {key: self.paragraphs[at[0]] for key, at in self.framed.items()}


@dataclass(frozen=True)
class Split:
    """A text, split into what is the article's own and what its site repeats.

    `edits` are the cuts in their order, `cuts` the cut lines and sentences as (key, text), and `left` what stays.
    `whole` are the paragraphs that were not shortened, each with its place beside the text, or "".

    What may turn out to be repeated is told only when an article is stored, and worked out when it is asked for.
    """

    printed: Printed
    edits: tuple[Edit, ...]
    cuts: tuple[tuple[int, str], ...]
    left: tuple[str, ...]
    whole: tuple[tuple[str, str], ...]

    @property
    def frames(self) -> Mapping[int, str]:
        """The lines with a frame, by its key."""
        return self.printed.frames

    @cached_property
    def counted(self) -> Mapping[int, str]:
        """Everything that may turn out to be repeated, by key."""
        return {**self.ends, **self.frames}

    @cached_property
    def ends(self) -> Mapping[int, str]:
        """The lines and last sentences that may turn out to be repeated, by key, including those that were cut."""
        sentences = {key: sentence for key, (sentence, _) in self._last.items()}
        beside = {key: line for key, (line, _) in self._beside.items()}
        return dict(self.cuts) | sentences | _end_lines(self.left) | beside

    @cached_property
    def parents(self) -> Mapping[int, int]:
        """For each of those sentences the key of its paragraph."""
        return {key: paragraph_key(line) for key, (_, line) in self._last.items()}

    @cached_property
    def places(self) -> Mapping[int, str]:
        """For each line that stands beside the text, in a box or with a mark of its own, where that is on the page."""
        return {key: place for key, (_, place) in self._beside.items() if place}

    @cached_property
    def _last(self) -> dict[int, tuple[str, str]]:
        return _last_sentences(self.left)

    @cached_property
    def _beside(self) -> dict[int, tuple[str, str]]:
        return _lines_beside(self.whole)

    def keep(self, paragraphs: Sequence[str]) -> list[str]:
        """Return what stays of a text that has the same paragraphs, perhaps in another script."""
        left = list(paragraphs)
        for edit in self.edits:
            left[edit.place : edit.place + 1] = (
                [without_last(left[edit.place], edit.sentences)] if edit.sentences else []
            )
        return left


def split_boilerplate(
    paragraphs: Sequence[str],
    verdicts: Mapping[int, Verdict],
    places: Sequence[str] = (),
    kinds: str = "",
    others: Iterable[str] = (),
) -> Split:
    """Split a text into the article's own text and what its site is known to repeat.

    Learned labels are cut near the ends, other learned lines and pinned ones wherever they stand, and learned sentences
    at the end of the last paragraphs. Each cut brings the lines behind it nearer to the end. If less than 40 characters
    would be left, nothing is cut. `places` has for each paragraph its place on the page beside the text, or "", and
    `kinds` its letter of PARAGRAPH_KINDS. `others` are lines that were cut by rules: their frames count, too.
    """
    printed = Printed(paragraphs, kinds, tuple(others))
    known_places = places if len(places) == len(paragraphs) else [""] * len(paragraphs)
    placed = tuple(zip(paragraphs, known_places, strict=True))
    if not verdicts:
        return Split(printed, (), (), tuple(paragraphs), placed)
    keys = [known_key(line, verdicts) for line in paragraphs]
    framed = _find_framed(printed.framed, keys, verdicts)
    keys = [framed.get(at, key) for at, key in enumerate(keys)]
    stay = _find_staying(paragraphs, keys, verdicts, framed.keys())
    glued = {at: count for at in stay[-GLUED:] if (count := _count_glued(paragraphs[at], verdicts))}
    left = _keep(paragraphs, stay, glued)
    if sum(map(len, left)) < MIN_LEFT:
        left, stay, glued = list(paragraphs), list(range(len(paragraphs))), {}
    staying = set(stay)
    gone = [(keys[at], line) for at, line in enumerate(paragraphs) if at not in staying]
    for at, count in glued.items():
        gone += [(paragraph_key(sentence), sentence) for sentence in split_sentences(paragraphs[at])[-count:]]
    whole = [pair for at, pair in enumerate(placed) if at not in glued]
    edits = _edits(paragraphs, keys, verdicts, staying, glued)
    return Split(printed, tuple(edits), tuple(gone), tuple(left), tuple(whole))


def _find_framed(
    frames: Mapping[int, Sequence[int]], keys: Sequence[int], verdicts: Mapping[int, Verdict]
) -> dict[int, int]:
    """Return the known frames of the lines by their places, without the lines that a person allows."""
    judged = [(verdicts[key], at, key) for key, places in frames.items() if key in verdicts for at in places]
    allowed = {at for verdict, at, _ in judged if verdict == "allowed"}
    return {at: key for _, at, key in judged if at not in allowed and verdicts.get(keys[at]) != "allowed"}


def _find_staying(
    paragraphs: Sequence[str], keys: Sequence[int], verdicts: Mapping[int, Verdict], framed: Set[int]
) -> list[int]:
    """Return the places of the paragraphs that are not cut."""
    known = {at for at, key in enumerate(keys) if verdicts.get(key) == "learned"}
    gone = {at for at, key in enumerate(keys) if verdicts.get(key) == "pinned"}
    gone |= framed | {at for at in known if not is_label(paragraphs[at])}
    stay = [at for at in range(len(paragraphs)) if at not in gone]
    while near := {*stay[:HEAD], *stay[-TAIL:]} & known:
        stay = [at for at in stay if at not in near]
        stay = _without_bylines(paragraphs, stay, keys, verdicts)
    return _without_bylines(paragraphs, stay, keys, verdicts)


def _without_bylines(
    paragraphs: Sequence[str], stay: Sequence[int], keys: Sequence[int], verdicts: Mapping[int, Verdict]
) -> list[int]:
    """Return the places without those of bylines that stand at the end because of what was cut below them."""
    staying = set(stay)
    last_cut = max((at for at in range(len(paragraphs)) if at not in staying), default=-1)
    found = {
        at
        for at in stay[-BYLINES:]
        if at < last_cut and verdicts.get(keys[at]) != "allowed" and read_byline(paragraphs[at])
    }
    return [at for at in stay if at not in found]


def _lines_beside(lines: Iterable[tuple[str, str]]) -> dict[int, tuple[str, str]]:
    """Return the lines beside the text, and those of the site itself, in mid-text too, by key, each with its place."""
    found = {}
    for line, place in islice(lines, MOST_INSERTS):
        if (place or (len(line) <= MAX_INSERT and is_of_the_site(line))) and _may_repeat(line):
            found[paragraph_key(line)] = line, place
            if is_counter(line):
                found[pattern_key(line)] = line, place
    return found


def known_key(line: str, known: Container[int]) -> int:
    """Return the key by which a line is known: its own, or that of all lines which differ from it in numbers only."""
    key = paragraph_key(line)
    if key in known or not may_be_counter(line):
        return key
    pattern = pattern_key(line)
    return pattern if pattern in known and is_counter(line) else key


def known_keys(line: str, known: Container[int]) -> tuple[int, ...]:
    """Return all keys by which a line is known, or else its own."""
    keys = (known_key(line, known), *frame_keys(line))
    return tuple(key for key in keys if key in known) or keys[:1]


def is_known(line: str, known: Container[int]) -> bool:
    """Return whether a line is known by its own key, or by its frame."""
    return known_keys(line, known)[0] in known


def _edits(
    paragraphs: Sequence[str],
    keys: Sequence[int],
    verdicts: Mapping[int, Verdict],
    stay: Set[int],
    glued: Mapping[int, int],
) -> Iterator[Edit]:
    """Yield the shortened paragraphs, then the cut ones from the last to the first, so that no place moves."""
    for at, count in glued.items():
        yield Edit(at, count, verdicts[paragraph_key(split_sentences(paragraphs[at])[-1])])
    for at in reversed(range(len(paragraphs))):
        if at not in stay:
            yield Edit(at, 0, verdicts.get(keys[at], LAST_BYLINE))


def find_ends(paragraphs: Sequence[str]) -> list[int]:
    """Return the keys of the lines and last sentences at the ends of a text: those that are counted."""
    ends = _end_places(len(paragraphs))
    frames = (key for at in ends for key in frame_keys(paragraphs[at]))
    return [*_last_sentences(paragraphs), *_end_lines(paragraphs), *frames]


def _end_places(count: int) -> list[int]:
    """Return the places of the lines at both ends of a text of so many."""
    return [*range(min(HEAD, count)), *range(max(HEAD, count - TAIL), count)]


def _end_lines(paragraphs: Sequence[str]) -> dict[int, str]:
    """Return the lines at both ends by key: those that the site may repeat."""
    ends = [paragraphs[at] for at in _end_places(len(paragraphs))]
    found = {paragraph_key(line): line for line in ends if _may_repeat(line)}
    return found | {pattern_key(line): line for line in ends if is_counter(line)}


def _may_repeat(line: str) -> bool:
    return len(line) <= MAX_NOTICE and any(map(str.isalnum, line))


def _last_sentences(paragraphs: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return the last sentences of the last paragraphs by key, each with its paragraph."""
    found = {}
    for line in paragraphs[-GLUED:]:
        sentences = split_sentences(line)
        for sentence in sentences[max(1, len(sentences) - SENTENCES) :]:
            if len(sentence) <= MAX_LENGTH:
                found[paragraph_key(sentence)] = sentence, line
    return found


def _keep(paragraphs: Sequence[str], stay: Sequence[int], glued: Mapping[int, int]) -> list[str]:
    return [without_last(paragraphs[at], glued[at]) if at in glued else paragraphs[at] for at in stay]


def _count_glued(line: str, verdicts: Mapping[int, Verdict]) -> int:
    """Count the last sentences of a paragraph that are known, but never all its sentences."""
    count = 0
    for sentence in reversed(split_sentences(line)[1:]):
        if verdicts.get(paragraph_key(sentence)) not in ("learned", "pinned"):
            break
        count += 1
    return count

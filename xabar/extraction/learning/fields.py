"""Find the places of title, date, authors and lead: where nearly all articles print what a witness says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from selectolax.lexbor import LexborNode

from xabar.extraction.agreement import agreement
from xabar.extraction.date_places import is_aside, is_other_date
from xabar.extraction.html_text import BLOCKS, read_text
from xabar.extraction.learned_layout import Evidence
from xabar.extraction.learning.lessons import SENTENCE, ReadLesson, squeeze
from xabar.extraction.learning.naming import shared_names
from xabar.extraction.metadata import spaced_text
from xabar.language.dates import ParsedDate

MOST: Final = 0.6  # share of the articles that must have the place
LEAST: Final = 3  # articles
FEW: Final = 0.3  # share of the articles that have a lead, or a writer
MAX_LINE: Final = 80  # characters of a date or a name with what stands beside it
MAX_DATE: Final = 50  # characters of a date that no witness confirms
NEARLY_ALL: Final = 0.8  # share of the articles that show it
MAX_TITLE: Final = 400  # characters
SAME_TITLE: Final = 0.8  # share of words in common
SAME_LEAD: Final = 0.9

_NUMBERED: Final = ":nth-of-type("

Judge = Callable[[ReadLesson, LexborNode], str | None]
"""Returns the witness that says what the element prints, or None if none does."""


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A place that was found, with its evidence, and whether it stands once on every article that has it."""

    selector: str
    evidence: Evidence
    is_single: bool


def find_place(
    name: str, readings: Sequence[ReadLesson], judge: Judge, *, share: float = MOST, wrong: int = 0
) -> FieldPlace | None:
    """Return the best selector whose first element a witness confirms, on a share of the articles.

    On no more than `wrong` articles it may find something that no witness confirms.
    """
    least = max(LEAST, ceil(share * len(readings)))
    confirmed = ([node for node in _printed(reading, name) if judge(reading, node)] for reading in readings)
    best: tuple[int, int, FieldPlace] | None = None
    for selector in shared_names(confirmed, least):
        if name == "lead" and _NUMBERED in selector:  # it would be one paragraph of several
            continue
        place, refuted = _try(name, selector, readings, judge)
        right = place.evidence.pages
        if right < least or refuted > wrong or not _varies(readings, selector):
            continue
        nodes = (reading.tree.css_first(selector) for reading in readings)
        shown = sum(len(_shown(found)) for found in nodes if found is not None)
        if best is None or (right - refuted, -shown) > best[:2]:
            best = (right - refuted, -shown, place)
    return best[2] if best else None


def _try(name: str, selector: str, readings: Sequence[ReadLesson], judge: Judge) -> tuple[FieldPlace, int]:
    """Return what a selector finds: the place, and on how many articles no witness confirms it."""
    witnesses: dict[str, int] = defaultdict(int)
    refuted = right = 0
    is_single = True
    for reading in readings:
        nodes = reading.tree.css(selector)
        if not nodes or not _shown(nodes[0]):
            continue
        if witness := judge(reading, nodes[0]):
            witnesses[witness] += 1
            right += 1
            is_single = is_single and len(nodes) == 1
        else:
            refuted += 1
    names = "+".join(sorted(witnesses, key=lambda witness: -witnesses[witness]))
    return FieldPlace(selector, Evidence(name, selector, names, right), is_single), refuted


def _varies(readings: Sequence[ReadLesson], selector: str) -> bool:
    """Return whether the place repeats and not its text: the clock of a page's head says the same on all of them."""
    texts = {_shown(node) for reading in readings if (node := reading.tree.css_first(selector)) is not None}
    return len(texts) > 1


def _shown(node: LexborNode) -> str:
    return (node.attributes.get("datetime") or "") + squeeze(node.text())


def _printed(reading: ReadLesson, name: str) -> Iterator[LexborNode]:
    """Yield the elements of a page that may be such a place."""
    longest = {"title": MAX_TITLE, "lead": 10 * MAX_TITLE}.get(name, MAX_LINE)
    for node in reading.tree.body.traverse() if reading.tree.body else ():
        if node.tag in ("script", "style", "noscript", "option"):
            continue
        if 0 < len(text := node.text()) <= 4 * longest and 0 < len(squeeze(text)) <= longest:
            yield node


def judge_title(reading: ReadLesson, node: LexborNode) -> str | None:
    """Return who says that this is the title."""
    text = read_text(node) or ""
    if node.tag == "a" or is_aside(node) or len(text) > MAX_TITLE:
        return None
    for witness, title in reading.titles.items():
        if text and (agreement([text], [title]) >= SAME_TITLE or (title.startswith(text) and len(text) > 20)):
            return witness
    return None


def judge_date(reading: ReadLesson, node: LexborNode) -> str | None:
    """Return who says that this is the moment of publication; to the minute, where both say one."""
    text = node.attributes.get("datetime") or spaced_text(node) or ""
    if len(text) > MAX_LINE or not any(map(str.isdigit, text)) or is_aside(node):
        return None
    date = reading.lesson.read_date(text)
    if date is None:
        return None
    return next((name for name, said in reading.dates.items() if _is_same(date, said)), None)


def _is_same(date: ParsedDate, said: ParsedDate) -> bool:
    """Return whether two dates are one publication. A machine's wrong zone shows the same minute of another hour."""
    if date.at is None or said.at is None:
        return date.day == said.day
    gap = abs((date.at - said.at).total_seconds())
    return gap < 60 or (gap <= 14 * 3600 and gap % 3600 < 60)


def judge_author(reading: ReadLesson, node: LexborNode) -> str | None:
    """Return who says that this is the writer."""
    names = set(map(squeeze, reading.page.authors))
    return "generic" if squeeze(node.text()) in names else None


def judge_lead(selector: str, readings: Sequence[ReadLesson]) -> Judge:
    """Return a judge of leads, which stand outside of the text's place: a lead is the first paragraph or the description."""
    bodies = {reading.lesson.url: reading.tree.css_first(selector) for reading in readings}

    def judge(reading: ReadLesson, node: LexborNode) -> str | None:
        text = read_text(node) if node.tag in BLOCKS else None
        if text is None or text == reading.page.title:
            return None
        is_first = text in reading.first and len(text) >= SENTENCE
        witness = "generic" if is_first else None
        if not witness and any(agreement([text], [said]) >= SAME_LEAD for said in reading.descriptions):
            witness = "description"
        body = bodies[reading.lesson.url]
        return witness if body is not None and not (_is_in(node, body) or _is_in(body, node)) else None

    return judge


def _is_in(node: LexborNode, other: LexborNode) -> bool:
    element: LexborNode | None = node
    while element is not None and element.mem_id != other.mem_id:
        element = element.parent
    return element is not None


def find_date(readings: Sequence[ReadLesson]) -> FieldPlace | None:
    """Return the place of the date: where a witness confirms it, or else the same place below every title."""
    dated = [reading for reading in readings if reading.dates]
    if len(dated) >= max(LEAST, MOST * len(readings)):
        return find_place("date", dated, judge_date)
    return _date_by_place(readings)


def _date_by_place(readings: Sequence[ReadLesson]) -> FieldPlace | None:
    """Return the only place that shows a date on nearly all articles, which have no other one.

    It is not the clock of a page's head, which shows the day of the fetch.
    """
    place = find_place("date", readings, judge_any_date, share=NEARLY_ALL)
    if place is None or not place.is_single:
        return None
    nodes = ((reading, reading.tree.css_first(place.selector)) for reading in readings)
    days = (reading.days_ago(spaced_text(node) or "") for reading, node in nodes if node is not None)
    return place if any(days) else None


def judge_any_date(reading: ReadLesson, node: LexborNode) -> str | None:
    """Return "place" for an element that shows a date and little else."""
    text = node.attributes.get("datetime") or spaced_text(node) or ""
    if len(text) > MAX_DATE or not any(map(str.isdigit, text)) or is_other_date(node):
        return None
    return "place" if reading.lesson.read_date(text) else None

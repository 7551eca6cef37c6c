"""A layout that the program worked out from the articles of a site, and how it is used with caution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.agreement import agreement
from xabar.extraction.date_guess import has_date_line
from xabar.extraction.date_places import is_other_date, is_printed_date
from xabar.extraction.last_layers import long_paragraphs
from xabar.extraction.layout import Layout

_ENDS: Final = (".", "!", "?", "…", "؟")
_CLOSING: Final = "»”\"')"
_DECLARED: Final = ("title", "date", "authors", "tags", "section")
SHORT: Final = 400  # characters of a text; the page of a shorter one has as much beside it
MAX_BESIDE: Final = (
    1_000  # characters of long paragraphs on the page of a short text; more may be the article
)
HEADING: Final = "heading"  # the witness of a title that the page says nowhere else
PLACES: Final = ("title", "date", "authors", "lead")  # the places of a layout that a page may lack


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a place is believed: on `pages` of the articles its selector found what the witness says."""

    field: str
    selector: str
    witness: str  # json-ld, meta, url, feed, place, title, description, heading, generic; several with «+»
    pages: int


@dataclass(frozen=True, slots=True)
class LearnedLayout:
    """Selectors that were worked out, with what is known of the articles that they were worked out from.

    `pages` is how many articles have the layout. The places in `single` stood exactly once on each of them.
    A text in this place is believed that has `least_agreement` in common with all long paragraphs of its page, and of
    which `least_sentences` are sentences; both are shares, well below those of the articles.
    """

    layout: Layout
    pages: int
    single: tuple[str, ...] = ()
    least_agreement: float = 0.0
    least_sentences: float = 0.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def has_title_alone(self) -> bool:
        """True if only the place of the title says it: for machines all pages of the site are called alike."""
        return any(each.field == "title" and HEADING in each.witness.split("+") for each in self.evidence)

    def fit(self, tree: LexborHTMLParser, declared: Layout | None = None) -> Layout | None:
        """Return the layout with the places that this page has as the articles had; None if the text has none.

        A place that stood once on every article and stands twice here may be another one. The places that a layout
        without a text declares are kept where the page has them; a date's that was only guessed gives way.
        """
        if not self.layout.body or not self._stands("body", tree.css(self.layout.body)):
            return None
        kept = {name: getattr(self.layout, name) for name in PLACES}
        for name, selector in kept.items():
            nodes = tree.css(selector) if selector else []
            if not self._stands(name, nodes) or (name == "date" and is_other_date(nodes[0])):
                kept[name] = None
        found = Layout(body=self.layout.body, cut=self.layout.cut, guessed=True, **kept)
        if declared is None:
            return found
        said = {
            name: value
            for name in _DECLARED
            if (value := getattr(declared, name)) and tree.css_first(value) is not None
        }
        if declared.guessed and found.date:
            said.pop("date", None)
        return replace(found, guessed=declared.guessed, **said)

    def shows_article(self, tree: LexborHTMLParser) -> bool:
        """Return whether a page has text, title and date where the articles have them, each of them once.

        Lists, sections and pages such as «about us» have not, even if their text stands in the same place. Where no
        single place of the date was learned, it stands beside the title, or else beside the first heading.
        """
        found = self.fit(tree)
        if found is None or "body" not in self.single or (self.layout.title and not found.title):
            return False
        if "date" in self.single:
            return found.date is not None
        return has_date_line(tree, tree.css_first(found.title) if found.title else None, is_printed_date)

    def trusts(self, paragraphs: Sequence[str], structure: str, long: Sequence[str]) -> bool:
        """Return whether a text that was found in this place may be the article's.

        It is not when it has little in common with the long paragraphs of the page, or is a list of links or titles.
        """
        return self.may_be_text(paragraphs, structure) and agreement(paragraphs, long) >= self.least_agreement

    def believes_short(self, paragraphs: Sequence[str], structure: str, tree: LexborHTMLParser) -> bool:
        """Return whether a short text in this place is the article's, though its page says a little more beside it.

        `tree` is the page as it was before the text was read.
        """
        if sum(map(len, paragraphs)) >= SHORT or sum(map(len, long_paragraphs(tree))) > MAX_BESIDE:
            return False
        return self.may_be_text(paragraphs, structure) and self.shows_article(tree)

    def may_be_text(self, paragraphs: Sequence[str], structure: str) -> bool:
        """Return whether a text consists of sentences as the articles do, and not of links."""
        linked = sum(len(line) for line, kind in zip(paragraphs, structure, strict=True) if kind in "at")
        if 2 * linked > sum(map(len, paragraphs)):
            return False
        return sentence_share(paragraphs) >= self.least_sentences

    def _stands(self, name: str, nodes: Sequence[LexborNode]) -> bool:
        return len(nodes) == 1 or (len(nodes) > 1 and name not in self.single)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values. `from_dict` reads them back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> LearnedLayout:
        """Return the layout that `to_dict` wrote. Raise TypeError or KeyError for anything else."""
        layout = {**values["layout"], "cut": tuple(values["layout"]["cut"])}
        evidence = tuple(Evidence(**each) for each in values["evidence"])
        return cls(
            **{**values, "layout": Layout(**layout), "single": tuple(values["single"]), "evidence": evidence}
        )


def sentence_share(paragraphs: Sequence[str]) -> float:
    """Return the share of a text that stands in lines that end as sentences do. Lists of titles have hardly any."""
    ended = sum(len(line) for line in paragraphs if line.rstrip(_CLOSING).endswith(_ENDS))
    return ended / max(1, sum(map(len, paragraphs)))

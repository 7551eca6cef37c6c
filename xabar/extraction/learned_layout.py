"""A layout that the program worked out from the articles of a site, and how it is used with caution."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from xabar.extraction.agreement import agreement
from xabar.extraction.date_places import is_other_date
from xabar.extraction.layout import Layout

_ENDS: Final = (".", "!", "?", "…", "؟")
_CLOSING: Final = "»”\"')"
_DECLARED: Final = ("title", "date", "authors", "tags", "section")
HEADING: Final = "heading"  # the witness of a title that the page says nowhere else
PLACES: Final = ("title", "date", "authors", "lead")  # the places of a layout that a page may lack


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a place is believed: its selector found on so many of the articles what the witness says."""

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
        found = Layout(body=self.layout.body, cut=self.layout.cut, **kept)
        if declared is None:
            return found
        said = {
            name: value
            for name in _DECLARED
            if (value := getattr(declared, name)) and tree.css_first(value) is not None
        }
        if declared.guessed and found.date:
            said.pop("date", None)
        return replace(found, **said)

    def shows_article(self, tree: LexborHTMLParser) -> bool:
        """Return whether a page has text, title and date where the articles have them, and each of them once.

        Lists, sections and pages such as «about us» have not, even if their text stands in the same place.
        """
        found = self.fit(tree)
        if found is None or found.date is None or not {"body", "date"} <= set(self.single):
            return False
        return found.title is not None or self.layout.title is None

    def trusts(self, paragraphs: Sequence[str], structure: str, long: Sequence[str]) -> bool:
        """Return whether a text that was found in this place may be the article's.

        It is not when it has little in common with the long paragraphs of the page, or is a list of links or titles.
        """
        linked = sum(len(line) for line, kind in zip(paragraphs, structure, strict=True) if kind in "at")
        if 2 * linked > sum(map(len, paragraphs)):
            return False
        if sentence_share(paragraphs) < self.least_sentences:
            return False
        return agreement(paragraphs, long) >= self.least_agreement

    def _stands(self, name: str, nodes: Sequence[LexborNode]) -> bool:
        return len(nodes) == 1 or (len(nodes) > 1 and name not in self.single)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values. `from_dict` reads them back."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> LearnedLayout:
        """Return the layout that `to_dict` wrote. Raise TypeError or KeyError for what is none."""
        layout = {**values["layout"], "cut": tuple(values["layout"]["cut"])}
        evidence = tuple(Evidence(**each) for each in values["evidence"])
        return cls(
            **{**values, "layout": Layout(**layout), "single": tuple(values["single"]), "evidence": evidence}
        )


def sentence_share(paragraphs: Sequence[str]) -> float:
    """Return the share of a text that stands in lines that end as sentences do. Lists of titles have hardly any."""
    ended = sum(len(line) for line in paragraphs if line.rstrip(_CLOSING).endswith(_ENDS))
    return ended / max(1, sum(map(len, paragraphs)))

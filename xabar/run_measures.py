"""What a run saw of its pages beside their outcomes: the measures by which the health of a site is judged."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any, Final

RECENT: Final = timedelta(
    days=2
)  # news may be dated before the run in front of this one, a backfill lies further back
STEPS: Final = 8  # into which lengths are sorted while they double: a median is right within 5 %


@dataclass(slots=True)
class RunMeasures:
    """Counts over the articles that a run read, and over the answers that it got.

    All of it is bounded: lengths and percents are counted in classes, so a run over a million pages takes no more
    memory than one over ten.
    """

    articles: int = 0  # that were read to their end: stored, unchanged or duplicates
    layers: Counter[str] = field(default_factory=Counter)  # extraction layer -> articles
    missing: Counter[str] = field(default_factory=Counter)  # field -> articles without it
    date_sources: Counter[str] = field(default_factory=Counter)  # where the date stood -> articles
    lengths: Counter[int] = field(default_factory=Counter)  # class of the text's length -> articles
    agreements: Counter[int] = field(default_factory=Counter)  # percent -> articles read by selectors
    kept_characters: int = 0
    cut_characters: int = 0  # that were cut as boilerplate
    same_line: int = 0  # articles that begin or end with the most frequent such line of the run
    newest: datetime | None = None  # latest moment at which one of the articles may have been published
    recent: int | None = None  # articles published within RECENT before they were fetched; None: not counted
    statuses: Counter[str] = field(default_factory=Counter)  # response code -> answers of any kind
    certificates: dict[str, datetime] = field(default_factory=dict)  # host -> when its certificate ends
    zone: str | None = None  # of the site, whose weekdays and holidays its rhythm follows
    dead: int | None = None  # dead letters of the site at the end of the run
    lag: float | None = None  # seconds that the oldest change had waited for the index at the end of the run

    @property
    def body_length(self) -> int | None:
        """The median of the characters of the texts; None without articles."""
        found = median_of(self.lengths)
        return None if found is None else round(2 ** (found / STEPS))

    @property
    def agreement(self) -> int | None:
        """The median percent of words that selectors and the generic check have in common."""
        return median_of(self.agreements)

    @property
    def cut_share(self) -> float | None:
        """The part of the printed characters that was cut; None without articles."""
        printed = self.kept_characters + self.cut_characters
        return self.cut_characters / printed if printed else None

    def add_length(self, characters: int) -> None:
        """Count a text of so many characters."""
        self.lengths[round(STEPS * math.log2(max(characters, 1)))] += 1

    def note_published(self, at: datetime, now: datetime) -> None:
        """Note when one of the articles was published, at the latest."""
        if self.newest is None or at > self.newest:
            self.newest = at
        self.recent = (self.recent or 0) + (at > now - RECENT)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, with what is empty left out. `from_dict` reads them back."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        written = {name: _write(value) for name, value in values.items()}
        return {name: value for name, value in written.items() if value or (value == 0 and name in _NULLABLE)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> RunMeasures:
        """Return what `to_dict` wrote. What a later version added is left out."""
        measures = cls()
        for each in fields(cls):
            if each.name in values:
                setattr(measures, each.name, _read(each.name, values[each.name]))
        return measures


_NULLABLE: Final = ("recent", "dead", "lag")  # where zero is not the same as None
_CLASSES: Final = ("lengths", "agreements")


def median_of(counted: Mapping[int, int]) -> int | None:
    """Return the median of counted numbers, the lower one of two; None if there are none."""
    half = (sum(counted.values()) + 1) // 2
    seen = 0
    for value in sorted(counted):
        seen += counted[value]
        if seen >= half > 0:
            return value
    return None


def _write(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {
            str(key): part.isoformat() if isinstance(part, datetime) else part for key, part in value.items()
        }
    return value


def _read(name: str, value: Any) -> Any:
    if name in _CLASSES:
        return Counter({int(key): count for key, count in value.items()})
    if name == "newest":
        return datetime.fromisoformat(value)
    if name == "certificates":
        return {host: datetime.fromisoformat(ends) for host, ends in value.items()}
    return Counter(value) if isinstance(value, dict) else value

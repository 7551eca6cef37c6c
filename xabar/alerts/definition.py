"""What an alert looks for, and whom it tells."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal, Self, TypeAlias

import orjson

from xabar.search.engine import SearchRequest

Digest: TypeAlias = Literal["hour", "day"]


@dataclass(frozen=True, slots=True)
class Definition:
    """The query and the filters of an alert, its targets as the user wrote them, and how they are told.

    Without a digest, targets are told at once. The days and hours of a digest are those of the `zone`.
    """

    query: str
    targets: tuple[str, ...]
    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    exact: bool = False
    digest: Digest | None = None
    zone: str = "Asia/Tashkent"

    def request(self, today: date) -> SearchRequest:
        """Return the search that finds what the alert finds; `today` is the day from which `since:7d` counts."""
        return SearchRequest(
            self.query,
            sites=self.sites,
            languages=self.languages,
            scripts=self.scripts,
            tags=self.tags,
            authors=self.authors,
            sections=self.sections,
            exact=self.exact,
            today=today,
            as_asked=True,
        )

    def to_json(self) -> str:
        """Return what `from_json` reads."""
        return orjson.dumps(asdict(self)).decode()

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the definition. Raise TypeError for one that a newer version wrote."""
        values: dict[str, Any] = orjson.loads(text)
        return cls(**{name: _plain(value) for name, value in values.items()})


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

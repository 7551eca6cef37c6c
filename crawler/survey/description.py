"""The description of a site that was surveyed: plain data, from which its class is made, with the reason of each decision."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any, Final, Self

from crawler.discovery import Feed, LinkList, LinkPage, Sitemap
from xabar.declaration import SITE_NAME, Edition, check_zone
from xabar.extraction.layout import Layout
from xabar.source import Source

# Sources that a description may name. Each is kept by the name of its class, with its fields.
SOURCES: Final[dict[str, type[Any]]] = {kind.__name__: kind for kind in (Feed, Sitemap, LinkPage, LinkList)}


LONGEST: Final = 600  # characters of a decision's value and reason


class BadDescription(ValueError):
    """What was kept is no description: another version wrote it, or something else did."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and why."""

    what: str  # "feed", "edition", "zone", "articles", "not used"
    value: str
    reason: str

    def __post_init__(self) -> None:
        for name in ("value", "reason"):  # both may hold what strangers write
            object.__setattr__(self, name, getattr(self, name)[:LONGEST])


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDescription:
    """All that a site's class needs, and how it came to be known."""

    name: str
    address: str  # that a person gave
    hosts: tuple[str, ...]
    zone: str
    editions: tuple[Edition, ...]
    articles: tuple[tuple[str, ...], ...]
    """Regular expressions for articles' addresses, each in lines, the newest survey's first."""
    parameters: tuple[str, ...] = ()  # that belong to an article's address, such as p in /?p=123
    sources: tuple[Source, ...] = ()
    layouts: tuple[Layout, ...] = ()
    decisions: tuple[Decision, ...] = ()
    surveyed_at: str = ""  # UTC
    tried_at: str = ""  # UTC, of the last survey that gave nothing and changed nothing
    revision: int = 1  # counts the surveys

    @property
    def article(self) -> str:
        """The regular expression for the addresses of articles, as a class declares it."""
        patterns = ["".join(lines) for lines in self.articles]
        return patterns[0] if len(patterns) == 1 else "|".join(f"(?:{each})" for each in patterns)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        plain = asdict(replace(self, sources=()))
        plain["sources"] = [{"kind": type(source).__name__, **asdict(source)} for source in self.sources]  # type: ignore[call-overload]
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Return the description; raise BadDescription for anything that `to_dict` did not make."""
        try:
            known = {field.name for field in fields(cls)}
            if strange := plain.keys() - known:
                raise BadDescription(f"a description has no field {', '.join(sorted(strange))}")
            return cls(
                **{
                    **plain,
                    "hosts": tuple(plain["hosts"]),
                    "articles": tuple(map(_lines, plain["articles"])),
                    "parameters": tuple(plain["parameters"]),
                    "editions": tuple(Edition(**each) for each in plain["editions"]),
                    "sources": tuple(_source(each) for each in plain["sources"]),
                    "layouts": tuple(
                        Layout(**{**each, "cut": tuple(each["cut"])}) for each in plain["layouts"]
                    ),
                    "decisions": tuple(Decision(**each) for each in plain["decisions"]),
                }
            )
        except BadDescription:
            raise
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise BadDescription(f"it lacks or has something that no description has: {error}") from error

    def to_json(self) -> str:
        """Return the text that the records keep."""
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the description of a text that `to_json` returned; raise BadDescription for any other."""
        try:
            plain = json.loads(text)
        except (
            ValueError,
            RecursionError,
        ) as error:  # broken, or with a number or a nesting that no reader takes
            raise BadDescription(f"it is no JSON: {error}") from error
        if not isinstance(plain, dict):
            raise BadDescription(f"it is no JSON object, but {type(plain).__name__}")
        return cls.from_dict(plain)

    def __post_init__(self) -> None:
        if not SITE_NAME.fullmatch(self.name):
            raise BadDescription(
                f"name must be small letters, digits and single underscores, got {self.name!r}"
            )
        if problem := next(check_zone(self.zone), None):
            raise BadDescription(f"zone = {self.zone!r}: {problem}")
        for name, moment in (("surveyed_at", self.surveyed_at), ("tried_at", self.tried_at)):
            if moment and not _is_moment(moment):
                raise BadDescription(f"{name} must be a moment with its offset, got {moment!r}")


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except (TypeError, ValueError):
        return False


def _lines(plain: str | Sequence[str]) -> tuple[str, ...]:
    """Return the lines of an expression. An earlier version kept each in one."""
    lines = (plain,) if isinstance(plain, str) else tuple(plain)
    if not all(isinstance(line, str) for line in lines):
        raise BadDescription(f"articles must be expressions in lines, got {plain!r}")
    return lines


def _source(plain: Mapping[str, Any]) -> Source:
    values = dict(plain)
    source: Source = SOURCES[values.pop("kind")](**values)
    return source

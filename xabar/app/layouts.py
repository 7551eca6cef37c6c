"""The layouts that were worked out for the sites, with their evidence and their checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from xabar.config import Config
from xabar.extraction.learned_layout import LearnedLayout
from xabar.records.learned_layouts import StoredLayout
from xabar.workspace import open_existing


@dataclass(frozen=True, slots=True)
class LayoutStatus:
    """A layout of an edition; `layout` is None where the articles had nothing in common."""

    stored: StoredLayout
    layout: LearnedLayout | None

    @property
    def state(self) -> str:
        """What is done with it, in words."""
        if self.layout is None:
            return "nothing in common"
        if self.stored.retired_at is not None:
            return f"retired {_minute(self.stored.retired_at)}"
        return "in use"

    @property
    def checks(self) -> str:
        """How many of the last checks agreed."""
        return f"{self.stored.checks.count('1')} of {len(self.stored.checks)}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "site": self.stored.site,
            "edition": self.stored.edition,
            "number": self.stored.number,
            "learned_at": self.stored.learned_at.isoformat(),
            "state": self.state,
            "articles": self.stored.articles,
            "checks": self.stored.checks,
            "learned": self.layout.to_dict() if self.layout else None,
        }


def list_layouts(config: Config, site: str | None = None) -> list[LayoutStatus]:
    """Return what was worked out for a site, or for all of them; nothing without records, which are not created."""
    with open_existing(config) as workspace:
        rows = workspace.records.stored_layouts(site) if workspace else []
    return [
        LayoutStatus(row, LearnedLayout.from_dict(orjson.loads(row.layout)) if row.layout else None)
        for row in rows
    ]


def forget_layouts(config: Config, site: str) -> int:
    """Forget all that was worked out for a site, so that it is learned anew. Return how many layouts there were."""
    with open_existing(config) as workspace:
        return workspace.records.forget_layouts(site) if workspace else 0


def _minute(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")

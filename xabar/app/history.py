"""The history of one article: its texts, what changed between them, and whether its page is still there.

Does not load Scrapy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from crawler.revisits import Revisits
from xabar.app.errors import WrongUse
from xabar.app.lookup import UnknownArticle, find_id
from xabar.app.opening import existing_workspace
from xabar.app.version_diff import Paragraph, compare_versions
from xabar.article import Article
from xabar.config import Config
from xabar.records.gone import GoneArticle
from xabar.records.pages import PageSeen
from xabar.records.store import RecordStore


@dataclass(frozen=True, slots=True)
class History:
    """What is known of an article: every text that it has had, the oldest first, and its page."""

    article_id: str
    versions: list[Article]
    reasons: list[str | None]  # why each version took the place of the former one; None: its page had changed
    page: PageSeen | None  # None if it was never fetched, as an imported article
    next_due: datetime | None
    gone: GoneArticle | None

    def changes(self) -> list[list[Paragraph]]:
        """Return what changed with each version but the first."""
        return [compare_versions(old, new) for old, new in pairwise(self.versions)]

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "id": self.article_id,
            "versions": [article.to_dict() for article in self.versions],
            "reasons": self.reasons,
            "changes": [[[piece._asdict() for piece in line] for line in each] for each in self.changes()],
            "page": self.page and _page_to_dict(self.page, self.next_due),
            "gone": self.gone and _gone_to_dict(self.gone),
        }


def read_history(config: Config, wanted: str, now: datetime) -> History:
    """Return the history of the article of an id or an address, removed or not. Raise what `find_article` raises."""
    with existing_workspace(config) as workspace:
        records = workspace.records
        found = find_id(records, wanted)
        explained = records.explained_versions(found)
        versions, reasons = [article for article, _ in explained], [reason for _, reason in explained]
        if not versions:
            raise UnknownArticle(f"there is no article {wanted}, and no text of it was kept")
        page = records.page(versions[-1].key)
        due = Revisits(records, page.site).due_at(page.asked_url, now) if page else None
        return History(found, versions, reasons, page, due, records.gone_article(found))


def restore_article(config: Config, wanted: str) -> Article:
    """Give back an article that was removed because its site says that it is gone. It is kept from then on.

    Raise WrongUse if it is not removed, UnknownArticle if none of its texts was kept.
    """
    with existing_workspace(config) as workspace:
        records = workspace.records
        found = find_id(records, wanted)
        _require_tombstone(records, found, wanted)
        if records.restore_article(found, datetime.now(UTC)) is None:
            raise UnknownArticle(f"no text of {wanted} was kept when it was removed")
        article = records.get_article(found)
        assert article is not None
        return article


def _require_tombstone(records: RecordStore, found: str, wanted: str) -> None:
    if records.removed_at(found) is None:
        there = "is there" if records.get_article(found) else "is not known"
        raise WrongUse(f"{wanted} is not removed: it {there}")


def _page_to_dict(page: PageSeen, due: datetime | None) -> dict[str, Any]:
    return {
        "url": page.asked_url,
        "first_fetched_at": page.first_fetched_at.isoformat(),
        "fetched_at": page.fetched_at.isoformat(),
        "fetches": page.fetches,
        "outcome": page.outcome,
        "next_due": due and due.astimezone(UTC).isoformat(),
    }


def _gone_to_dict(gone: GoneArticle) -> dict[str, Any]:
    return {
        "since": gone.since.isoformat(),
        "checked_at": gone.checked_at.isoformat(),
        "answers": gone.answers,
        "removed_at": gone.removed_at and gone.removed_at.isoformat(),
        "kept": gone.is_kept,
    }

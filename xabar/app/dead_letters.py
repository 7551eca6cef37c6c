"""List the articles that the index refused for good, and offer them to it again."""

from __future__ import annotations

from collections.abc import Collection

from xabar.app.errors import WrongUse
from xabar.app.opening import existing_workspace
from xabar.config import Config
from xabar.records.feeds import DeadLetter


def list_dead(config: Config) -> list[DeadLetter]:
    """Return all dead letters. Raise NoRecords if there are no records."""
    with existing_workspace(config) as workspace:
        return workspace.records.dead_letters()


def retry_dead(config: Config, ids: Collection[str]) -> int:
    """Put the articles of these ids, or of all dead letters, back into the feed, and return how many.

    Raise WrongUse for an id that is not among the dead letters.
    """
    with existing_workspace(config) as workspace:
        known = {letter.id for letter in workspace.records.dead_letters()}
        if unknown := [each for each in ids if each not in known]:
            raise WrongUse(f"no dead letter {', '.join(unknown)}; `xabar dead list` shows them")
        return workspace.records.retry_dead(ids=ids or None)

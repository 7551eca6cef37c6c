"""One stored article, its versions, and what changed between two of them. Does not load Scrapy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xabar.app.errors import WrongUse
from xabar.app.lookup import find_article
from xabar.app.opening import existing_workspace
from xabar.app.reading import in_script, is_written_in
from xabar.app.version_diff import Paragraph, compare_versions, count_words
from xabar.article import Article
from xabar.config import Config
from xabar.processing.cuts import whole_article


@dataclass(frozen=True, slots=True)
class Version:
    """A text that an article has or had, and how many words came and went with it."""

    number: int  # from 1, the oldest
    article: Article
    added: int
    removed: int
    reason: str | None = None  # why it took the place of the former one, if that was no new fetch

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        words = {"number": self.number, "added": self.added, "removed": self.removed}
        return words | ({"reason": self.reason} if self.reason else {}) | self.article.to_dict()


def show_article(
    config: Config, wanted: str, script: str | None = None, *, with_boilerplate: bool = False
) -> Article:
    """Return the article of an id or an address, with its texts in a script if one is given, or with what was cut too.

    Raise WrongUse for a script in which its language is not written, and what `find_article` raises.
    """
    with existing_workspace(config) as workspace:
        article = find_article(workspace.records, wanted)
    return _converted(whole_article(article) if with_boilerplate else article, script)


def list_versions(config: Config, wanted: str, script: str | None = None) -> list[Version]:
    """Return every text that the article has had, the oldest first."""
    with existing_workspace(config) as workspace:
        article = find_article(workspace.records, wanted)
        found = workspace.records.explained_versions(article.id)
    texts = [_converted(each, script) for each, _ in found]
    versions = []
    for number, (text, (_, reason)) in enumerate(zip(texts, found, strict=True), 1):
        words = count_words(compare_versions(texts[number - 2], text)) if number > 1 else {}
        versions.append(Version(number, text, words.get("added", 0), words.get("removed", 0), reason))
    return versions


def compare(versions: list[Version], old: int | None = None, new: int | None = None) -> list[Paragraph]:
    """Return what changed between two versions by number; without numbers, with the last change.

    Raise WrongUse where there is no such version.
    """
    if len(versions) < 2:
        raise WrongUse("the article has one version: its title and text have never changed")
    new = len(versions) if new is None else new
    old = new - 1 if old is None else old
    for number in (old, new):
        if not 1 <= number <= len(versions):
            raise WrongUse(f"there is no version {number}; there are 1 to {len(versions)}")
    return compare_versions(versions[old - 1].article, versions[new - 1].article)


def _converted(article: Article, script: str | None) -> Article:
    if script is not None and script != article.script and not is_written_in(article, script):
        raise WrongUse(f"no {article.language or 'unidentified'} text is shown in {script}")
    return in_script(article, script)

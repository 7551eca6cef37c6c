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
    new_script: str | None = None  # in which it is printed, if the former one was not
    reason: str | None = None  # why it took the place of the former one, if that was no new fetch

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values."""
        words = {"number": self.number, "added": self.added, "removed": self.removed}
        return words | ({"reason": self.reason} if self.reason else {}) | self.article.to_dict()


def show_article(
    config: Config,
    wanted: str,
    script: str | None = None,
    *,
    version: int | None = None,
    with_boilerplate: bool = False,
) -> Article:
    """Return the article of an id or an address, with its texts in a script if one is given, or with what was cut too.

    With the number of a version, return it as it was then. Raise WrongUse for a script in which its language is not
    written or a version that it does not have, and what `find_article` raises.
    """
    if version is not None:
        return _version(list_versions(config, wanted, script), version).article
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
    for number, (text, (article, reason)) in enumerate(zip(texts, found, strict=True), 1):
        former = found[max(number - 2, 0)][0]
        words = count_words(compare_versions(former, article))
        new_script = article.script if article.script != former.script else None
        versions.append(Version(number, text, words["added"], words["removed"], new_script, reason))
    return versions


def compare(
    config: Config, wanted: str, old: int | None = None, new: int | None = None, script: str | None = None
) -> list[Paragraph]:
    """Return what changed between two versions by number; without numbers, with the last change.

    Raise WrongUse where there is no such version, and as `show_article` does.
    """
    versions = list_versions(config, wanted)
    if len(versions) < 2:
        raise WrongUse("the article has one version: its title and text have never changed")
    new = len(versions) if new is None else new
    old = new - 1 if old is None else old
    one, other = (_version(versions, number).article for number in (old, new))
    _require_written(one, script)
    return compare_versions(one, other, script)


def _version(versions: list[Version], number: int) -> Version:
    if not 1 <= number <= len(versions):
        raise WrongUse(f"there is no version {number}; there are 1 to {len(versions)}")
    return versions[number - 1]


def _converted(article: Article, script: str | None) -> Article:
    _require_written(article, script)
    return in_script(article, script)


def _require_written(article: Article, script: str | None) -> None:
    if script is not None and script != article.script and not is_written_in(article, script):
        raise WrongUse(f"no {article.language or 'unidentified'} text is shown in {script}")

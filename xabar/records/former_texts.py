"""The former texts of an article, which also change when our own reading of them does."""

from __future__ import annotations

from collections.abc import Callable

from xabar.article import Article
from xabar.records.articles import Articles, id_bytes
from xabar.records.database import retried
from xabar.records.payload import DamagedPayload, pack, unpack, unpack_or_log


class FormerTexts(Articles):
    """What is done to the versions that an article had before its title or body changed."""

    def versions(self, article_id: str) -> list[Article]:
        """Return every text that the article has had, the oldest first; [] if it is not here.

        Damaged ones are logged and left out.
        """
        return [article for article, _ in self.explained_versions(article_id)]

    def explained_versions(self, article_id: str) -> list[tuple[Article, str | None]]:
        """Return every text that the article has had, as `versions` does, and why it took the place of the former one.

        None stands for what nearly all are: the page was fetched, and it had changed.
        """
        rows = self._rows(
            "SELECT id, payload, reason, version, rowid AS place FROM version WHERE id = ?1 UNION ALL"
            " SELECT id, payload, reason, 4611686018427387904, 0 FROM article WHERE id = ?1 AND removed = 0"
            " ORDER BY version, place",
            (id_bytes(article_id),),
        )
        read = ((unpack_or_log(key, payload), reason) for key, payload, reason, _, _ in rows)
        return [(article, reason) for article, reason in read if article]

    @retried
    def change_former(self, article_id: str, change: Callable[[Article], bool]) -> int:
        """Store each former version again that `change` has changed and says so. Return how many. Damaged ones stay."""
        changed = 0
        with self.transaction():
            for row, payload in self._rows(
                "SELECT rowid, payload FROM version WHERE id = ?", (id_bytes(article_id),)
            ):
                try:
                    former = unpack(payload)
                except DamagedPayload:
                    continue  # `xabar doctor` lists it
                if change(former):
                    values = (former.content_hash, pack(former)[0], row)
                    self._db.execute(
                        "UPDATE version SET content_hash = ?, payload = ? WHERE rowid = ?", values
                    )
                    changed += 1
        return changed

"""The former texts of an article, when our own reading of them changes."""

from __future__ import annotations

from collections.abc import Callable

from xabar.article import Article
from xabar.records.articles import Articles, id_bytes
from xabar.records.database import retried
from xabar.records.payload import DamagedPayload, pack, unpack


class FormerTexts(Articles):
    """What is done to the versions that an article had before its title or body changed."""

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

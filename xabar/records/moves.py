"""Articles whose pages were moved to another address for good."""

from __future__ import annotations

from datetime import datetime

from xabar.records.articles import Articles, id_bytes
from xabar.records.database import retried, to_milliseconds

_KEEP_TEXT = """
INSERT INTO version (id, version, content_hash, payload)
SELECT :new, version, content_hash, payload FROM article WHERE id = :old AND removed = 0 AND content_hash <> :content
ON CONFLICT DO NOTHING
"""
_MOVE_FORMER = """
UPDATE version SET id = :new WHERE id = :old AND NOT EXISTS (
    SELECT 1 FROM version there WHERE there.id = :new AND there.version = version.version
        AND there.content_hash = version.content_hash)
"""


class Moves(Articles):
    """What becomes of the row of the old address."""

    @retried
    def move_article(self, old_id: str, new_id: str, content_hash: str, at: datetime) -> bool:
        """Leave a tombstone at the old id, and give all texts that stood there to the new id as former versions.

        `content_hash` is that of the text at the new id, which is no former version. Return False, and change
        nothing, if there is no article at the old id or a newer fetch is there.
        """
        old, new = id_bytes(old_id), id_bytes(new_id)
        with self.transaction():
            values = {"old": old, "new": new, "content": content_hash}
            row = self._row("SELECT version FROM article WHERE id = ? AND removed = 0", (old,))
            if row is None or row[0] > to_milliseconds(at):
                return False
            self._db.execute(_KEEP_TEXT, values)
            self._db.execute(_MOVE_FORMER, values)
            self.remove_article(old_id, at)
        return True

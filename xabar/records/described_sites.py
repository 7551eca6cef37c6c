"""The sites that were surveyed: their descriptions, as texts that the records do not read."""

from __future__ import annotations

from xabar.records.database import Database, retried


class DescribedSites(Database):
    """One row for each site."""

    def descriptions(self) -> dict[str, str]:
        """Return the description of every site by its name."""
        return dict(self._rows("SELECT name, description FROM described_site ORDER BY name"))

    @retried
    def put_description(self, name: str, text: str, *, instead_of: str | None) -> bool:
        """Keep a description instead of the one that was known, None if there was none.

        Return False, and keep nothing, if there is another one by now.
        """
        with self.transaction():
            row = self._row("SELECT description FROM described_site WHERE name = ?", (name,))
            if (row[0] if row else None) != instead_of:
                return False
            self._db.execute(
                "INSERT INTO described_site (name, description) VALUES (?, ?)"
                " ON CONFLICT (name) DO UPDATE SET description = excluded.description",
                (name, text),
            )
        return True

    @retried
    def remove_description(self, name: str) -> bool:
        """Forget a description, and nothing else; return whether there was one."""
        with self.transaction():
            return self._db.execute("DELETE FROM described_site WHERE name = ?", (name,)).rowcount > 0

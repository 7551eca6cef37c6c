"""Which store this is: an id, made once with the file, by which an index knows whose articles it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from xabar.records.articles import Articles
from xabar.records.database import from_milliseconds


@dataclass(frozen=True, slots=True)
class StoreMark:
    """What an index keeps of the store that it was made from."""

    id: str  # 32 hexadecimal digits
    made_at: datetime
    place: str  # where the records lay when the index was made; for people
    sequence: int  # the store's last change at that time: a store that ends before is an older copy

    def __str__(self) -> str:
        return f"{self.id[:12]} ({self.place}, made {self.made_at:%Y-%m-%d %H:%M} UTC)"

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values. `from_dict` reads them back."""
        return {
            "id": self.id,
            "made_at": self.made_at.isoformat(timespec="seconds"),
            "place": self.place,
            "sequence": self.sequence,
        }

    @classmethod
    def from_dict(cls, values: Any) -> Self | None:
        """Return the mark that `to_dict` wrote; None for anything else."""
        try:
            made_at = datetime.fromisoformat(values["made_at"])
            return cls(str(values["id"]), made_at, str(values["place"]), int(values["sequence"]))
        except (KeyError, TypeError, ValueError):
            return None


class Identity(Articles):
    """The one row of the table `store`. A copy of the file has the same."""

    def mark(self) -> StoreMark:
        """Return what an index made from this store now is to keep of it."""
        store_id, made_at = self._row("SELECT id, made_at FROM store")
        place = self._db.machine_place
        return StoreMark(store_id, from_milliseconds(made_at), place, self.last_sequence())

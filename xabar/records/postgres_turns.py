"""How a transaction begins on a PostgreSQL server: what it waits for, and what it keeps others from."""

from __future__ import annotations

from typing import Final

from xabar.records.connection import Turn

# One transaction writes at a time, as in SQLite: whoever has the writer's lock. It is held until the commit is visible,
# so that numbers of the feed appear in their order. Leases and schedules have row locks instead, beside each other and
# beside the writer. Schemas of one database have locks of their own.
_WRITER: Final = "pg_advisory_xact_lock(2019651954, hashtext(current_schema()))"
_ROWS: Final = "pg_advisory_xact_lock{}(2019651955, hashtext(current_schema()))"
# It may be idle for as long as another store takes to be read or written.
_PATIENT: Final = "set_config('idle_in_transaction_session_timeout', '0', true)"
_ID: Final = "pg_current_xact_id()::text"

TAKE: Final[dict[Turn, str]] = {
    "writer": f"SELECT {_ID}, {_WRITER}",
    "rows": f"SELECT {_ID}, {_ROWS.format('_shared')}",
    "all": f"SELECT {_ID}, {_WRITER}, {_ROWS.format('')}, {_PATIENT}",
}
# By itself: where statements are prepared in one message with it, it would come too late.
MOMENT: Final = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT {_PATIENT}"

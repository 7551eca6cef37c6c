"""Statements for a PostgreSQL server: prepared once, sent together in one message, answered in one message.

psycopg's own pipelines send a message for each statement, and take several times as long to compose it: here its
parts below the cursor are used, those that adapt values and those that speak to libpq.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import psycopg
from psycopg import generators, pq
from psycopg.abc import PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq.abc import PGresult

_MOST: Final = 200  # statements that are prepared: each keeps its plan in the server's memory
_MANY: Final = 80  # values: such a statement has another text each time, and is not prepared
_REFUSED: Final = pq.ExecStatus.FATAL_ERROR

_Key = tuple[str, tuple[int, ...]]  # a statement, and the types of its values


class Answer:
    """What a statement has given."""

    def __init__(self, rows: list[Any], rowcount: int) -> None:
        self.rows = rows
        self.rowcount = rowcount
        self._place = 0

    def fetchone(self) -> Any:
        """Return the next row, or None."""
        self._place += 1
        return self.rows[self._place - 1] if self._place <= len(self.rows) else None

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        left = self.rows[self._place :]
        self._place = len(self.rows)
        return left


class Statement:
    """A statement in the server's words, with $1 for the first of its values, and its answer once it was sent."""

    __slots__ = ("answer", "text", "values")

    def __init__(self, text: str, values: Sequence[Any] = ()) -> None:
        self.text = text
        self.values = values
        self.answer: Answer | None = None


class Session:
    """A connection, and the statements that are prepared on it."""

    def __init__(self, db: psycopg.Connection[Any]) -> None:
        self.db = db
        self._adapter = Transformer(db)
        self._names: dict[_Key, bytes] = {}

    def run(self, statements: Sequence[Statement]) -> None:
        """Run statements in their order. Raise psycopg's error of the first that fails; none after it is run.

        Whatever leaves it open what the server has done closes the connection.
        """
        adapted = [self._adapt(each) for each in statements]
        keys = dict.fromkeys(
            key for key, values, _ in adapted if key not in self._names and _is_usual(values)
        )
        free = range(len(self._names), _MOST)
        new = {key: f"xabar_{number}".encode() for number, key in zip(free, keys, strict=False)}
        try:
            results = self._exchange(new, adapted)
        except BaseException:
            self.db.close()
            raise
        for (key, name), result in zip(new.items(), results, strict=False):
            if result.status == pq.ExecStatus.COMMAND_OK:
                self._names[key] = name
        refused = next((result for result in results if result.status == _REFUSED), None)
        if refused is not None:
            raise error_from_result(refused, encoding=self.db.info.encoding)
        for statement, result in zip(statements, results[len(new) :], strict=True):
            statement.answer = self._read(result)

    def _adapt(self, statement: Statement) -> tuple[_Key, Sequence[Any] | None, Sequence[pq.Format] | None]:
        if not statement.values:
            return (statement.text, ()), None, None
        values = self._adapter.dump_sequence(statement.values, [PyFormat.AUTO] * len(statement.values))
        return (statement.text, self._adapter.types or ()), values, self._adapter.formats

    def _exchange(self, new: dict[_Key, bytes], adapted: Sequence[Any]) -> list[PGresult]:
        """Prepare the new statements, run all, and return the results of both."""
        connection = self.db.pgconn
        connection.enter_pipeline_mode()
        for (text, types), name in new.items():
            connection.send_prepare(name, text.encode(), types)
        for key, values, formats in adapted:
            prepared = self._names.get(key) or new.get(key)
            if prepared:
                connection.send_query_prepared(prepared, values, formats, pq.Format.BINARY)
            else:
                connection.send_query_params(key[0].encode(), values, key[1], formats, pq.Format.BINARY)
        connection.pipeline_sync()
        results: list[PGresult] = self.db.wait(self._receive(len(new) + len(adapted)))
        connection.exit_pipeline_mode()
        return results

    def _receive(self, count: int) -> PQGen[list[PGresult]]:
        """Send what libpq holds, and return so many results. Behind them comes the sign that the server has done all."""
        connection = self.db.pgconn
        yield from generators.send(connection)
        results = []
        for _ in range(count):
            results += yield from generators.fetch_many(connection)
        yield from generators.fetch_many(connection)
        return results

    def _read(self, result: PGresult) -> Answer:
        rows: list[Any] = []
        if result.nfields:
            self._adapter.set_pgresult(result)
            rows = self._adapter.load_rows(0, result.ntuples, tuple)
        return Answer(rows, result.command_tuples or 0)


def _is_usual(values: Sequence[Any] | None) -> bool:
    return values is None or len(values) <= _MANY

"""One damaged byte of one article: it is named, left out, and mended by the next fetch; all others are untouched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.records.samples import FULL, make_article
from xabar.records.errors import RecordsDamaged
from xabar.records.payload import DamagedPayload, pack, unpack
from xabar.records.store import RecordStore

PAYLOAD, _ = pack(FULL)


@given(st.integers(0, len(PAYLOAD) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_noticed_or_changes_nothing(place: int, flip: int) -> None:
    damaged = bytearray(PAYLOAD)
    damaged[place] ^= flip
    try:
        found = unpack(bytes(damaged))
    except DamagedPayload:
        return
    assert found == unpack(PAYLOAD)


@given(st.binary(max_size=60) | st.integers(0, len(PAYLOAD) - 1).map(lambda end: PAYLOAD[:end]))
def test_anything_else_is_damage(data: bytes) -> None:
    with pytest.raises(DamagedPayload):
        unpack(data)


def damage(records: RecordStore, article_id: str) -> None:
    key = bytes.fromhex(article_id)
    (payload,) = records._row("SELECT payload FROM article WHERE id = ?", (key,))
    with records.transaction():
        records._db.execute(
            "UPDATE article SET payload = ? WHERE id = ?", (payload[:40] + b"\0" + payload[41:], key)
        )


def test_a_damaged_article_is_named_and_left_out(
    records: RecordStore, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = make_article("a"), make_article("b")
    for article in (first, second):
        records.put_article(article)
    assert list(records.get_articles([first.id, second.id])) == [first.id, second.id]
    damage(records, first.id)
    assert list(records.get_articles([first.id, second.id])) == [second.id]
    assert first.id in caplog.text
    assert records.versions(first.id) == []
    assert list(records.damaged_articles()) == [first.id]
    changes = records.changes_after(0, 10)
    assert [(change.id, change.damage is None) for change in changes] == [
        (first.id, False),
        (second.id, True),
    ]


def test_the_same_page_fetched_again_mends_it(records: RecordStore) -> None:
    records.put_article(make_article("a"))
    damage(records, make_article("a").id)
    again = make_article("a", minutes=5)
    assert records.put_article(again).outcome == "changed"
    assert list(records.damaged_articles()) == []
    assert [each.body for each in records.versions(again.id)] == [again.body]


def test_a_page_of_zeros_is_found_whatever_it_held(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    with RecordStore(path) as records:
        records.put_article(make_article("a"))
        records.require_whole()
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        [(size,)] = db.execute("PRAGMA page_size")
        pages = [page for (page,) in db.execute("SELECT rootpage FROM sqlite_schema WHERE rootpage > 0")]
    for page in pages:
        path.write_bytes(whole[: (page - 1) * size] + bytes(size) + whole[page * size :])
        with pytest.raises(RecordsDamaged, match="restore it from a copy"), RecordStore(path) as records:
            records.require_whole()


def test_damage_behind_the_first_row_is_named_too(tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    with RecordStore(path) as records:
        for number in range(400):
            records.put_article(make_article(f"a{number}"))
    whole = path.read_bytes()
    with closing(sqlite3.connect(path)) as db:
        [(size,)] = db.execute("PRAGMA page_size")
        [(root,)] = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article'")
    last = int.from_bytes(whole[(root - 1) * size + 8 : (root - 1) * size + 12])  # the root's rightmost child
    path.write_bytes(whole[: (last - 1) * size] + bytes(size) + whole[last * size :])
    with RecordStore(path) as records, pytest.raises(RecordsDamaged):
        records._rows("SELECT number FROM article NOT INDEXED ORDER BY number")
